"""Which facts the rules of one scheme read for a subject, and in which conditions.

Follows every competent provision on the scheme through its condition, amount and period, the
terms they use and the people they count, in the order of the rules' text. What the facts are
makes no difference here, but for terms that the case gives outright: those are read themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from doudi.runtime.evaluation.combinations import speaking_on
from doudi.runtime.evaluation.evaluate import holder
from doudi.runtime.evaluation.scope import Node, Run, Scope, scope_of
from doudi.runtime.probing.cells import Cell
from doudi.runtime.probing.probe import Probe
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import TermId
from doudi.runtime.program.types import Boolean
from doudi.runtime.trace import SubjectKey

_JOINS: Final = frozenset({"and", "or", "not", "any_open"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A condition without and, or, not in it, read at a subject; with all facts it hangs on.

    `issued`: of the document it stands in, None in the vocabulary.
    """

    expr: ir.Expr
    subject: SubjectKey
    issued: date | None
    cells: frozenset[Cell]


@dataclass(frozen=True, slots=True)
class Reads:
    """For each provision on the scheme itself, and each that defines a term, what it hangs on."""

    cells: tuple[Cell, ...]
    atoms: tuple[Atom, ...]
    by_provision: tuple[tuple[Provision, frozenset[Cell]], ...]
    by_definition: tuple[tuple[Provision, frozenset[Cell]], ...]


def reads(probe: Probe) -> Reads:
    """Each fact, known or open, once."""
    run = probe.run()
    node = run.by_key[probe.subject]
    speaking = speaking_on(probe.scheme, node, run)
    walk = _Walk(run)
    found: dict[Provision, frozenset[Cell]] = {}
    for provision, _ in (*speaking.grants, *speaking.bars, *speaking.facets):
        owner = holder(node, provision.entity, run)
        if owner is not None:
            found[provision] = frozenset(walk.provision(provision, owner))
    defining = ((it, frozenset(cells)) for it, cells in walk.defining.items())
    return Reads(tuple(walk.cells), tuple(walk.atoms), tuple(found.items()), tuple(defining))


@dataclass(frozen=True, slots=True)
class _Walk:
    run: Run
    cells: dict[Cell, None] = field(default_factory=dict)
    atoms: dict[Atom, None] = field(default_factory=dict)
    terms: dict[tuple[TermId, SubjectKey], frozenset[Cell]] = field(default_factory=dict)
    defining: dict[Provision, set[Cell]] = field(default_factory=dict)

    def provision(self, it: Provision, node: Node) -> Iterator[Cell]:
        scope = scope_of(self.run, it, node)
        if it.condition is not None:
            yield from self.condition(it.condition, scope)
        amount, period = it.facets.amount, it.facets.period
        said = [] if amount is None else [amount.value, amount.upper]
        said += [] if period is None else [period.start, period.end]
        for expr in said:
            if expr is not None:
                yield from self.expression(expr, scope)

    def condition(self, expr: ir.Expr, scope: Scope) -> Iterator[Cell]:
        """Splits at and, or, not; what is left is an atom."""
        match expr:
            case ir.Op(op=op, args=args) if op in _JOINS:
                for arg in args:
                    yield from self.condition(arg, scope)
            case ir.Aggregate(entity=entity, when=when) if when is not None:
                for node in self.run.members(entity, scope.node) or ():
                    yield from self.condition(when, replace(scope, node=node))
                yield from self.atom(expr, scope)
            case _:
                yield from self.atom(expr, scope)

    def atom(self, expr: ir.Expr, scope: Scope) -> Iterator[Cell]:
        found = tuple(self.expression(expr, scope))
        self.atoms[Atom(expr, scope.node.key, scope.issued, frozenset(found))] = None
        yield from found

    def expression(self, expr: ir.Expr, scope: Scope) -> Iterator[Cell]:
        match expr:
            case ir.Fact(id=fact):
                holding = holder(scope.node, self.run.index.facts[fact].entity, self.run)
                if holding is not None:
                    yield self.cell(holding, fact)
            case ir.Term(id=term):
                yield from self.term(term, scope)
            case ir.Op(args=args) | ir.Standard(args=args):
                for arg in args:
                    yield from self.expression(arg, scope)
            case ir.Aggregate(entity=entity, value=value, when=when):
                for node in self.run.members(entity, scope.node) or ():
                    for part in (when, value):
                        if part is not None:
                            yield from self.expression(part, replace(scope, node=node))

    def term(self, term: TermId, scope: Scope) -> frozenset[Cell]:
        declared = self.run.index.terms[term]
        owner = holder(scope.node, declared.entity, self.run)
        if owner is None:
            return frozenset()
        if term in owner.instance.terms:
            return frozenset({self.cell(owner, term)})
        if (term, owner.key) not in self.terms:
            self.terms[term, owner.key] = frozenset(self.derived(term, owner))
        return self.terms[term, owner.key]

    def derived(self, term: TermId, owner: Node) -> Iterator[Cell]:
        declared, rules = self.run.index.terms[term], self.run.index.by_term[term]
        split = self.condition if isinstance(declared.type, Boolean) else self.expression
        for it in self.run.competent(rules.recognising + rules.forbidding + rules.defining):
            found = set(self.provision(it, owner))
            if isinstance(it.effect, Define):
                found.update(split(it.effect.value, scope_of(self.run, it, owner)))
            self.defining.setdefault(it, set()).update(found)
            yield from found
        if declared.means is not None:
            yield from split(declared.means, Scope(self.run, owner, self.run.as_of, None, None))

    def cell(self, node: Node, name: str) -> Cell:
        found = Cell(node.instance.entity, node.key[1], name)
        self.cells[found] = None
        return found
