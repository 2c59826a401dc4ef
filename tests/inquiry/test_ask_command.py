"""`doudi ask` as it is met at the command line, by those in good faith and by others."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from doudi.runtime.schemas.publish import published
from tests.inquiry.terminal import doudi

_ROOT = Path(__file__).parents[2]
_EXAMPLES = _ROOT / "examples"


@pytest.mark.parametrize("example", ["chongqing-tekun-2022", "ministry-window-2022"])
def test_the_questions_keep_their_published_schema(example: str, real: Path) -> None:
    said = doudi("ask", _EXAMPLES / f"{example}.yaml", "--bundle", real, "--format", "json")
    assert (said.code, said.talk) == (0, "")
    jsonschema.validate(json.loads(said.data), published("inquiry"))


def test_a_question_says_for_whom_why_and_by_which_sentence(real: Path) -> None:
    said = doudi("ask", _EXAMPLES / "ministry-window-2022.yaml", "--bundle", real, "--lang", "en")
    assert (
        "李某: Does the person meet the area's own conditions for the one-off relief?" in said.data
    )
    assert "one-off relief for the uninsured unemployed (李某, MCA2022" in said.data
    assert "对于符合条件的未参保失业人员" in said.data


def test_an_article_without_its_text_stands_where_a_sentence_would(real: Path) -> None:
    file = _facts(real.parent / "next-to-nothing.yaml", "{id: p1, 新冠确诊: 是}")
    said = doudi("ask", file, "--bundle", real, "--scheme", "确诊患者临时救助金").data
    assert "\n    《社会救助暂行办法》（国务院令第649号）第9条：低保家庭：" in said
    assert "「」" not in said


def test_only_what_one_asks_about_is_asked(real: Path) -> None:
    file = _EXAMPLES / "ministry-window-2022.yaml"
    narrowed = ("--scheme", "一次性临时救助金", "--person", "李某")
    said = doudi("ask", file, "--bundle", real, "--format", "json", *narrowed)
    about = json.loads(said.data)
    assert [it["fact"] for it in about["questions"]] == ["meets_local_conditions"]
    assert about["schemes"] == ["one_off_relief"]
    assert {it["subject"]["id"] for it in about["outcomes"]} == {"李某"}


def test_where_nothing_is_left_to_ask_it_says_how_things_stand(real: Path) -> None:
    file = _EXAMPLES / "chongqing-patient.yaml"
    said = doudi("ask", file, "--bundle", real, "--scheme", "确诊患者临时救助金")
    assert said.code == 0
    assert "没有还需要问的。" in said.data
    assert "确诊患者临时救助金 · 父亲：应予，2021-02 至 2021-08 每月1,240.00元" in said.data
    whole = doudi("ask", file, "--bundle", real, "--lang", "en").data
    assert "Nothing is left to ask.\nGranted: 3, " in whole


def test_a_fact_that_is_dear_to_find_out_is_asked_later(sample: Path, facts: Path) -> None:
    def order(*cost: str) -> list[str]:
        said = doudi("ask", facts, "--bundle", sample, "--format", "json", *cost)
        return [it["fact"] for it in json.loads(said.data)["questions"]]

    first, *_ = order()
    dear = order("--cost", f"{first}=50")
    assert sorted(dear) == sorted(order())
    assert dear[0] != first


def test_facts_that_contradict_themselves_are_said_before_one_asks_on(real: Path) -> None:
    file = _facts(real.parent / "contradicting.yaml", "{id: p1, 年龄: 10, 失业: 是}")
    said = doudi("ask", file, "--bundle", real, "--scheme", "一次性临时救助金")
    assert said.code == 1
    assert "年满十六周岁" in said.data


_DECIDED = '有了认定，在案情里该家庭之下写 `"低收入家庭": "是"`'


def test_a_status_that_no_clause_defines_is_written_into_the_facts_as_it_says(real: Path) -> None:
    facts = {"as_of": "2021-02-15", "area": "重庆市渝中区"}
    household = {"member": [{"id": "父亲", "新冠确诊": True}]}
    file = real.parent / "low-income.json"
    asked = ("ask", file, "--bundle", real, "--scheme", "确诊患者临时救助金")
    file.write_text(json.dumps(facts | {"household": household}), "utf-8")
    assert _DECIDED in doudi(*asked).data
    file.write_text(json.dumps(facts | {"household": household | {"低收入家庭": "是"}}), "utf-8")
    given = doudi(*asked)
    assert (given.code, given.talk) == (0, "")
    assert _DECIDED not in given.data


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--scheme", "一次性临时求助金"], "没有 `一次性临时求助金` 这个救助项目；是不是"),
        (["--person", "p2"], "没有 `p2` 这个编号；是不是 `p1`？"),
        (["--cost", "年龄"], "--cost 写作 `事实=数`"),
        (["--cost", "年龄=-1"], "--cost 写作 `事实=数`"),
        (["--cost", "年龄=many"], "--cost 写作 `事实=数`"),
        (["--cost", "年令=2"], "没有 `年令` 这个事实；是不是 `年龄`？"),
        (["--facts-out", "x.json"], "--facts-out 写的是访谈所得，须与 --interview 同用"),
    ],
)
def test_a_wrong_use_is_said_in_one_line(
    more: list[str], said: str, sample: Path, facts: Path
) -> None:
    found = doudi("ask", facts, "--bundle", sample, *more)
    assert (found.code, found.data) == (2, "")
    assert found.talk.startswith(f"doudi: {said}")
    assert found.talk.count("\n") == 1


def test_an_interview_is_not_held_over_the_facts_on_standard_input(sample: Path) -> None:
    found = doudi("ask", "-", "--bundle", sample, "--interview")
    assert (found.code, found.data) == (2, "")
    assert "案情请写在文件里" in found.talk


def test_a_file_that_is_there_is_not_written_over(sample: Path, facts: Path) -> None:
    kept = facts.with_suffix(".interview.json")
    kept.write_text("somebody's", "utf-8")
    found = doudi("ask", facts, "--bundle", sample, "--interview", typed=["40"])
    assert (found.code, found.data) == (2, "")
    go_on = f"doudi ask {kept} --interview --bundle {sample}"
    assert f"已有 `{kept}`；接着问：{go_on}；" in found.talk
    assert kept.read_text("utf-8") == "somebody's"
    for more in (("--interview", "--facts-out", facts), ("--interview", "--facts-out", kept)):
        found = doudi("ask", facts, "--bundle", sample, *more)
        assert (found.code, found.data) == (2, "")
        assert "会盖掉" in found.talk
    over = doudi("ask", facts, "--bundle", sample, "-o", facts)
    assert "会盖掉" in over.talk
    assert facts.read_text("utf-8").startswith("area")
    assert kept.read_text("utf-8") == "somebody's"


@pytest.mark.parametrize("command", [("decide",), ("receipt",), ("whynot", "--scheme", "relief")])
def test_an_interview_taken_for_the_facts_says_how_to_write_them_down_by_the_same_rules(
    command: tuple[str, ...], sample: Path, facts: Path, tmp_path: Path
) -> None:
    session = tmp_path / "session.json"
    doudi("ask", facts, "--bundle", sample, "--interview", "-o", session, typed=["40"])
    found = doudi(*command, session, "--bundle", sample)
    assert (found.code, found.data) == (2, "")
    go_on = f"doudi ask {session} --interview --bundle {sample} --facts-out 案情.json"
    assert found.talk == f"doudi: `{session}` 是一次访谈，不是案情；写出案情：{go_on}\n"


def test_where_it_cannot_write_it_says_so_before_anybody_is_asked(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    for target in (tmp_path / "no" / "such" / "place.json", tmp_path):
        found = doudi("ask", facts, "--bundle", sample, "--interview", "-o", target, typed=["40"])
        assert (found.code, found.data) == (2, "")
        assert str(target) in found.talk
        assert ">" not in found.talk
    to_stdout = doudi("ask", facts, "--bundle", sample, "--interview", "-o", "-", typed=["40"])
    assert (to_stdout.code, to_stdout.data) == (2, "")


@pytest.mark.parametrize("option", [("--scheme", "临时救助金"), ("--as-of", "2021-03-01")])
def test_what_was_settled_when_an_interview_began_is_not_changed_later(
    option: tuple[str, str], sample: Path, facts: Path, tmp_path: Path
) -> None:
    session = tmp_path / "session.json"
    doudi("ask", facts, "--bundle", sample, "--interview", "-o", session, typed=["40"])
    before = session.read_bytes()
    found = doudi("ask", session, "--bundle", sample, "--interview", *option)
    assert found.code == 2
    assert f"{option[0]} 在开始时已定" in found.talk
    assert session.read_bytes() == before


@pytest.mark.parametrize("broken", ["{", '{"schema": "doudi-interview/1"', "[]", "", "\0"])
def test_a_file_that_is_neither_facts_nor_an_interview_is_refused(
    broken: str, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "broken.json"
    file.write_text(broken, "utf-8")
    for more in ([], ["--interview"]):
        found = doudi("ask", file, "--bundle", sample, *more)
        assert (found.code, found.data) == (2, "")
        assert found.talk.startswith("doudi: ")
        assert "内部错误" not in found.talk
    assert list(tmp_path.iterdir()) == [file]


def _facts(file: Path, member: str) -> Path:
    file.write_text(
        f"area: 重庆市渝中区\nas_of: 2021-02-15\nhousehold:\n  member:\n    - {member}\n", "utf-8"
    )
    return file
