"""What later phases are told of a declaration's text: numbers, names, quotes, with their places."""

from __future__ import annotations

from fractions import Fraction

from doudi.compiler.model.checked import Place
from tests.support.small_world import VOCABULARY, checked, declarations, elaborated

PROVISION = """\
条款 一-1 「失业补助」
  引自 一-1 「失业的困难人员，按低保标准2倍按月发放」
  当 失业 且 困难人员 且 失业日期 <= 2021-02-04
  应当 给予 生活补助
  金额 低保标准(户别) × 2 × 50% + 0.5万元/人/月
  按月
  期间 3个月
  期限 失业日期 + 20个工作日
  例外于 XX2021/一-2
"""


def _text(place: Place) -> str:
    return PROVISION[place.start : place.end]


def test_every_written_number_is_told_with_its_clause_and_place() -> None:
    told = [(_text(it.place), it.value, it.kind, it.role) for it in checked(PROVISION).numbers]
    assert told == [
        ("2021-02-04", 737825, "date", "WHEN"),
        ("2", 2, "number", "AMOUNT"),
        ("50%", 50, "percent", "AMOUNT"),
        ("0.5万元/人/月", Fraction(1, 2), "money", "AMOUNT"),
        ("3个月", 3, "duration", "DURING"),
        ("20个工作日", 20, "duration", "DUE"),
    ]


def test_every_name_used_is_told_with_the_clause_it_stands_in() -> None:
    told = [(it.role, it.kind.value, it.id, _text(it.place)) for it in checked(PROVISION).uses]
    assert told == [
        ("GRANT", "scheme", "allowance", "生活补助"),
        ("WHEN", "fact", "unemployed", "失业"),
        ("WHEN", "term", "person_in_need", "困难人员"),
        ("WHEN", "fact", "unemployed_since", "失业日期"),
        ("AMOUNT", "fact", "hukou", "户别"),
        ("AMOUNT", "standard", "dibao_standard", "低保标准"),
        ("DUE", "fact", "unemployed_since", "失业日期"),
    ]


def test_what_a_definition_is_about_is_told_from_what_it_is_made_of() -> None:
    found = checked("条款 2\n  出处 「某办法」\n  定义 困难人员 指 失业\n")
    assert [(it.role, it.id) for it in found.uses] == [
        ("DEFINE", "person_in_need"),
        ("MEANS", "unemployed"),
    ]


def test_quotes_and_targets_are_told_with_their_places() -> None:
    found = checked(PROVISION)
    assert [
        (it.address, _text(it.address_place), _text(it.quote_place)) for it in found.quotes
    ] == [("一-1", "一-1", "「失业的困难人员，按低保标准2倍按月发放」")]
    assert [(it.document, it.address, it.role, _text(it.place)) for it in found.targets] == [
        ("XX2021", "一-2", "EXCEPTION_TO", "XX2021/一-2")
    ]


def test_files_are_told_with_the_clause_that_names_them() -> None:
    named = [
        (it.role, it.name) for located, _ in elaborated(VOCABULARY) for it in located.checked.files
    ]
    assert named == [("DATA", "dibao.yaml"), ("NOTICE", "notice.txt")]


def test_what_is_told_does_not_change_when_text_above_does() -> None:
    assert checked("# 注\n\n公理 「甲」\n  对每名 成员\n  则 失业\n\n" + PROVISION) == checked(
        PROVISION
    )


def test_a_declaration_is_known_by_its_id() -> None:
    ids = [located.checked.id for located, _ in elaborated(VOCABULARY)]
    assert ids[0] == "household"
    assert ids[-1] == "XX2021"
    assert checked(PROVISION).id == "XX2021/一-1"


def test_what_leans_on_a_broken_declaration_has_no_value_and_no_finding_of_its_own() -> None:
    broken = (
        "事实 存款(savings)\n  属于 成员\n  类型 钱数\n"
        "用语 富(rich)\n  属于 成员\n  指 存款 > 0元\n"
    )
    (_, of_fact), (term, of_term) = elaborated(broken)
    assert [it.code.id for it in of_fact] == ["P0205"]
    assert of_term == ()
    assert term.checked.value is None


def test_the_small_world_is_sound() -> None:
    assert [it.headline.en for _, found in elaborated(VOCABULARY) for it in found] == []
    assert len(declarations(VOCABULARY)) == len(elaborated(VOCABULARY))
