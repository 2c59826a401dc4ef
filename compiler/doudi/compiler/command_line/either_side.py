"""The old rules and the new, each a bundle or a folder of rules: what a comparison begins with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from doudi.compiler.command_line.compiling import cache_folder, no_rules, say, show_on_stderr
from doudi.compiler.pipeline import NoRulesError, compile_rules
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import MAX_BYTES
from doudi.runtime.bundle.read import Loaded, load, read_bundle
from doudi.runtime.bundle.write import hash_of

_OLD: Final = Message("旧规则", "the old rules")
_NEW: Final = Message("新规则", "the new rules")
_BOTH: Final = Message(
    "新旧两边不能都从标准输入来", "only one of the two can come from standard input"
)


def either_side(args: argparse.Namespace) -> tuple[Loaded, Loaded] | None:
    """None: one of them cannot be used, and that has been said."""
    if args.old == "-" and args.new == "-":
        say(_BOTH, args.lang)
        return None
    old = _loaded(args.old, _OLD, args.lang)
    new = None if old is None else _loaded(args.new, _NEW, args.lang)
    return None if old is None or new is None else (old, new)


def _loaded(name: str, side: Message, lang: Lang) -> Loaded | None:
    """A bundle, or a folder of rules; None: it cannot be used, and that has been said."""
    path = Path(name)
    try:
        if name == "-":
            return read_bundle(sys.stdin.buffer.read(MAX_BYTES + 1))
        return _compiled(path, side, lang) if path.is_dir() else load(path)
    except BundleError as error:
        say(_of(side, Message(error.message_zh, error.message_en)), lang)
        return None


def _compiled(root: Path, side: Message, lang: Lang) -> Loaded | None:
    """An edit whose version is not raised yet can be compared: that is when one asks."""
    try:
        compilation = compile_rules(root, cache_folder(root, wanted=True))
    except NoRulesError:
        say(_of(side, no_rules(root)), lang)
        return None
    program = compilation.meant
    if program is None:
        show_on_stderr(compilation.errors, lang)
        say(_of(side, Message("有错误，没有比较", "they have errors; nothing was compared")), lang)
        return None
    return Loaded(program, hash_of(program))


def _of(side: Message, said: Message) -> Message:
    return Message(f"{side.zh}：{said.zh}", f"{side.en}: {said.en}")
