"""From a case to the questions that are still worth asking. See docs/language/asking.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Case
from doudi.runtime.inquiry.model import Asked, Inquiry, Question
from doudi.runtime.probing.cells import Cell, cell_of, type_of
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import FactId, SchemeId


def next_questions(
    rules: Index,
    case: Case,
    as_of: date,
    *,
    schemes: Collection[SchemeId] = (),
    subjects: Collection[str] = (),
    costs: Mapping[str, Fraction] | None = None,
) -> Inquiry:
    """The questions for these schemes and these people's ids; all of them where none is named.

    `costs`: by a fact's id what it costs to ask for it, 1 where it is not named.
    """
    found: dict[Cell, list[Asked]] = {}
    missing = []
    for outcome in decide(rules, case, as_of, detail="none").outcomes:
        if schemes and outcome.scheme not in schemes:
            continue
        if subjects and outcome.subject.id not in subjects:
            continue
        for need in outcome.needs:
            cell = cell_of(need, rules)
            if cell is None:
                missing.append(need)
            else:
                asked = Asked(outcome.scheme, outcome.subject, outcome.undetermined, ())
                found.setdefault(cell, []).append(asked)
    questions = tuple(
        _question(cell, tuple(asked), rules, costs or {}) for cell, asked in found.items()
    )
    return Inquiry(questions, tuple(dict.fromkeys(missing)), ())


def _question(
    cell: Cell, asked: tuple[Asked, ...], rules: Index, costs: Mapping[str, Fraction]
) -> Question:
    fact = rules.facts.get(FactId(cell.name))
    cost = costs.get(cell.name, Fraction(1))
    return Question(
        cell=cell,
        text=Text("") if fact is None else fact.question,
        type=type_of(cell, rules),
        low=None if fact is None else fact.minimum,
        high=None if fact is None else fact.maximum,
        sensitive=fact is not None and fact.sensitive,
        cost=cost,
        expected=cost,
        asked=asked,
    )
