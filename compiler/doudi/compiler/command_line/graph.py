"""`doudi graph`: what depends on what, or the part of it around one name."""

from __future__ import annotations

import argparse
import sys

from doudi.compiler.command_line.compiling import USAGE, compiled, say
from doudi.compiler.graph.draw import draw
from doudi.compiler.graph.part import around, named
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.suggest import suggest


def run(args: argparse.Namespace) -> int:
    if args.depth is not None and (args.of is None or args.depth < 0):
        say(
            Message(
                "--depth 与 --of 一起用，取 0 或更大的整数",
                "--depth goes with --of, and is 0 or more",
            ),
            args.lang,
        )
        return USAGE
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    graph = compilation.graph
    if args.of is not None:
        centre = named(graph, args.of)
        if not centre:
            words = [it for node, names in graph.names.items() for it in (node.id, *names)]
            near = suggest(args.of, words)
            zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
            say(
                Message(f"没有叫 `{args.of}` 的{zh}", f"nothing is called `{args.of}`{en}"),
                args.lang,
            )
            return USAGE
        graph = around(graph, centre, args.depth)
    sys.stdout.write(draw(graph, args.format, args.lang))
    if compilation.broken:
        say(
            Message(
                "规则有错误，图可能不全；见 `doudi check`",
                "the rules have errors, and the graph may lack something; see `doudi check`",
            ),
            args.lang,
        )
    return 1 if compilation.broken else 0
