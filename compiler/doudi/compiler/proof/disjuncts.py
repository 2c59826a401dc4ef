"""A formula as boxes: each box allows some parts of some cells, and any box is enough.

Takes a formula; gives it in a normal form in which simple conditions stand first, and multiplies
normal forms out into boxes. A condition on several facts at once stands as a box of its own that
allows everything and is marked open: what holds without open boxes is so, what fails with them
cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Final, TypeAlias, assert_never

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.domains import Domain, domain_of
from doudi.compiler.proof.formula import (
    All,
    AmountsApart,
    Apart,
    Formula,
    Holds,
    Is,
    NotApplicable,
    OneOf,
    Simple,
    Some,
    Unmet,
    Within,
)
from doudi.compiler.proof.scene import Scene

# Which parts are allowed of each cell that is looked at; cells by their place in the ground.
Box: TypeAlias = Mapping[int, int]

# Stands in a box as if it were a cell: something besides must hold that boxes cannot say.
OPEN: Final = -1


@dataclass(frozen=True, slots=True)
class Form:
    """A box, and of every choice one alternative."""

    box: Box
    choices: tuple[Choice, ...] = ()


Choice: TypeAlias = tuple[Form, ...]

ALWAYS: Final = Form({})


@dataclass(frozen=True, slots=True)
class Ground:
    """The cells that a question looks at, and what each can be; the first are those `asked` of."""

    places: Mapping[Cell, int]
    domains: tuple[Domain, ...]
    asked: int


class TooMany(Exception):  # noqa: N818 – no error: the question is put to somebody else
    """More boxes than are allowed."""


def ground_of(asked: Iterable[Formula], known: Iterable[Formula], scene: Scene) -> Ground:
    found: dict[Cell, list[Simple]] = {}
    for it in asked:
        _conditions(it, found)
    count = len(found)
    for it in known:
        _conditions(it, found)
    return Ground(
        {cell: i for i, cell in enumerate(found)},
        tuple(domain_of(cell, conditions, scene) for cell, conditions in found.items()),
        count,
    )


def form_of(formula: Formula, ground: Ground, *, known: bool = False) -> Form | None:
    """The normal form; None: no world meets the formula.

    `known`: its cells are known whether or not it asks for them, so a condition that all values
    meet is none.
    """
    match formula:
        case Is() | OneOf() | Within() | NotApplicable():
            place = ground.places[formula.cell]
            domain = ground.domains[place]
            mask = domain.mask(formula)
            if mask == 0:
                return None
            return ALWAYS if known and mask == domain.full else Form({place: mask})
        case Holds() | Apart() | AmountsApart() | Unmet():
            return Form({OPEN: 1})
        case All(parts=parts):
            return joined([form_of(it, ground, known=known) for it in parts])
        case Some(parts=parts):
            return _some([form_of(it, ground, known=known) for it in parts], ground, known=known)
        case _:
            assert_never(formula)


def joined(forms: Iterable[Form | None]) -> Form | None:
    """All of them at once; None: no world meets them."""
    box: Box | None = {}
    choices: list[Choice] = []
    for it in forms:
        box = None if it is None or box is None else narrowed(box, it.box)
        if it is None or box is None:
            return None
        choices += it.choices
    # The fewest alternatives first: what they exclude is never multiplied.
    return None if box is None else Form(box, tuple(sorted(choices, key=len)))


def size_of(form: Form) -> int:
    """How many boxes a form comes to if none of them is empty or inside another."""
    return prod(sum(size_of(it) for it in choice) for choice in form.choices)


def narrowed(box: Box, other: Box) -> Box | None:
    """What both allow; None: nothing."""
    found = dict(box)
    for place, mask in other.items():
        allowed = found.get(place, mask) & mask
        if allowed == 0:
            return None
        found[place] = allowed
    return found


def inside(box: Box, other: Box) -> bool:
    """Whether all that `box` allows is allowed by `other`, which looks at no further cell."""
    for place, mask in other.items():
        allowed = box.get(place)
        if allowed is None or allowed & ~mask:
            return False
    return True


def multiplied(boxes: list[Box], form: Form, most: int) -> list[Box]:
    """The boxes in which the form holds too, none inside another. Raises TooMany."""
    found = [it for box in boxes if (it := narrowed(box, form.box)) is not None]
    for choice in form.choices:
        found = _chosen(found, choice, most)
    return found


@dataclass(slots=True)
class _Gathered:
    """Boxes none of which lies in another."""

    most: int
    boxes: list[Box] = field(default_factory=list)

    def add(self, box: Box) -> None:
        if any(inside(box, it) for it in self.boxes):
            return
        self.boxes = [it for it in self.boxes if not inside(it, box)]
        self.boxes.append(box)
        if len(self.boxes) > self.most:
            raise TooMany


def _chosen(boxes: list[Box], choice: Choice, most: int) -> list[Box]:
    found = _Gathered(most)
    for box in boxes:
        if any(not it.choices and inside(box, it.box) for it in choice):
            found.add(box)
            continue
        for alternative in choice:
            for it in multiplied([box], alternative, most):
                found.add(it)
    return found.boxes


def _conditions(formula: Formula, found: dict[Cell, list[Simple]]) -> None:
    match formula:
        case Is() | OneOf() | Within() | NotApplicable():
            found.setdefault(formula.cell, []).append(formula)
        case All(parts=parts) | Some(parts=parts):
            for it in parts:
                _conditions(it, found)
        case Holds() | Apart() | AmountsApart() | Unmet():
            pass
        case _:
            assert_never(formula)


def _some(forms: Iterable[Form | None], ground: Ground, *, known: bool) -> Form | None:
    """One alternative for all conditions on the same cell: their parts together."""
    united: dict[int, int] = {}
    others: list[Form] = []
    for it in forms:
        if it is None:
            continue
        if not it.box and not it.choices:
            return ALWAYS
        if len(it.box) == 1 and not it.choices:
            ((place, mask),) = it.box.items()
            united[place] = united.get(place, 0) | mask
        elif not it.box and len(it.choices) == 1:
            others += it.choices[0]
        else:
            others.append(it)
    if known and any(
        place != OPEN and mask == ground.domains[place].full for place, mask in united.items()
    ):
        return ALWAYS
    found = (*(Form({place: mask}) for place, mask in united.items()), *others)
    if not found:
        return None
    return found[0] if len(found) == 1 else Form({}, (found,))
