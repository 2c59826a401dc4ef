"""What a reason names, example by example; both the runtime and the reference say it.

Who decides in every other case is drawn and compared in test_agreement; the definition is in
docs/language/columns.md, The reason.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.reasons import reason
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program.ids import SchemeId
from tests.reference.agreement import disagreements
from tests.reference.reasons import Reason
from tests.reference.small import small_rules

ALLOWANCE: Final = "应当 给予 家庭补助"
TERMS: Final = """\
用语 困难户(poor_household)
  属于 家庭
  类型 是否

用语 老人家庭(of_the_old)
  属于 家庭
  类型 是否
  指 存在(成员, 年龄 >= 60)

用语 人均收入(mean_income)
  属于 家庭
  类型 钱 元/月
"""


def said(provisions: str, household: dict[str, Any], *, area: str = "兰州市") -> Reason:
    """Of the household allowance; after seeing that the reference says so as well."""
    these = small_rules(provisions, TERMS)
    facts = {"as_of": "2021-06-01", "area": area, "家庭": household}
    assert list(disagreements(these, facts, Counter())) == []
    case = case_from_python(facts, these.index.program)
    assert case.as_of is not None
    run = start(these.index, case, case.as_of)
    (node,) = run.nodes[case.roots[0].entity]
    found = scheme_outcome(SchemeId("family_allowance"), node, run, Notes([], []))
    its = reason(found, node, run)
    return Reason(its.provision, its.condition, its.missing)


def test_of_what_is_not_met_the_first_part_that_is_false_is_named() -> None:
    rules = f"当 受灾\n   且 家庭月收入 < 100元/月\n   且 人口 > 3人\n  {ALLOWANCE}"
    facts = {"受灾": "是", "家庭月收入": 500, "人口": 1}
    assert said(rules, facts) == Reason("A2020/1", 2)


def test_of_what_is_open_the_first_part_that_is_open_and_what_is_missing_in_it() -> None:
    rules = f"当 受灾\n   且 家庭月收入 < 100元/月\n   且 人口 > 3人\n  {ALLOWANCE}"
    assert said(rules, {"受灾": "是"}) == Reason("A2020/1", 2, "household_income")


def test_all_of_a_list_are_parts_of_their_own() -> None:
    rules = f"当 全部\n      - 受灾\n      - 人口 > 3人\n  {ALLOWANCE}"
    assert said(rules, {"受灾": "是"}) == Reason("A2020/1", 2, "size")


def test_one_of_a_list_is_a_single_part() -> None:
    rules = f"当 任一\n      - 受灾\n      - 人口 > 3人\n  {ALLOWANCE}"
    assert said(rules, {"受灾": "否"}) == Reason("A2020/1", 1, "size")
    assert said(rules, {"受灾": "否", "人口": 2}) == Reason("A2020/1", 1)


def test_of_several_that_are_not_met_the_first_in_the_bundle_is_named() -> None:
    rules = f"当 受灾\n  {ALLOWANCE}\n\n当 人口 > 3人\n  {ALLOWANCE}"
    assert said(rules, {"受灾": "否", "人口": 1}) == Reason("A2020/1", 1)


def test_what_stands_names_the_first_with_the_strongest_word() -> None:
    rules = f"当 受灾\n  可以 给予 家庭补助\n\n当 受灾\n  {ALLOWANCE}\n\n{ALLOWANCE}"
    assert said(rules, {"受灾": "是"}) == Reason("A2020/2")


def test_what_is_excluded_names_the_first_that_bars_it() -> None:
    bar = "不得 给予 家庭补助\n  优先于 A2020/1"
    rules = f"{ALLOWANCE}\n\n当 人口 > 3人\n  {bar}\n\n当 受灾\n  {bar}\n\n{bar}"
    assert said(rules, {"受灾": "是", "人口": 1}) == Reason("A2020/3")


def test_what_needs_a_ruling_names_the_first_of_those_that_clash() -> None:
    rules = f"当 人口 > 3人\n  {ALLOWANCE}\n\n{ALLOWANCE}\n\n不得 给予 家庭补助"
    assert said(rules, {"人口": 1}) == Reason("A2020/2")


def test_amounts_that_clash_are_a_clash() -> None:
    rules = f"{ALLOWANCE}\n  金额 100元/月\n\n{ALLOWANCE}\n\n{ALLOWANCE}\n  金额 200元/月"
    assert said(rules, {}) == Reason("A2020/1")


def test_what_no_notice_grants_has_no_reason() -> None:
    assert said("当 受灾\n  不得 给予 家庭补助", {}) == Reason()


def test_an_open_provision_that_makes_no_difference_is_passed_over() -> None:
    """Whether the permission is open changes nothing where a duty stands beside it or does not."""
    rules = "当 人口 > 3人\n  不得 给予 家庭补助\n\n当 受灾\n  可以 给予 家庭补助\n  优先于 A2020/1"
    assert said(rules, {}) == Reason("A2020/2", 1, "stricken")


def test_where_only_amounts_leave_it_open_the_first_that_is_open_is_named() -> None:
    rules = (
        f"{ALLOWANCE}\n  金额 100元/月\n\n对每名 家庭\n  当 受灾\n  补充 家庭补助\n  金额 200元/月"
    )
    assert said(rules, {}) == Reason("A2020/2", 1, "stricken")


@pytest.mark.parametrize(
    ("condition", "facts", "missing"),
    [
        ("非 受灾", {}, "stricken"),
        ("受灾 = 有条件", {"受灾": "是"}, "has_means"),
        ("家庭月收入 ÷ 2 > 20元/月", {"家庭月收入": {"min": 10, "max": 90}}, "household_income"),
        ("低保标准(户别) > 家庭月收入", {}, "hukou"),
        ("低保标准(户别) > 家庭月收入", {"户别": "城镇"}, "dibao_standard"),
        ("燃料标准 > 1元/年", {}, "fuel_standard"),
        ("春节(2030) < 评估日", {}, "calendar"),
        ("(迁入日期 + 5个工作日) > 评估日", {"迁入日期": "2029-01-01"}, "calendar"),
        ("(迁入日期 + 5个工作日) > 评估日", {"迁入日期": {"min": "2021-01-01"}}, "moved_in"),
        ("困难户", {}, "poor_household"),
        ("困难户", {"困难户": "不详"}, "poor_household"),
        ("两可(100元/月, 200元/月) > 150元/月", {}, None),
        ("两可(100元/月, 200元/月) > 家庭月收入", {"家庭月收入": {"max": 150}}, "household_income"),
        ("人均收入 > 1元/月", {}, "mean_income"),
    ],
)
def test_what_is_missing_is_found_operand_by_operand(
    condition: str, facts: dict[str, Any], missing: str | None
) -> None:
    assert said(f"当 {condition}\n  {ALLOWANCE}", facts) == Reason("A2020/1", 1, missing)


@pytest.mark.parametrize(
    ("condition", "members", "missing"),
    [
        ("存在(成员, 失业 当 残疾)", None, "member"),
        ("计数(成员) > 2人", None, "member"),
        ("存在(成员, 失业 当 残疾)", [{"失业": "否"}, {"残疾": "是"}], "unemployed"),
        ("存在(成员, 失业 当 残疾)", [{"失业": "是"}], "disabled"),
        ("每个(成员, 失业 当 残疾)", [{}], "disabled"),
        ("每个(成员, 失业 当 残疾)", [{"残疾": "是"}], "unemployed"),
        ("每个(成员 当 失业)", [{"失业": "是"}, {}], "unemployed"),
        ("每个(成员 当 失业)", [{}, {"失业": "否"}], None),
        ("计数(成员, 任一(失业, 等)) > 0人", [{"失业": "否"}], None),
        ("合计(成员, 月收入 当 残疾) > 5元/月", [{"月收入": 0}, {}], "disabled"),
        ("合计(成员, 月收入 当 残疾) > 5元/月", [{"月收入": 0}, {"残疾": "是"}], "monthly_income"),
        ("合计(成员, 月收入 当 残疾) > 5元/月", [{"残疾": "否"}, {"月收入": 9}], "disabled"),
        ("老人家庭", [{"年龄": 3}, {}], "age"),
    ],
)
def test_of_people_it_is_found_person_by_person(
    condition: str, members: list[dict[str, Any]] | None, missing: str | None
) -> None:
    listed = [{"id": f"p{at}", **it} for at, it in enumerate(members or ())]
    facts = {} if members is None else {"成员": listed}
    assert said(f"当 {condition}\n  {ALLOWANCE}", facts) == Reason("A2020/1", 1, missing)


RECOGNISED: Final = """
当 困难户
  应当 给予 家庭补助

