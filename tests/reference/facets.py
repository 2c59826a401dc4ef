"""What provisions say beside the amount: places, funds, due days, and who of them is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from tests.reference import values as v
from tests.reference.case import Case
from tests.reference.expressions import Scene, value
from tests.reference.priority import beats
from tests.reference.rules import Provision
from tests.reference.terms import is_moment
from tests.reference.values import Range


def ids(provisions: Iterable[Provision]) -> frozenset[str]:
    return frozenset(it.id for it in provisions)


def names(by: Provision, keyword: str, case: Case) -> frozenset[str]:
    return frozenset(case.rules.options[it.text] for it in by.clauses.args(keyword))


Saying = TypeVar("Saying")


def contested(
    said: Mapping[Provision, Saying | None], facet: str, case: Case
) -> tuple[set[Saying | None], frozenset[tuple[str, frozenset[str]]]]:
    """What is left of a facet when the beaten ones are dropped, and who still differs on it.

    None is what is not known; it differs from nothing.
    """

    def differ(a: Provision, b: Provision) -> bool:
        return None not in (said[a], said[b]) and said[a] != said[b]

    left = [
        it for it in said
        if not any(differ(it, other) and beats(other, it, case.rules) for other in said)
    ]  # fmt: skip
    clash = ids(it for it in left if any(differ(it, other) for other in left))
    return {said[it] for it in left}, frozenset([(facet, clash)] if clash else [])


def due(by: Provision, scene: Scene) -> int | None:
    found = value(by.clauses.arg("DUE"), scene)
    if not isinstance(found, Range) or not v.known(found):
        return None
    assert isinstance(found.low, Fraction)
    low = int(found.low)
    return low // v.MINUTES_A_DAY + 1 if is_moment(by, scene.case) else low


MODES = {"ALLOWED_AT": "allowed", "LEFT_TO": "duty", "ONLY_AT": "only"}


def places(
    sources: list[Provision], case: Case
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, frozenset[str]]]]:
    rules = case.rules
    said = {
        (it, rules.options[name.text], MODES[part.keyword])
        for it in sources
        for part in it.clauses.args("PLACE")
        for name in part.args
    }
    left = {
        (it, place, mode)
        for it, place, mode in said
        if not any(
            place in names(other, "LIFTS", case) and not beats(it, other, rules)
            for other in sources
            if other is not it
        )
    }
    only = {
        it: frozenset(place for by, place, mode in left if by is it and mode == "only")
        for it, _, mode in left
        if mode == "only"
    }
    if not only:
        return frozenset((place, mode) for _, place, mode in left), frozenset()
    kept, clash = contested(only, "place", case)
    return frozenset((place, "only") for these in kept for place in these or ()), clash
