"""`doudi lock`: the versions that are not recorded yet, with what they mean."""

from __future__ import annotations

import argparse

from doudi.compiler.command_line.compiling import USAGE, compiled, say, show_on_stderr
from doudi.compiler.versions.lock import FILE_NAME, write_lock
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.command_line.output import deliver


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    if compilation.broken or compilation.lock is None:
        show_on_stderr(compilation.errors or compilation.findings, args.lang)
        say(
            Message("规则有错误，没有登记", "the rules have errors; nothing was recorded"),
            args.lang,
        )
        return 1
    lock = compilation.lock
    new = tuple(
        it.meaning
        for it in compilation.versions
        if (it.meaning.document, it.meaning.version) not in lock.releases
    )
    if new:
        deliver(write_lock(lock, new).encode(), args.rules / FILE_NAME)
    for it in new:
        say(
            Message(f"登记 {it.document} {it.version}", f"recorded {it.document} {it.version}"),
            args.lang,
        )
    if not new:
        say(Message("没有要登记的新版本", "there is no new version to record"), args.lang)
    return 0
