"""`doudi check`: everything that is wrong with a rules folder, in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from doudi.compiler.command_line.compiling import USAGE, compiled, say
from doudi.policy_dsl.diagnostics.model import Finding, Message


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    findings = compilation.findings
    sys.stdout.write(rendered(findings, args))
    if not findings and args.format == "text":
        say(Message("没有发现问题", "nothing is wrong"), args.lang)
    return 1 if findings else 0


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
