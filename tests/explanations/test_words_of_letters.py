"""Words that letters are put together from: documents named once, figures named, days in words."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from doudi.runtime.explanation.documents import cited, named_once
from doudi.runtime.explanation.findings import members
from doudi.runtime.explanation.gists import gist
from doudi.runtime.explanation.lexicon import lexicon, place, shorts
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import quoted
from doudi.runtime.explanation.standards import titled
from doudi.runtime.explanation.tree import Block, Line, Node, Quote, Tree
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.declarations import Act, NotExecutable
from doudi.runtime.program.ids import EntityId, FactId, ProvisionId
from doudi.runtime.program.types import DurationUnit
from doudi.runtime.trace import Step
from doudi.runtime.values import Truth
from tests.support.sample_program import PROGRAM

_ZH, _EN = lexicon(PROGRAM, "zh"), lexicon(PROGRAM, "en")
_DOCUMENT = next(it for it in PROGRAM.documents if it.number)
_TITLE = f"《{_DOCUMENT.title}》"
_IN_FULL = f"{_TITLE}（{_DOCUMENT.number}）"
_ISSUED = ex.Special("issue_date")


def test_a_document_is_named_in_full_once_and_then_by_its_id() -> None:
    blocks: list[Block] = [
        Quote("甲", f"{_IN_FULL}二(一)第1句"),
        Line(f"依据{_IN_FULL}二(二)，{_TITLE}"),
        Tree((Node(f"{_IN_FULL}（条次未核）"),)),
    ]
    assert named_once(blocks, _ZH).blocks == (
        Quote("甲", f"{_IN_FULL}二(一)第1句"),
        Line(f"依据{_DOCUMENT.id} 二(二)，{_DOCUMENT.id}"),
        Tree((Node(f"{_DOCUMENT.id}（条次未核）"),)),
    )


def test_the_list_at_the_end_has_what_the_letter_names_and_nothing_else() -> None:
    assert list(cited("没有提到", _ZH)) == []
    assert list(cited(f"X{_DOCUMENT.id}", _ZH)) == []
    _, listed = cited(f"X{_DOCUMENT.id}、{_DOCUMENT.id} 第1条", _ZH)
    assert listed == Tree((Node(f"{_DOCUMENT.id}：{_TITLE}（{_DOCUMENT.number}）"),))


def test_in_english_a_clause_is_told_by_what_it_does() -> None:
    ours = [it for it in PROGRAM.provisions if not isinstance(it.effect, Act | NotExecutable)]
    assert [text for it in ours if re.search("[一-龥]", text := gist(it, _EN))] == []
    assert {gist(it, _ZH) for it in PROGRAM.provisions} == {it.title for it in PROGRAM.provisions}


def test_an_address_in_english_has_english_words() -> None:
    assert place("五(二)-2a", "en") == "五(二) sentence 2"
    assert place("47a", "en") == "art. 47"
    ids = [ProvisionId("X1/一-1"), ProvisionId("X1/一-2")]
    assert shorts(ids, "en") == "X1 一 sentence 1, 一 sentence 2"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "某市民政局关于提高标准的通知（2020年8月26日）",
            "《某市民政局关于提高标准的通知》（2020年8月26日）",
        ),
        ("渝民〔2021〕143号", "渝民〔2021〕143号"),
        ("文号未见（据报道）", "文号未见（据报道）"),
        ("", ""),
    ],
)
def test_only_a_title_wears_the_marks_of_a_title(written: str, told: str) -> None:
    assert titled(written) == told


def test_days_are_said_as_people_say_them() -> None:
    year = ex.Op("year_of", (_ISSUED,))
    eve = ex.Op("shift", (ex.Op("spring_festival", (year,)), ex.Span(-1, DurationUnit.DAYS)))
    assert phrase(eve, _ZH) == "文件印发日当年春节的前1日"
    assert phrase(eve, _EN) == (
        "1 day before Spring Festival in the year of the notice's date of issue"
    )
    in_year = ex.Op("eq", (year, ex.Number(Fraction(2021))))
    assert phrase(in_year, _ZH) == "文件印发日在2021年"
    first = ex.Number(Fraction(date(2021, 2, 1).toordinal()), "date")
    in_month = ex.Op("eq", (ex.Op("month_start", (_ISSUED,)), first))
    assert phrase(in_month, _ZH) == "文件印发日在2021-02"


def test_marks_within_marks_are_the_inner_ones() -> None:
    assert quoted("有成员符合「年老」", "zh") == "「有成员符合『年老』」"
    assert quoted('so: "old"', "en") == "\"so: 'old'\""


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        ("exists", (Truth.FALSE, Truth.TRUE, Truth.TRUE), 1),
        ("exists", (Truth.FALSE, Truth.FALSE, Truth.FALSE), 3),
        ("every", (Truth.TRUE, Truth.FALSE, Truth.FALSE), 1),
        ("every", (Truth.TRUE, Truth.TRUE, Truth.TRUE), 3),
        ("exists", (Truth.FALSE, Truth.UNKNOWN, Truth.UNKNOWN), 2),
    ],
)
def test_of_people_those_are_told_who_decided(
    kind: str, values: tuple[Truth, ...], shown: int
) -> None:
    fact = ex.Fact(FactId("old"))
    whole = {"exists": max, "every": min}[kind](values, key=_rank)
    parts = tuple(Step(fact, it, (), None, ("member", str(at))) for at, it in enumerate(values))
    looked = ex.Aggregate(kind, EntityId("member"), fact, None)  # type: ignore[arg-type]
    told = members(Step(looked, whole, parts))
    assert [it.value for it in told] == [whole] * shown


def _rank(truth: Truth) -> int:
    return [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE].index(truth)
