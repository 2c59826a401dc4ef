"""Prohibitions, exclusions and exceptions that can never meet what they keep from being given.

Takes the ground; gives a defect for each. Where the rules grant nothing of the scheme at all there
is none: what is barred may be granted by a notice that is not encoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.defects.ground import Ground, told
from doudi.compiler.conflicts.defects.naming import provision_id
from doudi.compiler.conflicts.meetings import meeting, scenes
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Grant, Provision, Recognise


def exclusions(ground: Ground, silent: frozenset[str]) -> Iterator[Defect]:
    """`silent`: provisions whose condition is never true; of them enough is said."""
    for it in ground.rules.program.provisions:
        if it.id not in silent:
            yield from _toothless(it, ground, silent)


def _toothless(bar: Provision, ground: Ground, silent: frozenset[str]) -> Iterator[Defect]:
    rules = ground.rules
    told_of: set[str] = set()
    for name, barred in _barred(bar, rules):
        if barred and not any(_meet(bar, it, ground, silent) for it in barred):
            told_of.update(it.id for it in barred)
            yield _defect(bar, name, ())
    for target in bar.relations.exception_to:
        it = rules.provisions[target]
        if it.id in told_of or meeting(bar, it, rules) is None:
            continue
        if not _meet(bar, it, ground, silent):
            yield _defect(bar, "", (it,))


def _barred(bar: Provision, rules: Index) -> Iterator[tuple[str, Sequence[Provision]]]:
    if bar.norm == "prohibition":
        match bar.effect:
            case Grant(scheme=scheme):
                yield scheme, rules.by_scheme[scheme].grants
            case Recognise(term=term):
                yield term, rules.by_term[term].recognising
    for scheme in bar.relations.excludes:
        yield scheme, rules.by_scheme[scheme].grants


def _defect(bar: Provision, name: str, targets: tuple[Provision, ...]) -> Defect:
    others = tuple(str(it.id) for it in targets) or (name,)
    id_ = provision_id(Flaw.TOOTHLESS_EXCLUSION, bar, *targets, what=name)
    return Defect(id_, Flaw.TOOTHLESS_EXCLUSION, bar.id, others)


def _meet(bar: Provision, other: Provision, ground: Ground, silent: frozenset[str]) -> bool:
    """Whether somebody may come under both, or nobody can tell."""
    met = meeting(bar, other, ground.rules)
    if met is None or other.id in silent:
        return False
    places = scenes(met.area, met.window, (bar, other), ground.rules)
    return not all(
        told(it, bar, other)
        and ground.excluded((applies(bar, True, it), applies(other, True, it)), it, (bar, other))
        for it in places
    )
