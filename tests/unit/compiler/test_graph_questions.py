"""What uses this, what does this need, what changes if this standard moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from doudi.compiler.graph.as_text import as_text
from doudi.compiler.graph.model import Graph, Node, NodeKind, Relation
from doudi.compiler.graph.questions import Answer, Question, ask
from doudi.compiler.pipeline import compile_rules
from tests.support.cited_folder import cited_folder

STANDARD = Node(NodeKind.STANDARD, "dibao_standard")
UNEMPLOYED = Node(NodeKind.FACT, "unemployed")
IN_NEED = Node(NodeKind.TERM, "person_in_need")
MONTHLY = Node(NodeKind.PROVISION, "XX2021/一-1")
RECOGNISES = Node(NodeKind.PROVISION, "XX2021/一-1a")
ONE_OFF = Node(NodeKind.PROVISION, "XX2021/一-2")
OLDER = Node(NodeKind.PROVISION, "YY2019/1")
ALLOWANCE = Node(NodeKind.SCHEME, "allowance")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    compilation = compile_rules(cited_folder(tmp_path))
    assert not compilation.broken
    return compilation.graph


def reached(answer: Answer) -> dict[Node, int]:
    return {it.node: it.steps for it in answer.reached}


def test_what_uses_a_fact_is_found_through_terms_and_schemes(graph: Graph) -> None:
    found = reached(ask(graph, Question.USES, UNEMPLOYED))
    assert found[MONTHLY] == 1
    assert found[RECOGNISES] == 1
    assert found[IN_NEED] == 2
    assert found[ALLOWANCE] == 2


def test_standing_in_one_document_is_no_use_of_it(graph: Graph) -> None:
    found = reached(ask(graph, Question.USES, STANDARD))
    assert ONE_OFF not in found
    assert not any(it.kind is NodeKind.DOCUMENT for it in found)


def test_a_provision_needs_what_its_terms_are_made_of(graph: Graph) -> None:
    found = reached(ask(graph, Question.NEEDS, MONTHLY))
    assert found[STANDARD] == 1
    assert found[IN_NEED] == 1
    assert found[RECOGNISES] == 2
    assert ALLOWANCE not in found


def test_a_provision_that_gives_way_needs_the_one_it_gives_way_to(graph: Graph) -> None:
    assert RECOGNISES in reached(ask(graph, Question.NEEDS, OLDER))
    assert OLDER not in reached(ask(graph, Question.NEEDS, RECOGNISES))


def test_if_a_standard_moves_the_provisions_and_schemes_that_read_it_change(graph: Graph) -> None:
    assert set(reached(ask(graph, Question.MOVES, STANDARD))) == {MONTHLY, ALLOWANCE}


def test_an_answer_stops_after_so_many_steps(graph: Graph) -> None:
    assert set(reached(ask(graph, Question.MOVES, STANDARD, 1))) == {MONTHLY}


def test_every_step_rests_on_an_edge_between_the_two_nodes(graph: Graph) -> None:
    for centre in graph.names:
        for question in (Question.USES, Question.NEEDS):
            for it in ask(graph, question, centre).reached:
                assert {it.edge.source, it.edge.target} == {it.node, it.through}
                assert it.edge in graph.edges


def test_what_needs_and_what_is_needed_are_the_same_seen_from_two_sides(graph: Graph) -> None:
    """Documents are left out: they count only where the question is about them."""
    nodes = [it for it in graph.names if it.kind not in (NodeKind.DOCUMENT, NodeKind.CITED)]
    needs = {(one, it) for one in nodes for it in reached(ask(graph, Question.NEEDS, one))}
    uses = {(it, one) for one in nodes for it in reached(ask(graph, Question.USES, one))}
    assert needs == uses


def test_the_text_names_the_clause_and_the_line(graph: Graph) -> None:
    (edge,) = (it for it in graph.edges if (it.source, it.target) == (MONTHLY, STANDARD))
    said = as_text(ask(graph, Question.MOVES, STANDARD), graph, "zh")
    assert said.startswith("标准 低保标准 变动：哪些随之变动\n")
    (line,) = (it for it in said.splitlines() if "按月发放生活补助" in it)
    assert line.split()[-2:] == ["金额", f"{edge.place.source.name}:{edge.place.line}"]
    assert "by XX2021/一-1: granted by" in as_text(
        ask(graph, Question.MOVES, STANDARD), graph, "en"
    )


def test_where_nothing_depends_on_it_the_text_says_so(graph: Graph) -> None:
    unused = Node(NodeKind.FACT, "reported_at")
    assert "没有谁用到它" in as_text(ask(graph, Question.USES, unused), graph, "zh")


def test_who_cites_whom_is_an_edge_with_its_place(graph: Graph) -> None:
    document = Node(NodeKind.DOCUMENT, "XX2021")
    cited = {
        (it.relation, it.target.kind, it.target.id, it.place.text)
        for it in graph.edges
        if it.source == document
    }
    assert cited == {
        (Relation.IMPLEMENTS, NodeKind.DOCUMENT, "YY2019", "YY2019"),
        (Relation.MENTIONS, NodeKind.CITED, "某部发〔2017〕1号", "「某部发〔2017〕1号」"),
    }


def test_a_document_cited_by_its_title_is_the_encoded_one(graph: Graph) -> None:
    older = Node(NodeKind.DOCUMENT, "YY2019")
    targets = {it.target for it in graph.edges if it.source == older}
    assert Node(NodeKind.DOCUMENT, "XX2021") in targets
    assert Node(NodeKind.CITED, "某市发〔2018〕3号") in targets
