"""One row of a chunk ▸ the case that a facts file of the same content gives."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from doudi.runtime import values as v
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import Declared, unknown_of
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.population.chunk import STATUSES, Chunk, Level
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import (
    OPEN_HIGH,
    OPEN_LOW,
    TRUE,
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program import types
from doudi.runtime.program.ids import AreaCode

_NO_AREAS: Final[Mapping[AreaCode, Instance]] = {}


def case_of(
    chunk: Chunk, row: int, rules: Index, areas: Mapping[AreaCode, Instance] = _NO_AREAS
) -> Case:
    """`row`: of the chunk, from 0. `areas`: what areas have decided, as a case's area instance."""
    epoch = chunk.epochs[int(chunk.epoch_of[row])]
    nothing = Instance(AREA_ENTITY, epoch.area, {}, {}, {})
    household = _instance(chunk.levels[HOUSEHOLD], row, chunk, rules)
    area = areas.get(epoch.area, nothing)
    return Case(epoch.as_of, epoch.area, area, (household,), frozenset({HOUSEHOLD}))


def _instance(level: Level, row: int, chunk: Chunk, rules: Index) -> Instance:
    facts = {}
    for id_, plane in level.facts.items():
        fact = rules.facts[id_]
        declared = Declared(fact.type, fact.minimum, fact.maximum)
        given = _given(plane, level, id_, row, declared, rules)
        if given is not None:
            facts[id_] = given
    terms = {}
    for term, (plane, said) in level.terms.items():
        declared = Declared(rules.terms[term].type)
        if said[row]:
            given = _given(plane, level, term, row, declared, rules)
            terms[term] = given or Given("unknown", unknown_of(declared))
    children = {}
    for kind, below in chunk.levels.items():
        if rules.entities[kind].container == level.entity and below.offsets is not None:
            begin, end = below.offsets[row], below.offsets[row + 1]
            children[kind] = tuple(
                _instance(below, it, chunk, rules) for it in range(int(begin), int(end))
            )
    return Instance(level.entity, str(level.ids[row].as_py()), facts, terms, children)


def _given(
    plane: Plane, level: Level, id_: str, row: int, declared: Declared, rules: Index
) -> Given | None:
    """What is said of it; None where nothing is."""
    value = _value(plane, row, declared.type, rules)
    unknown = unknown_of(declared)
    if id_ in level.statuses:
        status = STATUSES[int(level.statuses[id_][row])]
    elif isinstance(value, v.NotApplicable):
        status = "not_applicable"
    else:
        status = None if value == unknown else "given"
    if status is None:
        return None
    return Given(status, unknown if status in ("unknown", "not_asked") else value)


def _value(plane: Plane, row: int, type_: types.Type, rules: Index) -> v.Value:
    if plane.absent is not None and plane.absent[row]:
        return v.NOT_APPLICABLE
    match plane:
        case Truths(code=code):
            return _truth(int(code[row]))
        case Symbols(code=code):
            return _symbol(int(code[row]), type_, rules)
        case Numbers(low=lows, high=highs, per=pers):
            low, high = int(lows[row]), int(highs[row])
            per = pers if isinstance(pers, int) else int(pers[row])
            if isinstance(type_, types.Duration) and low == high:
                return v.Length(low // per, type_.unit)
            return v.Interval(
                None if low == OPEN_LOW else _number(low, per),
                None if high == OPEN_HIGH else _number(high, per),
            )
        case _:
            assert_never(plane)


def _truth(code: int) -> v.Truth:
    if code == UNKNOWN:
        return v.Truth.UNKNOWN
    return v.Truth.TRUE if code == TRUE else v.Truth.FALSE


def _symbol(code: int, type_: types.Type, rules: Index) -> v.Value:
    if code == UNKNOWN_SYMBOL:
        return v.UNKNOWN_SYMBOL
    return v.Symbol(
        rules.options[type_.id][code] if isinstance(type_, types.Choice) else f"{code:06}"
    )


def _number(stored: int, per: int) -> int | Fraction:
    exact = Fraction(stored, per)
    return exact.numerator if exact.denominator == 1 else exact
