"""Where households for comparing engines come from, each time with the rules that they are for.

Sampled: plausible ones of the rules of this project. Drawn: anything that a table can say, for the
same rules. Complete: of these those of which everything is known. Generated: either for rules that
are drawn themselves, so that every operator occurs. Sampled of generated: plausible ones of such
rules, in each of their areas.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product
from random import Random
from typing import Final

from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk, Epoch
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.sampling.sample import drawn, sample
from doudi.runtime.sampling.tables import Writing, tables
from tests.columns.cases import HOUSEHOLD, chunk_of
from tests.columns.drawn import COMPLETE, OPEN, area_facts, households
from tests.columns.engines import Areas
from tests.reference.compiled import ready
from tests.reference.generate import RuleSet, rule_set
from tests.reference.real import real_reference
from tests.reference.rules import Rules
from tests.reference.tables_drawn import FIRST
from tests.reference.vocabulary import SCHEMES
from tests.support.real_rules import real_rules

MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("legal_supporter")
AREAS: Final = ("500106", "500233", "620602", "620100", "420304", "420102")
DAYS: Final = (
    date(2018, 3, 1),
    date(2020, 1, 15),
    date(2021, 2, 15),
    date(2021, 10, 15),
    date(2022, 2, 10),
    date(2023, 6, 1),
)
EPOCHS: Final = tuple(Epoch(AreaCode(area), day) for area, day in product(AREAS, DAYS))
_GENERATED_AREAS: Final = ("620602", "620600", "620100", "620000", "500106")
_GENERATED_DAYS: Final = 900
_SAMPLED_DAYS: Final = 3
_ISSUED_BY: Final = 200


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """`read`: the rules as the reference reads them; `text`: of rules that stand in no file."""

    rules: Index
    read: Rules
    kinds: Collection[EntityId]
    chunk: Chunk
    areas: Areas
    text: str = ""


def sampled(seed: int, number: int) -> Population:
    random, rules = _random(seed), real_rules().index
    chunk = _sample(random, rules, EPOCHS, seed, number)
    kinds = [it for it in chunk.levels if it != HOUSEHOLD]
    return Population(rules, real_reference(), kinds, chunk, area_facts(random, rules, EPOCHS))


def drawn_at_random(seed: int, number: int) -> Population:
    random, rules = _random(seed), real_rules().index
    kinds = random.choice(((MEMBER, SUPPORTER), (MEMBER, SUPPORTER), (MEMBER,), ()))
    cases = [*islice(households(random, rules, EPOCHS, kinds), number)]
    areas = area_facts(random, rules, EPOCHS)
    return Population(rules, real_reference(), kinds, chunk_of(cases, kinds, rules), areas)


def complete(seed: int, number: int) -> Population:
    random, rules = _random(seed), real_rules().index
    epochs, kinds = random.sample(EPOCHS, 6), (MEMBER, SUPPORTER)
    cases = [*islice(households(random, rules, epochs, kinds, COMPLETE), number)]
    areas = area_facts(random, rules, epochs, random.choice((OPEN, COMPLETE)))
    return Population(rules, real_reference(), kinds, chunk_of(cases, kinds, rules), areas)


def generated(seed: int, number: int) -> Population:
    random = _random(seed)
    written = rule_set(random)
    these = ready(written)
    days = [FIRST + timedelta(days=random.randrange(_GENERATED_DAYS)) for _ in range(4)]
    epochs = [Epoch(AreaCode(area), day) for area in _GENERATED_AREAS for day in days]
    kinds = random.choice(((MEMBER,), (MEMBER,), (MEMBER,), ()))
    manner = random.choice((OPEN, OPEN, COMPLETE))
    cases = [*islice(households(random, these.index, epochs, kinds, manner), number)]
    return Population(
        these.index,
        these.rules,
        kinds,
        chunk_of(cases, kinds, these.index),
        area_facts(random, these.index, epochs, manner),
        _text(written),
    )


def sampled_of_generated(seed: int, number: int) -> Population:
    random = _random(seed)
    written = _granting_everything(random)
    these = ready(written)
    days = random.sample(range(_ISSUED_BY, _GENERATED_DAYS), _SAMPLED_DAYS)
    epochs = tuple(
        Epoch(it.code, FIRST + timedelta(days=day))
        for it, day in product(these.index.program.areas, days)
    )
    chunk = _sample(random, these.index, epochs, seed, number)
    return Population(
        these.index,
        these.rules,
        [it for it in chunk.levels if it != HOUSEHOLD],
        chunk,
        area_facts(random, these.index, epochs, random.choice((OPEN, COMPLETE))),
        _text(written),
    )


def _sample(
    random: Random, rules: Index, epochs: tuple[Epoch, ...], seed: int, number: int
) -> Chunk:
    """As `doudi sample` draws and `doudi batch` reads; nothing of it is hidden, little or much."""
    hidden = random.choice((Fraction(0), Fraction(1, 50), Fraction(1, 5)))
    writing = Writing("nested", "en", hidden)
    (table,) = (tables(it, writing)[HOUSEHOLD] for it in drawn(sample(rules, epochs, number, seed)))
    (part,) = population(table, rules, as_of=None, area=None).parts
    (chunk,) = chunks(part, rules, rows=number)
    return chunk


def _granting_everything(random: Random) -> RuleSet:
    """Most rule sets grant one scheme or two, and of the others there is nothing to differ on."""
    while True:
        written = rule_set(random)
        text = _text(written).replace("不得 给予", "")
        if all(f"给予 {it}\n" in text for it in SCHEMES):
            return written


def _text(written: RuleSet) -> str:
    return "\n".join(written.text(it) for it in written.files if it != "vocabulary.policy")


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing here is secret


SOURCES: Final[Mapping[str, Callable[[int, int], Population]]] = {
    "sampled": sampled,
    "drawn": drawn_at_random,
    "complete": complete,
    "generated": generated,
    "sampled-of-generated": sampled_of_generated,
}
