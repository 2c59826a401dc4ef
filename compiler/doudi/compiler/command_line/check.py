"""`doudi check`: everything that is wrong with a rules folder, in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from doudi.compiler.command_line.compiling import USAGE, compiled, every_processor, memory_of, say
from doudi.compiler.command_line.progress import PROVING, progress
from doudi.compiler.conflicts.memory import ANSWERS
from doudi.compiler.pipeline import Compilation
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.diagnostics.order import in_order


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    findings = compilation.findings
    try:
        findings = in_order((*findings, *_proven(compilation, args)))
    except BaseException:
        sys.stdout.write(rendered(findings, args))  # a failure of ours hides no other finding
        raise
    sys.stdout.write(rendered(findings, args))
    if not findings and args.format == "text":
        say(Message("没有发现问题", "nothing is wrong"), args.lang)
    return 1 if findings else 0


def _proven(compilation: Compilation, args: argparse.Namespace) -> tuple[Finding, ...]:
    """What proofs find, where there is no error and what they need is installed."""
    if compilation.meant is None:
        return ()
    try:
        from doudi.compiler.conflicts.review import review  # noqa: PLC0415 - only without errors

        with progress(PROVING, args.lang) as report:
            return review(
                compilation.meant,
                compilation.knowledge,
                compilation.located,
                memory_of(compilation),
                report,
                jobs=every_processor(),
                answers=memory_of(compilation, ANSWERS),
            )
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "doudi":
            raise
        say(_without_proofs(str(error.name)), args.lang)
        return ()


def _without_proofs(module: str) -> Message:
    return Message(
        f"没有安装 `{module}`，没有核对冲突；请运行 pip install 'doudi[compiler]'",
        f"`{module}` is not installed, so no conflict was looked for; "
        "run pip install 'doudi[compiler]'",
    )


def rendered(findings: Iterable[Finding], args: argparse.Namespace) -> str:
    from doudi.policy_dsl.diagnostics.render import (  # noqa: PLC0415 - only the one asked for
        github,
        json,
        sarif,
        text,
    )

    match args.format:
        case "json":
            return json.render(findings, args.lang)
        case "sarif":
            return sarif.render(findings, args.lang, version=_version())
        case "github":
            return github.render(findings, args.lang)
        case _:
            return text.render(findings, args.lang, color=args.color)


def _version() -> str:
    try:
        return version("doudi")
    except PackageNotFoundError:
        return ""
