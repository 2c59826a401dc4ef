"""Where and when provisions meet, cut into scenes: areas and days over which the law stands still.

Pure functions of a program's index. What an index has told once is kept as long as it lives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias
from weakref import WeakKeyDictionary

from doudi.compiler.drafts.window import Window, window_of
from doudi.compiler.proof.scene import Scene
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision, Satisfy
from doudi.runtime.program.ids import AreaCode, ProvisionId, StandardId, TermId

_DAY = timedelta(days=1)
_Places: TypeAlias = tuple[AreaCode, tuple[AreaCode, ...], tuple[StandardId, ...]]


@dataclass(frozen=True, slots=True)
class Meeting:
    """An area in which two provisions are competent, and the days on which both are in force."""

    area: AreaCode
    window: Window


@dataclass(frozen=True, slots=True)
class Leaning:
    """What an expression leans on that differs by area and day: terms' provisions, figures."""

    terms: frozenset[TermId] = frozenset()
    standards: frozenset[StandardId] = frozenset()


@dataclass(slots=True)
class _Known:
    reaches: dict[ProvisionId, Meeting | None] = field(default_factory=dict)
    leanings: dict[ProvisionId, Leaning] = field(default_factory=dict)
    places: dict[_Places, tuple[AreaCode, ...]] = field(default_factory=dict)
    quiet: dict[AreaCode, int] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Index, _Known] = WeakKeyDictionary()


def reach(provision: Provision, rules: Index) -> Meeting | None:
    """Where and when a provision can speak at all; None: nowhere or never."""
    known = _known(rules)
    if provision.id not in known.reaches:
        known.reaches[provision.id] = _reach(provision, rules)
    return known.reaches[provision.id]


def meeting(first: Provision, second: Provision, rules: Index) -> Meeting | None:
    one, two = reach(first, rules), reach(second, rules)
    if one is None or two is None:
        return None
    area = _narrower(one.area, two.area, rules)
    window = _shared(one.window, two.window)
    return None if area is None or window is None else Meeting(area, window)


def scenes(
    area: AreaCode, window: Window, about: tuple[Provision, ...], rules: Index
) -> tuple[Scene, ...]:
    """Every area and stretch of days over which all that these provisions lean on speaks alike.

    The days come in order, and on each the areas in the order of the area table; of areas in
    which all is alike, the one in which fewest local provisions speak stands for all.
    """
    leaning = _joined(leaning_of(it, rules) for it in about)
    speaking = [
        found
        for term in leaning.terms
        for it in _on(term, rules)
        if (found := reach(it, rules)) is not None and _touches(found.area, area, rules)
    ]
    inner = frozenset(it.area for it in speaking if it.area != area)
    places = _places(area, inner, leaning.standards, rules)
    days = _cuts(window, speaking)
    return tuple(
        Scene(rules, place, start, None if end is None else end - _DAY)
        for start, end in days
        for place in places
    )


def leaning_of(provision: Provision, rules: Index) -> Leaning:
    known = _known(rules)
    if provision.id not in known.leanings:
        terms: dict[TermId, None] = {}
        standards: dict[StandardId, None] = {}
        for expr in expressions_of(provision):
            _lean(expr, rules, terms, standards)
        known.leanings[provision.id] = Leaning(frozenset(terms), frozenset(standards))
    return known.leanings[provision.id]


def expressions_of(provision: Provision) -> Iterator[ir.Expr]:
    """All that a provision computes: its condition, what it defines or tests, its facets."""
    facets = provision.facets
    amount, period = facets.amount, facets.period
    found: list[ir.Expr | None] = [provision.condition, facets.due]
    match provision.effect:
        case Define(value=value):
            found.append(value)
        case Satisfy(test=test):
            found.append(test)
    if amount is not None:
        found += [amount.value, amount.upper]
    if period is not None:
        found += [period.start, period.end]
    return (it for it in found if it is not None)


def _known(rules: Index) -> _Known:
    found = _KNOWN.get(rules)
    if found is None:
        found = _KNOWN[rules] = _Known()
    return found


def _reach(provision: Provision, rules: Index) -> Meeting | None:
    window = window_of(provision, rules)
    seat = rules.authorities[rules.documents[provision.document].authority].area
    if window is None or not rules.tables.areas.within(provision.area, seat):
        return None
    return Meeting(provision.area, window)


