"""The exact and fast route: questions whose conditions are about single facts, by bitset boxes.

Takes formulas and the knowledge that every household keeps to; gives a world with few facts and
round values, or the proof that there is none. Exact: there is a world if and only if one is
given, unless too many boxes have to be tried or a condition about several facts at once decides.
Then it is given up, for the solver to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

from doudi.compiler.proof.answer import Answer, Asserted, GaveUp, Impossible, World
from doudi.compiler.proof.completion import ASKED, Completion, Law
from doudi.compiler.proof.disjuncts import (
    Box,
    Choice,
    Form,
    Ground,
    TooMany,
    form_of,
    ground_of,
    joined,
    multiplied,
    size_of,
)
from doudi.compiler.proof.formula import All, Formula, Joint, Some
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene


@dataclass(frozen=True, slots=True)
class _Found:
    """`shown`: the cells to name; `box`: what they can be in one whole household."""

    shown: tuple[int, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class _Refuted:
    """Nothing is left; `used`: places of the knowledge that this leans on."""

    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """It turns on what boxes cannot say."""


# Boxes turn out empty, or inside others: one in so many is left, where it goes well.
_SHRINKS: Final = 64

_Outcome: TypeAlias = _Found | _Refuted | _Open


def solve(
    formulas: tuple[Formula, ...],
    knowledge: tuple[Asserted, ...],
    scene: Scene,
    milliseconds: int,  # noqa: ARG001 – the port's; here the number of boxes bounds the time
    limits: Limits = Limits(),  # noqa: B008 – a frozen value
) -> Answer:
    """Satisfies the port. Of the boxes that meet the formulas the one with the fewest cells.

    Where these are more than `limits.boxes`, the first that is found by trying; given up by size
    after as many tries. As not analysed, where a condition on several facts decides. What only
    knowledge speaks of is not in a world, but some household has these facts and keeps to it.
    """
    known = tuple(it.formula for it in knowledge)
    ground = ground_of(formulas, known, scene)
    question = _Question(
        ground,
        tuple(form_of(it, ground) for it in formulas),
        tuple(form_of(it, ground, known=True) for it in known),
        limits.boxes,
    )
    try:
        outcome = question.outcome(range(len(formulas)), range(len(known)))
    except TooMany:
        return GaveUp("size")
    match outcome:
        case _Found(shown=shown, box=box):
            cells = tuple(ground.places)
            return World(
                {
                    cells[place]: ground.domains[place].value(box[place], scene.start)
                    for place in shown
                }
            )
        case _Open():
            return GaveUp("not_analysed", _first_joint((*formulas, *known)))
        case _Refuted(used=used):
            core, needed = question.core(used)
            said = dict.fromkeys(knowledge[it].statement for it in needed)
            return Impossible(core, tuple(said))


def parts(formula: Formula) -> int:
    """About how many boxes a formula comes to; conditions on the same cell count once."""
    match formula:
        case All(parts=inner):
            return prod(parts(it) for it in inner)
        case Some(parts=inner):
            cells = {it.cell for it in inner if not isinstance(it, All | Some | Joint)}
            others = (it for it in inner if isinstance(it, All | Some | Joint))
            return len(cells) + sum(parts(it) for it in others)
        case _:
            return 1


@dataclass(frozen=True, slots=True)
class _Question:
    ground: Ground
    asked: tuple[Form | None, ...]
    known: tuple[Form | None, ...]
    most: int

    def outcome(self, asked: Iterable[int], known: Sequence[int]) -> _Outcome:
        """What some of the formulas come to, with some of the knowledge. Raises TooMany."""
        form = joined([self.asked[it] for it in asked])
        boxes, choices = ([], ()) if form is None else self._boxes(form)
        if not boxes:
            return _Refuted(())
        for it in known:
            if self.known[it] is None:
                return _Refuted((it,))
        laws: list[Law] = [(ASKED, it) for it in choices]
        laws += ((it, (form,)) for it in known if (form := self.known[it]) is not None)
        search = Completion(self.ground, self.most, closed=True)
        found = self._first(boxes, laws, search)
        if found is not None:
            return found
        if search.shut:
            search = Completion(self.ground, self.most, closed=False)
            if self._first(boxes, laws, search) is not None:
                return _Open()
        return _Refuted(tuple(sorted(search.used - {ASKED})))

    def core(self, used: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Formulas, and of the knowledge used what they need, no one of which can be left out."""
        asked, known = tuple(range(len(self.asked))), used
        for it in asked:
            outcome = self._without(asked, known, it, None)
            if outcome is not None:
                asked, known = tuple(i for i in asked if i != it), outcome.used
        for it in known:
            if it in known and (outcome := self._without(asked, known, None, it)) is not None:
                known = outcome.used
        return asked, known

    def _without(
        self, asked: tuple[int, ...], known: tuple[int, ...], one: int | None, law: int | None
    ) -> _Refuted | None:
        if not known and len(asked) == 1:
            return None  # what is asked of nothing is met
        try:
            outcome = self.outcome(
                [it for it in asked if it != one], [it for it in known if it != law]
            )
        except TooMany:
            return None
        return outcome if isinstance(outcome, _Refuted) else None

    def _boxes(self, form: Form) -> tuple[list[Box], tuple[Choice, ...]]:
        """The boxes of a form; or, where they are too many, one, and the choices left to make."""
        try:
            if size_of(form) <= self.most * _SHRINKS:
                return multiplied([{}], form, self.most), ()
        except TooMany:
            pass
        return [form.box], form.choices

    def _first(
        self, boxes: Iterable[Box], laws: Sequence[Law], search: Completion
    ) -> _Found | None:
        """The box with the fewest cells that is some household's."""
        for box in sorted(boxes, key=len):
            followed = search.follow(box, laws)
            found = None if followed is None else search.complete(followed)
            if found is not None:
                # No fact is as good as an unknown one; a case always has its date and its lists.
                always = (it for cell, it in self.ground.places.items() if not cell.number)
                facts = range(self.ground.asked) if any(it[0] == ASKED for it in laws) else box
                shown = {it for it in (*facts, *always) if it in found}
                return _Found(tuple(sorted(shown)), found)
        return None


def _first_joint(formulas: Iterable[Formula]) -> str:
    """The kind of the first condition that boxes cannot say."""
    for it in formulas:
        if isinstance(it, All | Some):
            found = _first_joint(it.parts)
            if found:
                return found
        elif isinstance(it, Joint):
            return type(it).__name__
    return ""
