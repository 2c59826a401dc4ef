"""Answers that need not be asked for: every other one would break what nobody can overturn.

Only facts with a few options are looked at, each with what is known of the rest; what follows is
put in its place, and may make more follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from doudi.runtime.decision import Contradiction
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.inquiry.model import Implied
from doudi.runtime.operators.truths import F, T
from doudi.runtime.probing.cells import Cell, type_of, with_answers
from doudi.runtime.program.ids import FactId, TermId
from doudi.runtime.program.types import Boolean, Choice
from doudi.runtime.values import Symbol


def implied(cells: Iterable[Cell], case: Case, as_of: date, rules: Index) -> tuple[Implied, ...]:
    """Of these open facts those with one answer left; with the axiom that refuses another."""
    said = set(_broken(case, as_of, rules))
    found = []
    for cell in cells:
        left: list[Given] = []
        why: Contradiction | None = None
        for given in _answers(cell, rules):
            asked = with_answers(case, {cell: given}, rules)
            new = next((it for it in _broken(asked, as_of, rules) if it not in said), None)
            why = why or new
            if new is None:
                left.append(given)
        if len(left) == 1 and why is not None:
            found.append(Implied(cell, left[0], _statement(why, rules)))
    return tuple(found)


def with_implied(case: Case, found: Iterable[Implied], rules: Index) -> Case:
    """Each implied answer in its place, its source what it follows from."""
    answers = {it.cell: replace(it.given, source=it.statement) for it in found}
    return with_answers(case, answers, rules)


def _statement(why: Contradiction, rules: Index) -> str:
    if why.statement:
        return f"公理「{why.statement}」"
    facts, terms = rules.facts, rules.terms
    names = (
        facts[FactId(it)].name if it in facts else terms[TermId(it)].name for it in why.excluding
    )
    return f"互斥：{'、'.join(it.zh for it in names)}"


def _broken(case: Case, as_of: date, rules: Index) -> tuple[Contradiction, ...]:
    """By which claim about whom; through which facts makes no difference here."""
    found = contradictions(start(rules, case, as_of))
    return tuple(replace(it, facts=()) for it in found)


def _answers(cell: Cell, rules: Index) -> Iterator[Given]:
    match type_of(cell, rules):
        case Boolean():
            yield from (Given("given", it) for it in (T, F))
        case Choice(id=choice):
            yield from (Given("given", Symbol(it)) for it in rules.options[choice])
        case _:
            return
