"""Words of the vocabulary that nothing is made of.

Takes a program and its knowledge; gives a defect for every fact, term, scheme, standard and choice
that no provision, definition, axiom or partition speaks of. Cases do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from doudi.compiler.conflicts.defects.expressions import everything
from doudi.compiler.conflicts.defects.naming import word_id
from doudi.compiler.conflicts.meetings import expressions_of
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.model.knowledge import Knowledge
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import (
    Choice,
    Complete,
    Define,
    Facet,
    Grant,
    Program,
    Provision,
    Recognise,
)

# Choices that clauses take their options from: no fact needs to be of their type.
_OF_CLAUSES: Final = ("place", "fund", "holder")


def unused(program: Program, knowledge: Knowledge) -> Iterator[Defect]:
    read = tuple(_read(program, knowledge))
    spoken = {*_named(read, program), *(it for one in program.provisions for it in _said(one))}
    spoken.update(it for one in knowledge.disjoints for it in one.members)
    types_: dict[str, types.Type] = {it.id: it.type for it in program.facts}
    types_ |= {it.id: it.type for it in program.terms}
    words: list[str] = [it.id for it in program.facts]
    words += [it.id for it in program.terms]
    words += [it.id for it in program.schemes]
    words += [it.id for it in program.standards]
    yield from (_defect(it) for it in words if it not in spoken)
    of_facts = {it.id for it in types_.values() if isinstance(it, types.Choice)}
    whole = _compared_whole(read, types_, program)
    for choice in program.choices:
        if choice.id in _OF_CLAUSES:
            yield from (_defect(it) for it in _silent(choice, spoken))
        elif choice.id not in of_facts | whole:
            yield _defect(choice.id)
        elif choice.id not in whole and len(_silent(choice, spoken)) == len(choice.options):
            # A list may be longer than what rules speak of; but this one tells nobody apart.
            yield _defect(choice.id)


def _defect(word: str) -> Defect:
    return Defect(word_id(Flaw.UNUSED, word), Flaw.UNUSED, word)


def _read(program: Program, knowledge: Knowledge) -> Iterator[ir.Expr]:
    for provision in program.provisions:
        for expr in expressions_of(provision):
            yield from everything(expr)
    stated: list[ir.Expr | None] = [it.means for it in program.terms]
    for axiom in knowledge.axioms:
        stated += [axiom.when, axiom.then]
    stated += [it.when for it in knowledge.partitions]
    for it in stated:
        if it is not None:
            yield from everything(it)


def _named(read: Iterable[ir.Expr], program: Program) -> Iterator[str]:
    for expr in read:
        if isinstance(expr, ir.Fact | ir.Term | ir.Standard | ir.Option):
            yield expr.id
    for standard in program.standards:
        yield from (option for row in standard.rows for option in row.options)


def _said(provision: Provision) -> Iterator[str]:
    """What is named outside expressions."""
    match provision.effect:
        case Grant(scheme=scheme):
            yield scheme
        case Facet(scheme=scheme) if scheme is not None:
            yield scheme
        case Recognise(term=term) | Define(term=term):
            yield term
        case Complete(fact=fact):
            yield fact
    facets = provision.facets
    yield from (option for it in facets.places for option in it.options)
    yield from (*facets.lifts, *facets.funds, *facets.holders, *provision.relations.excludes)


def _compared_whole(
    read: Iterable[ir.Expr], types_: dict[str, types.Type], program: Program
) -> frozenset[str]:
    """Choices whose every option counts: figures go by them, or two facts of them are compared."""
    found: set[str] = {choice for it in program.standards for choice in it.by}
    for expr in read:
        if isinstance(expr, ir.Op) and expr.op in ("eq", "ne", "in"):
            of = [types_[it.id] for it in expr.args if isinstance(it, ir.Fact | ir.Term)]
            if len(of) > 1:
                found.update(it.id for it in of if isinstance(it, types.Choice))
    return frozenset(found)


def _silent(choice: Choice, spoken: set[str]) -> list[str]:
    return [str(it) for it, _ in choice.options if it not in spoken]
