"""A permission that is not used, an encouragement that is not followed: open, never breached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, cast

import pytest

from doudi.compiler.drafts.draft import Cell, case_of, empty
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.tree import Lang, Line
from doudi.runtime.program.declarations import Act, Effect, Norm
from doudi.runtime.program.ids import AreaCode, EntityId, ProvisionId
from doudi.runtime.values import NOT_APPLICABLE, Interval, Truth, Value
from tests.support.two_voices import two_voices

MEMBER: Final = EntityId("member")
TODAY: Final = date(2021, 7, 1)
# To check fewer than 30%; to decide within 15 days of the day received, in the town's hands.
CHECKED, IN_TIME = ProvisionId("Q2021/21"), ProvisionId("Q2021/20")
FREE: Final[tuple[Norm, ...]] = ("permission", "case_by_case", "encouragement")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return two_voices(tmp_path_factory.mktemp("free") / "rules")


def decided(
    rules: Index, only: ProvisionId, norm: Norm, facts: Mapping[str, Value], act: str = ""
) -> tuple[Decision, Index]:
    """A member in need, where only this one norm speaks, in that word."""
    it = next(it for it in rules.program.provisions if it.id == only)
    effect: Effect = Act(act) if act else it.effect
    said = replace(it, norm=norm, effect=effect)
    alone = index(replace(rules.program, provisions=(said,)))
    case = empty(MEMBER, TODAY, AreaCode("620602"), alone)
    for name, value in {"poor": Truth.TRUE, **facts}.items():
        case = case.with_cell(Cell(MEMBER, 1, name), value)
    return decide(alone, case_of(case, alone)), alone


def status(rules: Index, only: ProvisionId, norm: Norm, facts: Mapping[str, Value]) -> str:
    (duty,) = decided(rules, only, norm, facts)[0].duties
    return duty.status


def lines(found: tuple[Decision, Index], lang: Lang) -> list[str]:
    decision, rules = found
    blocks = explain(decision, rules.program, "verdict", lang).blocks
    return [it.text for it in blocks if isinstance(it, Line)]


def share(percent: int) -> Value:
    return Interval(Fraction(percent, 100), Fraction(percent, 100))


def on(day: date) -> Value:
    return Interval(day.toordinal(), day.toordinal())


RECEIVED: Final = {"received": on(date(2021, 5, 1))}  # so that it was due on 16 May


@pytest.mark.parametrize("norm", FREE)
def test_a_test_that_is_not_true_is_open(rules: Index, norm: Norm) -> None:
    assert status(rules, CHECKED, norm, {"checked": share(20)}) == "met"
    assert status(rules, CHECKED, norm, {"checked": share(40)}) == "open"
    assert status(rules, CHECKED, norm, {}) == "undetermined"
    assert status(rules, CHECKED, "duty", {"checked": share(40)}) == "breached"


@pytest.mark.parametrize("norm", FREE)
@pytest.mark.parametrize(
    ("done", "free", "duty"),
    [
        (on(date(2021, 5, 10)), "met", "met"),
        (on(date(2021, 6, 10)), "open", "breached"),
        (NOT_APPLICABLE, "open", "breached"),
        (Interval(None, None), "undetermined", "undetermined"),
    ],
)
def test_late_or_not_at_all_is_open_though_the_day_has_passed(
    rules: Index, norm: Norm, done: Value, free: str, duty: str
) -> None:
    facts = {**RECEIVED, "decided": done}
    assert status(rules, IN_TIME, norm, facts) == free
    assert status(rules, IN_TIME, "duty", facts) == duty


@pytest.mark.parametrize(
    ("norm", "zh", "en"),
    [
        (
            "permission",
            "成员1：责任主体可以按「抽查率低于30%」办理（第21条）：没有用到。",
            "成员1: the office in charge may see to it: checked is below 30%: not used.",
        ),
        (
            "encouragement",
            "成员1：鼓励做到「抽查率低于30%」（第21条）：没有做到，并不违反。",
            (
                "成员1: the office in charge is encouraged to see to it: "
                "checked is below 30%: not done, and need not be."
            ),
        ),
    ],
)
def test_the_letter_says_so_and_why(rules: Index, norm: Norm, zh: str, en: str) -> None:
    found = decided(rules, CHECKED, norm, {"checked": share(40)})
    assert lines(found, "zh")[:2] == [zh, "理由：「抽查率低于30%」不成立（抽查率为40%）。"]
    assert lines(found, "en")[0] == en


def test_who_is_encouraged_stands_behind_the_word(rules: Index) -> None:
    found = decided(rules, IN_TIME, "encouragement", {**RECEIVED, "decided": NOT_APPLICABLE})
    assert lines(found, "zh")[0] == "成员1：鼓励乡镇按期办理：第20条：没有做到，并不违反。"


@pytest.mark.parametrize("norm", FREE)
def test_of_an_act_in_words_it_is_only_said_that_nobody_has_to(rules: Index, norm: Norm) -> None:
    found = decided(rules, CHECKED, norm, {}, act="就地过年")
    assert lines(found, "zh")[0].endswith("就地过年：并非必须。")
    assert lines(found, "en")[0].endswith("就地过年: not required.")


def test_a_program_reads_open_and_the_norm(rules: Index) -> None:
    decision, alone = decided(rules, CHECKED, "permission", {"checked": share(40)})
    written = cast("dict[str, Any]", decision_json(decision, alone.program))
    (duty,) = written["duties"]
    assert (duty["norm"], duty["status"]) == ("permission", "open")
