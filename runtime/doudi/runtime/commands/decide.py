"""`doudi decide`."""

from __future__ import annotations

import argparse
from typing import Final

from doudi.runtime.commands.arguments import add_date, add_facts, add_output, add_rules

DEPTHS: Final = ("verdict", "argument", "full")
FORMATS: Final = ("text", "markdown", "html", "mermaid", "json")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    decide = subparsers.add_parser(
        "decide",
        help="对一个案件作出决定并说明理由｜decide a case, and say why",
        description="对一个案件作出决定，逐项说明理由并引用原文"
        "｜Decide a case and give the reasons, with the sentences that they rest on",
        epilog="例如：doudi decide 家庭.yaml --as-of 2021-02-15 --depth argument"
        "｜example: doudi decide home.yaml --as-of 2021-02-15 --depth argument",
    )
    add_facts(decide)
    add_rules(decide)
    add_date(decide)
    decide.add_argument(
        "--depth",
        choices=DEPTHS,
        default="verdict",
        help="结论、论证或全部经过｜the verdict, the argument or the full trace",
    )
    decide.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="格式：html 可以打印，mermaid 画出论证｜the format: html prints, mermaid draws",
    )
    decide.add_argument(
        "--scheme",
        metavar="S",
        action="append",
        help="只看某个救助项目，可写几个｜only this scheme; may be repeated",
    )
    decide.add_argument(
        "--person",
        metavar="P",
        action="append",
        help="只看某个人或家庭（编号），可写几个｜only this id; may be repeated",
    )
    add_output(decide)
    decide.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.decide import run  # noqa: PLC0415 - help should not load the engine

    return run(args)
