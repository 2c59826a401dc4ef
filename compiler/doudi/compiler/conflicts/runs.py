"""A run that is over, and what of it an edit leaves as it was.

In one process an edit need not even look at what it does not touch: pairs on other schemes, terms
and facts come to what they came to. What every question leans on (terms, figures, knowledge, the
vocabulary, repeals) must be the same; else everything is asked again, by what is remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final

from doudi.compiler.conflicts.model import (
    Conflict,
    ConflictLedger,
    Counts,
    NotAnalysed,
    NotDecided,
)
from doudi.compiler.conflicts.prove import ROUTES, Route
from doudi.compiler.conflicts.voices import matters_of
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Define, Program, Provision, Recognise


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run is about; a process that answers for some of its pairs needs no more."""

    program: Program
    knowledge: Knowledge
    limits: Limits
    routes: tuple[Route, ...] = ROUTES


@dataclass(frozen=True, slots=True)
class Run:
    """What pairs came to, by the scheme, term or fact that they are about. `asked`: pairs anew."""

    setting: Setting | None
    conflicts: tuple[Conflict, ...] = ()
    open: tuple[tuple[str, NotDecided | NotAnalysed], ...] = ()
    pairs: Counter[str] = field(default_factory=Counter)
    meeting: Counter[str] = field(default_factory=Counter)
    answered: Counter[Route] = field(default_factory=Counter)
    asked: int = 0

    def apart_from(self, about: frozenset[str]) -> Run:
        return replace(
            self,
            conflicts=tuple(it for it in self.conflicts if it.matter.about not in about),
            open=tuple((of, it) for of, it in self.open if of not in about),
            pairs=Counter({of: n for of, n in self.pairs.items() if of not in about}),
            meeting=Counter({of: n for of, n in self.meeting.items() if of not in about}),
        )

    def joined(self, part: Run) -> Run:
        conflicts = sorted(
            (*self.conflicts, *part.conflicts),
            key=lambda it: (it.matter.about, it.matter.kind, it.provisions, it.class_),
        )
        return replace(
            part,
            conflicts=tuple(conflicts),
            open=tuple(sorted((*self.open, *part.open), key=lambda it: it[0])),
            pairs=self.pairs + part.pairs,
            meeting=self.meeting + part.meeting,
        )


NOTHING: Final = Run(None)


@dataclass(slots=True)
class InProcess:
    """For as long as the process lives. `last`: the run before this one, to go on from."""

    kept: dict[bytes, str] = field(default_factory=dict)
    last: Run | None = None

    def recall(self) -> Mapping[bytes, str]:
        return self.kept

    def remember(self, new: Mapping[bytes, str], used: frozenset[bytes]) -> None:
        del used
        self.kept.update(new)


def touched(last: Run, now: Setting, rules: Index) -> frozenset[str] | None:
    """The schemes, terms and facts on which an edit bears; None: anything could have changed."""
    before = last.setting
    if before is None or replace(before, program=now.program) != now:
        return None
    beside = [it.name for it in fields(Program) if it.name != "provisions"]
    if any(getattr(before.program, it) != getattr(now.program, it) for it in beside):
        return None
    then = {it.id: it for it in before.program.provisions}
    edited: list[Provision] = []
    for new in now.program.provisions:
        old = then.pop(new.id, None)
        if old is not new:
            edited += (new,) if old is None else (old, new)
    edited += then.values()
    if any(_everywhere(it) for it in edited):
        return None
    return frozenset(matter.about for it in edited for matter, _ in matters_of(it, rules))


def ledger(whole: Run, part: Run, provisions: int) -> ConflictLedger:
    """`part`: of the whole, what was looked at this time."""
    meeting = whole.meeting.total()
    return ConflictLedger(
        whole.conflicts,
        tuple(it for _, it in whole.open if isinstance(it, NotDecided)),
        tuple(dict.fromkeys(it for _, it in whole.open if isinstance(it, NotAnalysed))),
        Counts(
            provisions=provisions,
            pairs=whole.pairs.total(),
            meeting=meeting,
            by_boxes=part.answered["boxes"],
            by_solver=part.answered["solver"],
            remembered=meeting - part.asked,
        ),
    )


def _everywhere(it: Provision) -> bool:
    """Whether other provisions' conditions, or whether they are in force, hang on this one."""
    return isinstance(it.effect, Recognise | Define) or bool(it.relations.repeals)
