"""Households of the real rules, drawn at random around the analysts' own cases.

A case of rules/**/cases.yaml gives who lives there and what the case is about; a few of its facts
are changed, and every fact that the scheme reads besides gets a value, so that nothing is open.
Values are drawn plainly from ordinary figures: what a test proves must not hang on how the runtime
cuts a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, Final

import yaml

from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import Declared, unknown_of
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.probing.cells import Cell, given_in, type_of, with_answers
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import reads
from doudi.runtime.program import types
from doudi.runtime.program.ids import FactId, SchemeId
from doudi.runtime.values import Interval, Symbol, Truth, Value
from tests.support.real_rules import RULES

_YUAN: Final = (0, 100, 300, 496, 500, 620, 636, 700, 1000, 1500, 2000, 3000, 6000)
_MINUTES_A_DAY: Final = 24 * 60
_CHANGED: Final = 0.15  # of the facts that the analyst gave, the share that is drawn anew


@dataclass(frozen=True, slots=True)
class Household:
    """`probe`: one scheme for one of its subjects; `cells`: the facts which that scheme reads."""

    probe: Probe
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    case: Case
    on: date
    about: tuple[tuple[SchemeId, tuple[str, str]], ...]


def household(random: Random, rules: Index) -> Household:
    """Complete: every fact that the scheme reads has a value."""
    start = _start(random, rules)
    scheme, subject = random.choice(start.about)
    probe = Probe(rules, start.case, start.on, scheme, subject)
    for _ in range(3):  # a term that is given hides what it would be derived from
        read = reads(probe)
        drawn = {
            it: Given("given", value_for(it, random, rules, start.on))
            for it in read.cells
            if (not _known(given_in(probe.case, it)) or random.random() < _CHANGED)
        }
        probe = replace(probe, case=with_answers(probe.case, drawn, rules))
    return Household(probe, reads(probe).cells)


def partly_known(random: Random, whole: Household, most: int | None = None) -> Household:
    """The same with some of what the scheme reads not asked; at most so many facts."""
    share = random.choice((0.2, 0.5, 0.8))
    hidden = [it for it in whole.cells if random.random() < share]
    if most is not None and len(hidden) > most:
        hidden = random.sample(hidden, most)
    return replace(whole, probe=replace(whole.probe, case=forgotten(whole.probe, hidden)))


def forgotten(probe: Probe, cells: Iterable[Cell]) -> Case:
    rules = probe.rules
    unasked = {it: Given("not_asked", _unknown(it, rules)) for it in cells}
    return with_answers(probe.case, unasked, rules)


def value_for(cell: Cell, random: Random, rules: Index, on: date) -> Value:
    """An ordinary value of the fact's type within its range."""
    type_ = type_of(cell, rules)
    fact = rules.facts.get(FactId(cell.name))
    match type_:
        case types.Boolean():
            return random.choice((Truth.TRUE, Truth.FALSE))
        case types.Choice(id=choice):
            return Symbol(random.choice(rules.options[choice]))
        case types.Area():
            return Symbol(random.choice(rules.program.areas).code)
        case types.Date():
            return _exact(on.toordinal() + random.choice((-400, -40, -8, -1, 0, 1, 8, 40, 400)))
        case types.Moment():
            day = on.toordinal() - 1 + random.choice((-8, -1, 0, 1, 8))
            return _exact(day * _MINUTES_A_DAY + random.randrange(_MINUTES_A_DAY))
        case types.Quantity(yuan=0, integer=False):
            return _exact(Fraction(random.randrange(0, 200), 100))
        case types.Quantity(yuan=yuan):
            low = 0 if fact is None or fact.minimum is None else int(fact.minimum)
            high = None if fact is None or fact.maximum is None else int(fact.maximum)
            number = (
                random.choice(_YUAN) * 100
                if yuan
                else random.choice((0, 1, 2, 3, 6, 12, 17, 18, 59, 60, 80))
            )
            return _exact(max(low, number if high is None else min(number, high)))
        case _:
            message = f"no fact has the type {type_!r}"
            raise TypeError(message)


def _known(given: Given | None) -> bool:
    """An analyst's case may say of a fact that nobody knows it."""
    return given is not None and given.status in ("given", "not_applicable")


def _exact(number: Fraction | int) -> Interval:
    return Interval(number, number)


def _unknown(cell: Cell, rules: Index) -> Value:
    fact = rules.facts.get(FactId(cell.name))
    declared = Declared(type_of(cell, rules))
    return unknown_of(declared if fact is None else Declared(fact.type, fact.minimum, fact.maximum))


def _start(random: Random, rules: Index) -> _Start:
    """Only what is drawn is decided; where nothing is to be said of it, another is drawn."""
    written = _written()
    while True:
        found = _decided(random.randrange(len(written)), rules)
        if found is not None:
            return found


@cache
def _decided(at: int, rules: Index) -> _Start | None:
    it = _written()[at]
    case = case_from_python(it["facts"], rules.program)
    on = date.fromisoformat(str(it["as_of"])) if "as_of" in it else case.as_of
    if on is None:
        return None
    outcomes = decide(rules, case, on, detail="none").outcomes
    about = tuple(
        (its.scheme, (str(its.subject.entity), its.subject.id))
        for its in outcomes
        if its.failed or its.undetermined or its.provisions
    )
    return _Start(case, on, about) if about else None


@cache
def _written() -> Sequence[dict[str, Any]]:
    """The analysts' cases, in the order of their files."""
    return [
        it
        for path in sorted(RULES.rglob("cases.yaml"))
        for it in yaml.safe_load(path.read_text("utf-8")) or []
        if "facts" in it
    ]
