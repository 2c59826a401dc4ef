"""The language's own commands: `fmt` and `explain`."""

from __future__ import annotations

import argparse

from doudi.policy_dsl import fmt


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fmt.register(subparsers)
    _register_explain(subparsers)


def _register_explain(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "explain",
        help="某个提示是什么意思、怎么改｜what a finding means and what to do",
        description=(
            "打印一个提示的说明页；不写编号则列出全部"
            "｜print the page of a finding; without a code, list them all"
        ),
        epilog="例如：doudi explain P0401｜example: doudi explain P0401",
    )
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="编号或英文名，如 P0401｜a number such as P0401, or a name",
    )
    parser.set_defaults(run=_explain)


def _explain(args: argparse.Namespace) -> int:
    from doudi.policy_dsl.explain import run  # noqa: PLC0415 - help should not load every code

    return run(args)
