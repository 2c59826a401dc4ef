"""Pictures: what is drawn is what the graph has, and nothing lies over anything."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from doudi.compiler.graph.as_json import as_graphml
from doudi.compiler.graph.condensed import condensed
from doudi.compiler.graph.draw import as_dot, as_mermaid
from doudi.compiler.graph.layout import HEAD, ROW, lay
from doudi.compiler.graph.model import Graph, Node, NodeKind
from doudi.compiler.graph.part import MOST, around, deepest_legible, named, of_document, size
from doudi.compiler.graph.picture import Picture, detailed, key
from doudi.compiler.graph.svg import as_svg, cut
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.source import Span
from doudi.runtime.cli import main
from tests.support.cited_folder import cited_folder

_RULES: Final = Path(__file__).parents[3] / "rules"
_SVG: Final = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return compile_rules(cited_folder(tmp_path_factory.mktemp("cited"))).graph


@pytest.fixture(scope="module")
def project() -> Graph:
    return compile_rules(_RULES).graph


def href(place: Span) -> str:
    return f"{place.source.name}#L{place.line}"


def pictures(graph: Graph) -> list[Picture]:
    parts = [of_document(graph, it) for it in graph.names if it.kind is NodeKind.DOCUMENT]
    small = [detailed(it, "", "zh") for it in parts if size(it) <= MOST]
    return [condensed(graph, "", "zh"), *small]


def test_every_node_of_a_part_has_its_row_or_box(graph: Graph) -> None:
    drawn = detailed(graph, "", "zh")
    rows = {row.key for box in drawn.boxes for row in box.rows}
    boxes = {box.key.rpartition("#")[0] for box in drawn.boxes}
    for node in graph.names:
        alone = node.kind in (NodeKind.DOCUMENT, NodeKind.CITED)
        assert key(node) in (boxes if alone else rows)


def test_provisions_stand_in_the_box_of_their_notice_as_they_are_written(graph: Graph) -> None:
    drawn = detailed(graph, "", "zh")
    for box in drawn.boxes:
        own = [row for row in box.rows if row.key.startswith("provision:")]
        assert all(row.key.startswith(f"provision:{box.title.split()[0]}/") for row in own)
        starts = [row.place.start for row in own if row.place is not None]
        assert starts == sorted(starts)


def test_a_cited_document_that_is_not_encoded_is_drawn_as_such(graph: Graph) -> None:
    (box,) = (it for it in detailed(graph, "", "zh").boxes if it.title == "某部发〔2017〕1号")
    assert box.kind is NodeKind.CITED
    assert "未编码" in box.tip
    assert [it.tone for it in detailed(graph, "", "zh").links if it.target == box.key] == ["cites"]


def test_a_line_says_the_clause_and_the_place_that_cause_it(graph: Graph) -> None:
    (link,) = (
        it
        for it in detailed(graph, "", "zh").links
        if (it.source, it.target) == ("provision:XX2021/一-1", "standard:dibao_standard")
    )
    assert "（金额）" in link.tip
    assert "rules.policy:" in link.tip


def test_no_box_lies_over_another_and_none_outside(project: Graph) -> None:
    for picture in pictures(project):
        widths = {it.key: 200.0 for it in picture.boxes}
        laid = lay(picture, widths)
        for it in laid.boxes:
            assert 0 <= it.x <= it.x + it.width <= laid.width + 0.1
            assert 0 <= it.y <= it.y + it.height <= laid.height + 0.1
        for one, other in combinations(laid.boxes, 2):
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (picture.title, one.box.title, other.box.title)


def test_every_way_begins_and_ends_at_the_rows_it_links(project: Graph) -> None:
    for picture in pictures(project):
        laid = lay(picture, {it.key: 200.0 for it in picture.boxes})
        at = {it.box.key: (it.y + HEAD / 2, it) for it in laid.boxes}
        for placed in laid.boxes:
            for number, row in enumerate(placed.box.rows):
                at[row.key] = (placed.y + HEAD + ROW * (number + 0.5), placed)
        assert len(laid.ways) == len(picture.links)
        for way in laid.ways:
            for end, name in ((0, way.link.source), (-1, way.link.target)):
                x, y = way.points[end]
                height, box = at[name]
                assert y == pytest.approx(height)
                assert min(abs(x - box.x), abs(x - box.x - box.width)) < 0.1


def test_the_whole_in_one_picture_counts_every_dependency(project: Graph) -> None:
    drawn = condensed(project, "", "zh")
    assert sum(len(it.rows) or 1 for it in drawn.boxes) < len(project.names) / 5
    ends = {it.key for it in drawn.boxes} | {row.key for it in drawn.boxes for row in it.rows}
    assert {it.source for it in drawn.links} | {it.target for it in drawn.links} <= ends
    (facts,) = (it for it in drawn.boxes if it.kind is NodeKind.FACT)
    counted = sum(int(row.text.split()[-1]) for row in facts.rows)
    assert counted == sum(it.kind is NodeKind.FACT for it in project.names)


def test_a_long_notice_has_a_row_for_each_of_its_sections(project: Graph) -> None:
    document = Node(NodeKind.DOCUMENT, "CQ2021")
    drawn = condensed(of_document(project, document), "", "zh", frozenset({document}))
    (box,) = (it for it in drawn.boxes if it.key == "document:CQ2021#")
    own = [it for it in project.names if it.id.startswith("CQ2021/")]
    assert sum(len(row.tip.splitlines()) for row in box.rows) == len(own)
    assert len(box.rows) < len(own) / 2


def test_a_part_is_taken_as_far_as_it_can_be_read_and_no_farther(project: Graph) -> None:
    centre = named(project, "低保标准")
    depth = deepest_legible(lambda it: around(project, centre, it))
    assert depth is not None
    assert size(around(project, centre, depth)) <= MOST
    assert size(around(project, centre, depth + 1)) > MOST


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_svg_needs_nothing_else_and_leads_to_the_rules(graph: Graph, lang: str) -> None:
    text = as_svg(detailed(graph, "全貌 <&\"'>", "zh"), href, "zh" if lang == "zh" else "en")
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.findtext(f"{_SVG}title") == "全貌 <&\"'>"
    links = {it.attrib["href"] for it in root.iter(f"{_SVG}a")}
    assert any(it.endswith("#L1") for it in links)
    outside = [it for it in text.split('"') if it.startswith("http") and "w3.org" not in it]
    assert outside == []
    assert "<script" not in text


def test_what_is_too_wide_is_cut_and_given_whole_on_hovering(graph: Graph) -> None:
    assert cut("一二三四五", 7) == "一二三…"
    assert cut("abcde", 5) == "abcde"
    root = ET.fromstring(as_svg(detailed(graph, "", "zh"), href, "zh"))  # noqa: S314 - our own
    tips = [it.text or "" for it in root.iter(f"{_SVG}title")]
    assert any("关于困难人员生活补助的旧办法" in it for it in tips)


def test_a_hostile_name_does_no_harm_in_any_format() -> None:
    name = '\u202e]"</title><script>#\\\x07'
    node = Node(NodeKind.TERM, name)
    drawn = detailed(Graph({node: (name, name)}, ()), name, "zh")
    root = ET.fromstring(as_svg(drawn, href, "zh"))  # noqa: S314 - our own
    assert list(root.iter(f"{_SVG}script")) == []
    assert ET.fromstring(as_graphml(Graph({node: (name, name)}, ()))) is not None  # noqa: S314
    assert "<" not in as_mermaid(drawn).replace("-->", "").replace("<U+202E>", "")
    for line in as_dot(drawn).splitlines():
        assert line.replace("\\\\", "").replace('\\"', "").count('"') in (0, 2)
    for text in (as_mermaid(drawn), as_dot(drawn)):
        assert "\u202e" not in text


def test_graphml_carries_the_place_of_every_edge(graph: Graph) -> None:
    root = ET.fromstring(as_graphml(graph))  # noqa: S314 - our own
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = list(root.iter(f"{space}edge"))
    assert len(edges) == len(graph.edges)
    for edge in edges:
        said = {it.attrib["key"] for it in edge.iter(f"{space}data")}
        assert {"relation", "clause", "file", "line", "column"} <= said


def test_a_picture_is_the_same_to_the_byte_in_every_process(tmp_path: Path) -> None:
    """Sets have another order where strings hash otherwise; a picture may not."""
    root = cited_folder(tmp_path)
    drawn = set()
    for seed in ("1", "2"):
        for form in ("svg", "graphml", "mermaid", "dot", "json"):
            out = tmp_path / f"{seed}.{form}"
            subprocess.run(
                [
                    *(sys.executable, "-m", "doudi.runtime.cli", "graph", str(root)),
                    *("--no-cache", "--format", form, "-o", str(out)),
                ],
                check=True,
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            )
            drawn.add((form, out.read_bytes()))
    assert len(drawn) == 5


def test_make_graphs_draws_every_picture_that_its_page_shows(tmp_path: Path) -> None:
    root = _RULES.parent
    page = (root / "docs/graph/README.md").read_text("utf-8")
    recipe = (root / "Makefile").read_text("utf-8").partition("\ngraphs:")[2].partition("\n\n")[0]
    made = []
    for line in recipe.splitlines():
        words = line.split()
        if "graph" not in words[1:2]:
            continue
        at = words.index("-o") + 1
        out = tmp_path / Path(words[at]).name
        words[at] = str(out)
        told = [str(_RULES) if it == "$(RULES)" else it for it in words[1:]]
        assert main(told) in (0, 1)  # 1: while somebody is writing rules
        ET.fromstring(out.read_text("utf-8"))  # noqa: S314 - our own
        made.append(out.name)
    assert made
    assert sorted(made) == sorted(re.findall(r"\]\(([\w-]+\.svg)\)", page))
