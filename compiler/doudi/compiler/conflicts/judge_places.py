"""Where a scheme is to be had: one lifts what the other names, one says only, one binds offices."""

from __future__ import annotations

from collections.abc import Sequence

from doudi.compiler.conflicts.model import Class, SaysPlaces, Shown
from doudi.compiler.conflicts.sides import Sides
from doudi.runtime.evaluation import facets
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import OptionId, ProvisionId


def places_shown(speaking: Sequence[Provision], sides: Sides) -> Shown | None:
    """`speaking`: all whose places count for the household, the two among them."""
    found = _lifted(sides) or _only(speaking, sides) or _united(speaking, sides)
    if found is None:
        return None
    first, second = sides.provisions
    return sides.shown(found, (_says(first), _says(second)))


def _lifted(sides: Sides) -> tuple[Class, ProvisionId | None] | None:
    first, second = sides.provisions
    for lifting, naming in ((first, second), (second, first)):
        if set(lifting.facets.lifts) & _named(naming):
            principle = sides.run.index.beats(naming, lifting)
            if principle is not None:
                return Class(principle), naming.id
            return Class.DECLARED, lifting.id
    return None


def _only(speaking: Sequence[Provision], sides: Sides) -> tuple[Class, ProvisionId | None] | None:
    """What is lifted is said by nobody any more, also where a third one lifts it."""
    first, second = sides.provisions
    left = {it: _left(it, speaking, sides) for it in (first.id, second.id)}
    only = {it.id: left[it.id] & _named(it, "only") for it in (first, second)}
    if only[first.id] and only[second.id]:
        return sides.prevails() if only[first.id] != only[second.id] else None
    for one, other in ((first.id, second.id), (second.id, first.id)):
        if only[one] and left[other] - only[one]:
            return Class.STRONGER, one
    return None


def _united(speaking: Sequence[Provision], sides: Sides) -> tuple[Class, ProvisionId | None] | None:
    """Offices that must, named beside others, where the runtime lets both stand."""
    standing = facets.places(speaking, sides.run.index)
    first, second = sides.provisions
    for one, other in ((first.id, second.id), (second.id, first.id)):
        bound = {it.option for it in standing if it.provision == one and it.mode == "duty"}
        others = {it.option for it in standing if it.provision == other}
        if bound and others - bound:
            return Class.UNION, None
    return None


def _left(id_: ProvisionId, speaking: Sequence[Provision], sides: Sides) -> frozenset[OptionId]:
    naming = sides.run.index.provisions[id_]
    gone = {
        option
        for it in speaking
        if it.id != id_ and sides.run.index.beats(naming, it) is None
        for option in it.facets.lifts
    }
    return _named(naming) - gone


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
