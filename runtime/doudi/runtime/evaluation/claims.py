"""What the rules assert of the world, made ready to hold many cases to it.

Takes an index; gives every axiom and disjoint as claims that know what they read: a claim on
facts of which a case says nothing cannot be broken by it, and need not be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Fact, Term
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.knowledge import Axiom


@dataclass(frozen=True, slots=True)
class Said:
    """An expression with the ids of all facts, terms and lists that it can come from."""

    expr: ir.Expr
    reads: frozenset[str]

    def touched(self, given: frozenset[str]) -> bool:
        return not self.reads or not self.reads.isdisjoint(given)


@dataclass(frozen=True, slots=True)
class Implication:
    """Of each of the entity: where `when` is so, `then` is."""

    axiom: Axiom
    when: Said | None
    then: Said


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Of each of the entity: no two of the members are so."""

    entity: EntityId
    members: tuple[tuple[FactId | TermId, Said], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    implications: tuple[Implication, ...]
    exclusions: tuple[Exclusion, ...]


_CLAIMS: WeakKeyDictionary[Index, Claims] = WeakKeyDictionary()


def claims(rules: Index) -> Claims:
    """Worked out once for an index."""
    if rules not in _CLAIMS:
        _CLAIMS[rules] = _claims(rules)
    return _CLAIMS[rules]


def _claims(rules: Index) -> Claims:
    behind: dict[TermId, frozenset[str]] = {}

    def said(expr: ir.Expr) -> Said:
        return Said(expr, frozenset(_reads(expr, rules, behind)))

    return Claims(
        tuple(
            Implication(it, None if it.when is None else said(it.when), said(it.then))
            for it in rules.program.axioms
        ),
        tuple(
            Exclusion(
                _declared(it.members[0], rules).entity,
                tuple((id_, said(_named(_declared(id_, rules)))) for id_ in it.members),
                it.sources,
            )
            for it in rules.program.disjoints
        ),
    )


def _declared(id_: FactId | TermId, rules: Index) -> Fact | Term:
    return rules.facts.get(FactId(id_)) or rules.terms[TermId(id_)]


def _named(declared: Fact | Term) -> ir.Fact | ir.Term:
    return ir.Fact(declared.id) if isinstance(declared, Fact) else ir.Term(declared.id)


def _reads(
    expr: ir.Expr | None, rules: Index, behind: dict[TermId, frozenset[str]]
) -> Iterator[str]:
    match expr:
        case ir.Fact(id=fact):
            yield fact
        case ir.Term(id=term):
            if term not in behind:
                behind[term] = frozenset(_derived(term, rules, behind))
            yield term
            yield from behind[term]
        case ir.Op(args=args) | ir.Standard(args=args):
            for it in args:
                yield from _reads(it, rules, behind)
        case ir.Aggregate(entity=entity, value=value, when=when):
            yield entity
            yield from _reads(value, rules, behind)
            yield from _reads(when, rules, behind)
        case _:
            return


def _derived(term: TermId, rules: Index, behind: dict[TermId, frozenset[str]]) -> Iterator[str]:
    said = rules.by_term[term]
    yield from _reads(rules.terms[term].means, rules, behind)
    for it in (*said.recognising, *said.forbidding, *said.defining):
        yield from _reads(it.condition, rules, behind)
        if isinstance(it.effect, Define):
            yield from _reads(it.effect.value, rules, behind)
