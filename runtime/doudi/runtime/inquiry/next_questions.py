"""From a case to the questions that are still worth asking. See docs/language/asking.md."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from doudi.runtime.decision import Need, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.inquiry.implications import implied, with_implied
from doudi.runtime.inquiry.model import Answer, Asked, Implied, Inquiry, Question
from doudi.runtime.inquiry.relevance import NONE, Search, relevant, search
from doudi.runtime.probing.cells import Cell, cell_of, type_of
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.stretches import Stretch
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import FactId, ProvisionId, SchemeId
from doudi.runtime.program.types import Boolean
from doudi.runtime.values import NOT_APPLICABLE, Interval

_ONE: Final = Fraction(1)
_STILL_ASKED: Final = Fraction(1, 2)  # of the facts that may matter, the share asked for in the end


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
    known: list[Implied] = []
    while True:
        given = with_implied(case, known, rules)
        outcomes = list(_outcomes(start(rules, given, as_of), schemes, subjects))
        new = implied(_cells(outcomes, rules), given, as_of, rules)
        if not new:
            break
        known += new
    wanting = [_wanting(it, rules, given, as_of) for it in outcomes if it.needs]
    asking = [it for it in wanting if it.cells]
    questions = [_question(it, asking, rules, costs or {}) for it in _of_all(asking)]
    questions.sort(key=lambda it: it.expected)
    return Inquiry(tuple(questions), _missing(outcomes, rules), tuple(known))


@dataclass(frozen=True, slots=True, eq=False)
class _Wanting:
    """An open outcome, and the facts that can still change it."""

    outcome: SchemeOutcome
    search: Search
    cells: tuple[Cell, ...]


def _outcomes(
    run: Run, schemes: Collection[SchemeId], subjects: Collection[str]
) -> Iterator[SchemeOutcome]:
    for scheme in run.index.program.schemes:
        for node in run.nodes.get(scheme.entity, ()):
            if (not schemes or scheme.id in schemes) and (not subjects or node.key[1] in subjects):
                yield scheme_outcome(scheme.id, node, run, Notes([], []))


def _wanting(outcome: SchemeOutcome, rules: Index, case: Case, as_of: date) -> _Wanting:
    subject = (str(outcome.subject.entity), outcome.subject.id)
    found = search(Probe(rules, case, as_of, outcome.scheme, subject))
    return _Wanting(outcome, found, relevant(found))


def _of_all(asking: Iterable[_Wanting]) -> Iterator[Cell]:
    yield from dict.fromkeys(cell for it in asking for cell in it.cells)


def _question(
    cell: Cell, asking: Sequence[_Wanting], rules: Index, costs: Mapping[str, Fraction]
) -> Question:
    fact = rules.facts.get(FactId(cell.name))
    cost = costs.get(cell.name, _ONE)
    to_come = Fraction(0)
    asked = []
    for it in asking:
        if cell in it.cells:
            answers = tuple(_answers(cell, it.search))
            asked.append(Asked(it.outcome.scheme, it.outcome.subject, _readers(cell, it), answers))
            to_come += _to_come(cell, answers, it.search, costs)
        else:
            to_come += sum((costs.get(other.name, _ONE) for other in it.cells), Fraction(0))
    return Question(
        cell=cell,
        text=Text("") if fact is None else fact.question,
        type=type_of(cell, rules),
        low=None if fact is None else fact.minimum,
        high=None if fact is None else fact.maximum,
        sensitive=fact is not None and fact.sensitive,
        cost=cost,
        expected=cost + to_come * _STILL_ASKED,
        asked=tuple(asked),
    )


def _to_come(
    cell: Cell, answers: Sequence[Answer], found: Search, costs: Mapping[str, Fraction]
) -> Fraction:
    """What the facts cost that may matter after an answer, each answer as likely as the other."""
    after = [found.wanted(frozenset({(cell, it.given)})) for it in answers]
    total = sum((costs.get(it.name, _ONE) for wanted in after for it in wanted), Fraction(0))
    return total / max(1, len(after))


def _answers(cell: Cell, found: Search) -> Iterator[Answer]:
    """All answers in order; neighbouring figures that come to the same are one."""
    before: Answer | None = None
    for it in found.stretches(cell, NONE):
        answer = _answer(cell, it, found)
        if before is not None and _alike(before, answer):
            answer = _answer(cell, Stretch(it.given, before.low, it.high), found)
        elif before is not None:
            yield before
        before = answer
    if before is not None:
        yield before
    if not isinstance(type_of(cell, found.probe.rules), Boolean):
        yield _answer(cell, Stretch(Given("not_applicable", NOT_APPLICABLE)), found)


def _answer(cell: Cell, stretch: Stretch, found: Search) -> Answer:
    """Of a range of figures the result is said of them all, where it is one outcome."""
    one = frozenset({(cell, stretch.given)})
    result, still = found.result(one), len(found.wanted(one))
    if stretch.low is not None and stretch.low != stretch.high:
        ends = Given("given", Interval(stretch.low, stretch.high))
        of_all = found.result(frozenset({(cell, ends)}))
        result = of_all if of_all.outcome is result.outcome else result
    return Answer(stretch.given, result, still == 0, still, stretch.low, stretch.high)


def _alike(one: Answer, other: Answer) -> bool:
    figures = one.low is not None and other.low is not None
    return figures and one.result == other.result and one.still == other.still


def _readers(cell: Cell, it: _Wanting) -> tuple[ProvisionId, ...]:
    """The open clauses on the scheme that hang on the fact, then those that define their terms."""
    open_ = {*it.outcome.undetermined, *it.outcome.provisions}
    read = it.search.read
    speaking = (by.id for by, cells in read.by_provision if cell in cells and by.id in open_)
    defining = (by.id for by, cells in read.by_definition if cell in cells)
    return (*speaking, *defining)


def _cells(outcomes: Iterable[SchemeOutcome], rules: Index) -> tuple[Cell, ...]:
    cells = (cell_of(need, rules) for it in outcomes for need in it.needs)
    return tuple(dict.fromkeys(it for it in cells if it is not None))


def _missing(outcomes: Iterable[SchemeOutcome], rules: Index) -> tuple[Need, ...]:
    needs = (need for it in outcomes for need in it.needs if cell_of(need, rules) is None)
    return tuple(dict.fromkeys(needs))
