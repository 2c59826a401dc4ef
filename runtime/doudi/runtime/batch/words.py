"""What the columns of the answers are called, and what stands in them, in both languages.

In English all is named by id, as in a decision's JSON; in Chinese as people say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from doudi.runtime.columns.cells import OUTCOMES, STATUSES
from doudi.runtime.explanation.wording import OUTCOME
from doudi.runtime.program.declarations import Entity, Fact, Program, Standard, Term
from doudi.runtime.program.ids import EntityId, SchemeId

Tongue: TypeAlias = Literal["en", "zh"]
Column: TypeAlias = Literal[
    "id", "area", "as_of", "outcome", "status", "low", "high", "provision", "condition", "missing"
]

_COLUMNS: Final[Mapping[Column, str]] = {
    "id": "编号",
    "area": "地区",
    "as_of": "基准日",
    "outcome": "结果",
    "status": "数额状态",
    "low": "最低",
    "high": "最高",
    "provision": "条款",
    "condition": "第几项",
    "missing": "所缺",
}
_STATUSES: Final[Mapping[str, str]] = {
    "none": "无数额",
    "exact": "确定",
    "range": "区间",
    "unknown": "不详",
    "left_to": "另行确定",
}


@dataclass(frozen=True, slots=True)
class Words:
    """`outcomes` and `statuses` in the order of OUTCOMES and STATUSES.

    `names`: of all that can be missing, by id: facts, terms, standards, kinds and the calendar.
    """

    tongue: Tongue
    outcomes: tuple[str, ...]
    statuses: tuple[str, ...]
    schemes: Mapping[SchemeId, str]
    kinds: Mapping[EntityId, str]
    names: Mapping[str, str]

    def column(self, it: Column) -> str:
        return _COLUMNS[it] if self.tongue == "zh" else it


def words(program: Program, tongue: Tongue) -> Words:
    zh = tongue == "zh"
    missing: tuple[Fact | Term | Standard | Entity, ...] = (
        *program.facts,
        *program.terms,
        *program.standards,
        *program.entities,
    )
    return Words(
        tongue,
        tuple(OUTCOME[it][0] if zh else str(it) for it in OUTCOMES),
        tuple(_STATUSES[it] if zh else it for it in STATUSES),
        {it.id: it.name.zh if zh else it.id for it in program.schemes},
        {it.id: it.name.zh if zh else it.id for it in program.entities},
        {
            **{str(it.id): it.name.zh if zh else it.id for it in missing},
            "calendar": "日历" if zh else "calendar",
        },
    )
