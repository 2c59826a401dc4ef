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
from doudi.compiler.command_line.compiling import USAGE, say
from doudi.compiler.command_line.progress import progress
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import MAX_BYTES
from doudi.runtime.bundle.read import Loaded, load, read_bundle
from doudi.runtime.command_line.output import deliver
from doudi.runtime.rules import RulesError, load_folder

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
        return load_folder(path, lang) if path.is_dir() else load(path)
    except BundleError as error:
        zh, en = error.message_zh, error.message_en
        say(Message(f"{side.zh}：{zh}", f"{side.en}: {en}"), lang)
    except RulesError as error:
        if error.findings:
            sys.stderr.write(f"{error.in_(lang)}\n")
            said = Message(
                f"`{name}` 的规则有错误，没有比较",
                f"the rules of `{name}` have errors; not compared",
            )
        else:
            said = Message(error.zh, error.en)
        say(said, lang)
    return None


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
