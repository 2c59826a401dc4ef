"""`doudi ledger`: what became of every sentence of every notice."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.compiler.command_line.compiling import USAGE, compiled, say
from doudi.compiler.ledger.draw import draw
from doudi.compiler.ledger.model import Ledger
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.runtime.command_line.output import deliver


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    ledger = compilation.ledger
    if args.document is not None:
        chosen = tuple(it for it in ledger.documents if it.document == args.document)
        if not chosen:
            say(_no_such_document(args.document, ledger), args.lang)
            return USAGE
        ledger = Ledger(chosen)
    to = None if args.output in (None, "-") else Path(args.output)
    deliver(draw(ledger, args.format, args.lang).encode(), to)
    if compilation.broken:
        say(
            Message(
                "规则有错误，台账可能不全；见 `doudi check`",
                "the rules have errors, and the ledger may lack something; see `doudi check`",
            ),
            args.lang,
        )
    return 1 if compilation.broken else 0


def _no_such_document(word: str, ledger: Ledger) -> Message:
    near = suggest(word, [it.document for it in ledger.documents])
    zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
    return Message(f"没有带原文的文件 `{word}`{zh}", f"no document with a notice is `{word}`{en}")
