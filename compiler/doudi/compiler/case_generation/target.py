"""What cases are to turn: a condition, a duty's test, a definition, a deadline, a term's meaning.

Gives each target's expression, what must hold for it to be looked at at all, and its atoms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from doudi.compiler.drafts.draft import Draft, Seen, node_of, run_of, seen_from
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.evaluate import term_value, value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, Scope, scope_of
from doudi.runtime.operators.truths import T, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Complete, Define, Provision, Satisfy, Term
from doudi.runtime.program.ids import EntityId
from doudi.runtime.program.types import Boolean
from doudi.runtime.values import Truth

Aim: TypeAlias = Literal["condition", "test", "definition", "deadline", "meaning"]


@dataclass(frozen=True, slots=True)
class Target:
    """`of`: whose it is; `given`: what must be true first, else nothing is asked of `expr`."""

    of: Provision | Term
    aim: Aim
    expr: ir.Expr
    given: ir.Expr | None = None

    @property
    def entity(self) -> EntityId:
        return self.of.entity


def targets_of_provision(provision: Provision, rules: Index) -> Iterator[Target]:
    """Everything of a provision that is true or false of a subject."""
    condition = provision.condition
    if condition is not None:
        yield Target(provision, "condition", condition)
    match provision.effect:
        case Satisfy(test=test):
            yield Target(provision, "test", test, condition)
        case Define(term=term, value=expr) if isinstance(rules.terms[term].type, Boolean):
            yield Target(provision, "definition", expr, condition)
        case Complete(fact=fact) if provision.facets.due is not None:
            done = ir.Op("le", (ir.Fact(fact), provision.facets.due))
            yield Target(provision, "deadline", done, condition)
        case _:
            return


def targets_of_term(term: Term) -> Iterator[Target]:
    if term.means is not None and isinstance(term.type, Boolean):
        yield Target(term, "meaning", term.means)


def atoms(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    """Comparisons, facts, terms, list members, aggregates: each once, in the rule's order."""
    return tuple(dict.fromkeys(_leaves(spelt_out(expr))))


def spelt_out(expr: ir.Expr) -> ir.Expr:
    """The same truth with `in` written as the comparisons it stands for."""
    match expr:
        case ir.Op(op="in", args=(first, *options)):
            return ir.Op("or", tuple(ir.Op("eq", (first, it)) for it in options))
        case ir.Op(op="and" | "or" | "not" | "any_open" as op, args=args):
            return ir.Op(op, tuple(spelt_out(it) for it in args))
        case _:
            return expr


def _leaves(expr: ir.Expr) -> Iterator[ir.Expr]:
    match expr:
        case ir.Op(op="and" | "or" | "not" | "any_open", args=args):
            for it in args:
                yield from _leaves(it)
        case ir.Truth():
            return
        case _:
            yield expr


@dataclass(frozen=True, slots=True)
class Look:
    """What the runtime makes of a target in one draft.

    `result`: None where it is not asked for on that day, there, or at all, and where the facts
    contradict themselves: no office would meet such a case.
    """

    result: Truth | None
    atoms: tuple[Truth, ...]


@dataclass(slots=True)
class Judge:
    """Asks the runtime; `asked` counts how often."""

    rules: Index
    asked: int = 0
    _last: tuple[Draft, Run] | None = None

    def run(self, draft: Draft) -> Run:
        self.asked += 1
        if self._last is None or self._last[0] is not draft:
            self._last = draft, run_of(draft, self.rules)
        return self._last[1]

    def truth(self, expr: ir.Expr, seen: Seen, draft: Draft, of: Provision | None = None) -> Truth:
        """Of an expression seen from the entity that stands first in `seen`."""
        entity, number = next(iter(seen.items()))
        return truth(value(expr, _scope(entity, number, self.run(draft), of)))

    def possible(self, draft: Draft) -> bool:
        """Whether the facts do not contradict themselves."""
        return not contradictions(self.run(draft))

    def look(self, target: Target, parts: tuple[ir.Expr, ...], draft: Draft) -> Look:
        run = self.run(draft)
        of = target.of if isinstance(target.of, Provision) else None
        scope = _scope(target.entity, 1, run, of)
        result = _result(target, scope) if self.possible(draft) else None
        return Look(result, tuple(truth(value(it, scope)) for it in parts))


def _result(target: Target, scope: Scope) -> Truth | None:
    run = scope.run
    match target.of:
        case Provision(id=id_):
            if run.competence[id_] != "competent":
                return None
            if target.given is not None and truth(value(target.given, scope)) is not T:
                return None
            return truth(value(target.expr, scope))
        case Term(id=term):
            found = term_value(term, scope.node, run)
            derived = found.origin == "vocabulary" and isinstance(found.value, Truth)
            return truth(found.value) if derived else None


def seen_by(target: Target, rules: Index) -> Seen:
    return seen_from(target.entity, 1, rules)


def _scope(entity: EntityId, number: int, run: Run, of: Provision | None) -> Scope:
    node = node_of(entity, number, run)
    return Scope(run, node, run.as_of, None, None) if of is None else scope_of(run, of, node)
