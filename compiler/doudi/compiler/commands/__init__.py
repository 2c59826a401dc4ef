"""The compiler's commands: ingest, check, ledger, conflicts, build, diff, test, cases, graph, lock.

Only arguments are described here, so that `doudi --help` loads no compiler.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from doudi.compiler.commands import cases, rules, versions, views
from doudi.compiler.commands.shared import Subparsers

if TYPE_CHECKING:
    from doudi.runtime.program.declarations import Program


def register(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    rules.register_ingest(subparsers)
    rules.register_check(subparsers)
    views.register_ledger(subparsers)
    views.register_conflicts(subparsers)
    rules.register_build(subparsers)
    versions.register_diff(subparsers)
    cases.register_test(subparsers)
    cases.register_cases(subparsers)
    views.register_graph(subparsers)
    rules.register_lock(subparsers)


def load_rules(folder: Path, lang: Literal["zh", "en"]) -> Program:
    """What `decide --rules` reads a folder with: the entry point of `doudi.rules_loader`."""
    from doudi.compiler.command_line.load import load  # noqa: PLC0415 - loads the compiler

    return load(folder, lang)
