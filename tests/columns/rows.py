"""A row of a chunk as a case, until the runtime has its own way to it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.population.chunk import Chunk, Level
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Numbers, Plane, Symbols, Truths
from doudi.runtime.program import types
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.values import NOT_APPLICABLE, UNKNOWN_SYMBOL, Interval, Symbol, Value
from tests.columns.cases import CODES, HOUSEHOLD

_TRUTHS: Final = {code: it for it, code in CODES.items()}


def case_of(chunk: Chunk, row: int, rules: Index, areas: Mapping[AreaCode, Instance]) -> Case:
    epoch = chunk.epochs[chunk.epoch_of[row]]
    here = areas.get(epoch.area, Instance(AREA_ENTITY, str(epoch.area), {}, {}, {}))
    root = _instance(chunk, HOUSEHOLD, row, rules)
    return Case(epoch.as_of, epoch.area, here, (root,), frozenset((HOUSEHOLD,)))


def _instance(chunk: Chunk, kind: EntityId, at: int, rules: Index) -> Instance:
    level = chunk.levels[kind]
    inside = [it for it in chunk.levels if rules.entities[it].container == kind]
    return Instance(
        kind,
        str(level.ids[at]),
        {it: _given(plane, at, rules.facts[it].type, rules) for it, plane in level.facts.items()},
        {
            it: _given(plane, at, rules.terms[it].type, rules)
            for it, (plane, given) in level.terms.items()
            if given[at]
        },
        {
            it: tuple(_instance(chunk, it, one, rules) for one in _inside(chunk.levels[it], at))
            for it in inside
        },
    )


def _inside(level: Level, holder: int) -> range:
    assert level.offsets is not None
    return range(int(level.offsets[holder]), int(level.offsets[holder + 1]))


def _given(plane: Plane, at: int, type_: types.Type, rules: Index) -> Given:
    if plane.absent is not None and plane.absent[at]:
        return Given("not_applicable", NOT_APPLICABLE)
    return Given("given", _value(plane, at, type_, rules))


def _value(plane: Plane, at: int, type_: types.Type, rules: Index) -> Value:
    match plane:
        case Truths(code=code):
            return _TRUTHS[int(code[at])]
        case Symbols(code=code):
            place = int(code[at])
            if place < 0:
                return UNKNOWN_SYMBOL
            if isinstance(type_, types.Choice):
                return Symbol(rules.options[type_.id][place])
            return Symbol(f"{place:06}")
        case Numbers(low=low, high=high, per=per):
            return Interval(
                None if low[at] == OPEN_LOW else Fraction(int(low[at]), per),
                None if high[at] == OPEN_HIGH else Fraction(int(high[at]), per),
            )
