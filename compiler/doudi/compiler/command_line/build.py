"""`doudi build`: the rules as one bundle, written whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.compiler.command_line.compiling import USAGE, compiled, say, show_on_stderr
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.command_line.output import deliver


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    show_on_stderr(compilation.findings, args.lang)
    try:
        bundle = compilation.bundle
    except BundleError as error:
        say(Message(error.message_zh, error.message_en), args.lang)
        return 1
    if bundle is None:
        say(
            Message("规则有错误，没有写出规则包", "the rules have errors; no bundle was written"),
            args.lang,
        )
        return 1
    deliver(bundle, None if args.output == "-" else Path(args.output))
    return 0
