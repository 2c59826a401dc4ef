"""The drafted rule file: nothing made up, every sentence waiting, the open places marked 待填."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from doudi.compiler.ingest.ingest import Incoming, Ingested, ingest
from doudi.compiler.ingest.reading.model import RawText
from doudi.compiler.ingest.surroundings import Surroundings, surroundings
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.source import Source
from doudi.runtime import cli

RULES = Path(__file__).parents[2] / "rules"
FOLDERS = (
    "gansu/wuwei/go-2021-10",
    "gansu/go-2017-28",
    "chongqing/go-2021-02",
    "hubei/shiyan/winter-2019",
    "national/mca-2022-01",
)
EVERY = pytest.mark.parametrize("name", FOLDERS)


def taken_in(text: str, around: Surroundings | None = None) -> Ingested:
    raw = RawText(text, "text")
    return ingest(Incoming(text.encode(), raw, Path("new"), None, None, around or Surroundings()))


def draft_of(text: str) -> str:
    return taken_in(text).files["rules.policy"].decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for it in ("areas.yaml", "calendar.yaml", "precedence.policy"):
        shutil.copy(RULES / it, tmp_path)
    return tmp_path


@EVERY
def test_check_accepts_the_draft_but_at_the_places_to_fill(name: str, root: Path) -> None:
    raw = str(RULES / name / "raw.txt")
    assert cli.main(["ingest", raw, "-o", str(root / name), "--document", "XX2021"]) in (0, 1)
    draft = (root / name / "rules.policy").read_text("utf-8")
    assert "# 待填：施行" in draft
    assert [it.code.id for it in compile_rules(root).findings] == ["P0311"]
    filled = re.sub(r"  # 待填：施行.*", "  施行 2022-02-01 起", draft)
    (root / name / "rules.policy").write_text(filled, "utf-8")
    assert {it.code.id for it in compile_rules(root).findings} == {"P0602"}  # not recorded yet


@EVERY
def test_every_sentence_waits_in_the_ledger(name: str, root: Path) -> None:
    raw = str(RULES / name / "raw.txt")
    assert cli.main(["ingest", raw, "-o", str(root / name)]) in (0, 1)
    (root / name / "rules.policy").write_text(
        re.sub(
            r"  # 待填：施行.*",
            "  施行 2022-02-01 起",
            (root / name / "rules.policy").read_text("utf-8"),
        ),
        "utf-8",
    )
    ledger = compile_rules(root).ledger
    classes = [it.sentence_class for it in ledger.sentences]
    assert len(classes) > 10
    assert set(classes) == {"open"}
    assert all(it.reason for it in ledger.sentences)


@EVERY
def test_the_draft_is_in_the_layout_of_fmt(name: str) -> None:
    text = draft_of((RULES / name / "raw.txt").read_text("utf-8"))
    parsed = parse(Source("rules.policy", text))
    assert parsed.findings == ()
    assert format_file(parsed.value, "zh", {}) == text


@EVERY
def test_what_the_head_says_is_what_the_committed_rules_say(name: str) -> None:
    around = surroundings(RULES / name)
    made = taken_in((RULES / name / "raw.txt").read_text("utf-8"), around)
    committed = (RULES / name / "rules.policy").read_text("utf-8")
    draft = made.files["rules.policy"].decode()
    drafted = dict(re.findall(r"^  (发文机关|文号|位阶|辖区|印发) (.+)$", draft, re.MULTILINE))
    assert {"发文机关", "位阶", "辖区"} <= set(drafted)
    for key, value in drafted.items():
        assert re.search(rf"^  {key} {re.escape(value)}", committed, re.MULTILINE), key


def test_what_is_not_found_is_left_to_fill_and_never_made_up() -> None:
    made = taken_in("应当按标准发放救助金。\n")
    draft = made.files["rules.policy"].decode()
    names = ("文件代号", "标题", "发文机关", "文号", "位阶", "辖区", "印发", "施行")
    assert [it.partition("，")[0] for it in made.to_fill] == list(names)
    assert not re.search(r"^  (发文机关|文号|位阶|辖区|印发|施行)", draft, re.MULTILINE)


def test_a_day_of_force_that_is_written_is_taken() -> None:
    draft = draft_of("一、范围\n本办法自2021年7月1日起施行。\n某省民政厅\n2021年4月26日\n")
    assert "  施行 2021-07-01 起\n" in draft
    assert "  印发 2021-04-26\n" in draft


def test_a_day_that_does_not_exist_is_left_to_fill() -> None:
    draft = draft_of("一、范围\n应当发放。\n某省民政厅\n2021年2月30日\n")
    assert "# 待填：印发" in draft


def test_how_documents_are_cited_is_kept() -> None:
    made = taken_in(
        "为贯彻落实《甲通知》（国发〔2014〕17号）精神，根据《乙条例》，现通知如下：\n"
        "一、范围\n按照《丙办法》、《丁办法》执行。参考《戊意见》。《己规定》同时废止。\n"
        "某省民政厅\n2021年4月26日\n"
    )
    assert made.head is not None
    assert [(it.how, it.title) for it in made.head.cites] == [
        ("implements", "甲通知"),
        ("grounds", "乙条例"),
        ("incorporates", "丙办法"),
        ("incorporates", "丁办法"),
        ("mentions", "戊意见"),
        ("repeals", "己规定"),
    ]
    draft = made.files["rules.policy"].decode()
    assert "  贯彻 「国发〔2014〕17号」\n" in draft
    assert "  贯彻 「乙条例」  # 原文：根据《乙条例》\n" in draft
    assert "  废止 「己规定」\n" in draft


@pytest.mark.parametrize(
    "sentence",
    ["应当发放「救助金」。", "应当发放# 不是注释。", "应当\u202e发放\u200b。", '应当发放"\\x"。'],
)
def test_nothing_in_a_sentence_breaks_the_draft(sentence: str) -> None:
    draft = draft_of(f"一、范围\n{sentence}\n")
    assert parse(Source("rules.policy", draft)).findings == ()
    assert "条文 一-1 待办" in draft


def test_an_issuer_that_nobody_declared_is_left_to_fill(root: Path) -> None:
    text = "一、范围\n应当发放。\n重庆市民政局\n2021年2月4日\n"
    draft = taken_in(text, surroundings(root / "new")).files["rules.policy"].decode()
    assert "# 待填：发文机关 重庆市民政局" in draft
    assert "  位阶 省级规范性文件\n" in draft


def test_a_city_whose_level_is_unknown_leaves_its_rank_to_fill(root: Path) -> None:
    text = "一、范围\n应当发放。\n武威市人民政府办公室\n2021年2月4日\n"
    assert "待填：位阶，可能是市级规范性文件、县级规范性文件" in draft_of(text)
    known = taken_in(text, surroundings(root / "new")).files["rules.policy"].decode()
    assert "  位阶 市级规范性文件\n" in known


def test_a_number_that_does_not_fit_the_issuer_is_a_finding_and_the_rank_is_left_to_fill() -> None:
    made = taken_in(
        "关于做好救助工作的通知\n国办发〔2021〕2号\n一、范围\n应当发放。\n"
        "重庆市民政局\n2021年2月4日\n"
    )
    assert [(it.code.id, it.primary.span.text) for it in made.findings] == [
        ("P1004", "国办发〔2021〕2号")
    ]
    assert "# 待填：位阶" in made.files["rules.policy"].decode()


def test_the_rank_of_a_file_somebody_works_on_is_checked_against_its_issuer(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "chongqing"
    shutil.copytree(RULES / "chongqing/go-2021-02", folder)
    rules = folder / "rules.policy"
    rules.write_text(
        rules.read_text("utf-8").replace("位阶 省级规范性文件", "位阶 市级规范性文件"), "utf-8"
    )
    assert cli.main(["ingest", str(folder / "raw.txt"), "-o", str(folder), "--force"]) == 1
    assert "P1004" in capsys.readouterr().out
