"""The whole of a comparison: what changed in the rules, and for whom, and by what.

Takes two programs, cases and how long proofs may go on; gives the one value that is drawn.
Everything that was looked at is counted: nothing is left out unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from doudi.compiler.changes.answers import Difference, answers, differences
from doudi.compiler.changes.case_files import Unread, Written
from doudi.compiler.changes.causes import Explained, Household, Inquiry, inquiry
from doudi.compiler.changes.comparison import Change, Comparison, compare
from doudi.compiler.changes.equivalence import Verdict, verdicts
from doudi.compiler.changes.parts import Part, changed_parts
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.selection import selected
from doudi.runtime.facts.model import Case
from doudi.runtime.program.declarations import Program

Progress: TypeAlias = Callable[[int, int], None]
Looked: TypeAlias = Sequence[Written | Unread] | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """`parts` are those of a declaration that is on both sides; () where it is new or gone."""

    change: Change
    parts: tuple[Part, ...]
    verdicts: Mapping[Part, Verdict]


@dataclass(frozen=True, slots=True)
class Changed:
    """A case with another answer, and for each difference its causes.

    `comparison`: of its own old rules with the new ones.
    """

    name: str
    household: Household
    comparison: Comparison
    differences: tuple[Difference, ...]
    explained: tuple[tuple[Explained, ...], ...]

    @property
    def only_reasons(self) -> bool:
        """Whether nothing is given either way, and just the refusals read otherwise."""
        return all(it.nothing_given for it in self.differences)


@dataclass(frozen=True, slots=True)
class Cases:
    """All that were given: those whose answer changes, those that stay, those not to be read."""

    changed: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    unread: tuple[Unread, ...]

    @property
    def total(self) -> int:
        return len(self.changed) + len(self.unchanged) + len(self.unread)


@dataclass(frozen=True, slots=True)
class Report:
    """`cases`, `receipts` None: none were asked about. `hashes`: of the old bundle and the new."""

    comparison: Comparison
    hashes: tuple[str, str]
    changes: tuple[RuleChange, ...]
    cases: Cases | None
    receipts: Cases | None

    @property
    def same(self) -> bool:
        """Neither a rule nor an answer is another, and nothing was left unread."""
        looked = [it for it in (self.cases, self.receipts) if it is not None]
        return not self.changes and not any(it.changed or it.unread for it in looked)


def report(
    old: Loaded,
    new: Loaded,
    cases: Looked,
    limits: Limits,
    receipts: Looked = None,
    progress: Progress | None = None,
) -> Report:
    comparison = compare(old.program, new.program)
    every = (*(cases or ()), *(receipts or ()))
    tick = _ticks(len(comparison.changes) + len(every), progress)
    knowledge = Knowledge(axioms=new.program.axioms, disjoints=new.program.disjoints)
    prover = Prover(knowledge, limits)
    changes = []
    for change in comparison.changes:
        found = verdicts(change, comparison, prover)
        changes.append(RuleChange(change, changed_parts(change), found))
        tick()
    sides = _Sides(new, {old.hash: _side(comparison)})
    return Report(
        comparison,
        (old.hash, new.hash),
        tuple(changes),
        None if cases is None else _compared(cases, sides, old, tick),
        None if receipts is None else _compared(receipts, sides, old, tick),
    )


def _ticks(total: int, progress: Progress | None) -> Callable[[], None]:
    done = count(1)

    def tick() -> None:
        if progress is not None:
            progress(next(done), total)

    return tick


@dataclass(frozen=True, slots=True)
class _Side:
    """What cases of one old bundle are compared with."""

    inquiry: Inquiry
    old: Program
    new: Program


def _side(comparison: Comparison) -> _Side:
    return _Side(inquiry(comparison), comparison.readable("old"), comparison.readable("new"))


@dataclass(frozen=True, slots=True)
class _Sides:
    """By the hash of the old bundle: receipts may come from several."""

    new: Loaded
    by: dict[str, _Side]

    def of(self, old: Loaded) -> _Side:
        if old.hash not in self.by:
            self.by[old.hash] = _side(compare(old.program, self.new.program))
        return self.by[old.hash]


def _compared(
    cases: Sequence[Written | Unread], sides: _Sides, old: Loaded, done: Callable[[], None]
) -> Cases:
    changed: list[Changed] = []
    unchanged: list[str] = []
    unread: list[Unread] = []
    for case in cases:
        match case if isinstance(case, Unread) else _looked(case, sides.of(case.by or old)):
            case Unread() as found:
                unread.append(found)
            case Changed() as found:
                changed.append(found)
            case None:
                unchanged.append(case.name)
        done()
    return Cases(tuple(changed), tuple(unchanged), tuple(unread))


def _looked(case: Written, side: _Side) -> Changed | Unread | None:
    """None: every answer stays as it was."""
    household = _household(case, side)
    if isinstance(household, Message):
        return Unread(case.name, household)
    comparison = side.inquiry.comparison
    old, new = (
        answers(selected(decide(rules, its, household.as_of, detail="none"), case.asked))
        for rules, its in (
            (comparison.made(frozenset()), household.old),
            (comparison.made(comparison.keys), household.new),
        )
    )
    found = differences(old, new)
    if not found:
        return None
    return Changed(
        case.name, household, comparison, found, side.inquiry.explained(household, found)
    )


def _household(case: Written, side: _Side) -> Household | Message:
    comparison = side.inquiry.comparison
    new = _read(case, comparison.new, side.new)
    old = _read(case, comparison.old, side.old) if comparison.other_words else new
    if isinstance(new, Message):
        return new
    if isinstance(old, Message):
        return Message(f"旧规则读不了：{old.zh}", f"the old rules cannot read it: {old.en}")
    as_of = case.as_of or new.as_of
    if as_of is None:
        return Message("没有写评估日", "it does not say its date")
    return Household(old, new, as_of)


def _read(case: Written, own: Program, both: Program) -> Case | Message:
    """By its own words; where they do not do, with those that only the other side has."""
    found = case.read(own)
    return case.read(both) if isinstance(found, Message) and both != own else found
