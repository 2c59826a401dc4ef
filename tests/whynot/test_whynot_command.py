"""`doudi whynot` at the command line, asked well and asked badly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.inquiry.terminal import Said, bundle_of, doudi
from tests.support.real_rules import Rules

_REFUSED: Final = Path(__file__).parents[2] / "examples/chongqing-refused.yaml"


@pytest.fixture(scope="module")
def bundle(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle_of(rules.program, tmp_path_factory.mktemp("rules"))


def _ask(bundle: Path, *more: str, facts: Path = _REFUSED) -> Said:
    return doudi("whynot", facts, "--bundle", bundle, *more)


def test_an_answer_is_a_success_whatever_it_says(bundle: Path) -> None:
    said = _ask(bundle, "--scheme", "最低生活保障金")
    assert (said.code, said.talk) == (0, "")
    assert "怎样才会不同" in said.data


def test_what_the_json_promises_comes_out_when_its_values_are_put_into_the_facts(
    bundle: Path, tmp_path: Path
) -> None:
    said = json.loads(_ask(bundle, "--scheme", "dibao", "--format", "json").data)
    (only,) = said["alternatives"]
    facts = {
        "as_of": said["as_of"],
        "area": said["area"],
        "household": {"id": "王家", "家庭户别": "城镇", "共同生活人数": 3, "新近确认": "不适用"},
    }
    household: dict[str, object] = facts["household"]
    household.update({it["fact"]: it["to"] for it in only["changes"]})
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(facts), "utf-8")
    decided = doudi("decide", file, "--bundle", bundle, "--scheme", "dibao", "--format", "json")
    (outcome,) = json.loads(decided.data)["outcomes"]
    assert outcome["outcome"] == only["result"]["outcome"]
    assert outcome["amount"] == only["result"]["amount"]


def test_no_more_alternatives_are_shown_than_asked_for_and_the_rest_is_counted(
    bundle: Path, tmp_path: Path
) -> None:
    file = tmp_path / "patient.yaml"
    file.write_text(
        "{as_of: 2021-10-12, area: 渝中区, household: {家庭户别: 城镇, 共同生活人数: 3, "
        "家庭月收入: 1800, 财产符合低保规定: 否, 财产符合低收入规定: 否, member: [{id: 父亲, "
        "年龄: 40, 新冠确诊: 是, 确诊日期: 2021-10-02, 特困人员: 否, 困境儿童: 否}]}}",
        "utf-8",
    )
    asked = ("--scheme", "patient_relief", "--format", "json")
    both = json.loads(_ask(bundle, *asked, facts=file).data)
    one = json.loads(_ask(bundle, *asked, "--most", "1", facts=file).data)
    assert (len(both["alternatives"]), both["more"]) == (2, 0)
    assert (one["alternatives"], one["more"]) == (both["alternatives"][:1], 1)


def test_markdown_and_a_file_are_as_good_as_a_terminal(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.md"
    said = _ask(bundle, "--scheme", "dibao", "--format", "markdown", "-o", str(file))
    assert (said.code, said.data) == (0, "")
    assert file.read_text("utf-8").startswith("# 为何如此")


def test_a_sum_that_is_sure_already_needs_nothing(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "granted.yaml"
    file.write_text(
        "{as_of: 2022-03-10, area: 渝中区, household: {家庭户别: 城镇, 共同生活人数: 3, "
        "家庭月收入: 900, 低保家庭: 是, 新近确认: 不适用}}",
        "utf-8",
    )
    said = _ask(bundle, "--scheme", "dibao", "--at-least", "1008", "--lang", "en", facts=file)
    assert "already sure to be at least 1,008.00 yuan" in said.data
    asked = ("--scheme", "dibao", "--at-least", "1008.01", "--format", "json")
    (more,) = json.loads(_ask(bundle, *asked, facts=file).data)["alternatives"]
    assert [(it["from"], it["to"]) for it in more["changes"]] == [(900, 899.99)]


def test_of_a_sum_that_nothing_reaches_the_clauses_are_named(bundle: Path) -> None:
    asked = ("--scheme", "dibao", "--at-least", "1908.01", "--format", "json")
    said = json.loads(_ask(bundle, *asked).data)
    assert said["alternatives"] == []
    assert {it["kind"] for it in said["none_because"]} == {"rests_on"}
    assert "SC2014/12" in {it["provision"] for it in said["none_because"]}
    just = json.loads(_ask(bundle, *asked[:3], "1908", *asked[4:]).data)
    assert [it["result"]["amount"]["min"] for it in just["alternatives"]] == ["1908.00"]


def test_facts_that_contradict_each_other_are_to_be_put_right_first(
    bundle: Path, tmp_path: Path
) -> None:
    file = tmp_path / "contradictory.yaml"
    file.write_text(
        "{as_of: 2021-10-12, area: 渝中区, household: {家庭户别: 城镇, 共同生活人数: 1, "
        "家庭月收入: 3000, 财产符合低保规定: 是, member: [{id: 子, 年龄: 10, 失业: 是}]}}",
        "utf-8",
    )
    said = _ask(bundle, "--scheme", "dibao", facts=file)
    assert said.code == 1
    assert "案情自相矛盾，须先核对改正" in said.data
    document = json.loads(_ask(bundle, "--scheme", "dibao", "--format", "json", facts=file).data)
    assert (document["sought"], document["alternatives"]) == ("facts_first", [])
    assert len(document["contradictions"]) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("--scheme", "最低生活保证金"),
            "没有 `最低生活保证金` 这个救助项目；是不是 `最低生活保障金`？",
        ),
        (("--scheme", "dibao", "--person", "王加"), "没有 `王加` 这个家庭编号；是不是 `王家`？"),
        (
            ("--scheme", "patient_relief"),
            "确诊患者临时救助金按成员分别判断，请用 `--person 编号` 指明是谁：王某、王妻、王女",
        ),
        (("--scheme", "dibao", "--person", "王某"), "没有 `王某` 这个家庭编号；是不是 `王家`？"),
        (("--scheme", "免予追究责任"), "案情里没有工作人员，免予追究责任是给工作人员的"),
        (("--scheme", "dibao", "--at-least", "1e3"), "`1e3` 不是金额"),
        (("--scheme", "dibao", "--at-least", "-5"), "--at-least"),
        (("--scheme", "dibao", "--at-least", "１２"), "`１２` 不是金额"),
        (("--scheme", "dibao", "--most", "0"), "`0` 应为 1 至 9999 的整数"),
        ((), "--scheme"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_printed(
    asked: tuple[str, ...], said: str, bundle: Path
) -> None:
    answer = _ask(bundle, *asked, "--lang", "zh")
    assert (answer.code, answer.data) == (2, "")
    assert said in answer.talk
    assert "Traceback" not in answer.talk


def test_without_a_date_today_is_not_assumed(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "undated.yaml"
    file.write_text("{area: 渝中区, household: {}}", "utf-8")
    said = _ask(bundle, "--scheme", "dibao", facts=file)
    assert (said.code, said.data) == (2, "")
    dated = _ask(bundle, "--scheme", "dibao", "--as-of", "2021-10-12", facts=file)
    assert dated.code == 0
