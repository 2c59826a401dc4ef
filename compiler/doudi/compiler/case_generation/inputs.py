"""What an expression comes from on a given day: facts, terms that nothing derives, lists, the date.

Terms are followed through what defines them in force for the draft's date and area; a term
that is given outright is its own input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from doudi.compiler.drafts.draft import Cell, Draft, Seen, seen_from
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, StandardId, TermId


@dataclass(slots=True)
class Inputs:
    """In the order in which they are met; `dated`: the case's date is read too."""

    cells: dict[Cell, None] = field(default_factory=dict)
    lists: dict[EntityId, None] = field(default_factory=dict)
    standards: dict[StandardId, None] = field(default_factory=dict)
    constants: dict[ir.Number | ir.Option | ir.Place, None] = field(default_factory=dict)
    dated: bool = False
    _terms: set[tuple[TermId, int]] = field(default_factory=set)


def inputs_of(exprs: Iterable[ir.Expr], seen: Seen, draft: Draft, rules: Index) -> Inputs:
    found = Inputs()
    for expr in exprs:
        _walk(expr, seen, draft, rules, found)
    return found


def speaking(term: TermId, draft: Draft, rules: Index) -> tuple[Provision, ...]:
    """The provisions that say what a term is, competent for the draft's date and area."""
    competence = rules.competence(draft.as_of, draft.area)
    given = rules.by_term[term]
    return tuple(
        it
        for it in given.recognising + given.forbidding + given.defining
        if competence[it.id] == "competent"
    )


def expressions_of(term: TermId, draft: Draft, rules: Index) -> Iterator[ir.Expr]:
    """Everything that a term is derived from; nothing where it can only be given."""
    said = speaking(term, draft, rules)
    for it in said:
        if it.condition is not None:
            yield it.condition
        if isinstance(it.effect, Define):
            yield it.effect.value
    means = rules.terms[term].means
    if means is not None and not any(not isinstance(it.effect, Define) for it in said):
        yield means


def derived(term: TermId, draft: Draft, rules: Index) -> bool:
    return bool(speaking(term, draft, rules)) or rules.terms[term].means is not None


def _walk(expr: ir.Expr, seen: Seen, draft: Draft, rules: Index, found: Inputs) -> None:
    match expr:
        case ir.Fact(id=fact):
            owner = rules.facts[fact].entity
            if owner in seen:
                found.cells[Cell(owner, seen[owner], fact)] = None
        case ir.Term(id=term):
            owner = rules.terms[term].entity
            if owner not in seen or (term, seen[owner]) in found._terms:  # noqa: SLF001 - ours
                return
            found._terms.add((term, seen[owner]))  # noqa: SLF001 - as above
            cell = Cell(owner, seen[owner], term)
            if cell in draft.cells or not derived(term, draft, rules):
                found.cells[cell] = None
                return
            found.dated = True  # which definition is in force depends on the day
            for it in expressions_of(term, draft, rules):
                _walk(it, seen_from(owner, seen[owner], rules), draft, rules, found)
        case ir.Standard(id=standard, args=args):
            found.standards[standard] = None
            found.dated = True
            for it in args:
                _walk(it, seen, draft, rules, found)
        case ir.Op(args=args):
            for it in args:
                _walk(it, seen, draft, rules, found)
        case ir.Aggregate(entity=entity, value=value, when=when):
            found.lists[entity] = None
            for number in range(1, draft.lists.get(entity, 1) + 1):
                for part in (when, value):
                    if part is not None:
                        _walk(part, seen_from(entity, number, rules), draft, rules, found)
        case ir.Special(name=name):
            found.dated = found.dated or name != "issue_date"
        case ir.Number() | ir.Option() | ir.Place():
            found.constants[expr] = None
        case _:
            return
