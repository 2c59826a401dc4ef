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
from doudi.compiler.command_line.either_side import either_side
from doudi.compiler.command_line.progress import progress
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.command_line.output import deliver

_DIFFERENT = 1
_COMPARING = Message("比较", "comparing")


def run(args: argparse.Namespace) -> int:
    wrong = _wrong_usage(args)
    if wrong is not None:
        say(wrong, args.lang)
        return USAGE
    both = either_side(args)
    if both is None:
        return USAGE
    old, new = both
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
    of_population = _of_population(args)
    if of_population:
        return Message(
            f"`{of_population}` 只与 `--population` 同用",
            f"`{of_population}` goes with `--population`",
        )
    if args.time_limit is not None and not args.time_limit > 0:
        return Message("--time-limit 取大于 0 的秒数", "--time-limit is more than 0 seconds")
    for path in (*args.cases, *args.receipts):
        if not path.exists():
            return Message(
                f"没有 `{path}` 这个文件或文件夹", f"there is no file or folder `{path}`"
            )
    return None


def _of_population(args: argparse.Namespace) -> str:
    """What was said that is of use for a population alone."""
    if args.format == "html":
        return "--format html"
    for option in ("cells", "as_of", "area", "area_facts", "scheme", "ignore", "jobs"):
        if getattr(args, option):
            return f"--{option.replace('_', '-')}"
    return ""


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
