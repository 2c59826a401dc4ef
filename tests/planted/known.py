"""Whether a case keeps to what the rules' authors know of the world, by completing it.

Takes a draft; the facts that the knowledge reads beside those told are tried until no statement
that the case touches is left open. No prover is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from doudi.compiler.drafts.draft import Cell, Draft, containers, node_of, run_of, seen_from
from doudi.compiler.model.knowledge import Knowledge
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, Scope
from doudi.runtime.operators.truths import F, T, U, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.values import Truth
from tests.planted.cases import Budget
from tests.planted.domain import Domain, read_into

_TRIES: Final = 300
_Key: TypeAlias = tuple[date, str, str, tuple[tuple[EntityId, int], ...]]


@dataclass(frozen=True, slots=True)
class Statement:
    """One axiom or exclusion for one entity, and the cells that it reads."""

    about: Axiom | Disjoint
    entity: EntityId
    number: int
    cells: frozenset[Cell]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The rules and what is known beside them; `told` is what was worked out once."""

    rules: Index
    knowledge: Knowledge
    told: dict[_Key, tuple[tuple[Statement, ...], Domain]] = field(default_factory=dict)


def completed(draft: Draft, ground: Ground) -> bool | None:
    """Whether some household with these facts breaks no statement; None: not settled."""
    if not ground.knowledge.axioms and not ground.knowledge.disjoints:
        return True
    statements, domain = _statements(draft, ground)
    touched = _touched(draft, statements)
    reading = {cell for it in touched for cell in it.cells}
    cells = [it for it in domain.cells if it in reading and it not in draft.cells]
    budget = Budget(_TRIES)
    if _completes(draft, cells, touched, domain, ground.rules, budget):
        return True
    return False if budget.left >= 0 else None


def _completes(
    draft: Draft,
    cells: list[Cell],
    touched: list[Statement],
    domain: Domain,
    rules: Index,
    budget: Budget,
) -> bool:
    if not budget.take():
        return False
    run = run_of(draft, rules)
    found = [_holds(it, run, rules) for it in touched]
    if F in found:
        return False
    if U not in found:
        return True
    if not cells:
        return False
    # What is not so is tried first: it binds least.
    for it in sorted(domain.values(cells[0], draft, rules), key=lambda it: it is T):
        changed = draft.with_cell(cells[0], it)
        if _completes(changed, cells[1:], touched, domain, rules, budget):
            return True
    return False


def _statements(draft: Draft, ground: Ground) -> tuple[tuple[Statement, ...], Domain]:
    key = (draft.as_of, draft.area, draft.subject, tuple(sorted(draft.lists.items())))
    if key not in ground.told:
        whole = Domain()
        found: list[Statement] = []
        known: list[Axiom | Disjoint] = [*ground.knowledge.axioms, *ground.knowledge.disjoints]
        for about in known:
            entity = _entity(about, ground.rules)
            for number in range(1, draft.lists.get(entity, 0) + 1):
                own = Domain()
                for expr in _exprs(about, ground.rules):
                    seen = seen_from(entity, number, ground.rules)
                    read_into(own, expr, seen, draft, ground.rules)
                    read_into(whole, expr, seen, draft, ground.rules)
                found.append(Statement(about, entity, number, frozenset(own.cells)))
        ground.told[key] = tuple(found), whole
    return ground.told[key]


def _touched(draft: Draft, statements: tuple[Statement, ...]) -> list[Statement]:
    """Those that read a cell that is told, and those that read what these read."""
    cells = set(draft.cells)
    found: dict[Statement, None] = {}
    while True:
        before = len(found)
        for it in statements:
            if it not in found and it.cells & cells:
                found[it] = None
                cells |= it.cells
        if len(found) == before:
            return list(found)


def _holds(it: Statement, run: Run, rules: Index) -> Truth:
    node = node_of(it.entity, it.number, run)
    scope = Scope(run, node, run.as_of, None, None)
    truths = [truth(value(expr, scope)) for expr in _exprs(it.about, rules)]
    if isinstance(it.about, Disjoint):
        if truths.count(T) > 1:
            return F
        return U if T in truths and U in truths else T
    when = truths[0] if it.about.when is not None else T
    then = truths[-1]
    if when is F or then is T:
        return T
    return F if when is T and then is F else U


def _exprs(about: Axiom | Disjoint, rules: Index) -> Iterator[ir.Expr]:
    match about:
        case Axiom(when=when, then=then):
            yield from (it for it in (when, then) if it is not None)
        case Disjoint(members=members):
            for it in members:
                yield ir.Fact(FactId(it)) if it in rules.facts else ir.Term(TermId(it))


def _entity(about: Axiom | Disjoint, rules: Index) -> EntityId:
    match about:
        case Axiom(entity=entity):
            return entity
        case Disjoint(members=members):
            kinds = {
                rules.facts[FactId(it)].entity
                if it in rules.facts
                else rules.terms[TermId(it)].entity
                for it in members
            }
            return max(kinds, key=lambda it: (len(containers(it, rules)), it))
