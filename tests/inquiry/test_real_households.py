"""Households of the real rules, of which something is not known, interviewed to the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

import pytest

from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.read import read_case, read_facts
from doudi.runtime.facts.written import given_json
from doudi.runtime.inquiry.interview import (
    Interview,
    answered,
    case_concluded,
    standing,
)
from doudi.runtime.inquiry.model import Question
from doudi.runtime.inquiry.session_file import Session, is_session, session_bytes, session_of
from doudi.runtime.probing.cells import declared_of, given_in
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import reads
from doudi.runtime.program.ids import SchemeId
from tests.support.drawn_households import forgotten, household, partly_known
from tests.support.real_rules import Rules

_EXAMPLES: Final = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("example", "scheme", "person"),
    [
        ("chongqing-patient", "patient_relief", ("member", "父亲")),
        ("wuwei-migrant", "one_off_relief", ("member", "马某")),
    ],
)
def test_where_nothing_was_asked_yet_it_comes_to_what_all_facts_come_to(
    example: str, scheme: str, person: tuple[str, str], rules: Rules
) -> None:
    case = read_case((_EXAMPLES / f"{example}.yaml").read_bytes(), rules.program)
    assert case.as_of is not None
    whole = Probe(rules.index, case, case.as_of, SchemeId(scheme), person)
    known = [it for it in reads(whole).cells if given_in(case, it) is not None]
    assert len(known) > 3
    _interviewed(whole, replace(whole, case=forgotten(whole, known)))


def test_a_seed_draws_the_same_household_whatever_was_drawn_before(rules: Rules) -> None:
    first = [household(Random(it), rules.index) for it in range(4)]  # noqa: S311 - no secret
    assert len({it.probe.scheme for it in first}) > 1
    again = [household(Random(it), rules.index) for it in reversed(range(4))]  # noqa: S311
    assert [(it.probe.case, it.cells) for it in reversed(again)] == [
        (it.probe.case, it.cells) for it in first
    ]


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(200))
def test_so_it_is_with_households_around_the_rules_own_cases(seed: int, rules: Rules) -> None:
    random = Random(seed)  # noqa: S311 - the same household every time
    whole = household(random, rules.index)
    _interviewed(whole.probe, partly_known(random, whole, most=12).probe)


def _interviewed(whole: Probe, begun: Probe) -> None:
    """Taken up from its file after every answer."""
    about = Selection((begun.scheme,), (begun.subject[1],))
    interview = Interview(begun.rules, begun.case, begun.as_of, about)
    now = standing(interview)
    while now.waiting:
        announced = {it.cell for it in now.waiting[1:]}
        interview = _taken_up(_told(interview, now.waiting[0], whole))
        now = standing(interview)
        if interview.answers[-1].given.status != "not_applicable":
            assert {it.cell for it in now.waiting} <= announced
    concluded = case_concluded(interview, now.inquiry)
    assert replace(begun, case=concluded).result() == whole.result()


def _told(interview: Interview, question: Question, truth: Probe) -> Interview:
    """The answer is what the whole household has there, or that nobody knows."""
    given = given_in(truth.case, question.cell)
    declared = declared_of(question.cell, interview.rules)
    said = "unknown" if given is None else given_json(given, declared)
    return answered(interview, question.cell, said)


def _taken_up(interview: Interview) -> Interview:
    """What comes out of the interview's file."""
    data = session_bytes(Session(interview, ""))
    tree = read_facts(data)
    assert is_session(tree)
    read = session_of(tree, interview.rules).interview
    assert session_bytes(Session(read, "")) == data
    return read
