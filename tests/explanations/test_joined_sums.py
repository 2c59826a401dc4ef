"""Sums that clauses join, and months that are paid by days: the letter shows what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.calculation import calculations
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program import declarations as d
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import ProvisionId
from tests.support.sample_program import PROGRAM

_OURS, _MINISTRY = ProvisionId("CQ2021/六(一)-1"), ProvisionId("MZ2020/6-1")
_LATER = ProvisionId("MZ2021/30-1")
_HOUSEHOLD: Final = {
    "area": "重庆市",
    "as_of": "2021-02-15",
    "household": {"户别": "城镇", "member": []},
}
_PATIENT: Final = {
    "area": "重庆市",
    "as_of": "2021-03-20",
    "household": {
        "户别": "城镇",
        "member": [{"id": "p1", "新冠确诊": True, "低保对象": True, "出院日期": "2021-03-14"}],
    },
}


@pytest.mark.parametrize(
    ("relations", "fen", "said"),
    [
        (d.Relations(stacks_with=(_MINISTRY,)), 25000, "的金额相加"),
        (d.Relations(takes_higher=(_MINISTRY,)), 15000, "的金额取高者"),
    ],
)
def test_each_of_two_joined_sums_is_there_and_what_joined_them(
    relations: d.Relations, fen: int, said: str
) -> None:
    program = _changed(_OURS, relations=relations)
    lines, outcome = _lines(program, _HOUSEHOLD, "winter_subsidy")
    assert (outcome.amount.low, outcome.amount.high) == (fen, fen)
    assert outcome.amount.provisions == (_OURS, _MINISTRY)
    assert lines == [
        "100.00元：CQ2021 六(一)第1句 写明",
        "150.00元：MZ2020 第6条第1句 写明",
        f"CQ2021 六(一)第1句 与 MZ2020 第6条第1句 {said}",
    ]


def test_a_month_that_is_paid_by_days_says_which_part_of_it() -> None:
    id_ = ProvisionId("CQ2021/五(二)-2")
    facets = next(it for it in PROGRAM.provisions if it.id == id_).facets
    assert facets.period is not None
    period = replace(facets.period, part_month="by_day", part_month_assumed=None)
    program = _changed(id_, facets=replace(facets, period=period))
    lines, outcome = _lines(program, _PATIENT, "temporary_relief")
    assert outcome.schedule is not None
    assert [it.share for it in outcome.schedule.instalments] == [Fraction(14, 31)]
    assert lines == [
        "低保标准（城镇，重庆市，2020-09-01起）620.00元/人/月 × 2 = 1,240.00元/月",
        "2021-03 不足一月，按日发给14/31",
    ]


def test_a_row_that_gives_way_to_another_of_the_same_amount_is_named_for_its_own_months() -> None:
    level = tuple(
        replace(it, rows=tuple(replace(row, amount=62000) for row in it.rows))
        for it in PROGRAM.standards
    )
    facts = {**_PATIENT, "as_of": "2021-06-20"}
    member = {"id": "p1", "新冠确诊": True, "低保对象": True, "出院日期": "2021-11-14"}
    facts["household"] = {"户别": "城镇", "member": [member]}
    lines, outcome = _lines(replace(PROGRAM, standards=level), facts, "temporary_relief")
    assert outcome.schedule is not None
    assert len({it.amount for it in outcome.schedule.instalments}) == 1
    assert lines == [
        "2021-03 起：低保标准（城镇，重庆市，2020-09-01起）620.00元/人/月 × 2 = 1,240.00元/月",
        "2021-09 起：低保标准（城镇，重庆市，2021-09-01起）620.00元/人/月 × 2 = 1,240.00元/月",
    ]


def _changed(id_: ProvisionId, **changes: object) -> Program:
    """The sample without a third sum for the winter, and with one provision otherwise."""
    return replace(
        PROGRAM,
        provisions=tuple(
            replace(it, **changes) if it.id == id_ else it  # type: ignore[arg-type]
            for it in PROGRAM.provisions
            if it.id != _LATER
        ),
    )


def _lines(
    program: Program, facts: Mapping[str, Any], scheme: str
) -> tuple[list[str], SchemeOutcome]:
    decision = decide(program, case_from_python(facts, program), date(2021, 3, 20))
    outcome = next(it for it in decision.outcomes if it.scheme == scheme)
    matter = Matter(outcome, decision.trace, lexicon(program, "zh"))
    return [it.text for it in calculations(matter)], outcome
