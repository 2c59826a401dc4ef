"""The plain search that the other one is held against would notice a mistake."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from doudi.runtime.probing.reads import reads
from doudi.runtime.whynot.alternatives import alternatives, changeable
from doudi.runtime.whynot.goal import Goal
from doudi.runtime.whynot.model import Found
from tests.support.real_rules import Rules
from tests.whynot.drawn_refusals import Refusal
from tests.whynot.real_refusals import real_refusals
from tests.whynot.run import broken


@pytest.fixture
def refusal(rules: Rules) -> Refusal:
    (it,) = (it for it in real_refusals() if it.name == "收入高于标准")
    probe = it.probe(rules.index)
    return Refusal(probe, changeable(reads(probe), probe), None)


@pytest.fixture
def answer(refusal: Refusal) -> Found:
    return alternatives(refusal.probe, reads(refusal.probe), Goal(refusal.probe.outcome(), None))


def test_an_answer_as_it_is_is_not_faulted(refusal: Refusal, answer: Found) -> None:
    assert list(broken(refusal, answer)) == []


def test_an_alternative_left_out_is_missed(refusal: Refusal, answer: Found) -> None:
    assert list(broken(refusal, replace(answer, alternatives=()))) != []


def test_a_value_farther_off_than_need_be_is_noticed(refusal: Refusal, answer: Found) -> None:
    (one,) = answer.alternatives
    far = replace(one, distance=one.distance + Fraction(1, 100))
    said = list(broken(refusal, replace(answer, alternatives=(far,))))
    assert any("would do at" in it for it in said)
    assert any("from the case" in it for it in said)


def test_a_promise_that_is_not_kept_is_noticed(refusal: Refusal, answer: Found) -> None:
    (one,) = answer.alternatives
    amount = replace(one.result.amount, low=900)
    bold = replace(one, result=replace(one.result, amount=amount))
    assert list(broken(refusal, replace(answer, alternatives=(bold,)))) != []
