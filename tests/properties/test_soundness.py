"""What the compiler accepts, the bundle takes and the runtime decides without failing.

Expressions are written as text, mostly well typed and sometimes not; whatever passes
the check goes all the way to a decision, once with nothing known and once with everything.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doudi.compiler.emit.program import Surroundings, assemble
from doudi.compiler.model.checked import Value
from doudi.runtime import case_from_python, decide, read_bundle
from doudi.runtime.bundle.write import write
from doudi.runtime.program.declarations import Calendar
from tests.support.small_world import AREAS, VOCABULARY, elaborated

Text: TypeAlias = st.SearchStrategy[str]

MORE: Final = """\
实体 地区(area)
事实 年龄(age)
  属于 成员
  类型 整数
事实 人口(size)
  属于 家庭
  类型 整数 人
事实 事发时刻(occurred_at)
  属于 成员
  类型 时刻型
事实 居住地(lives_in)
  属于 成员
  类型 地区型
用语 甲类人员(first_kind)
  属于 成员
事实 涨幅(rise)
  属于 地区
  类型 比例
"""
_AROUND: Final = Surroundings(
    tuple(AREAS.by_code.values()),
    Calendar((2021,), (date(2021, 2, 11),), (date(2021, 2, 7),), (date(2021, 2, 12),), "节选"),
    {},
    {},
    {},
)
_KNOWN: Final[dict[str, object]] = {
    "area": "500105",
    "as_of": "2021-03-01",
    "area_facts": {"涨幅": {"value": 0.035, "source": "某局"}},
    "household": {
        "户别": "城镇",
        "家庭月收入": 1200,
        "人口": 3,
        "member": [
            {
                "id": "p1",
                "失业": True,
                "失业日期": "2021-02-15",
                "年龄": 40,
                "事发时刻": "2021-02-15T08:00",
                "居住地": "重庆市江北区",
            },
            {"id": "p2", "失业日期": "不适用"},
        ],
    },
}
_NOTHING_KNOWN: Final[dict[str, object]] = {
    "area": "500105",
    "as_of": "2021-03-01",
    "household": {"member": [{"id": "p1"}]},
}


@st.composite
def _joined(draw: st.DrawFn, pattern: str, *parts: Text) -> str:
    return pattern.format(*(draw(it) for it in parts))


def _grown(leaves: list[str], *patterns: tuple[str, ...]) -> Text:
    """Leaves, and patterns with `{}` for more of the same kind."""

    def grow(inner: Text) -> Text:
        return st.one_of(*(_joined(it[0], *([inner] * it[0].count("{}"))) for it in patterns))

    return st.recursive(st.sampled_from(leaves), grow, max_leaves=4)


_PLAIN = _grown(
    ["年龄", "0", "3", "30%", "涨幅", "年份(评估日)", "月份(失业日期)", "周岁(失业日期, 评估日)"],
    ("({} + {})",), ("({} - {})",), ("{} × {}",), ("{} ÷ {}",), ("-{}",), ("取大({}, {})",),
    ("补差({}, {})",), ("两可({}, {})",),
)  # fmt: skip
_MONEY = _grown(
    ["家庭月收入", "500元/月", "0", "低保标准(户别) × 人口", "0.1万元/月"],
    ("({} + {})",), ("({} - {})",), ("{} × 2",), ("补差({}, {})",), ("取小({}, {})",),
)  # fmt: skip
_DATES = _grown(
    ["失业日期", "评估日", "印发日", "发放月", "2021-02-28", "春节(2021)", "年月日(2021, 2, 30)"],
    ("({} + 20个工作日)",), ("({} - 3个月)",), ("({} + 0.5年)",), ("月末({})",), ("季末({})",),
    ("取大({}, {})",), ("两可({}, {})",),
)  # fmt: skip
_NUMBERS = st.one_of(_PLAIN, _MONEY, st.sampled_from(["人口", "计数(成员)", "5人"]))
_TRUTHS = st.recursive(
    st.one_of(
        st.sampled_from(
            [
                "失业",
                "困难人员",
                "户别 = 城镇",
                "户别 为其一 (城镇, 农村)",
                "居住地 位于 重庆市",
                "是",
            ]
        ),
        _joined("{} < {}", _PLAIN, _PLAIN),
        _joined("{} >= {}", _MONEY, _MONEY),
        _joined("{} <= {}", _DATES, _DATES),
        _joined("事发时刻 + {}小时 > 事发时刻", st.sampled_from(["1", "24"])),
        _joined("{} = {}", _NUMBERS, _NUMBERS),
        _joined("{} > {}", _NUMBERS, _DATES),
    ),
    lambda inner: st.one_of(
        _joined("({} 且 {})", inner, inner),
        _joined("({} 或 {})", inner, inner),
        _joined("非 {}", inner),
        _joined("任一({}, {}, 等)", inner, inner),
        _joined("每个(成员, {} 当 {})", inner, inner),
        _joined("存在(成员, {})", inner),
        _joined("计数(成员, {}) > 1人", inner),
        _joined("合计(成员, {} 当 {}) > 1元/月", _MONEY, inner),
    ),
    max_leaves=4,
)


@given(_TRUTHS, _MONEY, _DATES, st.sampled_from(["", "  按月\n", "  按年\n", "  一次性\n"]))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_accepted_can_be_decided(condition: str, amount: str, due: str, every: str) -> None:
    text = (
        f"条款 1\n  出处 「甲」\n  当 {condition}\n  应当 给予 生活补助\n"
        f"  金额 {amount}\n{every}  期限 {due}\n"
        f"条款 2\n  出处 「甲」\n  定义 甲类人员 指 {condition}\n"
    )
    checked = [it.checked.value for it, found in elaborated(MORE + text) if not found]
    values: list[Value] = [it for it in (*_vocabulary(), *checked) if it is not None]
    bundle = read_bundle(write(assemble(values, _AROUND)))
    for facts in (_KNOWN, _NOTHING_KNOWN):
        decision = decide(bundle, case_from_python(facts, bundle.program))
        assert decision.outcomes


def _vocabulary() -> tuple[Value | None, ...]:
    return tuple(it.checked.value for it, _ in elaborated(VOCABULARY))
