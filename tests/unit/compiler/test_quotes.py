"""A quote stands where it is cited from, to the character, or the finding says where not."""

from __future__ import annotations

import pytest

from doudi.compiler.notices.notice import build_notice
from doudi.compiler.notices.quotes import Cited, verify
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.program.declarations import Citation

NOTICE = build_notice(
    Source(
        "notice.txt",
        "一、救助\n对困难群众（含孤儿），按低保标准2倍发放。每月10日前发放到位。\n"
        "二、检查\n每月10日前发放到位。\n"
        "请登录查询\n",
    )
).value


def cite(address: str, quote: str, written: str | None = None) -> Found[Citation | None]:
    written = f"「{quote}」" if written is None else written
    source = Source("rules.policy", f"引自 {address} {written}")
    start = source.text.index(address)
    at = source.text.index(written)
    return verify(
        Cited(
            address,
            quote,
            Span(source, start, start + len(address)),
            Span(source, at, at + len(written)),
        ),
        NOTICE,
    )


def only(found: Found[Citation | None]) -> Finding:
    assert found.value is None
    (finding,) = found.findings
    return finding


def test_a_quote_that_stands_is_given_with_its_place() -> None:
    found = cite("一-1", "按低保标准2倍发放")
    assert found.findings == ()
    assert found.value is not None
    assert NOTICE.source.text[found.value.start : found.value.end] == "按低保标准2倍发放"


def test_the_citation_holds_the_notices_own_punctuation() -> None:
    found = cite("一-1", "困难群众(含孤儿),按")
    assert found.value is not None
    assert found.value.quote == "困难群众（含孤儿），按"


@pytest.mark.parametrize("quote", ["按低保标准2倍发放。每月10日前发放到位", "困难群众（含孤儿）"])
def test_a_quote_may_begin_inside_its_sentence_and_run_on(quote: str) -> None:
    assert cite("一-1", quote).findings == ()


def test_a_quote_may_not_run_into_the_next_section() -> None:
    assert only(cite("一-2", "发放到位。\n二、检查")).code.id == "P0403"


def test_one_address_is_told_from_another_with_the_same_words() -> None:
    places = [cite(it, "每月10日前发放到位").value for it in ("一-2", "二-1")]
    assert None not in places
    assert len({it.start for it in places if it}) == 2


@pytest.mark.parametrize(
    ("cited", "right"), [("二-1", "一-1"), ("二", "一"), ("九-1", "一-1"), ("一-9", "一-1")]
)
def test_a_quote_elsewhere_is_told_its_address(cited: str, right: str) -> None:
    finding = only(cite(cited, "按低保标准2倍发放"))
    assert finding.code.id == "P0403"
    assert finding.primary.span.text == cited
    assert finding.help is not None
    assert f"`{right}`" in finding.help.en


@pytest.mark.parametrize(
    ("quote", "faulty", "right"),
    [
        ("按低保标准3倍发放", "3", "2"),  # replaced
        ("安低保标准2倍发放", "安", "按"),  # at the beginning
        ("按低保标准2倍发付", "付", "放"),  # at the end
        ("按低保的标准2倍发放", "的", "标"),  # added
        ("按低保标2倍发放", "2", "准"),  # lost: the first that differs
    ],
)
def test_the_first_differing_character_is_pointed_at(quote: str, faulty: str, right: str) -> None:
    finding = only(cite("一-1", quote))
    assert finding.code.id == "P0402"
    assert finding.primary.span.text == faulty
    assert finding.related[0].span.text == right


def test_the_caret_counts_escapes() -> None:
    finding = only(cite("一-1", '对"困难群众', written=r'"对\"困难群众"'))
    assert finding.primary.span.text == "\\"


def test_a_quote_like_nothing_in_the_notice_is_said_to_be_so() -> None:
    finding = only(cite("一-1", "天地玄黄宇宙洪荒"))
    assert finding.code.id == "P0402"
    assert finding.primary.span.text == "「天地玄黄宇宙洪荒」"


def test_an_address_that_does_not_exist_is_said_with_what_there_is() -> None:
    finding = only(cite("一-9", "天地玄黄宇宙洪荒"))
    assert finding.code.id == "P0401"
    assert finding.help is not None
    assert "2" in finding.help.en


@pytest.mark.parametrize("quote", ["", "，", " 、。"])
def test_a_quote_without_words_is_none(quote: str) -> None:
    assert only(cite("一-1", quote)).code.id == "P0409"


def test_without_a_notice_nothing_is_verified() -> None:
    source = Source("rules.policy", "「按」")
    span = Span(source, 0, 3)
    (finding,) = verify(Cited("一-1", "按", span, span), None).findings
    assert finding.code.id == "P0408"
