"""The language's own commands: `fmt` and `explain`."""

from __future__ import annotations

import argparse

from doudi.policy_dsl import explain


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    explain.register(subparsers)
