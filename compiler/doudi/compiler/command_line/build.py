"""`doudi build`: the rules as one bundle, written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from doudi.compiler.changes import wording
from doudi.compiler.changes.parts import Part
from doudi.compiler.changes.without import LeftOut, without
from doudi.compiler.command_line.compiling import USAGE, compiled, say, show_on_stderr
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.write import write
from doudi.runtime.command_line.output import deliver
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import DocumentId

_ONLY_IN_BUNDLE: Final = Message(
    "以上只是这个规则包里没有，规则文件没有改动；因此改变了什么，用 `doudi diff` 与完整的规则比较",
    "only this bundle is without them, the rule files are as they were; what that changes, "
    "`doudi diff` with the whole rules shows",
)


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    show_on_stderr(compilation.findings, args.lang)
    program = compilation.program
    if program is None:
        say(
            Message("规则有错误，没有写出规则包", "the rules have errors; no bundle was written"),
            args.lang,
        )
        return 1
    named = frozenset(it.id for it in program.documents)
    unknown = next((it for it in args.without if it not in named), None)
    if unknown is not None:
        say(_unknown(unknown, named), args.lang)
        return USAGE
    try:
        bundle = write(_without(program, args.without, args.lang))
    except BundleError as error:
        say(Message(error.message_zh, error.message_en), args.lang)
        return 1
    deliver(bundle, None if args.output == "-" else Path(args.output))
    return 0


def _without(program: Program, documents: Iterable[str], lang: Lang) -> Program:
    left_out: list[LeftOut] = []
    for document in documents:
        found = without(program, DocumentId(document))
        left_out += found.left_out
        program = found.program
    for it in left_out:
        say(_left_out(it), lang)
    if left_out:
        say(_ONLY_IN_BUNDLE, lang)
    return program


def _unknown(document: str, named: Iterable[str]) -> Message:
    near = suggest(document, sorted(named))
    zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
    return Message(f"没有文件 `{document}`{zh}", f"there is no document `{document}`{en}")


def _left_out(it: LeftOut) -> Message:
    if it.about is None:
        return Message(
            f"一并去掉 `{it.at}`：它只是补充被去掉的条款",
            f"`{it.at}` is left out too: all it does is to add to a provision that is gone",
        )
    if it.part is None or it.part is Part.LINKS:
        return Message(
            f"一并去掉 `{it.at}` 与 `{it.about}` 的关系",
            f"how `{it.at}` leans on `{it.about}` is left out too",
        )
    word = wording.PART[it.part]
    return Message(
        f"一并去掉 `{it.at}` 里的“{word.zh} {it.about}”",
        f"of `{it.at}`, `{word.en} {it.about}` is left out too",
    )
