"""Generated households whose questions are held against plain trying.

Of a household of the real rules, some facts are hidden that one scheme reads. What the facts really
are is known all the while: an interview is answered from it, and every hidden fact that is not
asked for is set to all its ordinary values, after all kinds of answers to the others, by deciding
again. Nothing of how the questions were found is used for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Given
from doudi.runtime.inquiry.implications import with_implied
from doudi.runtime.inquiry.model import Inquiry
from doudi.runtime.inquiry.next_questions import next_questions
from doudi.runtime.probing.cells import Cell, cell_of, given_in, type_of, with_answers
from doudi.runtime.probing.probe import Probe
from doudi.runtime.program import types
from doudi.runtime.values import Symbol, Truth
from tests.support.drawn_households import household, partly_known, value_for

_TRIED: Final = 12  # sets of answers to the other facts, for each fact that is not asked for


@dataclass(frozen=True, slots=True)
class Held:
    """`problems`: sentences, none where all is well. The rest is what was counted.

    `open_facts`: the hidden facts of the scheme, all of which a form in file order would ask for;
    `in_order`: how many of them until nothing more is wanted; `asked`: by the interview.
    """

    problems: tuple[str, ...]
    open_facts: int
    in_order: int
    asked: int
    first_needs: int
    first_questions: int


def held(seed: int, rules: Index) -> Held | None:
    """None where nothing of what was hidden is wanted by the decision."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    whole = household(random, rules)
    part = partly_known(random, whole)
    probe = part.probe
    truth = {it: given for it in whole.cells if (given := given_in(whole.probe.case, it))}
    hidden = [it for it in whole.cells if given_in(probe.case, it) != truth[it]]
    wanted = needs(probe)
    if not wanted:
        return None
    inquiry = _inquiry(probe)
    questions = tuple(it.cell for it in inquiry.questions)
    follows = {it.cell for it in inquiry.implied}
    told = replace(probe, case=with_implied(probe.case, inquiry.implied, rules))
    open_ = [it for it in hidden if it not in follows]
    problems = [
        *_settles("needs", wanted, hidden, truth, probe),
        *_outside("needs", wanted, hidden, random, probe),
        *_outside("questions", questions, open_, random, told),
    ]
    if all(truth.get(it.cell) == replace(it.given, source="") for it in inquiry.implied):
        problems += _settles("questions", questions, open_, truth, told)
    return Held(
        problems=tuple(f"seed {seed}, {probe.scheme}: {it}" for it in problems),
        open_facts=len(hidden),
        in_order=_in_order(hidden, truth, probe),
        asked=_interviewed(truth, probe),
        first_needs=len(wanted),
        first_questions=len(questions),
    )


def needs(probe: Probe) -> tuple[Cell, ...]:
    """The facts that the decision names."""
    cells = (cell_of(it, probe.rules) for it in probe.outcome().needs)
    return tuple(dict.fromkeys(it for it in cells if it is not None))


def _inquiry(probe: Probe) -> Inquiry:
    """On this scheme and subject alone."""
    return next_questions(
        probe.rules,
        probe.case,
        probe.as_of,
        schemes=(probe.scheme,),
        subjects=(probe.subject[1],),
    )


def _settles(
    what: str,
    asked: tuple[Cell, ...],
    hidden: list[Cell],
    truth: dict[Cell, Given],
    probe: Probe,
) -> Iterator[str]:
    """All of them answered, what is left unasked makes no difference."""
    some = probe.result({it: truth[it] for it in asked if it in truth})
    everything = probe.result({it: truth[it] for it in hidden})
    if some != everything:
        yield f"all {what} answered: {some}; everything answered: {everything}"


def _outside(
    what: str, asked: tuple[Cell, ...], hidden: list[Cell], random: Random, probe: Probe
) -> Iterator[str]:
    """A fact that is not asked for never changes anything, whatever the others are."""
    for cell in hidden:
        if cell in asked:
            continue
        for _ in range(_TRIED):
            others = {
                it: Given("given", value_for(it, random, probe.rules, probe.as_of))
                for it in hidden
                if it != cell and random.random() < random.choice((0.0, 0.5, 1.0))
            }
            before = probe.result(others)
            for value in _values(cell, random, probe):
                after = probe.result({**others, cell: value})
                if after != before:
                    yield f"{cell} is not among {what}, and changes {before} to {after}"
                    return


def _values(cell: Cell, random: Random, probe: Probe) -> Iterator[Given]:
    match type_of(cell, probe.rules):
        case types.Boolean():
            yield from (Given("given", it) for it in (Truth.TRUE, Truth.FALSE))
        case types.Choice(id=choice):
            yield from (Given("given", Symbol(it)) for it in probe.rules.options[choice])
        case _:
            for _ in range(3):
                yield Given("given", value_for(cell, random, probe.rules, probe.as_of))


def _in_order(hidden: list[Cell], truth: dict[Cell, Given], probe: Probe) -> int:
    """Asked one after another as the rules name them, until the decision wants no more."""
    for count in range(len(hidden) + 1):
        known = with_answers(probe.case, {it: truth[it] for it in hidden[:count]}, probe.rules)
        if not needs(replace(probe, case=known)):
            return count
    return len(hidden)


def _interviewed(truth: dict[Cell, Given], probe: Probe) -> int:
    count = 0
    while True:
        inquiry = _inquiry(probe)
        if not inquiry.questions:
            return count
        cell = inquiry.questions[0].cell
        count += 1
        probe = replace(probe, case=with_answers(probe.case, {cell: truth[cell]}, probe.rules))
