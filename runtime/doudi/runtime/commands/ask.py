"""`doudi ask`."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.runtime.commands.arguments import add_date, add_facts, add_rules


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ask = subparsers.add_parser(
        "ask",
        help="还要问什么，先问哪一项｜what is still to be asked, and what first",
        description="列出还能改变结果的事实：先问哪一项，为什么问，答了以后怎样；"
        "`--interview` 一问一答，随时可停，从会话文件接着问"
        "｜List the facts that can still change a result: which to ask first, why, and what each "
        "answer would settle; `--interview` asks them one by one and can be taken up again from "
        "its file",
        epilog="例如：doudi ask 家庭.yaml --scheme 临时救助 --person 父亲\n"
        "      doudi ask 家庭.yaml --interview -o 访谈.json\n"
        "      doudi ask 访谈.json --interview"
        "｜examples: doudi ask home.yaml --scheme temporary_relief --person father\n"
        "          doudi ask home.yaml --interview -o session.json\n"
        "          doudi ask session.json --interview",
    )
    add_facts(ask)
    add_rules(ask)
    add_date(ask)
    ask.add_argument(
        "--scheme",
        metavar="S",
        action="append",
        help="只问某个救助项目，可写几个｜only for this scheme; may be repeated",
    )
    ask.add_argument(
        "--person",
        metavar="P",
        action="append",
        help="只问某个人或家庭（编号），可写几个｜only for this id; may be repeated",
    )
    ask.add_argument(
        "--cost",
        metavar="FACT=N",
        action="append",
        help="问这一事实要花的工夫，别的为 1｜what asking for a fact costs, 1 for the others",
    )
    ask.add_argument(
        "--interview", action="store_true", help="一问一答｜ask one by one on the terminal"
    )
    ask.add_argument(
        "--facts-out",
        type=Path,
        metavar="FILE",
        help="访谈所得的案情写入此文件｜write the facts of the interview to this file",
    )
    ask.add_argument("--format", choices=("text", "json"), default="text", help="格式｜the format")
    ask.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="写入文件；访谈的回答存在这里｜write to a file; an interview is kept there",
    )
    ask.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.ask import run  # noqa: PLC0415 - help should not load the engine

    return run(args)
