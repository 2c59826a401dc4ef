"""`doudi diff`: what a new version of the rules changes, and for whom."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from doudi.compiler.changes.as_json import as_json
from doudi.compiler.changes.as_markdown import as_markdown
from doudi.compiler.changes.as_text import COLUMNS, as_text
from doudi.compiler.changes.case_files import cases_in
from doudi.compiler.changes.receipts import receipts_in
from doudi.compiler.changes.report import Report, report
from doudi.compiler.command_line.compiling import (
    USAGE,
    cache_folder,
    no_rules,
    say,
    show_on_stderr,
)
from doudi.compiler.command_line.progress import progress
from doudi.compiler.pipeline import NoRulesError, compile_rules
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import MAX_BYTES
from doudi.runtime.bundle.read import Loaded, load, read_bundle
from doudi.runtime.bundle.write import hash_of
from doudi.runtime.command_line.output import deliver

_DIFFERENT = 1
_COMPARING = Message("比较", "comparing")
_OLD = Message("旧规则", "the old rules")
_NEW = Message("新规则", "the new rules")


def run(args: argparse.Namespace) -> int:
    wrong = _wrong_usage(args)
    if wrong is not None:
        say(wrong, args.lang)
        return USAGE
    old = _loaded(args.old, _OLD, args.lang)
    new = None if old is None else _loaded(args.new, _NEW, args.lang)
    if old is None or new is None:
        return USAGE
    with progress(_COMPARING, args.lang) as watched:
        found = report(
            old,
            new,
            cases_in(args.cases) if args.cases else None,
            Limits(run_s=args.time_limit),
            receipts_in(args.receipts, old) if args.receipts else None,
            watched,
        )
    deliver(_drawn(args, found).encode(), _output(args))
    return 0 if found.same else _DIFFERENT


def _wrong_usage(args: argparse.Namespace) -> Message | None:
    if args.time_limit is not None and not args.time_limit > 0:
        return Message("--time-limit 取大于 0 的秒数", "--time-limit is more than 0 seconds")
    if args.old == "-" and args.new == "-":
        return Message(
            "新旧两边不能都从标准输入来", "only one of the two can come from standard input"
        )
    for path in (*args.cases, *args.receipts):
        if not path.exists():
            return Message(
                f"没有 `{path}` 这个文件或文件夹", f"there is no file or folder `{path}`"
            )
    return None


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


def _drawn(args: argparse.Namespace, found: Report) -> str:
    match args.format:
        case "json":
            return as_json(found)
        case "markdown":
            return as_markdown(found, args.lang)
        case _:
            watched = _output(args) is None and sys.stdout.isatty()
            columns = shutil.get_terminal_size((COLUMNS, 0)).columns if watched else COLUMNS
            return as_text(found, args.lang, columns)


def _output(args: argparse.Namespace) -> Path | None:
    return None if args.output in (None, "-") else Path(args.output)