当 受灾
  应当 认定 困难户

当 人口 > 3人
  应当 认定 困难户

当 有条件
  不得 认定 困难户
  优先于 A2020/2, A2020/3
"""


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, "stricken"),
        ({"受灾": "否"}, "size"),
        ({"受灾": "是"}, "has_means"),
        ({"受灾": "否", "人口": 9}, "has_means"),
    ],
)
def test_of_a_status_it_is_found_in_who_recognises_it_then_in_who_forbids_that(
    facts: dict[str, Any], missing: str
) -> None:
    assert said(RECOGNISED, facts) == Reason("A2020/1", 1, missing)


DEFINED: Final = """
当 人均收入 < 100元/月
  应当 给予 家庭补助

定义 人均收入 指 家庭月收入 ÷ 2

当 受灾
  定义 人均收入 指 月均(12元/年)
  优先于 A2020/2
"""


@pytest.mark.parametrize(
    ("facts", "missing"),
    [({}, "stricken"), ({"受灾": "否"}, "household_income"), ({"家庭月收入": 9}, "stricken")],
)
def test_of_a_defined_term_it_is_found_in_the_conditions_then_in_what_prevails(
    facts: dict[str, Any], missing: str
) -> None:
    assert said(DEFINED, facts) == Reason("A2020/1", 1, missing)
