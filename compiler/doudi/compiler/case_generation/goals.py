"""Making an expression true or false: facts are added to a draft until the runtime says so.

A search by cases: of an `or` one operand after the other, of a term what defines it in force,
of a comparison the values worth trying. Every draft given fulfils what was asked, as the
runtime sees it; the search stops at a limit and says that it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, Literal, TypeAlias

from doudi.compiler.case_generation.domains import step_of, usual, values_of
from doudi.compiler.case_generation.inputs import inputs_of
from doudi.compiler.case_generation.target import Judge
from doudi.compiler.drafts.draft import Cell, Draft, Seen, seen_from, type_of
from doudi.runtime.operators.truths import F, J, T, U
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import Truth

# `open`: false, or left to judgement: all that an open list can be beside true.
Want: TypeAlias = Literal["true", "false", "open"]
Constants: TypeAlias = tuple[ir.Number | ir.Option | ir.Place, ...]

_MEETS: Final[dict[Want, tuple[Truth, ...]]] = {"true": (T,), "false": (F,), "open": (F, J)}
_TURNED: Final[dict[Want, Want]] = {"true": "false", "false": "true", "open": "true"}
_DERIVATIONS: Final = 3
_SETTINGS: Final = 48
_LONGEST_LIST: Final = 6


class SpentError(Exception):
    """The limit of the search is reached."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: seen from whom, and in which provision, if in any."""

    seen: Seen
    of: Provision | None


@dataclass(frozen=True, slots=True)
class Goal:
    expr: ir.Expr
    want: Want
    at: Place


