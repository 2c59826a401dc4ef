"""Twelve households: what the new version of a notice does to each, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow.parquet as pq
import pytest

from doudi.compiler.impact import report
from doudi.compiler.impact.effects import Effect
from doudi.compiler.impact.report import Impact
from doudi.compiler.impact.tally import Fate
from tests.impact.small_population import small_impact

_URBAN: Final = "dibao_standard urban 500000 2020-09-01"
_RURAL: Final = "dibao_standard rural 500000 2020-09-01"


class Cell(NamedTuple):
    household: str
    id: str
    scheme: str
    effect: str
    old: str
    new: str
    cause: str


# All answers that are others, and no more.
EXPECTED: Final = {
    Cell("raised", "甲", "allowance", "more", "granted", "granted", _URBAN),
    Cell("raised", "甲", "one_off", "other_outcome", "may_be_granted", "granted", "XX2021/一-2"),
    Cell("lowered", "乙", "allowance", "less", "granted", "granted", _RURAL),
    Cell("lowered", "乙", "one_off", "other_outcome", "may_be_granted", "granted", "XX2021/一-2"),
    Cell("barred", "丙", "one_off", "lost", "may_be_granted", "excluded", "XX2021/二-2"),
    Cell("aged", "丁", "one_off", "gained", "not_met", "may_be_granted", "XX2021/二-1"),
    Cell(
        *("very aged", "戊", "one_off", "gained", "not_met", "may_be_granted"),
        "XX2021/二-1 | XX2021/二-8",
    ),
    Cell(
        *("needy", "己", "one_off", "gained", "not_met", "may_be_granted"),
        "XX2021/二-3 + XX2021/二-4",
    ),
    Cell("not asked", "庚", "one_off", "opened", "may_be_granted", "undetermined", "XX2021/二-2"),
    # Needy by the new clause, and paid by the new standard.
    Cell(
        *("told now", "辛", "allowance", "settled", "undetermined", "granted"),
        f"XX2021/二-3 + {_URBAN}",
    ),
    Cell("told now", "辛", "one_off", "other_outcome", "may_be_granted", "granted", "XX2021/一-2"),
    Cell("one of each", "癸", "one_off", "lost", "may_be_granted", "excluded", "XX2021/二-2"),
    Cell("one of each", "子", "one_off", "gained", "not_met", "may_be_granted", "XX2021/二-1"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("impact")


@pytest.fixture(scope="module")
def found(folder: Path) -> Impact:
    return small_impact(folder)


@pytest.fixture(scope="module")
def rows(found: Impact, folder: Path) -> list[dict[str, Any]]:
    assert not found.same
    return pq.read_table(folder / "cells.parquet").to_pylist()  # type: ignore[no-any-return]


def test_every_changed_answer_has_its_effect_and_its_one_cause(rows: list[dict[str, Any]]) -> None:
    cells = [
        Cell(
            *(it[name] for name in ("household", "id", "scheme", "effect")),
            *(it[name] for name in ("old_outcome", "new_outcome", "cause")),
        )
        for it in rows
    ]
    assert set(cells) == EXPECTED
    assert len(cells) == len(EXPECTED)


def test_a_row_says_where_its_household_stands_and_what_is_paid_how_often(
    rows: list[dict[str, Any]],
) -> None:
    paid = {
        it["household"]: (
            it["row"],
            it["old_every"],
            it["old_low"],
            it["new_every"],
            it["new_high"],
        )
        for it in rows
        if it["scheme"] == "allowance"
    }
    assert paid == {
        "raised": (1, "month", 124000, "month", 127200),
        "lowered": (2, "month", 99200, "month", 96000),
        "told now": (8, "", None, "month", 127200),
    }


def test_households_and_people_are_each_counted_once(found: Impact) -> None:
    fates = report.fates_by(found.tally, lambda _, entity: entity)
    assert fates == {
        "household": {
            Fate.BETTER: 4,  # raised, aged, very aged, needy
            Fate.WORSE: 2,  # lowered, barred
            Fate.BOTH: 1,  # one of each
            Fate.OTHER: 2,  # not asked, told now
            Fate.SAME: 3,
        },
        "member": {Fate.BETTER: 5, Fate.WORSE: 3, Fate.BOTH: 0, Fate.OTHER: 2, Fate.SAME: 2},
    }


def test_not_to_be_able_to_tell_any_more_is_no_loss(found: Impact) -> None:
    effects = report.effects(found.tally)
    assert effects[Effect.OPENED] == 1
    assert effects[Effect.LOST] == 2


def test_money_is_summed_by_how_often_it_is_paid_and_what_is_not_exact_is_counted(
    found: Impact,
) -> None:
    money = report.money_given(found.tally)
    # 甲 1240 and 乙 992 become 甲 1272, 乙 960 and 辛 1272.
    assert money["month"] == report.Money(old_fen=223200, new_fen=350400)
    assert "once" not in money  # the one-off grant states no amount at all
