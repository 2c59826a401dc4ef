"""The conflict ledger of the real rules: the tensions that are known, each shown by a household.

What a reader should take from it: which texts pull apart, on what, and how it is resolved. Every
household is replayed here by the runtime, and none of its facts can be left out.
"""

from __future__ import annotations

import pytest

from doudi.compiler.conflicts.judge import shown
from doudi.compiler.conflicts.model import (
    AreaDifference,
    Class,
    Conflict,
    ConflictLedger,
    Kind,
    Shown,
)
from doudi.compiler.conflicts.repeals import replayed
from doudi.compiler.drafts.draft import Draft
from doudi.runtime.decision import Outcome
from tests.support.real_rules import Rules

TENSIONS = [
    # 武威：户籍地或急难发生地；民政部：取消户籍地、居住地申请限制
    (Kind.PLACE, "WW2021/六·二是-1a", "MCA2022/三-1a", Class.DECLARED),
    # 武威：发布后二十个工作日内；1553号：当月
    (Kind.DEADLINE, "WW2021/二·三是-1b", "PL2021/未核·2", Class.STRONGER),
    (Kind.DEADLINE, "WW2021/二·三是-1a", "PL2021/未核·3", Class.STRONGER),
    # 重庆、武威：应当提前发；民政部：鼓励提前发
    (Kind.FORCE, "CQ2021/二(一)-2a", "MCA2022/一-1b", Class.STRONGER),
    (Kind.FORCE, "WW2021/三·二是-1h", "MCA2022/一-1b", Class.STRONGER),
    # 未参保失业人员：重庆由经常居住地；民政部由务工地或经常居住地
    (Kind.PLACE, "CQ2021/五(二)-3a", "MCA2022/三-2", Class.UNION),
    # 入户抽查三成：全国的规定二〇二一年七月一日起废止，甘肃的还在
    (Kind.PROCEDURE, "GS2017/二(四)-1d", "DB2012/26", Class.REPEAL),
    # 重庆：当月发放；审核确认办法：下月起
    (Kind.PERIOD, "CQ2021/二(一)-2e", "DB2021/21a", Class.OPEN),
    # 重庆：没有争议的可不再评议；条例：经群众评议
    (Kind.PROCEDURE, "CQ2021/五(一)-2b", "CQDB2016/未核·5b", Class.HIGHER),
    # 特困的认定：二〇一六年的办法，二〇二一年的办法
    (Kind.STATUS, "TK2016/未核·1", "TK2021/5", Class.REPEAL),
    # 重庆：已纳入低保的除外；民政部没有这一句
    (Kind.OUTCOME, "CQ2021/五(二)-3b", "MCA2022/三-2", Class.OPEN),
]


@pytest.mark.parametrize(("kind", "one", "other", "class_"), TENSIONS)
def test_a_tension_between_two_texts_is_found(
    ledger: ConflictLedger, kind: Kind, one: str, other: str, class_: Class
) -> None:
    found = _of(ledger, kind, one, other)
    assert [it.class_ for it in found] == [class_]


def test_there_is_nothing_that_was_not_decided(ledger: ConflictLedger) -> None:
    assert ledger.not_decided == ()
    assert ledger.not_analysed == ()


def test_there_are_twenty_conflicts_and_ten_differences_at_least(
    ledger: ConflictLedger, differences: tuple[AreaDifference, ...]
) -> None:
    assert len(ledger.conflicts) >= 20
    assert len(differences) >= 10


def test_ids_are_of_one_finding_each(
    ledger: ConflictLedger, differences: tuple[AreaDifference, ...]
) -> None:
    ids = [*(it.id for it in ledger.conflicts), *(it.id for it in differences)]
    assert sorted(set(ids)) == sorted(ids)


def test_every_household_shows_its_conflict_again(rules: Rules, ledger: ConflictLedger) -> None:
    for it in ledger.conflicts:
        assert _replayed(it, it.witness.draft, rules) == it.witness.shown, it.id


def test_no_fact_of_a_household_can_be_left_out(rules: Rules, ledger: ConflictLedger) -> None:
    for it in ledger.conflicts:
        for cell in it.witness.draft.cells:
            less = it.witness.draft.without(frozenset((cell,)))
            said = _replayed(it, less, rules)
            told = it.witness.shown
            assert said is None or _told(said) != _told(told), (it.id, cell)


def test_the_ministry_of_2022_is_what_turns_the_household_of_wuwei(ledger: ConflictLedger) -> None:
    (found,) = _of(ledger, Kind.PLACE, "WW2021/六·二是-1a", "MCA2022/三-1a")
    assert found.witness.draft.as_of.isoformat() == "2022-01-29"
    assert found.eve is not None
    assert found.eve.day.isoformat() == "2022-01-28"
    assert found.eve.in_force == ("WW2021/六·二是-1a",)


def _of(ledger: ConflictLedger, kind: Kind, one: str, other: str) -> list[Conflict]:
    both = {one, other}
    return [it for it in ledger.conflicts if it.matter.kind is kind and set(it.provisions) == both]


def _replayed(it: Conflict, draft: Draft, rules: Rules) -> Shown | None:
    if it.class_ is Class.REPEAL:
        return replayed(it, draft, rules.index)
    first, second = (rules.index.provisions[id_] for id_ in it.provisions)
    compatible = it.class_ is Class.STRONGER
    return shown(it.matter, first, second, draft, rules.index, compatible=compatible)


def _told(said: Shown) -> tuple[Class, str | None, bool]:
    """What a household must go on showing: how it is resolved, by whom, and a ruling needed."""
    return said.class_, said.winner, said.outcome is Outcome.NEEDS_RULING
