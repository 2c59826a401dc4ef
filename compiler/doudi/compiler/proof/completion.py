"""Whether what a box allows can be all of a household: some way to keep to all that is known.

Takes a box and the knowledge as choices; gives what is left of the box in one whole household.
First by what follows from single statements, then by trying.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from doudi.compiler.proof.disjuncts import (
    OPEN,
    Box,
    Choice,
    Form,
    Ground,
    TooMany,
    inside,
    narrowed,
)
from doudi.compiler.proof.domains import FALSE, TRUTHS

# A choice that is left, and the place of the statement that it comes from, or `ASKED`.
Law: TypeAlias = tuple[int, Choice]

ASKED: Final = -1


@dataclass(frozen=True, slots=True)
class Followed:
    """What follows from a box, and the laws that are not met by it yet."""

    box: Box
    laws: tuple[Law, ...]


@dataclass(slots=True)
class Completion:
    """One question's search. `used`: the statements that excluded anything.

    `closed`: an open box (see `disjuncts`) is as good as none; `shut`: there was one.
    """

    ground: Ground
    most: int
    closed: bool
    used: set[int] = field(default_factory=set)
    tries: int = 0
    shut: bool = False

    def follow(self, box: Box, laws: Iterable[Law]) -> Followed | None:
        """What every household inside the box has in common, as far as single laws say."""
        if self._shuts(box):
            return None
        left = list(laws)
        moved = True
        while moved:
            moved = False
            waiting, left = left, []
            for place, choice in waiting:
                live = self._live(box, choice)
                if live is None:
                    continue
                if len(live) > 1:
                    left.append((place, live))
                    continue
                self.used.add(place)
                met = narrowed(box, live[0].box) if live else None
                if met is None:
                    return None
                box = met
                left += ((place, it) for it in live[0].choices)
                moved = True
        return Followed(box, tuple(left))

    def complete(self, followed: Followed) -> Box | None:
        """The box, narrowed to where a whole household keeps to all laws. Raises TooMany."""
        box, laws = followed.box, followed.laws
        hard = [it for it in laws if not self._easy(box, it)]
        if not hard:
            return box
        law = min(hard, key=lambda it: len(it[1]))
        place, choice = law
        self.used.add(place)
        rest = tuple(it for it in laws if it is not law)
        for form in sorted(choice, key=lambda it: len(it.box.keys() - box.keys())):
            self.tries += 1
            if self.tries > self.most:
                raise TooMany
            met = narrowed(box, form.box)
            more = tuple((place, it) for it in form.choices)
            further = None if met is None else self.follow(met, rest + more)
            found = None if further is None else self.complete(further)
            if found is not None:
                return found
        return None

    def _live(self, box: Box, choice: Choice) -> Choice | None:
        """The alternatives that are left; None where one is met already."""
        live: list[Form] = []
        for form in choice:
            if not form.choices and inside(box, form.box):
                return None
            if self._shuts(form.box):
                continue
            if all(box.get(place, mask) & mask for place, mask in form.box.items()):
                live.append(form)
        return tuple(live)

    def _shuts(self, box: Box) -> bool:
        shuts = self.closed and OPEN in box
        self.shut = self.shut or shuts
        return shuts

    def _easy(self, box: Box, law: Law) -> bool:
        """Whether it is met where every truth that the box leaves open is false.

        Where that meets all laws that are left nothing has to be tried: it is one household.
        What is asked must be met by facts that are named.
        """
        place, choice = law
        return place != ASKED and any(
            not form.choices
            and all(self._met_by_false(box, place, mask) for place, mask in form.box.items())
            for form in choice
        )

    def _met_by_false(self, box: Box, place: int, mask: int) -> bool:
        allowed = box.get(place)
        if allowed is not None:
            return not allowed & ~mask
        return place != OPEN and self.ground.domains[place] is TRUTHS and bool(mask & FALSE)
