"""Cases as a chunk of planes, value by value: no table is read, so that anything can be drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
import pyarrow as pa

from doudi.runtime.evaluation.index import Index, unknown_of
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.population.chunk import STATUSES, Chunk, Epoch, Level
from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    OPEN_HIGH,
    OPEN_LOW,
    TRUE,
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Codes,
    Indices,
    Integers,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, TermId
from doudi.runtime.values import Interval, NotApplicable, Symbol, Truth, Value

HOUSEHOLD: Final = EntityId("household")
CODES: Final[Mapping[Value, int]] = {
    Truth.FALSE: FALSE,
    Truth.UNKNOWN: UNKNOWN,
    Truth.JUDGEMENT: JUDGEMENT,
    Truth.TRUE: TRUE,
}


def chunk_of(
    cases: Sequence[Case], kinds: Collection[EntityId], rules: Index, first: int = 0
) -> Chunk:
    """Each case has a date and one household, and gives the lists of `kinds` and no others."""
    epochs = [_epoch(it) for it in cases]
    known = tuple(dict.fromkeys(epochs))
    found = {HOUSEHOLD: [it.roots[0] for it in cases]}
    levels = {HOUSEHOLD: _level(HOUSEHOLD, found[HOUSEHOLD], None, rules)}
    for kind in inward(kinds, rules):
        container = rules.entities[kind].container
        lists = [it.children[kind] for it in found[container or HOUSEHOLD]]
        found[kind] = [it for inside in lists for it in inside]
        ends = np.cumsum([0, *(len(it) for it in lists)], dtype=np.int64)
        levels[kind] = _level(kind, found[kind], ends, rules)
    return Chunk(first, known, np.array([known.index(it) for it in epochs], np.int32), levels)


def inward(kinds: Collection[EntityId], rules: Index) -> list[EntityId]:
    """What contains others before what it contains."""

    def depth(kind: EntityId) -> int:
        container = rules.entities[kind].container
        return 0 if container is None else 1 + depth(container)

    return sorted(kinds, key=lambda it: (depth(it), it))


def plane_of(values: Sequence[Value], type_: types.Type, rules: Index) -> Plane:
    absent = np.array([isinstance(it, NotApplicable) for it in values], np.bool_)
    mask: Mask | None = absent if absent.any() else None
    match type_:
        case types.Boolean():
            return Truths(np.array([CODES.get(it, FALSE) for it in values], np.uint8), mask)
        case types.Choice(id=choice):
            places: dict[str, int] = {option: at for at, option in enumerate(rules.options[choice])}
            return Symbols(_codes(values, places), mask)
        case types.Area():
            return Symbols(
                _codes(values, {it.code: int(it.code) for it in rules.program.areas}), mask
            )
        case _:
            return _numbers(values, mask)


def _epoch(case: Case) -> Epoch:
    assert case.as_of is not None
    return Epoch(case.area, case.as_of)


def _level(
    entity: EntityId, those: Sequence[Instance], offsets: Integers | None, rules: Index
) -> Level:
    facts = {
        it.id: [one.facts.get(it.id) for one in those]
        for it in rules.program.facts
        if any(it.id in one.facts for one in those)
    }
    terms = {
        it.id: [one.terms.get(it.id) for one in those]
        for it in rules.program.terms
        if any(it.id in one.terms for one in those)
    }
    return Level(
        entity,
        pa.array([it.id for it in those], pa.string()),
        offsets,
        {
            it: plane_of(_values(given, rules.unknown[it]), rules.facts[it].type, rules)
            for it, given in facts.items()
        },
        {
            it: (
                plane_of(_values(given, _unknown(it, rules)), rules.terms[it].type, rules),
                np.array([one is not None for one in given], np.bool_),
            )
            for it, given in terms.items()
        },
        {it: _statuses(given) for it, given in (*facts.items(), *terms.items())},
    )


def _values(given: Sequence[Given | None], unknown: Value) -> list[Value]:
    return [unknown if it is None else it.value for it in given]


def _unknown(term: TermId, rules: Index) -> Value:
    return unknown_of(rules.terms[term].type)


def _statuses(given: Sequence[Given | None]) -> Codes:
    return np.array([STATUSES.index(it.status if it else None) for it in given], np.uint8)


def _codes(values: Sequence[Value], places: Mapping[str, int]) -> Indices:
    codes = [places[it.id] if isinstance(it, Symbol) else UNKNOWN_SYMBOL for it in values]
    return np.array(codes, np.int32)


def _numbers(values: Sequence[Value], absent: Mask | None) -> Numbers:
    ends = [it if isinstance(it, Interval) else Interval(0, 0) for it in values]
    stated = (end for it in ends for end in (it.low, it.high) if end is not None)
    per = lcm(*(Fraction(it).denominator for it in stated))
    low = [OPEN_LOW if it.low is None else int(it.low * per) for it in ends]
    high = [OPEN_HIGH if it.high is None else int(it.high * per) for it in ends]
    lows = np.array(low, np.int64)
    return Numbers(lows, lows if low == high else np.array(high, np.int64), per, absent)
