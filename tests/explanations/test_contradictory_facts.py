"""Facts that cannot all be so: what is found, what is said of it, and with which exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.tree import Heading, Lang, Node, Tree
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.schemas.publish import published
from tests.support.sample_program import PROGRAM as RULES
from tests.support.sample_vocabulary import (
    CONFIRMED,
    DIBAO_TERM,
    DISCHARGE,
    HOUSEHOLD,
    MEMBER,
    TEKUN_TERM,
    op,
)

_LEFT: Final = op("le", DISCHARGE, ex.Special("as_of"))
PROGRAM: Final = replace(
    RULES,
    axioms=(
        Axiom("出院的是确诊过的", MEMBER, _LEFT, CONFIRMED, ("事理",)),
        Axiom("家里有人", HOUSEHOLD, None, ex.Aggregate("exists", MEMBER, None, None), ("事理",)),
    ),
    disjoints=(Disjoint((DIBAO_TERM.id, TEKUN_TERM.id), ("国发〔2014〕17号",)),),
)


def _decided(*members: dict[str, Any]) -> Decision:
    people = [{"id": f"p{at}", **it} for at, it in enumerate(members, 1)]
    facts = {"area": "重庆市江北区", "as_of": "2021-10-15", "household": {"member": people}}
    return decide(PROGRAM, case_from_python(facts, PROGRAM))


def _found(*members: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Of whom, what, and by which facts."""
    return [
        (it.subject.id, it.statement or "+".join(it.excluding), [use.fact for use in it.facts])
        for it in _decided(*members).contradictions
    ]


def _first_section(decision: Decision, lang: Lang) -> tuple[str, tuple[Node, ...]]:
    blocks = explain(decision, PROGRAM, "verdict", lang).blocks
    at = next(i for i, it in enumerate(blocks) if isinstance(it, Heading) and it.level == 2)
    heading, tree = blocks[at], blocks[at + 2]
    assert isinstance(heading, Heading)
    assert isinstance(tree, Tree)
    return heading.text, tree.nodes


def test_an_axiom_is_broken_by_what_is_known() -> None:
    broken = {"出院日期": "2021-10-01", "新冠确诊": False}
    expected = [("p1", "出院的是确诊过的", ["discharge_date", "confirmed_covid"])]
    assert _found(broken) == expected
    assert _found({}, broken)[0][0] == "p2"


@pytest.mark.parametrize(
    "member",
    [
        {"出院日期": "2021-10-01"},
        {"出院日期": "2021-10-01", "新冠确诊": "unknown"},
        {"出院日期": "2021-10-01", "新冠确诊": "not_asked"},
        {"出院日期": {"min": "2021-10-01", "max": "2021-10-31"}, "新冠确诊": False},
        {"出院日期": "2021-10-31", "新冠确诊": False},
        {"出院日期": "not_applicable", "新冠确诊": False},
    ],
)
def test_what_may_still_be_so_is_no_contradiction(member: dict[str, Any]) -> None:
    assert _found(member) == []


def test_a_range_that_lies_wholly_on_the_wrong_side_is_known_well_enough() -> None:
    member = {"出院日期": {"min": "2021-10-01", "max": "2021-10-09"}, "新冠确诊": False}
    assert [it[0] for it in _found(member)] == ["p1"]


def test_of_a_derived_term_the_facts_are_named_that_it_came_from() -> None:
    clashing = "dibao_recipient+tekun"
    given = {"低保对象": True, "特困人员": True}
    derived = {"低保对象": True, "年龄": 66}
    assert _found(given) == [("p1", clashing, ["dibao_recipient", "tekun"])]
    assert _found(derived) == [("p1", clashing, ["dibao_recipient", "age"])]


def test_a_list_with_nobody_in_it_is_a_fact_as_well() -> None:
    assert _found() == [("household", "家里有人", ["member"])]
    ((_, (node,)), (_, (english,))) = (_first_section(_decided(), it) for it in ("zh", "en"))
    assert node.children[0].text == "没有成员"
    assert english.children[0].text == "there is no member"


def test_the_letter_says_it_before_anything_that_leans_on_it() -> None:
    decision = _decided({"id": "小明", "低保对象": True, "年龄": 66})
    heading, (node,) = _first_section(decision, "zh")
    assert heading == "案情自相矛盾"
    assert node.text == "小明：低保对象、特困人员：至多一项为是"
    assert [it.text for it in node.children] == [
        "低保对象为「是」",
        "年龄为66",
        "来源：国发〔2014〕17号",
    ]
    heading, (node,) = _first_section(decision, "en")
    assert heading == "The facts contradict themselves"
    assert node.text == "小明: at most one of these holds: dibao recipient and tekun"


def test_a_decision_is_made_all_the_same() -> None:
    member = {"id": "p1", "低保对象": True, "年龄": 66}
    facts = {"area": "重庆市江北区", "as_of": "2021-10-15", "household": {"member": [member]}}
    plain = decide(RULES, case_from_python(facts, RULES))
    whole = decide(PROGRAM, case_from_python(facts, PROGRAM))
    assert len(whole.contradictions) == 1
    assert replace(whole, contradictions=()) == plain


def test_the_json_says_it_as_its_schema_has_it() -> None:
    document = decision_json(_decided({"低保对象": True, "年龄": 66}), PROGRAM)
    Draft202012Validator(published("decision")).validate(document)
    assert isinstance(document, dict)
    (said,) = document["contradictions"]
    assert said["statement"]["en"] == "at most one of these holds: dibao recipient and tekun"
    assert said["subject"] == {"entity": "member", "id": "p1"}
    assert [it["fact"] for it in said["facts"]] == ["dibao_recipient", "age"]
    assert said["facts"][1]["value"] == {"number": {"min": "66", "max": "66"}}


@pytest.mark.parametrize(("confirmed", "code"), [("否", 1), ("是", 0), ("不详", 0)])
def test_the_command_decides_and_ends_with_1_where_facts_contradict_themselves(
    confirmed: str, code: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bundle, facts = tmp_path / "sample.doudi", tmp_path / "case.yaml"
    bundle.write_bytes(write(PROGRAM))
    member = f"{{id: p1, 新冠确诊: {confirmed}, 出院日期: 2021-10-01}}"
    facts.write_text(
        f"as_of: 2021-10-15\narea: 江北区\nhousehold: {{member: [{member}]}}\n", "utf-8"
    )
    asked = ["decide", str(facts), "--bundle", str(bundle)]
    assert main([*asked, "--format", "json"]) == code
    document = json.loads(capfd.readouterr().out)
    assert bool(document["contradictions"]) == bool(code)
    assert document["outcomes"] != []
    kept = tmp_path / "letter.txt"
    assert main([*asked, "-o", str(kept)]) == code
    assert ("案情自相矛盾" in kept.read_text("utf-8")) == bool(code)
