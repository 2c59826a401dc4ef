"""What columns once told otherwise than the single decision, by households made small."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program.ids import EntityId, SchemeId
from tests.columns.agreement import differences
from tests.columns.cases import chunk_of
from tests.columns.engines import asked, engines
from tests.reference.small import small_rules

MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("supporter")
FAMILY: Final = SchemeId("family_allowance")
PRICE_SUBSIDY: Final = SchemeId("price_subsidy")
ALLOWANCE: Final = "应当 给予 家庭补助"
TERMS: Final = """\
用语 困难户(poor_household)
  属于 家庭
  类型 是否
  指 有条件
"""


@pytest.mark.parametrize(
    ("provision", "households"),
    [
        pytest.param(
            f"当 任一(困难户, 等)\n  {ALLOWANCE}",
            [{}, {"困难户": "是"}],
            id="derived of one as not applicable, given of another",
        ),
        pytest.param(
            f"当 家庭月收入 ÷ 30% > 200元/月\n  {ALLOWANCE}",
            [{}, {"家庭月收入": 100}],
            id="divided by what is the same for all",
        ),
        pytest.param(
            f"当 1500元/月 ÷ 家庭月收入 > 人口 ÷ 1人\n  {ALLOWANCE}",
            [{"家庭月收入": 300}, {"家庭月收入": 700}, {"家庭月收入": "不适用"}],
            id="what is the same for all divided by what is not",
        ),
        pytest.param(
            f"可以 给予 家庭补助\n  金额 家庭月收入\n\n当 受灾\n  {ALLOWANCE}",
            [{"受灾": "是", "家庭月收入": 300}, {"受灾": "否", "家庭月收入": 500}],
            id="a sum for everybody, in a table that says nothing but 0",
        ),
    ],
)
def test_what_they_once_disagreed_on_is_settled(
    provision: str, households: list[dict[str, Any]]
) -> None:
    """Two are decided for one day, a third for another, but from the same columns."""
    these = small_rules(provision, TERMS)
    around = {"area": "兰州市", "area_facts": {"有条件": "不适用"}}
    cases = [
        case_from_python({**around, "as_of": f"2021-06-{day:02}", "家庭": it}, these.index.program)
        for day, it in zip((1, 1, 2), households, strict=False)
    ]
    chunk = chunk_of(cases, [], these.index)
    areas = {cases[0].area: cases[0].area_instance}
    ways = engines(these.index, these.rules)
    assert [*differences(ways, chunk, areas, these.index, Counter())] == []


@pytest.mark.parametrize(
    ("provision", "household"),
    [
        pytest.param(
            f"当 合计(成员, 月收入) = 1元/月 ÷ 30%\n  {ALLOWANCE}",
            {"家庭月收入": 500, "成员": [{"id": "甲", "年龄": 50}]},
            id="what no whole number is, beside a sum that nobody knows",
        ),
        pytest.param(
            "对每名 成员\n  当 年龄 > 18\n  应当 给予 价格补贴\n"
            "  金额 361元/月 × (家庭月收入 ÷ 家庭月收入)",
            {"家庭月收入": 0, "成员": [{"id": "甲", "年龄": 50}]},
            id="divided for its members by a household's nothing",
        ),
        pytest.param(
            f"当 低保标准(户别) = 550元/月\n  {ALLOWANCE}",
            {"家庭月收入": 500, "成员": []},
            id="what no figure of a table is, looked up by what nobody knows",
        ),
    ],
)
def test_what_straight_line_code_once_took_for_known(
    provision: str, household: dict[str, Any]
) -> None:
    these = small_rules(provision, TERMS, {"urban": 600, "rural": 500})
    facts = {"area": "兰州市", "as_of": "2021-06-01", "家庭": household}
    case = case_from_python(facts, these.index.program)
    chunk, areas = chunk_of([case], [MEMBER], these.index), {case.area: case.area_instance}
    ways = engines(these.index, these.rules)
    assert [*differences(ways, chunk, areas, these.index, Counter())] == []


def test_where_somebody_lives_is_known_to_straight_line_code() -> None:
    """Which once took an area for unknown, and told the first condition that is false from that."""
    these = small_rules("当 居住地 位于 兰州市\n  且 年龄 > 60\n  应当 给予 价格补贴", TERMS)
    members = [{"id": it, "年龄": 50, "居住地": it} for it in ("兰州市", "凉州区")]
    lived_in = {"家庭月收入": 500, "人口": 2, "成员": members}
    facts = {"area": "兰州市", "as_of": "2021-06-01", "家庭": lived_in}
    case = case_from_python(facts, these.index.program)
    chunk, areas = chunk_of([case], [MEMBER], these.index), {case.area: case.area_instance}
    ways = engines(these.index, these.rules)
    assert [*differences(ways, chunk, areas, these.index, Counter())] == []
    told = ways["straight"](asked(chunk, areas, these.index))[PRICE_SUBSIDY]
    assert [it.condition for it in told] == [2, 1]


SUPPORTERS: Final = """\
实体 赡养人(supporter)
  属于 成员
  单位 人

事实 外出(away)
  属于 赡养人
  类型 是否
  询问 「是否外出？」 "Away?"

事实 赡养费(alimony)
  属于 赡养人
  类型 钱 元/月
  询问 「多少？」 "How much?"
"""


@pytest.mark.parametrize(
    ("condition", "of_nobody"),
    [
        ("计数(赡养人) = 0人", "granted"),
        ("存在(赡养人)", "not_met"),
        ("每个(赡养人 当 外出)", "granted"),
        ("合计(赡养人, 赡养费) < 100元/月", "granted"),
    ],
)
@pytest.mark.parametrize("homes", [(1, 0, 2), (0, 0)])
def test_nobody_supports_a_household_of_nobody_though_supporters_are_not_listed(
    condition: str, of_nobody: str, homes: tuple[int, ...]
) -> None:
    """Which columns once took for unknown. `homes`: how many members each household has."""
    these = small_rules(f"当 {condition}\n  {ALLOWANCE}", SUPPORTERS)
    around = {"area": "兰州市", "as_of": "2021-06-01"}
    cases = [
        case_from_python(
            {**around, "家庭": {"成员": [{"id": f"p{it}"} for it in range(members)]}},
            these.index.program,
        )
        for members in homes
    ]
    chunk = chunk_of(cases, [MEMBER], these.index)
    ways = engines(these.index, these.rules)
    assert [*differences(ways, chunk, {}, these.index, Counter())] == []
    told = [(it.outcome, it.missing) for it in ways["tapes"](asked(chunk, {}, these.index))[FAMILY]]
    known, open_ = (of_nobody, None), ("undetermined", SUPPORTER)
    assert told == [open_ if members else known for members in homes]
