"""Ten kinds of mistakes that people make in notices and in rules, each planted at random.

Takes the real program; gives it with one mistake in it. The same random numbers give the same
mistake. None: this time the kind found no place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Final, Literal, TypeAlias

from doudi.runtime.evaluation.facets import is_moment
from doudi.runtime.evaluation.index import index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import (
    Act,
    Amount,
    Document,
    Norm,
    NotExecutable,
    Program,
    Provision,
)
from doudi.runtime.program.ids import OptionId, ProvisionId
from doudi.runtime.program.types import DurationUnit
from tests.planted.copies import copied
from tests.planted.expressions import COMPARISONS, everywhere, put
from tests.planted.planting import (
    Planted,
    conditions,
    document_of,
    seat_of,
    up,
    with_condition,
    with_document,
    with_provision,
)

Planter: TypeAlias = Callable[[Random, Program], Planted | None]

_FLIPPED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "ne", "ne": "eq"}
_FACTORS: Final = (Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), Fraction(3, 2), Fraction(2))
_NORMS: Final[tuple[Norm, ...]] = (
    "duty",
    "permission",
    "case_by_case",
    "encouragement",
    "prohibition",
)
_MODES: Final[tuple[Literal["allowed", "duty", "only"], ...]] = ("allowed", "duty", "only")
_AMOUNTS: Final[tuple[Literal["exactly", "at_most", "at_least"], ...]] = (
    "exactly",
    "at_most",
    "at_least",
)
_FOCAL: Final = 3  # of a document's provisions, so many are looked at


def plant(random: Random, program: Program, kind: str) -> Planted:
    """Tries until the kind finds a place; every kind has some in the real rules."""
    while True:
        found = FAULTS[kind](random, program)
        if found is not None:
            return found


def flipped_comparison(random: Random, program: Program) -> Planted | None:
    found = [
        (it, place, path, expr)
        for it in program.provisions
        for place, whole in conditions(it).items()
        for path, expr in everywhere(whole)
        if isinstance(expr, ir.Op) and expr.op in _FLIPPED
    ]
    provision, place, path, expr = random.choice(found)
    flipped = ir.Op(_FLIPPED[expr.op], expr.args)
    changed = with_condition(provision, place, put(conditions(provision)[place], path, flipped))
    what = f"{provision.id} {place}{path}: {expr.op} -> {flipped.op}"
    return _one("flipped_comparison", what, program, changed)


def moved_threshold(random: Random, program: Program) -> Planted | None:
    found = [
        (it, place, (*path, *inner), number)
        for it in program.provisions
        for place, whole in conditions(it).items()
        for path, expr in everywhere(whole)
        if isinstance(expr, ir.Op) and expr.op in COMPARISONS
        for inner, number in everywhere(expr)
        if isinstance(number, ir.Number)
    ]
    provision, place, path, number = random.choice(found)
    moved = replace(number, value=_moved(number, random))
    changed = with_condition(provision, place, put(conditions(provision)[place], path, moved))
    what = f"{provision.id} {place}{path}: {number.value} -> {moved.value}"
    return _one("moved_threshold", what, program, changed)


def widened_area(random: Random, program: Program) -> Planted | None:
    """The provision speaks in what contains its area, and so does whoever issued it."""
    narrow = [it for it in program.provisions if len(up(it.area, program)) > 1]
    provision = random.choice(narrow)
    wider = random.choice(up(provision.area, program)[1:])
    document = document_of(provision, program)
    if wider not in up(seat_of(document, program), program):
        wider_seat = program
    else:
        authorities = tuple(
            replace(it, area=wider) if it.id == document.authority else it
            for it in program.authorities
        )
        wider_seat = replace(program, authorities=authorities)
    if wider in up(document.area, program):
        wider_seat = with_document(wider_seat, replace(document, area=wider))
    what = f"{provision.id} area {provision.area} -> {wider}"
    return _one("widened_area", what, wider_seat, replace(provision, area=wider))


def other_amount(random: Random, program: Program) -> Planted | None:
    original = _chosen(random, program, lambda it: it.facets.amount is not None)
    amount = original.facets.amount
    if amount is None or amount.value is None:
        return None
    changed = _other_amount(amount, amount.value, random)
    copy = copied(original, random, program)
    what = f"{copy.id} in {copy.area} of {original.id}: amount {changed.mode} {changed.value}"
    facets = replace(copy.facets, amount=changed)
    return _one("other_amount", what, program, replace(copy, facets=facets))


def other_deadline(random: Random, program: Program) -> Planted | None:
    original = _chosen(random, program, lambda it: it.facets.due is not None)
    due = original.facets.due
    if due is None:
        return None
    changed = _other_due(due, random, program)
    copy = copied(original, random, program)
    what = f"{copy.id} in {copy.area} of {original.id}: due {changed}"
    return _one(
        "other_deadline",
        what,
        program,
        replace(copy, facets=replace(copy.facets, due=changed)),
    )


def other_norm(random: Random, program: Program) -> Planted | None:
    original = _chosen(
        random,
        program,
        lambda it: it.norm is not None and not isinstance(it.effect, Act | NotExecutable),
    )
    norm = random.choice([it for it in _NORMS if it != original.norm])
    copy = copied(original, random, program)
    what = f"{copy.id} in {copy.area} of {original.id}: {original.norm} -> {norm}"
    return _one("other_norm", what, program, replace(copy, norm=norm))


def dropped_exception(random: Random, program: Program) -> Planted | None:
    names = ("exception_to", "prevails_over", "excludes")
    found = [
        (it, name) for it in program.provisions for name in names if getattr(it.relations, name)
    ]
    provision, name = random.choice(found)
    targets = getattr(provision.relations, name)
    dropped = random.randrange(len(targets))
    left = targets[:dropped] + targets[dropped + 1 :]
    relations = replace(provision.relations, **{name: left})
    what = f"{provision.id}: no longer {name} {targets[dropped]}"
    return _one("dropped_exception", what, program, replace(provision, relations=relations))


def swapped_dates(random: Random, program: Program) -> Planted | None:
    """Those of two documents exchanged, or a force that has no end or begins too soon."""
    document = random.choice(program.documents)
    force = document.force
    match random.randrange(3):
        case 0 if force.end is not None:
            changed = with_document(program, replace(document, force=replace(force, end=None)))
            what = "no end"
        case 1:
            other = random.choice([it for it in program.documents if it.id != document.id])
            changed = with_document(program, replace(document, force=other.force))
            changed = with_document(changed, replace(other, force=force))
            what = f"exchanged with {other.id}"
        case 2:
            earlier = force.start - timedelta(days=random.choice((30, 365, 2_000)))
            changed = with_document(program, replace(document, force=replace(force, start=earlier)))
            what = f"from {earlier} on"
        case _:
            return None
    about = _some_of(document, random, program)
    return Planted("swapped_dates", f"{document.id}: {what}", changed, about) if about else None


def lost_conjunct(random: Random, program: Program) -> Planted | None:
    """Dropped, or turned into its contrary."""
    found = [
        (it, path, expr)
        for it in program.provisions
        if it.condition is not None
        for path, expr in everywhere(it.condition)
        if isinstance(expr, ir.Op) and expr.op == "and"
    ]
    provision, path, expr = random.choice(found)
    lost = random.randrange(len(expr.args))
    args = list(expr.args)
    if random.random() < 0.5:
        del args[lost]
        how = "dropped"
    else:
        args[lost] = ir.Op("not", (args[lost],))
        how = "negated"
    new = args[0] if len(args) == 1 else ir.Op("and", tuple(args))
    changed = replace(provision, condition=put(provision.condition or new, path, new))
    return _one("lost_conjunct", f"{provision.id} {path}: part {lost} {how}", program, changed)


def other_place_or_fund(random: Random, program: Program) -> Planted | None:
    provision = _chosen(
        random, program, lambda it: bool(it.facets.places or it.facets.funds or it.facets.lifts)
    )
    facets = provision.facets
    if facets.places and random.random() < 0.3:
        mode = random.choice(_MODES)
        places = tuple(replace(it, mode=mode) for it in facets.places)
        changed = replace(facets, places=places)
    elif facets.places:
        places = tuple(
            replace(it, options=tuple(_others(it.options, random, program))) for it in facets.places
        )
        changed = replace(facets, places=places)
    else:
        changed = replace(
            facets,
            funds=tuple(_others(facets.funds, random, program)),
            lifts=tuple(_others(facets.lifts, random, program)),
        )
    if changed == facets:
        return None
    target = replace(provision, facets=changed)
    if random.random() < 0.5:
        target = replace(copied(provision, random, program), facets=changed)
    what = f"{target.id} of {provision.id}: {changed.places} {changed.funds} {changed.lifts}"
    return _one("other_place_or_fund", what, program, target)


FAULTS: Final[Mapping[str, Planter]] = {
    it.__name__: it
    for it in (
        flipped_comparison,
        moved_threshold,
        widened_area,
        other_amount,
        other_deadline,
        other_norm,
        dropped_exception,
        swapped_dates,
        lost_conjunct,
        other_place_or_fund,
    )
}


def _one(kind: str, what: str, program: Program, changed: Provision) -> Planted:
    return Planted(kind, what, with_provision(program, changed), (changed.id,))


def _chosen(random: Random, program: Program, fits: Callable[[Provision], bool]) -> Provision:
    return random.choice([it for it in program.provisions if fits(it)])


def _some_of(document: Document, random: Random, program: Program) -> tuple[ProvisionId, ...]:
    own = [it.id for it in program.provisions if it.document == document.id]
    return tuple(sorted(random.sample(own, min(len(own), _FOCAL))))


def _moved(number: ir.Number, random: Random) -> Fraction:
    if number.kind in ("date", "moment"):
        return number.value + random.choice((-365, -30, -1, 1, 30, 365))
    if number.kind == "number" and number.value.denominator == 1:
        return max(number.value + random.choice((-5, -1, 1, 2, 10)), Fraction(0))
    return number.value * random.choice(_FACTORS)


def _other_amount(amount: Amount, value: ir.Expr, random: Random) -> Amount:
    match random.randrange(3):
        case 0 if amount.mode in _AMOUNTS:
            modes = [it for it in _AMOUNTS if it != amount.mode]
            return replace(amount, mode=random.choice(modes))
        case 1:
            return replace(amount, mode="exactly", value=ir.Number(Fraction(50_000), "money"))
        case _:
            factor = ir.Number(random.choice(_FACTORS))
            upper = amount.upper and ir.Op("mul", (amount.upper, factor))
            return replace(amount, value=ir.Op("mul", (value, factor)), upper=upper)


def _other_due(due: ir.Expr, random: Random, program: Program) -> ir.Expr:
    spans = [(path, it) for path, it in everywhere(due) if isinstance(it, ir.Span)]
    if spans and random.random() < 0.7:
        path, span = random.choice(spans)
        return put(due, path, replace(span, count=span.count + random.choice((-1, 1, 5, 10))))
    if is_moment(due, index(program)):
        return ir.Op("shift", (due, ir.Span(random.choice((24, 72)), DurationUnit.HOURS)))
    return ir.Op("shift", (due, ir.Span(random.choice((1, 10, 30)), DurationUnit.DAYS)))


def _others(
    options: tuple[OptionId, ...], random: Random, program: Program
) -> tuple[OptionId, ...]:
    """As many, each another of its choice."""
    found: list[OptionId] = []
    for it in options:
        choice = next(c for c in program.choices if it in [o for o, _ in c.options])
        left = [o for o, _ in choice.options if o not in options and o not in found]
        found.append(random.choice(left) if left else it)
    return tuple(found)
