"""What is to be decided and how it is written: small enough to be sent to another process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from doudi.runtime.batch.answer_columns import Writing, writing
from doudi.runtime.batch.area_facts import area_facts
from doudi.runtime.batch.words import Tongue, words
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.columns.decide import Engine, engine
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.population.sources import Shape
from doudi.runtime.program.ids import SchemeId


@dataclass(frozen=True, slots=True)
class Commission:
    """`bundle`: the bytes of one. `area_facts`: of a file of them, be it empty.

    `schemes`: none named is all. `plain`: for readers that know no dictionaries and no unsigned.
    """

    bundle: bytes
    area_facts: bytes
    schemes: tuple[SchemeId, ...]
    shape: Shape
    tongue: Tongue
    plain: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A commission with its rules made ready; `schemes`: those that it decides."""

    rules: Index
    engine: Engine
    schemes: tuple[SchemeId, ...]
    shape: Shape
    writing: Writing


@lru_cache(4)
def rules_of(bundle: bytes) -> Index:
    return index(read_bundle(bundle).program)


@lru_cache(4)
def ready(it: Commission) -> Ready:
    """Once in each process, however many parts or batches follow."""
    rules = rules_of(it.bundle)
    schemes = it.schemes or tuple(its.id for its in rules.program.schemes)
    return Ready(
        rules,
        engine(
            rules,
            schemes=schemes,
            areas=area_facts(it.area_facts, rules.program),
            in_full=True,
        ),
        schemes,
        it.shape,
        writing(rules, words(rules.program, it.tongue), plain=it.plain),
    )
