"""A place in a case where something may stand: one fact, or one given term, of one subject.

Takes a case and what is to stand in some of its places; gives the case that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from doudi.runtime.decision import Need
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import Declared
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.types import Type
from doudi.runtime.trace import SubjectKey


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """`name` is the id of a fact, or of a term that is given outright."""

    entity: EntityId
    subject: str
    name: str


def cell_of(need: Need, rules: Index) -> Cell | None:
    """The place that a need asks for; None for figures, notices and whole lists."""
    named = need.name in rules.facts or need.name in rules.terms
    if need.kind != "fact" or need.subject is None or not named:
        return None
    return Cell(need.subject.entity, need.subject.id, need.name)


def type_of(cell: Cell, rules: Index) -> Type:
    declared = rules.facts.get(FactId(cell.name))
    return rules.terms[TermId(cell.name)].type if declared is None else declared.type


def declared_of(cell: Cell, rules: Index) -> Declared:
    """Type and range of what may stand there."""
    fact = rules.facts.get(FactId(cell.name))
    if fact is None:
        return Declared(type_of(cell, rules))
    return Declared(fact.type, fact.minimum, fact.maximum)


def given_in(case: Case, cell: Cell) -> Given | None:
    """What the case says there; None where it says nothing, or has no such subject."""
    for it in _instances(case):
        if (it.entity, it.id) == (cell.entity, cell.subject):
            found = it.facts.get(FactId(cell.name))
            return it.terms.get(TermId(cell.name)) if found is None else found
    return None


def with_answers(case: Case, answers: Mapping[Cell, Given], rules: Index) -> Case:
    """The case with these in their places, whatever stood there before."""
    if not answers:
        return case
    by_subject: dict[SubjectKey, dict[str, Given]] = {}
    for cell, given in answers.items():
        by_subject.setdefault((cell.entity, cell.subject), {})[cell.name] = given
    return replace(
        case,
        area_instance=_answered(case.area_instance, by_subject, rules),
        roots=tuple(_answered(it, by_subject, rules) for it in case.roots),
    )


def _answered(
    instance: Instance, answers: Mapping[SubjectKey, Mapping[str, Given]], rules: Index
) -> Instance:
    own = answers.get((instance.entity, instance.id), {})
    return replace(
        instance,
        facts={
            **instance.facts,
            **{FactId(name): it for name, it in own.items() if name in rules.facts},
        },
        terms={
            **instance.terms,
            **{TermId(name): it for name, it in own.items() if name in rules.terms},
        },
        children={
            kind: tuple(_answered(it, answers, rules) for it in inside)
            for kind, inside in instance.children.items()
        },
    )


def _instances(case: Case) -> Iterator[Instance]:
    waiting = [*reversed(case.roots), case.area_instance]
    while waiting:
        it = waiting.pop()
        yield it
        waiting += [child for inside in it.children.values() for child in inside]