def _narrower(one: AreaCode, two: AreaCode, rules: Index) -> AreaCode | None:
    if one == two or rules.tables.areas.within(one, two):
        return one
    return two if rules.tables.areas.within(two, one) else None


def _touches(one: AreaCode, two: AreaCode, rules: Index) -> bool:
    return _narrower(one, two, rules) is not None


def _shared(one: Window, two: Window) -> Window | None:
    ends = [it.end for it in (one, two) if it.end is not None]
    start, end = max(one.start, two.start), min(ends, default=None)
    return None if end is not None and end < start else Window(start, end)


def _joined(leanings: Iterable[Leaning]) -> Leaning:
    found = list(leanings)
    return Leaning(
        frozenset[TermId]().union(*(it.terms for it in found)),
        frozenset[StandardId]().union(*(it.standards for it in found)),
    )


def _on(term: TermId, rules: Index) -> tuple[Provision, ...]:
    found = rules.by_term[term]
    return found.recognising + found.forbidding + found.defining


def _lean(
    expr: ir.Expr, rules: Index, terms: dict[TermId, None], standards: dict[StandardId, None]
) -> None:
    match expr:
        case ir.Term(id=term):
            if term in terms:
                return
            terms[term] = None
            for speaking in _on(term, rules):
                for inner in expressions_of(speaking):
                    _lean(inner, rules, terms, standards)
            means = rules.terms[term].means
            if means is not None:
                _lean(means, rules, terms, standards)
        case ir.Standard(id=standard, args=args):
            standards[standard] = None
            for it in args:
                _lean(it, rules, terms, standards)
        case ir.Op(args=args):
            for it in args:
                _lean(it, rules, terms, standards)
        case ir.Aggregate(value=value, when=when):
            for part in (value, when):
                if part is not None:
                    _lean(part, rules, terms, standards)
        case _:
            return


def _cuts(window: Window, speaking: Iterable[Meeting]) -> list[tuple[date, date | None]]:
    """Stretches of days, each with the day after its last (None: no end).

    Figures may change within one: a scene's questions follow them by the date of the case.
    """
    found = {window.start}
    for it in speaking:
        found.add(it.window.start)
        if it.window.end is not None:
            found.add(it.window.end + _DAY)
    starts = sorted(it for it in found if window.holds(it))
    last = None if window.end is None else window.end + _DAY
    return [*pairwise(starts), (starts[-1], last)]


def _places(
    area: AreaCode, inner: frozenset[AreaCode], standards: frozenset[StandardId], rules: Index
) -> tuple[AreaCode, ...]:
    """Of the areas without parts one for each way in which others speak there, and figures go."""
    known = _known(rules)
    key = (area, tuple(sorted(inner)), tuple(sorted(standards)))
    if key not in known.places:
        tree = rules.tables.areas
        if not known.quiet:
            known.quiet.update(_voices_in_leaves(rules))
        found: dict[tuple[object, ...], AreaCode] = {}
        for leaf in known.quiet:
            up = tuple(tree.up(leaf))
            if area not in up:
                continue
            spoken = tuple(it for it in key[1] if it in up)
            alike = (spoken, *(_figures(it, up, rules) for it in key[2]))
            other = found.get(alike)
            if other is None or known.quiet[leaf] < known.quiet[other]:
                found[alike] = leaf
        known.places[key] = tuple(found.values()) or (area,)
    return known.places[key]


def _figures(standard: StandardId, up: tuple[str, ...], rules: Index) -> tuple[object, ...]:
    """What a standard's table says of an area, whatever the areas' names are."""
    rows: dict[str, list[object]] = {}
    for row in rules.standards[standard].rows:
        if row.area in up:
            said = (row.options, row.start, row.end, row.amount)
            rows.setdefault(row.area, []).append(said)
    return tuple(tuple(rows[code]) for code in up if code in rows)


def _voices_in_leaves(rules: Index) -> dict[AreaCode, int]:
    """For each area without parts how many provisions speak there; 市辖区 is where nobody lives."""
    tree = rules.tables.areas
    said: dict[str, int] = {}
    for it in rules.program.provisions:
        said[it.area] = said.get(it.area, 0) + 1
    parents = {it.parent for it in rules.program.areas}
    leaves = [it for it in rules.program.areas if it.code not in parents]
    lived_in = [it for it in leaves if it.name != "市辖区"] or leaves
    return {it.code: sum(said.get(up, 0) for up in tree.up(it.code)) for it in lived_in}
