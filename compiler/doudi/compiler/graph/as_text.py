"""An answer on a terminal: what is reached, by which clause, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from doudi.compiler.graph import wording
from doudi.compiler.graph.model import Edge, Graph, NodeKind, document_of
from doudi.compiler.graph.questions import Answer, Question, Reached
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.width import display_width, visible

_ORDER: Final = (
    NodeKind.SCHEME,
    NodeKind.PROVISION,
    NodeKind.TERM,
    NodeKind.STANDARD,
    NodeKind.FACT,
    NodeKind.DOCUMENT,
    NodeKind.CITED,
)


def as_text(answer: Answer, whole: Graph, lang: Lang) -> str:
    lines = [_head(answer, whole, lang)]
    for kind in _ORDER:
        found = [it for it in answer.reached if it.node.kind is kind]
        if found:
            lines.append("")
            lines.append(f"{wording.MANY[kind].in_(lang)} {len(found)}")
            lines.extend(_listed(found, answer, whole, lang))
    return "\n".join(lines) + "\n"


def summary(graph: Graph, lang: Lang) -> str:
    """Of a graph that nothing was asked about: how much of what there is, and where."""
    lines = []
    for kind in _ORDER:
        nodes = [it for it in graph.names if it.kind is kind]
        if not nodes:
            continue
        lines.append(f"{wording.MANY[kind].in_(lang)} {len(nodes)}")
        if kind is NodeKind.DOCUMENT:
            for node in nodes:
                own = sum(document_of(it) == node for it in graph.names)
                label = visible(wording.label(graph, node, lang))
                lines.append("  " + Message(f"{label}：{own} 条款", f"{label}: {own}").in_(lang))
    edges = len(graph.edges)
    lines.append(Message(f"依赖关系 {edges}", f"dependencies {edges}").in_(lang))
    return "\n".join(lines) + "\n"


def _head(answer: Answer, whole: Graph, lang: Lang) -> str:
    name = visible(wording.label(whole, answer.centre, lang))
    kind = wording.KINDS[answer.centre.kind]
    match answer.question:
        case Question.USES:
            asked = Message(f"{kind.zh} {name}：哪些要用到它", f"what depends on {kind.en} {name}")
            none = Message("没有谁用到它", "nothing depends on it")
        case Question.NEEDS:
            asked = Message(f"{kind.zh} {name}：它要用到哪些", f"what {kind.en} {name} needs")
            none = Message("它什么也不用到", "it needs nothing")
        case Question.MOVES:
            asked = Message(
                f"{kind.zh} {name} 变动：哪些随之变动", f"what changes if {kind.en} {name} moves"
            )
            none = Message("没有什么随之变动", "nothing changes with it")
    head = asked.in_(lang)
    return head if answer.reached else f"{head}\n\n{none.in_(lang)}"


def _listed(found: list[Reached], answer: Answer, whole: Graph, lang: Lang) -> Iterator[str]:
    inside = sorted(found, key=lambda it: (document_of(it.node) or it.node).id)
    if found[0].node.kind is not NodeKind.PROVISION:
        yield from _table([_line(it, answer, whole, lang) for it in found], "  ")
        return
    for document, these in groupby(inside, key=lambda it: document_of(it.node)):
        if document is not None and document in whole.names:
            yield f"  {visible(wording.label(whole, document, lang))}"
        yield from _table([_line(it, answer, whole, lang) for it in these], "    ")


def _line(it: Reached, answer: Answer, whole: Graph, lang: Lang) -> tuple[str, str, str]:
    label = wording.label(whole, it.node, lang)
    if it.node.kind is NodeKind.PROVISION:
        label = label.partition("/")[2]
    why = _why(it.edge, lang)
    if it.through != answer.centre:
        name = it.through.id
        if it.through.kind is not NodeKind.PROVISION:
            name = wording.name(whole, it.through, lang)
        why = Message(f"经 {name}：{why}", f"by {name}: {why}").in_(lang)
    place = it.edge.place
    return visible(label), visible(why), f"{visible(place.source.name)}:{place.line}"


def _why(edge: Edge, lang: Lang) -> str:
    words = wording.RELATIONS[edge.relation].in_(lang)
    said = wording.clause(edge.detail, lang)
    if edge.relation.value == "uses":
        return said
    return words


def _table(rows: list[tuple[str, str, str]], before: str) -> Iterator[str]:
    widths = [min(max(display_width(row[i]) for row in rows), 60) for i in range(2)]
    for *cells, place in rows:
        padded = (
            cell + " " * max(0, width - display_width(cell))
            for cell, width in zip(cells, widths, strict=True)
        )
        yield before + "  ".join((*padded, place))
