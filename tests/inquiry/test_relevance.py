"""Which facts are asked for: all that can change a result, and no other; held against trying."""

from __future__ import annotations

from typing import Final

import pytest

from doudi.runtime.evaluation.index import Index
from tests.inquiry.held_against import Held, held
from tests.support.real_rules import real_rules

_ALWAYS: Final = range(100, 124)
_NIGHTLY: Final = range(1_000_000, 1_000_400)  # `python -m tests.inquiry.run` does any number


@pytest.fixture(scope="module")
def rules() -> Index:
    return real_rules().index


@pytest.fixture(scope="module")
def households(rules: Index) -> list[Held]:
    return [it for seed in _ALWAYS if (it := held(seed, rules)) is not None]


def test_what_is_asked_settles_the_result_and_nothing_else_changes_it(
    households: list[Held],
) -> None:
    assert [said for it in households for said in it.problems] == []
    assert len(households) > len(_ALWAYS) // 4


def test_an_interview_asks_far_less_than_a_form(households: list[Held]) -> None:
    asked = sum(it.asked for it in households)
    assert 10 * asked <= 6 * sum(it.open_facts for it in households)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", _NIGHTLY)
def test_of_many_households(seed: int, rules: Index) -> None:
    found = held(seed, rules)
    assert found is None or found.problems == ()
