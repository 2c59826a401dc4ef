"""Conflicts as text, Markdown and JSON: what a person reads, and what a program does."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from doudi.compiler.command_line import schemas
from doudi.compiler.conflicts import wording
from doudi.compiler.conflicts.as_json import as_json
from doudi.compiler.conflicts.as_markdown import as_markdown
from doudi.compiler.conflicts.as_text import as_text
from doudi.compiler.conflicts.in_words import says_in_words
from doudi.compiler.conflicts.model import (
    AreaDifference,
    Class,
    Conflict,
    ConflictLedger,
    Counts,
    Eve,
    Kind,
    Matter,
    NotAnalysed,
    NotDecided,
    Says,
    SaysAmount,
    SaysDay,
    SaysKept,
    SaysOptions,
    SaysOutcome,
    SaysPeriod,
    SaysPlaces,
    SaysValue,
    SaysWord,
    Shown,
    Witness,
)
from doudi.compiler.drafts.draft import Cell, Draft
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.diagnostics.width import display_width
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.program.ids import AreaCode, EntityId, OptionId, ProvisionId, SchemeId, TermId
from doudi.runtime.values import Interval, Truth
from tests.support.clashing_folder import clashing_folder
from tests.support.golden import check_golden

_GOLDEN = Path(__file__).parent / "conflicts_shown"
_NEW, _OLD = ProvisionId("XX2021/一-2"), ProvisionId("YY2019/1")
_MEMBER, _HOUSEHOLD = EntityId("member"), EntityId("household")
_CITY = AreaCode("500000")
_AMOUNT = Matter(Kind.AMOUNT, SchemeId("one_off"))
_DRAFT: Final = Draft(
    date(2021, 2, 4),
    AreaCode("500106"),
    _MEMBER,
    {_HOUSEHOLD: 1, _MEMBER: 1},
    {
        Cell(_MEMBER, 1, "unemployed"): Truth.TRUE,
        Cell(_MEMBER, 1, "age"): Interval(Fraction(60), Fraction(60)),
    },
)
_SHOWN = Shown(
    Class.OPEN, None, (SaysAmount(80000, 80000), SaysAmount(50000, 50000)), Outcome.NEEDS_RULING
)
OPEN: Final = Conflict(
    "3f9a1c2e",
    _AMOUNT,
    (_NEW, _OLD),
    _CITY,
    date(2021, 2, 4),
    None,
    Witness(_DRAFT, _SHOWN),
    Eve(date(2021, 2, 3), (_OLD,), Outcome.MAY_BE_GRANTED),
)
_WORDS = Shown(Class.LATER, _NEW, (SaysWord("duty"), SaysWord("permission")), Outcome.GRANTED)
LATER: Final = replace(
    OPEN,
    id="00aa11bb",
    matter=Matter(Kind.FORCE, SchemeId("one_off")),
    witness=Witness(_DRAFT, _WORDS),
    eve=None,
    end=date(2022, 12, 31),
    acknowledged="已请示市局",
)
DIFFERENCE: Final = AreaDifference(
    "5d5d5d5d",
    _AMOUNT,
    (_CITY, AreaCode("330200")),
    (_NEW,),
    (),
    _DRAFT,
    (SaysAmount(80000, None), SaysOutcome(Outcome.NOT_COVERED)),
)
LEDGER: Final = ConflictLedger(
    (OPEN, LATER),
    (NotDecided((_NEW, _OLD), Matter(Kind.PLACE, SchemeId("one_off")), "time"),),
    (NotAnalysed(_OLD, "months_between"),),
    Counts(12, 5, 4, 3, 1, 0),
)
NOTHING: Final = ConflictLedger((), (), (), Counts())


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Index:
    program = compile_rules(clashing_folder(tmp_path_factory.mktemp("clash"))).program
    assert program is not None
    return index(program)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_reads_as_reviewed(rules: Index, lang: Lang) -> None:
    text = as_text(LEDGER, (DIFFERENCE,), rules, lang)
    check_golden(_GOLDEN / f"clash.{lang}.txt", text)
    markdown = as_markdown(LEDGER, (DIFFERENCE,), rules, lang)
    check_golden(_GOLDEN / f"clash.{lang}.md", markdown)


def test_the_two_texts_stand_side_by_side_where_there_is_room(rules: Index) -> None:
    wide = as_text(LEDGER, None, rules, "zh", 120)
    rows = [it for it in wide.splitlines() if "│" in it]
    assert {display_width(it[: it.index("│")]) for it in rows} == {60}
    first = next(it for it in rows if str(_NEW) in it)
    assert str(_OLD) in first
    assert "│" not in as_text(LEDGER, None, rules, "zh", 80)


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(rules: Index, columns: int) -> None:
    shown = as_text(LEDGER, (DIFFERENCE,), rules, "zh", columns)
    assert max(display_width(it) for it in shown.splitlines()) <= columns


def test_a_provision_without_a_quote_shows_where_it_stands(rules: Index) -> None:
    for shown in (as_text(LEDGER, None, rules, "zh"), as_markdown(LEDGER, None, rules, "zh")):
        assert "出处：旧办法第1条" in shown
        assert "一-2「未参保失业人员可以给予一次性补助」" in shown


def test_a_repeal_is_not_said_to_be_a_case_to_which_both_apply(rules: Index) -> None:
    repealed = replace(_SHOWN, class_=Class.REPEAL, winner=_NEW)
    ledger = replace(LEDGER, conflicts=(replace(OPEN, witness=Witness(_DRAFT, repealed)),))
    shown = as_text(ledger, None, rules, "zh")
    assert "两条都适用" not in shown
    assert "同时施行" not in shown
    assert "处理：YY2019/1 已被废止，由 XX2021/一-2 接续" in shown


@pytest.mark.parametrize("class_", list(Class))
@pytest.mark.parametrize("winner", [_NEW, None])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_class_is_told_with_its_winner_or_without(
    rules: Index, class_: Class, winner: ProvisionId | None, lang: Lang
) -> None:
    if winner is None and class_ not in (*wording.UNRESOLVED, Class.OPEN):
        return  # a principle always has a winner
    shown = replace(_SHOWN, class_=class_, winner=winner)
    ledger = replace(NOTHING, conflicts=(replace(OPEN, witness=Witness(_DRAFT, shown)),))
    for text in (as_text(ledger, None, rules, lang), as_markdown(ledger, None, rules, lang)):
        assert wording.CLASS[class_].in_(lang) in text
        assert "{" not in text


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (SaysWord("encouragement"), "鼓励给予一次性补助", "is encouraged to give one off"),
        (SaysAmount(50000, None), "至少500.00元", "at least 500.00 yuan"),
        (SaysAmount(None, 50000), "至多500.00元", "at most 500.00 yuan"),
        (SaysAmount(50000, 80000), "500.00元 至 800.00元", "500.00 yuan to 800.00 yuan"),
        (SaysDay(date(2021, 3, 1)), "不晚于 2021-03-01", "by 2021-03-01"),
        (SaysDay(None), "期限因案情而定，此例不详", "by a day that is not known here"),
        (
            SaysPlaces(
                duty=(OptionId("place_of_emergency"),), lifted=(OptionId("place_of_hukou"),)
            ),
            "由急难发生地办理，取消“只能在户籍地”的限制",
            "is the duty of place of emergency, lifts the restriction to place of hukou",
        ),
        (
            SaysPlaces((OptionId("place_of_hukou"), OptionId("place_of_emergency"))),
            "可在户籍地、急难发生地",
            "may be at place of hukou and place of emergency",
        ),
        (
            SaysPeriod("month", 6, date(2021, 1, 1), None, "by_day"),
            "按月，共 6 个月，自 2021-01-01，不足月按日",
            "every month, for 6 months, from 2021-01-01, part months by the day",
        ),
        (SaysOutcome(Outcome.NOT_COVERED), "未覆盖", "not covered"),
    ],
)
def test_what_is_said_is_said_in_words(rules: Index, said: Says, zh: str, en: str) -> None:
    names = {lang: lexicon(rules.program, lang) for lang in ("zh", "en")}
    assert says_in_words(said, _AMOUNT, _NEW, names["zh"]) == zh
    assert says_in_words(said, _AMOUNT, _NEW, names["en"]) == en


def test_funds_are_paid_from_and_holders_are_charged(rules: Index) -> None:
    said, names = SaysOptions((OptionId("place_of_hukou"),)), lexicon(rules.program, "zh")
    fund, holder = (Matter(it, SchemeId("one_off")) for it in (Kind.FUND, Kind.HOLDER))
    assert says_in_words(said, fund, _NEW, names) == "由户籍地列支"
    assert says_in_words(said, holder, _NEW, names) == "由户籍地负责"


def test_nobody_breaches_a_permission(rules: Index) -> None:
    names = lexicon(rules.program, "zh")
    words = {
        (norm, status): says_in_words(SaysKept(norm, status), _AMOUNT, _NEW, names)
        for norm in ("duty", "permission", "case_by_case", "encouragement", "prohibition")
        for status in ("met", "breached", "open")
    }
    assert words["duty", "breached"] == "应当给予一次性补助，此例没有做到"
    assert words["duty", "open"] == "应当给予一次性补助，此例尚待履行"
    assert words["permission", "open"] == "可以给予一次性补助，此例没有用到"
    assert words["case_by_case", "open"] == "可以一事一议给予一次性补助，此例没有用到"
    assert words["encouragement", "open"] == "鼓励给予一次性补助，此例没有做到，并不违反"
    assert words["prohibition", "met"] == "不得给予一次性补助，此例没有违反"


def test_a_value_is_said_in_the_readers_words(rules: Index) -> None:
    matter = Matter(Kind.MEANING, TermId("person_in_need"))
    for value, zh, en in (
        ("true", "困难人员为「是」", "person in need is yes"),
        ("urban", "困难人员为「城镇」", "person in need is urban"),
        ("620", "困难人员为「620」", "person in need is 620"),
    ):
        said = SaysValue(value)
        assert says_in_words(said, matter, _NEW, lexicon(rules.program, "zh")) == zh
        assert says_in_words(said, matter, _NEW, lexicon(rules.program, "en")) == en


def printed(
    ledger: ConflictLedger, differences: tuple[AreaDifference, ...] | None, rules: Index
) -> Any:
    whole = json.loads(as_json(ledger, differences, rules))
    jsonschema.validate(whole, json.loads(schemas.conflicts()))
    return whole


def test_the_json_has_what_is_promised_of_it(rules: Index) -> None:
    whole = printed(LEDGER, (DIFFERENCE,), rules)
    first = whole["conflicts"][0]
    assert first["subject"]["id"] == "one_off"
    assert first["provisions"] == [_NEW, _OLD]
    assert first["class"] == "open"
    assert first["replayed"] is True
    assert first["witness"]["date"] == "2021-02-04"
    assert first["witness"]["area"] == {"code": "500106", "name": "沙坪坝区"}
    assert first["witness"]["facts"] == {
        "家庭": {"成员": [{"id": "成员1", "年龄": 60, "失业": True}]}
    }
    assert [it["says"]["max"] for it in first["sides"]] == ["800.00", "500.00"]
    assert [len(it["quotes"]) for it in first["sides"]] == [1, 0]
    assert first["eve"] == {"date": "2021-02-03", "in_force": [_OLD], "outcome": "may_be_granted"}
    assert whole["conflicts"][1]["acknowledged"] == "已请示市局"


def test_the_totals_count_what_is_open_and_nobody_acknowledged(rules: Index) -> None:
    assert printed(LEDGER, None, rules)["totals"]["open"] == 1
    known = replace(LEDGER, conflicts=(replace(OPEN, acknowledged="看过"), LATER))
    totals = printed(known, None, rules)["totals"]
    assert (totals["open"], totals["acknowledged"], totals["classes"]["open"]) == (0, 2, 1)


def test_differences_that_were_not_asked_for_are_not_said_to_be_none(rules: Index) -> None:
    assert printed(LEDGER, None, rules)["differences"] is None
    assert printed(LEDGER, (), rules)["differences"] == []


def test_every_kind_of_saying_keeps_the_schema(rules: Index) -> None:
    said: tuple[Says, ...] = (
        SaysWord("duty"),
        SaysAmount(None, 1),
        SaysDay(None),
        SaysPlaces(only=(OptionId("place_of_hukou"),)),
        SaysOptions((OptionId("place_of_hukou"),)),
        SaysPeriod("once", None, None, None, None),
        SaysKept("prohibition", "open"),
        SaysValue("true"),
        SaysOutcome(Outcome.EXCLUDED),
    )
    for it in said:
        shown = replace(_SHOWN, says=(it, it))
        printed(
            replace(NOTHING, conflicts=(replace(OPEN, witness=Witness(_DRAFT, shown)),)),
            None,
            rules,
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_ledger_of_nothing_can_be_shown(rules: Index, lang: Lang) -> None:
    assert wording.NO_CONFLICTS.in_(lang) in as_text(NOTHING, None, rules, lang)
    assert wording.NO_CONFLICTS.in_(lang) in as_markdown(NOTHING, None, rules, lang)
    assert wording.NO_DIFFERENCES.in_(lang) in as_text(NOTHING, (), rules, lang)
    printed(NOTHING, (), rules)


def test_the_how_to_shows_a_conflict_as_it_is_printed(rules: Index) -> None:
    page = (Path(__file__).parents[3] / "docs/howto/resolve-a-conflict.md").read_text("utf-8")
    (shown,) = re.findall(r"```text\n(.*?)\n```", page, re.DOTALL)
    assert shown in as_text(LEDGER, None, rules, "zh")
