"""The language's own commands: `fmt` and `explain`."""

from __future__ import annotations

import argparse

from doudi.policy_dsl import explain, fmt


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fmt.register(subparsers)
    explain.register(subparsers)
