"""What columns once told otherwise than the single decision, by households made small."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

from doudi.runtime.facts.read import case_from_python
from tests.columns.agreement import differences
from tests.columns.cases import chunk_of
from tests.columns.engines import engines
from tests.reference.small import small_rules

TERMS: Final = """\
用语 困难户(poor_household)
  属于 家庭
  类型 是否
  指 有条件
"""


@pytest.mark.parametrize(
    ("condition", "households"),
    [
        pytest.param(
            "任一(困难户, 等)",
            [{}, {"困难户": "是"}],
            id="derived of one as not applicable, given of another",
        ),
        pytest.param(
            "家庭月收入 ÷ 30% > 200元/月",
            [{}, {"家庭月收入": 100}],
            id="divided by what is the same for all",
        ),
    ],
)
def test_what_they_once_disagreed_on_is_settled(
    condition: str, households: list[dict[str, Any]]
) -> None:
    these = small_rules(f"当 {condition}\n  应当 给予 家庭补助", TERMS)
    around = {"as_of": "2021-06-01", "area": "兰州市", "area_facts": {"有条件": "不适用"}}
    cases = [case_from_python({**around, "家庭": it}, these.index.program) for it in households]
    chunk = chunk_of(cases, [], these.index)
    areas = {cases[0].area: cases[0].area_instance}
    ways = engines(these.index, these.rules)
    assert [*differences(ways, chunk, areas, these.index, Counter())] == []
