"""Where a scheme is to be had: one lifts what the other names, one says only, one binds offices."""

from __future__ import annotations

from collections.abc import Sequence

from doudi.compiler.conflicts.model import Class, SaysPlaces, Shown
from doudi.compiler.conflicts.sides import Sides
from doudi.runtime.decision import PlaceResult
from doudi.runtime.evaluation import facets
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import OptionId, ProvisionId
from doudi.runtime.trace import Contest


def places_shown(speaking: Sequence[Provision], sides: Sides) -> Shown | None:
    """`speaking`: all whose places count for the household, the two among them."""
    index = sides.run.index
    contests: list[Contest] = []
    results, _ = facets.places(speaking, index, contests)
    contest = sides.contest("place", contests)
    if contest is None:
        contest, _ = sides.by_themselves(
            "place", contests, lambda these, own: facets.places(these, index, own)[1]
        )
    found = _only(results, speaking, sides) or _united(results, sides)
    if contest is not None:
        found = sides.by(contest)
    first, second = sides.provisions
    return None if found is None else sides.shown(found, (_says(first), _says(second)))


def _only(
    results: Sequence[PlaceResult], speaking: Sequence[Provision], sides: Sides
) -> tuple[Class, ProvisionId | None] | None:
    """One says that it is to be had there alone, and the other would name another place."""
    first, second = sides.provisions
    for one, other in ((first, second), (second, first)):
        only = {it.option for it in results if it.provision == one.id and it.mode == "only"}
        lifted = {
            option
            for it in speaking
            if it.id != other.id and sides.run.index.beats(other, it) is None
            for option in it.facets.lifts
        }
        if only and not _named(other, "only") and _named(other) - only - lifted:
            return Class.STRONGER, one.id
    return None


def _united(
    results: Sequence[PlaceResult], sides: Sides
) -> tuple[Class, ProvisionId | None] | None:
    """Offices that must, named beside others, where the runtime lets both stand."""
    first, second = sides.provisions
    for one, other in ((first.id, second.id), (second.id, first.id)):
        bound = {it.option for it in results if it.provision == one and it.mode == "duty"}
        others = {it.option for it in results if it.provision == other}
        if bound and others - bound:
            return Class.UNION, None
    return None


def _named(it: Provision, *modes: str) -> frozenset[OptionId]:
    return frozenset(
        option
        for clause in it.facets.places
        if not modes or clause.mode in modes
        for option in clause.options
    )


def _says(it: Provision) -> SaysPlaces:
    def of(mode: str) -> tuple[OptionId, ...]:
        clauses = [clause.options for clause in it.facets.places if clause.mode == mode]
        return tuple(option for options in clauses for option in options)

    return SaysPlaces(of("allowed"), of("duty"), of("only"), it.facets.lifts)
