"""What the graph can find wrong."""

from __future__ import annotations

from doudi.compiler.graph.model import Graph, Node, Step
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message


def term_cycle(graph: Graph, way: tuple[Step, ...]) -> Finding:
    first, *others = way
    names = {it.source: graph.names.get(it.source, (it.source.id, it.source.id)) for it in way}

    def name(node: Node, lang: int) -> str:
        return f"`{names[node][lang] or names[node][0]}`"

    def way_in(lang: int) -> str:
        return " → ".join([*(name(it.source, lang) for it in way), name(first.source, lang)])

    def label(step: Step) -> Label:
        if step.through is None:
            zh, en = "", ""
        else:
            zh, en = f"（据 {step.through.id}）", f" (by {step.through.id})"
        return Label(
            step.edge.place,
            Message(
                f"{name(step.source, 0)} 要看 {name(step.target, 0)}{zh}",
                f"{name(step.source, 1)} depends on {name(step.target, 1)}{en}",
            ),
        )

    return Finding(
        codes.TERM_CYCLE,
        Message(
            f"用语 {name(first.source, 0)} 绕圈定义：{way_in(0)}",
            f"term {name(first.source, 1)} is defined by itself: {way_in(1)}",
        ),
        label(first),
        tuple(label(it) for it in others),
        help=Message(
            "在其中一处改用事实，或改用不依赖这个用语的条件",
            "at one of these places use a fact, or a condition that does not need the term",
        ),
    )


def precedence_cycle(way: tuple[Step, ...]) -> Finding:
    first, *others = way
    circle = " → ".join([*(f"`{it.source.id}`" for it in way), f"`{first.source.id}`"])
    return Finding(
        codes.PRECEDENCE_CYCLE,
        Message(
            f"条款 `{first.source.id}` 的优先关系绕圈：{circle}",
            f"provision `{first.source.id}` takes precedence over itself: {circle}",
        ),
        Label(first.edge.place),
        tuple(Label(it.edge.place) for it in others),
        help=Message(
            "删去其中一处，使先后分明",
            "remove one of these, so that it is clear which one comes first",
        ),
    )
