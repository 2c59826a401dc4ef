"""`doudi test`: the analysts' cases, what failed, and what no case reaches or sees decline."""

from __future__ import annotations

import argparse
import sys

from doudi.compiler.cases.run import reachable, read_all, run_cases, undeclined, unreached
from doudi.compiler.command_line.compiling import USAGE, compiled, say, show_on_stderr
from doudi.compiler.command_line.report import Report, as_json, as_text, failed, incomplete
from doudi.policy_dsl.diagnostics.model import Message


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    if compilation.meant is None:
        show_on_stderr(compilation.errors, args.lang)
        say(
            Message("规则有错误，案例没有运行", "the rules have errors; no case was run"), args.lang
        )
        return 1
    files = read_all(args.rules)
    results = run_cases(files.value, compilation.meant, args.rules, only=args.only)
    report = Report(
        results,
        None if args.only else unreached(compilation.meant, results),
        None if args.only else undeclined(compilation.meant, results),
        len(reachable(compilation.meant)),
        files.findings,
    )
    if args.format == "json":
        sys.stdout.write(as_json(report, args.lang))
    else:
        sys.stdout.write(as_text(report, args.lang, color=args.color))
    return 1 if failed(report) or (args.strict and incomplete(report)) else 0
