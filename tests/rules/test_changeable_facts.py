"""What a person is told to change can be changed, and may be said to a person's face.

The criteria are in docs/language/vocabulary.md, "What can be changed".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from doudi.runtime.program.declarations import Fact
from doudi.runtime.program.types import Area, Date, Moment
from tests.support.real_rules import real_rules

_CHANGEABLE: Final = {
    "income": {
        "household_monthly_income",
        "personal_monthly_income",
        "supporter_monthly_income",
    },
    "property within a limit": {
        "assets_within_dibao_limit",
        "assets_within_low_income_limit",
        "assets_within_relief_limit",
        "assets_within_tekun_limit",
        "supporter_assets_low",
    },
    "registration": {"has_residence_permit"},
    "choice": {
        "chose_child_support",
        "present_support_mode",
        "staying_for_festival",
        "student_staying_at_school",
        "wants_institution",
    },
}

_NEVER: Final = {  # what the names of such facts have in them
    "who one is": "年龄|成年|户别|户籍|儿童$|老人|老年人|妇女|关系|义务人$|人数",
    "body and mind": "残疾|病|确诊|精神|高血压|自理|照护|照料|行为能力|劳动能力",
    "hardship": "困难|遇困|灾|急|失业|无业|流浪|滞留|危房|短缺|贫|疫情",
    "the past": "日$|日期|月数|年数|次数|年份|已",
    "what others decide or pay": "认定|确认|^符合|省级|建档|领取",
}
_OWN: Final = {"household", "member", "legal_supporter"}


@cache
def _facts() -> tuple[Fact, ...]:
    return real_rules().program.facts


def _named(what: str) -> list[Fact]:
    found = [it for it in _facts() if re.search(what, it.name.zh)]
    assert found, f"no fact has such a name any more: {what}"
    return found


def test_what_can_be_changed_is_what_the_page_says() -> None:
    said = {id_ for ids in _CHANGEABLE.values() for id_ in ids}
    assert {it.id for it in _facts() if it.changeable} == said


def test_nobody_is_told_to_be_another_or_to_become_ill_or_poorer() -> None:
    changeable = {
        why: [it.name.zh for it in _named(what) if it.changeable] for why, what in _NEVER.items()
    }
    assert changeable == {why: [] for why in _NEVER}


def test_no_date_and_no_area_is_changeable() -> None:
    fixed = [it for it in _facts() if isinstance(it.type, Date | Moment | Area)]
    assert fixed != []
    assert [it.name.zh for it in fixed if it.changeable] == []


def test_nobody_is_told_to_change_what_is_an_offices() -> None:
    assert [it.name.zh for it in _facts() if it.changeable and it.entity not in _OWN] == []


def test_whatever_can_be_changed_can_be_asked_for() -> None:
    silent = [it.name.zh for it in _facts() if it.changeable and not it.question.en]
    assert silent == []
