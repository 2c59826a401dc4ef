"""`doudi graph`: what depends on what, the part of it around a name, and three questions."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from doudi.compiler.command_line.compiling import USAGE, compiled, say
from doudi.compiler.graph import wording
from doudi.compiler.graph.as_json import as_graphml, as_json
from doudi.compiler.graph.as_text import as_text, summary
from doudi.compiler.graph.condensed import MOST_COUNTED, condensed
from doudi.compiler.graph.draw import as_dot, as_mermaid
from doudi.compiler.graph.model import Graph, Node, NodeKind
from doudi.compiler.graph.part import (
    MOST,
    around,
    deepest_legible,
    named,
    of_document,
    size,
    within_document,
)
from doudi.compiler.graph.picture import Picture, detailed
from doudi.compiler.graph.questions import Answer, Question, ask
from doudi.compiler.graph.svg import Href, as_svg
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.source import Span
from doudi.runtime.command_line.output import deliver

_PICTURES = (None, "mermaid", "dot", "svg")
_KINDS = {Question.NEEDS: NodeKind.PROVISION, Question.MOVES: NodeKind.STANDARD}


def run(args: argparse.Namespace) -> int:
    wrong = _wrong_usage(args)
    if wrong is not None:
        say(wrong, args.lang)
        return USAGE
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    drawn = _drawn(args, compilation.graph)
    if isinstance(drawn, Message):
        say(drawn, args.lang)
        return USAGE
    # A file's name need not be UTF-8; what is none is spelt out, as JSON does it.
    data = drawn.encode(errors="backslashreplace")
    deliver(data, None if args.output in (None, "-") else Path(args.output))
    if compilation.broken:
        say(
            Message(
                "规则有错误，图可能不全；见 `doudi check`",
                "the rules have errors, and the graph may lack something; see `doudi check`",
            ),
            args.lang,
        )
    return 1 if compilation.broken else 0


def _wrong_usage(args: argparse.Namespace) -> Message | None:
    asked = [it for it in ("of", "uses", "needs", "moves") if getattr(args, it) is not None]
    if len(asked) > 1:
        words = " ".join(f"--{it}" for it in asked)
        return Message(f"{words} 只能用一个", f"only one of {words} at a time")
    if args.depth is not None and (not asked or args.depth < 0):
        return Message(
            "--depth 与 --of、--uses、--needs、--moves 之一一起用，取 0 或更大的整数",
            "--depth goes with --of, --uses, --needs or --moves, and is 0 or more",
        )
    return None


def _drawn(args: argparse.Namespace, graph: Graph) -> str | Message:
    """The whole output, or why there is none."""
    document: Node | None = None
    if args.document is not None:
        found = _one(graph, args.document, NodeKind.DOCUMENT)
        if isinstance(found, Message):
            return found
        document = found
    for question in Question:
        name = getattr(args, question.value)
        if name is not None:
            centre = _one(graph, name, _KINDS.get(question))
            if isinstance(centre, Message):
                return centre
            answer = ask(graph, question, centre, args.depth)
            return _answered(args, graph, answer, document)
    if args.of is not None:
        nodes = named(graph, args.of)
        if not nodes:
            return _unknown(graph, args.of, None)
        return _around(args, graph, nodes, document)
    if document is not None:
        part = of_document(graph, document)
        return _formatted(args, part, (document,), wording.label(graph, document, args.lang))
    return _formatted(args, graph, (), "")


def _answered(
    args: argparse.Namespace, graph: Graph, answer: Answer, document: Node | None
) -> str | Message:
    def within(depth: int | None) -> Graph:
        part = ask(graph, answer.question, answer.centre, depth).part
        return part if document is None else within_document(part, document)

    if args.format in (None, "text", "json"):
        part = within(args.depth)
        kept = tuple(it for it in answer.reached if it.node in part.names)
        answer = Answer(answer.question, answer.centre, kept, part)
        if args.format == "json":
            return as_json(part, answer)
        return as_text(answer, graph, args.lang)
    name = wording.label(graph, answer.centre, args.lang)
    titles = {
        Question.USES: Message(f"哪些要用到 {name}", f"What depends on {name}"),
        Question.NEEDS: Message(f"{name} 要用到哪些", f"What {name} needs"),
        Question.MOVES: Message(f"{name} 变动时", f"If {name} moves"),
    }
    title = titles[answer.question].in_(args.lang)
    return _formatted(args, _legible(args, within), (answer.centre,), title)


def _around(
    args: argparse.Namespace, graph: Graph, centre: tuple[Node, ...], document: Node | None
) -> str | Message:
    def within(depth: int | None) -> Graph:
        part = around(graph, centre, depth)
        return part if document is None else within_document(part, document)

    name = wording.label(graph, centre[0], args.lang)
    title = Message(f"{name} 的上下文", f"Around {name}").in_(args.lang)
    return _formatted(args, _legible(args, within), centre, title)


def _legible(args: argparse.Namespace, within: Callable[[int | None], Graph]) -> Graph:
    """As many steps as were asked for, or else as many as a picture can show."""
    part = within(args.depth)
    if args.depth is not None or args.format not in _PICTURES or size(part) <= MOST:
        return part
    depth = deepest_legible(within)
    if depth is None:
        return part
    say(
        Message(
            f"只画离它 {depth} 步以内的，再远就看不清了；用 --depth 另定",
            f"drawn to {depth} step{'' if depth == 1 else 's'} away: more would not be legible; "
            "--depth says otherwise",
        ),
        args.lang,
    )
    return within(depth)


def _formatted(
    args: argparse.Namespace, part: Graph, centre: tuple[Node, ...], title: str
) -> str | Message:
    match args.format:
        case "json":
            return as_json(part)
        case "graphml":
            return as_graphml(part)
        case "text":
            return summary(part, args.lang)
    if not title:
        title = Message("规则全貌", "The rules as a whole").in_(args.lang)
    if size(part) <= MOST:
        return _pictured(args, detailed(part, title, args.lang, centre))
    if not all(it.kind is NodeKind.DOCUMENT for it in centre):
        return _too_much(size(part), MOST)
    picture = condensed(part, title, args.lang, frozenset(centre))
    rows = sum(max(len(it.rows), 1) for it in picture.boxes)
    return _pictured(args, picture) if rows <= MOST_COUNTED else _too_much(rows, MOST_COUNTED)


def _pictured(args: argparse.Namespace, picture: Picture) -> str:
    match args.format:
        case "svg":
            return as_svg(picture, _href(args.output), args.lang)
        case "dot":
            return as_dot(picture)
        case _:
            return as_mermaid(picture)


def _href(output: str | None) -> Href:
    """Links lead from where the picture is to the rule file, so that both can move together."""
    folder = Path() if output in (None, "-") else Path(output).parent

    def href(place: Span) -> str:
        path = Path(os.path.relpath(place.source.name, folder)).as_posix()
        return f"{quote(path, errors='surrogateescape')}#L{place.line}"

    return href


def _one(graph: Graph, name: str, kind: NodeKind | None) -> Node | Message:
    found = [it for it in named(graph, name) if kind is None or it.kind is kind]
    return found[0] if found else _unknown(graph, name, kind)


def _unknown(graph: Graph, name: str, kind: NodeKind | None) -> Message:
    words = [
        word
        for node, names in graph.names.items()
        if kind is None or node.kind is kind
        for word in (node.id, *names)
    ]
    near = suggest(name, words)
    zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
    if kind is None:
        return Message(f"没有叫 `{name}` 的{zh}", f"nothing is called `{name}`{en}")
    what = wording.KINDS[kind]
    return Message(f"没有叫 `{name}` 的{what.zh}{zh}", f"no {what.en} is called `{name}`{en}")


def _too_much(number: int, most: int) -> Message:
    return Message(
        f"有 {number} 个要画，超过 {most} 个就看不清了；用 --of、--depth 或 --document 只画一部分；"
        "全部内容用 --format json 或 graphml",
        f"there are {number} to draw, and more than {most} are not legible; draw a part with --of, "
        "--depth or --document; --format json or graphml has everything",
    )
