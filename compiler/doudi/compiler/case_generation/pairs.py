"""For each atom of a target a pair of cases that differ in it alone, and in what becomes of it.

Modified condition / decision coverage: the other atoms stand so that this one decides. A pair
is moved together until one fen, one day, one unit lies between its sides. What cannot be
shown is said, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, TypeAlias

from doudi.compiler.case_generation.goals import Constants, Goal, Place, Search, SpentError, Want
from doudi.compiler.case_generation.inputs import Inputs, inputs_of
from doudi.compiler.case_generation.steps import narrowed, steps_from
from doudi.compiler.case_generation.target import (
    Judge,
    Look,
    Target,
    atoms,
    seen_by,
    spelt_out,
)
from doudi.compiler.drafts.draft import Draft
from doudi.runtime.operators.truths import T, U
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.values import Truth

LIMIT: Final = 4_000  # questions to the runtime for one atom
_SIDES: Final = 3
_WANTS: Final[tuple[Want, ...]] = ("true", "open")

Why: TypeAlias = Literal["never_true", "never_other", "masked", "no_flip", "limit"]


@dataclass(frozen=True, slots=True)
class Pair:
    """`coupled`: other atoms that cannot stay as they are when this one turns."""

    target: Target
    atom: ir.Expr
    holds: Draft
    fails: Draft
    coupled: tuple[ir.Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Unshown:
    target: Target
    atom: ir.Expr
    why: Why


def pair_for(
    target: Target,
    atom: ir.Expr,
    contexts: Sequence[Draft],
    judge: Judge,
    known: Sequence[Draft] = (),
) -> Pair | Unshown:
    """`contexts`: drafts in which nothing is known but the day and the area.

    `known`: sides found for other atoms; one that serves again spares the reader a case.
    """
    coupled: Pair | None = None
    if contexts:
        finder = _Finder(target, atom, contexts[0], judge, judge.asked + LIMIT)
        again = finder.from_known(known)
        if again is not None:
            return again
    why: Why = "masked"
    for context in contexts:
        finder = _Finder(target, atom, context, judge, judge.asked + LIMIT)
        try:
            pair = finder.pair()
        except SpentError:
            why = "limit"
            coupled = coupled or finder.coupled()
            continue
        if pair is not None:
            return pair
        coupled = coupled or finder.coupled()
        why = finder.reason()
    return coupled or Unshown(target, atom, why)


class _Finder:
    """The search for one atom in one context, and how far it came."""

    def __init__(
        self, target: Target, atom: ir.Expr, context: Draft, judge: Judge, limit: int
    ) -> None:
        self.target, self.atom, self.context, self.judge = target, atom, context, judge
        self.atoms = atoms(target.expr)
        self.at = Place(
            seen_by(target, judge.rules), target.of if isinstance(target.of, Provision) else None
        )
        self.found = self._inputs([it for it in (target.given, target.expr) if it is not None])
        self.search = Search(judge, self.constants, limit)
        self.true = self.other = False
        self.sides: tuple[Draft, Draft] | None = None

    @property
    def constants(self) -> Constants:
        return tuple(self.found.constants)

    def pair(self) -> Pair | None:
        given = self.target.given
        before = [] if given is None else [Goal(given, "true", self.at)]
        for siblings in masking(spelt_out(self.target.expr), self.atom, self.at):
            # What must not hold comes first: it leaves what must hold fewer ways to try.
            rest = [*before, *sorted(siblings, key=lambda it: it.want == "true")]
            sides: dict[Want, list[Draft]] = {}
            for want in _WANTS:
                goals = [Goal(self.atom, want, self.at), *rest]
                sides[want] = list(islice(self.search.all(goals, self.context), _SIDES))
                for side in sides[want]:
                    found = self._stepping(side)
                    if found is not None:
                        return found
            found = self._moving(sides["true"], sides["open"], rest)
            if found is not None:
                return found
            self.true = self.true or bool(sides["true"])
            self.other = self.other or bool(sides["open"])
        return None

    def from_known(self, known: Sequence[Draft]) -> Pair | None:
        try:
            found = (self._stepping(it) for it in known)
            return next((it for it in found if it is not None), None)
        except SpentError:
            return None

    def coupled(self) -> Pair | None:
        """Both sides with this atom decisive, where others turn with it."""
        if self.sides is None:
            return None
        holds, fails = self.sides
        one, two = self._look(holds).atoms, self._look(fails).atoms
        others = tuple(
            it for it, a, b in zip(self.atoms, one, two, strict=True) if a != b and it != self.atom
        )
        return Pair(self.target, self.atom, holds, fails, others)

    def reason(self) -> Why:
        if self.true and self.other:
            return "no_flip"
        if self.true:
            return "never_other"
        return "never_true" if self.other else "masked"

    def _moving(self, holding: list[Draft], failing: list[Draft], rest: list[Goal]) -> Pair | None:
        """A pair with all that the atom comes from settled anew."""
        for one in holding:
            kept = one.without(frozenset(self._of_atom(one).cells))
            goals = [Goal(self.atom, "open", self.at), *rest]
            for two in (*islice(self.search.all(goals, kept), _SIDES), *failing):
                if self._apart(self._look(one), self._look(two)):
                    return Pair(self.target, self.atom, one, two)
                if self.sides is None and self._turns(self._look(one), self._look(two)):
                    self.sides = (one, two)
        return None

    def _stepping(self, side: Draft) -> Pair | None:
        """A pair with one thing changed, and as little of it as turns the result."""
        seen = self._look(side)
        if seen.result in (None, U):
            return None
        for step, other in steps_from(side, self._of_atom(side), self.constants, self.judge.rules):
            if self.judge.asked >= self.search.limit:
                raise SpentError
            if self._apart(seen, self._look(other)):
                one, two = narrowed(step, side, other, self._look, self.judge.rules)
                holds, fails = (one, two) if self._turn(seen) is T else (two, one)
                return Pair(self.target, self.atom, holds, fails)
        return None

    def _apart(self, one: Look, two: Look) -> bool:
        """Whether this atom turns with the result and the others stay."""
        if not self._turns(one, two):
            return False
        differ = [a is not b for a, b in zip(one.atoms, two.atoms, strict=True)]
        return differ == [it == self.atom for it in self.atoms]

    def _turns(self, one: Look, two: Look) -> bool:
        if None in (one.result, two.result) or U in (one.result, two.result):
            return False
        turn = (self._turn(one), self._turn(two))
        return one.result is not two.result and T in turn and U not in turn and turn[0] != turn[1]

    def _turn(self, look: Look) -> Truth:
        return look.atoms[self.atoms.index(self.atom)]

    def _look(self, draft: Draft) -> Look:
        return self.judge.look(self.target, self.atoms, draft)

    def _of_atom(self, draft: Draft) -> Inputs:
        return inputs_of([self.atom], self.at.seen, draft, self.judge.rules)

    def _inputs(self, exprs: list[ir.Expr]) -> Inputs:
        return inputs_of(exprs, self.at.seen, self.context, self.judge.rules)


def masking(expr: ir.Expr, atom: ir.Expr, at: Place) -> Iterator[list[Goal]]:
    """For each place of the atom: what the rest must be for the atom to decide there."""
    if expr == atom:
        yield []
        return
    match expr:
        case ir.Op(op="and" | "or" | "any_open" | "not" as op, args=args):
            for number, inner in enumerate(args):
                beside = [it for other, it in enumerate(args) if other != number and it != atom]
                goals = [Goal(it, "true" if op == "and" else "open", at) for it in beside]
                for deeper in masking(inner, atom, at):
                    yield [*goals, *deeper]
        case _:
            return
