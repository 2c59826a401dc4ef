"""Ways to the same cells: tapes, columns, straight-line code, single decisions, the reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.straight.quick import quick
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Instance
from doudi.runtime.facts.written import facts_json
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.program.ids import AreaCode, SchemeId
from tests.columns.one_by_one import cells_one_by_one
from tests.columns.said import Said, said
from tests.reference import case as reference
from tests.reference.amounts import NONE
from tests.reference.reasons import reason
from tests.reference.rules import Rules
from tests.reference.semantics import scheme_for

Areas: TypeAlias = Mapping[AreaCode, Instance]
Cells: TypeAlias = Mapping[SchemeId, Sequence[Said]]
Engine: TypeAlias = Callable[[Chunk, Areas], Cells]

_NEVER: Final = 1 << 60  # so many households are in no chunk


def engines(rules: Index, read: Rules) -> dict[str, Engine]:
    """`read`: the same rules as the reference reads them."""

    def columns(tape_from: int) -> Engine:
        def cells(chunk: Chunk, areas: Areas) -> Cells:
            return said(decide(chunk, engine(rules, areas=areas, tape_from=tape_from)), rules)

        return cells

    return {
        "tapes": columns(0),
        "columns": columns(_NEVER),
        "straight": lambda chunk, areas: by_straight_line_code(rules, chunk, areas),
        "one by one": lambda chunk, areas: said(cells_one_by_one(rules, chunk, areas), rules),
        "reference": lambda chunk, areas: by_reference(rules, read, chunk, areas),
    }


def by_straight_line_code(rules: Index, chunk: Chunk, areas: Areas) -> Cells:
    cells = quick(rules)
    schemes = [it.id for it in rules.program.schemes if it.entity in chunk.levels]
    found: dict[SchemeId, list[Said]] = {it: [] for it in schemes}
    for row in range(len(chunk.epoch_of)):
        for its in cells(case_of(chunk, row, rules, areas)).values():
            for it in its:
                amount, why = (it.status, it.low, it.high), (it.provision, it.condition, it.missing)
                found[it.scheme].append(Said(str(it.outcome), *amount, *why))
    return found


def by_reference(rules: Index, read: Rules, chunk: Chunk, areas: Areas) -> Cells:
    """What the reference says, with the rules' names in place of the Chinese ones."""
    program = rules.program
    named: dict[str | None, str | None] = {None: None, "calendar": "calendar"}
    for those in (program.facts, program.terms, program.standards, program.entities):
        named |= {it.name.zh: it.id for it in those}
    schemes = [it for it in program.schemes if it.entity in chunk.levels]
    found: dict[SchemeId, list[Said]] = {it.id: [] for it in schemes}
    for row in range(len(chunk.epoch_of)):
        facts = facts_json(case_of(chunk, row, rules, areas), program)
        told = reference.case_of(facts, read)
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
