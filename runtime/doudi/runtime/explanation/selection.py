"""The part of a decision that somebody asked for: some schemes, some people, or all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from doudi.runtime.decision import Decision
from doudi.runtime.program.ids import SchemeId


@dataclass(frozen=True, slots=True)
class Selection:
    """Sorted ids; empty is everything. Whoever asks for a scheme asks for no duties."""

    schemes: tuple[SchemeId, ...] = ()
    subjects: tuple[str, ...] = ()


EVERYTHING = Selection()


def selected(decision: Decision, wanted: Selection) -> Decision:
    """The decision with these outcomes and duties; its trace stays whole."""
    schemes, subjects = frozenset(wanted.schemes), frozenset(wanted.subjects)
    return replace(
        decision,
        outcomes=tuple(
            it
            for it in decision.outcomes
            if (not schemes or it.scheme in schemes) and (not subjects or it.subject.id in subjects)
        ),
        duties=tuple(
            it
            for it in decision.duties
            if not schemes and (not subjects or it.subject.id in subjects)
        ),
    )