@dataclass(frozen=True, slots=True)
class Search:
    judge: Judge
    constants: Constants
    limit: int

    def all(self, goals: Sequence[Goal], draft: Draft) -> Iterator[Draft]:
        """Drafts in which every goal is met."""
        if not goals:
            yield draft
            return
        first, *rest = goals
        for it in self.meet(first, draft):
            yield from self.all(rest, it)

    def meet(self, goal: Goal, draft: Draft) -> Iterator[Draft]:
        now = self._now(goal, draft)
        if now in _MEETS[goal.want]:
            yield draft
            return
        if now is not U:
            return  # more facts never change what is settled
        expr, want, at = goal.expr, goal.want, goal.at
        match expr:
            case ir.Op(op="not", args=(inner,)):
                yield from self.meet(Goal(inner, _TURNED[want], at), draft)
            case ir.Op(op="and" | "or" | "any_open" as op, args=args):
                parts = [Goal(it, want, at) for it in args]
                if (op == "and") is (want == "true"):
                    yield from self.all(parts, draft)
                else:
                    for part in parts:
                        yield from self.meet(part, draft)
            case ir.Fact(id=fact):
                owner = self.judge.rules.facts[fact].entity
                if owner in at.seen:
                    cell = Cell(owner, at.seen[owner], fact)
                    yield draft.with_cell(cell, T if want == "true" else F)
            case ir.Term():
                yield from self._term(expr, goal, draft)
            case ir.Aggregate(kind="exists" | "every"):
                yield from self._members(expr, goal, draft)
            case _:
                yield from self._compared(goal, draft)

    def _now(self, goal: Goal, draft: Draft) -> Truth:
        if self.judge.asked >= self.limit:
            raise SpentError
        return self.judge.truth(goal.expr, goal.at.seen, draft, goal.at.of)

    def _met(self, goal: Goal, draft: Draft) -> bool:
        return self._now(goal, draft) in _MEETS[goal.want]

    def _term(self, term: ir.Term, goal: Goal, draft: Draft) -> Iterator[Draft]:
        rules = self.judge.rules
        owner = rules.terms[term.id].entity
        if owner not in goal.at.seen:
            return
        number = goal.at.seen[owner]
        inner = seen_from(owner, number, rules)
        for it in islice(self._derivations(term, goal.want, inner, draft), _DERIVATIONS):
            if self._met(goal, it):
                yield it
        given = draft.with_cell(Cell(owner, number, term.id), T if goal.want == "true" else F)
        yield given

    def _derivations(self, term: ir.Term, want: Want, seen: Seen, draft: Draft) -> Iterator[Draft]:
        rules = self.judge.rules
        by, competence = rules.by_term[term.id], rules.competence(draft.as_of, draft.area)
        recognising = [it for it in by.recognising if competence[it.id] == "competent"]
        forbidding = [it for it in by.forbidding if competence[it.id] == "competent"]
        defining = [it for it in by.defining if competence[it.id] == "competent"]

        def goal(it: Provision, wanted: Want) -> Goal:
            expr = ir.Truth(value=True) if it.condition is None else it.condition
            return Goal(expr, wanted, Place(seen, it))

        if recognising and want == "true":
            for it in recognising:
                against = [goal(f, "false") for f in forbidding if rules.beats(it, f) is None]
                yield from self.all([goal(it, "true"), *against], draft)
        elif recognising:
            yield from self.all([goal(it, want) for it in recognising], draft)
        else:
            for it in defining:
                if isinstance(it.effect, Define):
                    says = Goal(it.effect.value, want, Place(seen, it))
                    others = [goal(o, "false") for o in defining if o is not it]
                    yield from self.all([goal(it, "true"), says, *others], draft)
            means = rules.terms[term.id].means
            if means is not None:
                none = [goal(it, "false") for it in defining]
                yield from self.all([*none, Goal(means, want, Place(seen, None))], draft)

    def _members(self, expr: ir.Aggregate, goal: Goal, draft: Draft) -> Iterator[Draft]:
        entity, when = expr.entity, expr.when
        for count in _lengths(entity, draft):
            sized = draft if draft.lists.get(entity) == count else draft.with_list(entity, count)
            if when is None or count == 0:
                if self._met(goal, sized):
                    yield sized
                continue
            parts = [
                Goal(when, goal.want, Place(seen_from(entity, n, self.judge.rules), goal.at.of))
                for n in range(count, 0, -1)
            ]
            if (expr.kind == "every") is (goal.want == "true"):
                yield from self.all(parts, sized)
            else:
                for part in parts:
                    yield from (it for it in self.meet(part, sized) if self._met(goal, it))

    def _compared(self, goal: Goal, draft: Draft) -> Iterator[Draft]:
        rules = self.judge.rules
        for base in self._counted(goal, draft):
            if base is not draft and self._met(goal, base):
                yield base
                continue
            found = inputs_of([goal.expr], goal.at.seen, base, rules)
            free = [it for it in found.cells if it not in base.cells]
            if not free:
                continue
            moving = [it for it in free if step_of(type_of(it, rules)) is not None]
            fixed = [it for it in free if it not in moving]
            domains = [tuple(values_of(it, base, rules, self.constants)) for it in fixed]
            for values in islice(product(*domains), _SETTINGS):
                setting = base
                for cell, value in zip(fixed, values, strict=True):
                    setting = setting.with_cell(cell, value)
                if not moving and self._met(goal, setting):
                    yield setting
                for pivot in moving:
                    rest = setting
                    for cell in moving:
                        if cell != pivot:
                            rest = rest.with_cell(cell, usual(cell, rest, rules))
                    for value in values_of(pivot, rest, rules, self.constants):
                        tried = rest.with_cell(pivot, value)
                        if self._met(goal, tried):
                            yield tried

    def _counted(self, goal: Goal, draft: Draft) -> Iterator[Draft]:
        """The draft with lists for the aggregates inside a comparison, of every short length."""
        inside = [it for it in _aggregates(goal.expr) if it.entity not in draft.lists]
        known = [it for it in _aggregates(goal.expr) if it.entity in draft.lists]
        if not inside and not known:
            yield draft
            return
        for count in range(1, _LONGEST_LIST + 1):
            sized = draft
            for it in (*inside, *known):
                if sized.lists.get(it.entity, 0) < count:
                    sized = sized.with_list(it.entity, count)
            whens: list[Goal] = [
                Goal(it.when, "true", Place(seen_from(it.entity, n, self.judge.rules), goal.at.of))
                for it in (*inside, *known)
                if it.when is not None
                for n in range(1, sized.lists[it.entity] + 1)
            ]
            yield from islice(self.all(whens, sized), 2)
        empty = draft
        for it in inside:
            empty = empty.with_list(it.entity, 0)
        yield empty


def _lengths(entity: EntityId, draft: Draft) -> tuple[int, ...]:
    now = draft.lists.get(entity)
    return (1, 2, 0) if now is None else (now, now + 1)


def _aggregates(expr: ir.Expr) -> Iterator[ir.Aggregate]:
    match expr:
        case ir.Aggregate():
            yield expr
        case ir.Op(args=args) | ir.Standard(args=args):
            for it in args:
                yield from _aggregates(it)
        case _:
            return
