"""What depends on what, and the place that says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doudi.compiler.graph.as_json import as_json
from doudi.compiler.graph.draw import as_dot, as_mermaid
from doudi.compiler.graph.model import Graph, Node, NodeKind, Relation
from doudi.compiler.graph.part import around, named
from doudi.compiler.graph.picture import detailed
from doudi.compiler.pipeline import compile_rules
from tests.support.small_folder import GRANT, MONTHLY, small_folder

UNEMPLOYED = Node(NodeKind.FACT, "unemployed")
IN_NEED = Node(NodeKind.TERM, "person_in_need")
ONE_OFF = Node(NodeKind.SCHEME, "one_off")
FIRST = Node(NodeKind.PROVISION, "XX2021/一-1")
SECOND = Node(NodeKind.PROVISION, "XX2021/一-2")

RECOGNISES = """\
条款 一-1a 「失业的困难人员」
  引自 一-1 「失业的困难人员」
  对每名 成员
  当 失业
  应当 认定 困难人员
"""


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    compilation = compile_rules(small_folder(tmp_path, MONTHLY + "\n" + GRANT + "\n" + RECOGNISES))
    assert not compilation.broken
    return compilation.graph


def test_a_provision_depends_on_what_its_condition_and_amount_read(graph: Graph) -> None:
    from_first = (it for it in graph.edges if it.source == FIRST)
    used = {it.target.id for it in from_first if it.relation is Relation.USES}
    assert used == {"unemployed", "person_in_need", "dibao_standard", "hukou", "back_at_work"}


def test_a_scheme_depends_on_the_provision_that_grants_it(graph: Graph) -> None:
    assert [it.target for it in graph.edges if it.source == ONE_OFF] == [SECOND]


def test_a_term_depends_on_the_provision_that_recognises_it(graph: Graph) -> None:
    (edge,) = (it for it in graph.edges if it.source == IN_NEED)
    assert (edge.target.id, edge.relation) == ("XX2021/一-1a", Relation.DEFINED_BY)
    assert edge.place.text == "困难人员"


def test_an_edge_carries_the_place_that_caused_it(graph: Graph) -> None:
    (edge,) = (it for it in graph.edges if (it.source, it.target) == (SECOND, UNEMPLOYED))
    assert (edge.place.text, edge.detail) == ("失业", "WHEN")


def test_a_part_holds_what_leads_there_and_what_it_leads_to(graph: Graph) -> None:
    part = around(graph, named(graph, "困难人员"), None)
    assert {it.id for it in part.names if it.kind is NodeKind.PROVISION} == {
        "XX2021/一-1",
        "XX2021/一-1a",
    }
    assert ONE_OFF not in part.names


def test_a_part_stops_after_so_many_steps(graph: Graph) -> None:
    part = around(graph, named(graph, "unemployed"), 1)
    assert set(part.names) == {
        UNEMPLOYED,
        FIRST,
        SECOND,
        Node(NodeKind.PROVISION, "XX2021/一-1a"),
        Node(NodeKind.DOCUMENT, "XX2021"),  # what its provisions stand in, at no further step
    }


def test_json_says_where(graph: Graph) -> None:
    drawn = json.loads(as_json(graph))
    assert drawn["schema"] == "doudi-graph/2"
    (edge,) = (
        it
        for it in drawn["edges"]
        if (it["source"], it["target"]) == ("provision:XX2021/一-2", "fact:unemployed")
    )
    assert edge["place"]["file"].endswith("notice/rules.policy")
    assert edge["clause"] == "when"


def test_drawings_speak_either_language(graph: Graph) -> None:
    assert '{{"困难人员"}}' in as_mermaid(detailed(graph, "", "zh"))
    assert '{{"person_in_need"}}' in as_mermaid(detailed(graph, "", "en"))
    assert 'label="granted by"' in as_dot(detailed(graph, "", "en"))


def test_a_circle_of_terms_is_shown_with_its_way_and_every_place(tmp_path: Path) -> None:
    words = """\
用语 甲类(group_a)
  属于 成员
  类型 是否
  指 乙类

用语 乙类(group_b)
  属于 成员
  类型 是否
  指 非 丙类
"""
    third = "\n用语 丙类(group_c)\n  属于 成员\n  类型 是否\n"
    rules = (
        "条款 一-1 「丙类」\n  引自 一-1 「失业的困难人员」\n  对每名 成员\n  当 失业\n   且 甲类\n"
        "  应当 认定 丙类\n"
    )
    root = small_folder(tmp_path, rules, vocabulary__circle_policy=words + third)
    (finding,) = compile_rules(root).errors
    assert finding.code.id == "P0501"
    assert "`group_a` → `group_b` → `group_c` → `group_a`" in finding.headline.en
    assert [finding.primary.span.text, *(it.span.text for it in finding.related)] == [
        "乙类",
        "丙类",
        "甲类",
    ]
    assert "XX2021/一-1" in finding.related[1].text.en if finding.related[1].text else False


def test_provisions_may_not_each_prevail_over_the_other(tmp_path: Path) -> None:
    one = GRANT + "  优先于 XX2021/一-1\n"
    other = MONTHLY + "  优先于 XX2021/一-2\n"
    (finding,) = compile_rules(small_folder(tmp_path, f"{one}\n{other}")).errors
    assert finding.code.id == "P0502"
    assert "`XX2021/一-1` → `XX2021/一-2` → `XX2021/一-1`" in finding.headline.zh


def test_an_exception_and_a_declared_order_are_no_circle(tmp_path: Path) -> None:
    one = GRANT + "  优先于 XX2021/一-1\n"
    other = MONTHLY + "  例外于 XX2021/一-2\n"
    assert compile_rules(small_folder(tmp_path, f"{one}\n{other}")).errors == ()
