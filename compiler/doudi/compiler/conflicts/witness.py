"""From a world to a case a person reads: replayed, with as few facts as possible, in round numbers.

Takes a world and what the runtime must show of it; gives a draft that shows it. No fact of it can
be left out, and some household that keeps to all knowledge has these facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Final, TypeVar

from doudi.compiler.conflicts.model import Shown, Witness
from doudi.compiler.drafts.draft import Cell, Draft, containers, type_of
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import Formula, Is, NotApplicable, OneOf, Within
from doudi.compiler.proof.round_values import rank, round_numbers, whole
from doudi.compiler.proof.scene import AS_OF, Scene, count_of
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.operators.truths import T
from doudi.runtime.program.ids import EntityId, FactId
from doudi.runtime.program.types import Date, Moment, Quantity
from doudi.runtime.values import Interval, Symbol, Truth, Value
from doudi.runtime.values import NotApplicable as NotApplicableValue

Said = TypeVar("Said")
Replay = Callable[[Draft], Shown | None]
Allowed = Callable[[Draft], bool]

_TRIED: Final = 12
_COUNT: Final = "count"


def draft_of(world: World, subjects: tuple[EntityId, ...], scene: Scene) -> Draft:
    """The case that a world tells of. `subjects`: the kinds that both sides speak of."""
    rules = scene.rules
    lists = {kind: 1 for it in subjects for kind in containers(it, rules) if kind != AREA_ENTITY}
    cells: dict[Cell, Value] = {}
    day = scene.start
    counted: dict[EntityId, int] = {}
    for cell, value in world.cells.items():
        if cell == AS_OF:
            day = date.fromordinal(_whole(value))
        elif cell.number == 0 and cell.name == _COUNT:
            counted[cell.entity] = _whole(value)
        else:
            cells[cell] = value
    for cell in cells:
        if cell.entity != AREA_ENTITY and cell.entity not in counted:
            _lengthen(lists, cell.entity, cell.number, rules)
    for entity, count in counted.items():
        _lengthen(lists, entity, count, rules)
    deepest = max(subjects, key=lambda it: len(containers(it, rules)))
    within = {cell: it for cell, it in cells.items() if cell.number <= lists.get(cell.entity, 1)}
    return Draft(day, scene.area, deepest, lists, within)


def literals(draft: Draft) -> tuple[Formula, ...]:
    """What the draft tells, as formulas: so one can ask whether a household can be like that."""
    day = Fraction(draft.as_of.toordinal())
    told = (_literal(cell, value) for cell, value in sorted(draft.cells.items()))
    listed = (
        Within(count_of(kind), Fraction(count), Fraction(count))
        for kind, count in sorted(draft.lists.items())
    )
    return (*told, *listed, Within(AS_OF, day, day))


def smallest(draft: Draft, shown: Shown, replay: Replay, allowed: Allowed, rules: Index) -> Witness:
    """Facts are left out one by one, lists made short, numbers round, as long as it shows."""

    def shows(changed: Draft) -> Shown | None:
        found = replay(changed)
        if found is None or (found.class_, found.winner) != (shown.class_, shown.winner):
            return None
        # A ruling that is needed is to be seen; any other outcome may fade with fewer facts.
        ruling = shown.outcome is Outcome.NEEDS_RULING
        return None if ruling and found.outcome is not Outcome.NEEDS_RULING else found

    best, said = fewest(draft, shown, shows, allowed, rules)
    for cell in sorted(best.cells):
        for changed in (*_nearer(best, cell, shows, rules), *_rounder(best, cell, rules)):
            found = shows(changed)
            if found is not None and allowed(changed):
                best, said = changed, found
                break
    return Witness(*fewest(best, said, shows, allowed, rules))


def fewest(
    draft: Draft,
    said: Said,
    shows: Callable[[Draft], Said | None],
    allowed: Allowed,
    rules: Index,
) -> tuple[Draft, Said]:
    """With no fact, and no entry of a list, that can be left out: what it then shows with it."""
    best, said = _short(*_without_each(draft, said, shows), shows, allowed, rules)
    while best != draft:
        draft = best
        best, said = _short(*_without_each(draft, said, shows), shows, allowed, rules)
    return best, said


def _short(
    draft: Draft,
    said: Said,
    shows: Callable[[Draft], Said | None],
    allowed: Allowed,
    rules: Index,
) -> tuple[Draft, Said]:
    """With lists as short as can be, and none that nothing asks for.

    To leave a fact out is always allowed; that a list ends is a fact of its own.
    """
    best = draft
    for entity in sorted(draft.lists, reverse=True):
        for changed in _shorter(best, entity, rules) if entity in best.lists else ():
            found = shows(changed)
            if found is not None and allowed(changed):
                best, said = changed, found
                break
    return best, said


def _without_each(
    draft: Draft, said: Said, shows: Callable[[Draft], Said | None]
) -> tuple[Draft, Said]:
    """With no fact that can be left out: what was needed beside one may not be without it."""
    best, left = draft, True
    while left:
        left = False
        for cell in sorted(best.cells, reverse=True):
            changed = best.without(frozenset((cell,)))
            found = shows(changed)
            if found is not None:
                best, said, left = changed, found, True
    return best, said


def filled(draft: Draft, cells: tuple[Cell, ...], rules: Index) -> Draft:
    """With a plain value for each cell that is not told yet: a guess, to be replayed."""
    found: dict[Cell, Value] = {}
    for cell in cells:
        if cell in draft.cells or cell == AS_OF or cell.name == _COUNT:
            continue
        if cell.number > draft.lists.get(cell.entity, 1):
            continue
        value = _plain(cell, draft.as_of, rules)
        if value is not None:
            found[cell] = value
    return replace(draft, cells={**draft.cells, **found})


def _whole(value: Value) -> int:
    return int(value.low) if isinstance(value, Interval) and value.low is not None else 0


def _lengthen(lists: dict[EntityId, int], entity: EntityId, count: int, rules: Index) -> None:
    lists[entity] = max(lists.get(entity, 0), count)
    for it in containers(entity, rules)[1:]:
        lists.setdefault(it, 1)


def _shorter(draft: Draft, entity: EntityId, rules: Index) -> Iterator[Draft]:
    """Without the list, where the subject does not lie in it; else with fewer, the fewest first."""
    if entity not in containers(draft.subject, rules):
        lists = {it: count for it, count in draft.lists.items() if it != entity}
        inside = {it for it in lists if entity in containers(it, rules)}
        if not inside:
            cells = frozenset(it for it in draft.cells if it.entity == entity)
            yield replace(draft.without(cells), lists=lists)
            yield draft.with_list(entity, 0)
    yield from (draft.with_list(entity, it) for it in range(1, draft.lists[entity]))


def _hundredths(number: Fraction | int) -> Interval:
    """Of shares and rises the next whole hundredth: a rise of 4 %, not of 3.5 or of 100."""
    up = -(-Fraction(number) // Fraction(1, 100)) * Fraction(1, 100)
    return Interval(up, up)


def _nearer(draft: Draft, cell: Cell, shows: Replay, rules: Index) -> Iterator[Draft]:
    """Where a number is needed: what is round next to the least that will do."""
    value, type_ = draft.cells[cell], type_of(cell, rules)
    if not isinstance(value, Interval) or value.low is None or not isinstance(type_, Quantity):
        return
    step = Fraction(1) if whole(type_) else Fraction(1, 1000)
    low, high = Fraction(0), Fraction(value.low)
    while high - low > step:
        middle = (low + high) / 2 // step * step
        if middle <= low:
            break
        enough = shows(draft.with_cell(cell, Interval(middle, middle))) is not None
        low, high = (low, middle) if enough else (middle, high)
    if high >= value.low:
        return
    if not whole(type_):
        yield draft.with_cell(cell, _hundredths(high))
    for it in islice(round_numbers(type_, high, Fraction(value.low), draft.as_of), _TRIED):
        yield draft.with_cell(cell, Interval(it, it))
    yield draft.with_cell(cell, Interval(high, high))


def _rounder(draft: Draft, cell: Cell, rules: Index) -> Iterator[Draft]:
    """The same with a rounder number, roundest first, until the number that stands there."""
    value = draft.cells[cell]
    if not isinstance(value, Interval) or value.low is None:
        return
    type_ = type_of(cell, rules)
    if not whole(type_):
        yield draft.with_cell(cell, _hundredths(value.low))
        return
    low, high = _range(cell, rules)
    now = rank(type_, value.low)
    for it in islice(round_numbers(type_, low, high, draft.as_of), _TRIED):
        if it == value.low:
            return
        if rank(type_, it) < now:
            yield draft.with_cell(cell, Interval(it, it))


def _range(cell: Cell, rules: Index) -> tuple[Fraction | None, Fraction | None]:
    fact = rules.facts.get(FactId(cell.name))
    if fact is None:
        return Fraction(0), None
    if fact.minimum is None and isinstance(fact.type, Quantity):
        return Fraction(0), fact.maximum
    return fact.minimum, fact.maximum


def _plain(cell: Cell, near: date, rules: Index) -> Value | None:
    type_ = type_of(cell, rules)
    match type_:
        case Date() | Moment() | Quantity():
            low, high = _range(cell, rules)
            found = next(round_numbers(type_, low, high, near), None)
            return None if found is None else Interval(found, found)
        case _:
            return None


def _literal(cell: Cell, value: Value) -> Formula:
    match value:
        case Truth():
            return Is(cell, value is T)
        case Symbol(id=option):
            return OneOf(cell, frozenset((option,)))
        case NotApplicableValue():
            return NotApplicable(cell)
        case Interval(low=low, high=high):
            return Within(cell, _exact(low), _exact(high))
        case _:
            return Within(cell, None, None)


def _exact(end: Fraction | int | None) -> Fraction | None:
    return None if end is None else Fraction(end)
