"""Ways to the same cells: tapes and their own code, planes, straight-line code, and one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.straight.quick import quick
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Case, Instance
from doudi.runtime.facts.written import facts_json
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.program.ids import AreaCode, SchemeId
from tests.columns.one_by_one import cells_of_cases
from tests.columns.said import Said, said
from tests.reference import case as reference
from tests.reference.amounts import NONE
from tests.reference.reasons import reason
from tests.reference.rules import Rules
from tests.reference.semantics import scheme_for

Areas: TypeAlias = Mapping[AreaCode, Instance]
Cells: TypeAlias = Mapping[SchemeId, Sequence[Said]]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Households as a chunk and as cases, row by row; `areas`: what areas have decided."""

    chunk: Chunk
    areas: Areas
    cases: Sequence[Case]


Engine: TypeAlias = Callable[[Asked], Cells]

_NEVER: Final = 1 << 60  # so many households are in no chunk


def asked(chunk: Chunk, areas: Areas, rules: Index) -> Asked:
    rows = range(len(chunk.epoch_of))
    return Asked(chunk, areas, [case_of(chunk, it, rules, areas) for it in rows])


def engines(rules: Index, read: Rules, *, own_code: bool = False) -> dict[str, Engine]:
    """`read`: the same rules as the reference reads them; `own_code`: of tapes, which takes longer.

    What its cells look like as columns (`in_full`) is another way through own code.
    """

    def columns(tape_from: int, code_from: int | None = None) -> Engine:
        def cells(of: Asked) -> Cells:
            its = engine(
                rules,
                areas=of.areas,
                in_full=code_from is not None,
                tape_from=tape_from,
                code_from=code_from,
            )
            return said(decide(of.chunk, its), rules)

        return cells

    return {
        "tapes": columns(0),
        **({"own code": columns(0, 0)} if own_code else {}),
        "columns": columns(_NEVER),
        "straight": lambda of: by_straight_line_code(rules, of),
        "one by one": lambda of: said(cells_of_cases(rules, of.cases, of.chunk.levels), rules),
        "reference": lambda of: by_reference(rules, read, of),
    }


def by_straight_line_code(rules: Index, of: Asked) -> Cells:
    cells = quick(rules)
    schemes = [it.id for it in rules.program.schemes if it.entity in of.chunk.levels]
    found: dict[SchemeId, list[Said]] = {it: [] for it in schemes}
    for case in of.cases:
        for its in cells(case).values():
            for it in its:
                amount, why = (it.status, it.low, it.high), (it.provision, it.condition, it.missing)
                found[it.scheme].append(Said(str(it.outcome), *amount, *why))
    return found


def by_reference(rules: Index, read: Rules, of: Asked) -> Cells:
    """What the reference says, with the rules' names in place of the Chinese ones."""
    program = rules.program
    named: dict[str | None, str | None] = {None: None, "calendar": "calendar"}
    for those in (program.facts, program.terms, program.standards, program.entities):
        named |= {it.name.zh: it.id for it in those}
    schemes = [it for it in program.schemes if it.entity in of.chunk.levels]
    found: dict[SchemeId, list[Said]] = {it.id: [] for it in schemes}
    for case in of.cases:
        told = reference.case_of(facts_json(case, program), read)
        for scheme in schemes:
            zh = scheme.name.zh
            for node in told.subjects(read.entity_of(zh)):
                result = scheme_for(zh, node, told)
                why = reason(result, zh, node, told)
                status, low, high = result.amount or NONE
                found[scheme.id].append(
                    Said(
                        result.outcome,
                        status,
                        low,
                        high,
                        why.provision,
                        why.condition,
                        named[why.missing],
                    )
                )
    return found
