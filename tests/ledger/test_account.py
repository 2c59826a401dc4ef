"""Every sentence is exactly one of seven, and what was not looked at is open and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from doudi.compiler.ledger.model import CLASSES, DocumentLedger, Sentence, counts
from doudi.compiler.pipeline import Compilation, compile_rules
from tests.support.small_folder import GRANT, MONTHLY, small_folder

NOT_RUN = """\
条款 二-2 「抽查比例」
  引自 二-2 「入户抽查比例不低于30%」
  不执行 「没有说谁来抽查」
"""


def compiled(folder: Path, rules: str, **files: str) -> Compilation:
    return compile_rules(small_folder(folder, rules, **files))


def ledger(compilation: Compilation) -> DocumentLedger:
    (document,) = compilation.ledger.documents
    return document


def by_address(compilation: Compilation) -> dict[str, Sentence]:
    return {it.address: it for it in ledger(compilation).sentences}


def codes(compilation: Compilation) -> list[str]:
    return [it.code.id for it in compilation.findings if it.code.id.startswith("P08")]


def test_a_sentence_without_anything_is_open(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, "")
    classes = {it.address: it.sentence_class for it in ledger(compilation).sentences}
    assert classes == dict.fromkeys(("一-1", "一-2", "二-1", "二-2"), "open")
    assert codes(compilation) == []


def test_a_quoted_sentence_is_encoded_and_names_its_provisions(tmp_path: Path) -> None:
    sentence = by_address(compiled(tmp_path, GRANT))["一-2"]
    assert (sentence.sentence_class, sentence.provisions) == ("encoded", ("XX2021/一-2",))
    assert sentence.share == 100


def test_a_quote_that_runs_on_covers_every_sentence_it_reaches(tmp_path: Path) -> None:
    running = MONTHLY.replace("再就业为止」", "再就业为止。未参保失业人员」", 1)
    given = by_address(compiled(tmp_path, running))
    assert given["一-1"].provisions == given["一-2"].provisions == ("XX2021/一-1",)
    assert given["一-1"].share == 100
    assert 0 < given["一-2"].share < 100


def test_a_quote_that_only_reaches_a_full_stop_covers_nothing(tmp_path: Path) -> None:
    notice = "一、补助对象\n困难人员可以申请（另行通知。）失业人员发放补助。\n"
    quoting = GRANT.replace("一-2", "一").replace(
        "未参保失业人员可以给予一次性补助", "。）失业人员"
    )
    given = by_address(compiled(tmp_path, quoting, notice__notice_txt=notice))
    assert [it.sentence_class for it in given.values()] == ["open", "encoded"]


def test_half_of_a_sentence_quoted_is_half_of_its_characters(tmp_path: Path) -> None:
    notice = "一、补助对象\n失业人员，给予补助。\n"
    quoting = GRANT.replace("一-2", "一-1").replace("未参保失业人员可以给予一次性补助", "失业人员")
    (sentence,) = by_address(compiled(tmp_path, quoting, notice__notice_txt=notice)).values()
    assert sentence.share == 50
    text = ledger(compile_rules(tmp_path / "rules")).notice.source.text
    assert [text[it.start : it.end] for it in sentence.quoted] == ["失业人员"]


def test_two_quotes_of_one_sentence_count_what_both_have_once(tmp_path: Path) -> None:
    again = GRANT.replace("条款 一-2", "条款 一-2a")
    sentence = by_address(compiled(tmp_path, f"{GRANT}\n{again}"))["一-2"]
    assert sentence.provisions == ("XX2021/一-2", "XX2021/一-2a")
    assert len(sentence.quoted) == 1
    assert sentence.share == 100


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("委任", "delegated"),
        ("酌定", "discretionary"),
        ("程序性", "procedural"),
        ("宣示", "exhortation"),
        ("残损", "damaged"),
        ("待办", "open"),
    ],
)
def test_an_entry_gives_its_class_and_its_reason(tmp_path: Path, word: str, expected: str) -> None:
    sentence = by_address(compiled(tmp_path, f"条文 二-1 {word} 「区县政府：另定」\n"))["二-1"]
    assert (sentence.sentence_class, sentence.reason) == (expected, "区县政府：另定")
    assert sentence.addressee == ("区县政府" if expected == "delegated" else "")


def test_every_class_can_be_had(tmp_path: Path) -> None:
    assert set(CLASSES) == {
        "encoded",
        "delegated",
        "discretionary",
        "procedural",
        "exhortation",
        "damaged",
        "open",
    }
    assert list(counts(ledger(compiled(tmp_path, "")).sentences)) == list(CLASSES)


def test_an_entry_for_a_section_is_one_for_each_of_its_sentences(tmp_path: Path) -> None:
    given = by_address(compiled(tmp_path, "条文 二 宣示 「只讲要求」\n"))
    assert [it.sentence_class for it in given.values()] == ["open"] * 2 + ["exhortation"] * 2


def test_headings_are_counted_apart_unless_something_names_them(tmp_path: Path) -> None:
    assert ledger(compiled(tmp_path / "a", "")).headings == 2
    named = compiled(tmp_path / "b", "条文 二-0 宣示 「标题」\n")
    assert ledger(named).headings == 1
    assert by_address(named)["二-0"].sentence_class == "exhortation"


def test_a_provision_that_is_not_run_encodes_nothing(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, f"{NOT_RUN}\n条文 二-2 程序性 「抽查由谁做没有写」\n")
    assert codes(compilation) == []
    assert by_address(compilation)["二-2"].sentence_class == "procedural"


def test_encoded_and_claimed_names_both_places_and_stays_encoded(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, f"{GRANT}\n条文 一-2 宣示 「只讲要求」\n")
    (finding,) = (it for it in compilation.findings if it.code.id == "P0801")
    assert finding.primary.span.text == "一-2"
    assert [it.span.text for it in finding.related] == ["一-2"]
    assert finding.related[0].span.line < finding.primary.span.line
    assert by_address(compilation)["一-2"].sentence_class == "encoded"


def test_the_first_of_two_entries_counts(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, "条文 二-1 程序性 「甲」\n条文 二-1 宣示 「乙」\n")
    assert codes(compilation) == ["P0802"]
    assert by_address(compilation)["二-1"].reason == "甲"


@pytest.mark.parametrize("word", ["委任", "酌定", "程序性", "宣示", "残损"])
@pytest.mark.parametrize("reason", ["", " 「」", " 「 」"])
def test_a_class_other_than_open_has_a_reason(tmp_path: Path, word: str, reason: str) -> None:
    assert codes(compiled(tmp_path, f"条文 二-1 {word}{reason}\n")) == ["P0803"]


def test_open_needs_no_reason(tmp_path: Path) -> None:
    assert codes(compiled(tmp_path, "条文 二-1 待办\n")) == []


def test_an_entry_for_a_sentence_that_is_not_there_counts_nothing(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, "条文 九-1 宣示 「没有这一句」\n")
    assert "P0401" in {it.code.id for it in compilation.findings}
    assert {it.sentence_class for it in ledger(compilation).sentences} == {"open"}


def test_a_document_without_any_provision_is_all_open(tmp_path: Path) -> None:
    compilation = compiled(tmp_path, "")
    assert counts(compilation.ledger.sentences)["open"] == 4


def test_what_was_kept_gives_the_same_ledger_and_the_same_findings(tmp_path: Path) -> None:
    root = small_folder(tmp_path, f"{MONTHLY}\n{GRANT}\n条文 二-1 程序性 「时限」\n")
    anew = compile_rules(root)
    for _ in range(2):
        kept = compile_rules(root, tmp_path / "cache")
        assert kept.ledger.documents[0].sentences == anew.ledger.documents[0].sentences
    assert codes(kept) == []
    rules = root / "notice/rules.policy"
    rules.write_text(rules.read_text("utf-8") + "\n条文 一-2 宣示 「只讲要求」\n", "utf-8")
    for _ in range(2):
        assert codes(compile_rules(root, tmp_path / "cache")) == ["P0801"]


def test_a_contradiction_that_an_error_hid_is_found_once_the_error_is_gone(tmp_path: Path) -> None:
    root = small_folder(tmp_path, f"{GRANT}\n条文 一-2 宣示 「只讲要求」\n")
    words = root / "vocabulary/words.policy"
    whole = words.read_text("utf-8")
    words.write_text(whole.replace("事实 失业(", "事实 失去工作("), "utf-8")
    assert codes(compile_rules(root, tmp_path / "cache")) == []
    words.write_text(whole, "utf-8")
    assert codes(compile_rules(root, tmp_path / "cache")) == ["P0801"]
