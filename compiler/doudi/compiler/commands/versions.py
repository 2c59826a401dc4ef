"""Arguments of the command that compares two versions of the rules."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from doudi.compiler.commands.shared import Subparsers
from doudi.runtime.commands.arguments import count, day


def register_diff(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    diff = subparsers.add_parser(
        "diff",
        help="新一版规则改了什么，对谁｜what a new version of the rules changes, and for whom",
        description="比较两个规则包或规则文件夹：哪些文件、条款、用语、标准变了；写法不同的，证明意思是否相同，不同的举一户为例；"
        "给出案例或凭证的，列出结果有变的每一个，并说明起因是哪一条"
        "｜Compare two bundles or folders of rules: which documents, provisions, terms and "
        "standards are others; what is written differently is proved to mean the same, or shown "
        "not to by a household; of cases and receipts, each whose answer changes, and by which "
        "clause",
        epilog="退出码：0 没有不同；1 有不同，或有案例读不了；2 规则读不了、用法不对\n"
        "例如：\n  doudi diff 旧.doudi 新.doudi\n  doudi diff 旧.doudi rules --cases 案例/\n"
        "  doudi diff 旧.doudi 新.doudi --receipts 凭证/ --format markdown -o 影响.md\n"
        "  doudi diff 旧.doudi 新.doudi --population 家庭.parquet --format html -o 影响.html"
        "｜exit code: 0 no difference; 1 there are some, or a case cannot be read; 2 the rules "
        "cannot be read, or wrong usage\n"
        "examples:\n  doudi diff old.doudi new.doudi\n"
        "  doudi diff old.doudi rules --cases cases/\n"
        "  doudi diff old.doudi new.doudi --receipts receipts/ --format markdown -o impact.md\n"
        "  doudi diff old.doudi new.doudi --population homes.parquet --format html -o impact.html",
    )
    diff.add_argument(
        "old", metavar="OLD", help="旧的规则包或规则文件夹｜the old bundle or rules folder"
    )
    diff.add_argument(
        "new", metavar="NEW", help="新的规则包或规则文件夹｜the new bundle or rules folder"
    )
    diff.add_argument(
        "--cases",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="案情文件、cases.yaml 或文件夹，可写几次｜facts files, cases.yaml or folders; may be "
        "said again",
    )
    diff.add_argument(
        "--receipts",
        type=Path,
        action="append",
        default=[],
        metavar="PATH",
        help="以往决定的凭证或文件夹，按各自的规则包重算，可写几次"
        "｜receipts of past decisions, each by its own bundle; may be said again",
    )
    _add_population(diff)
    diff.add_argument(
        "--format",
        choices=("text", "json", "markdown", "html"),
        default="text",
        help="格式；html 只用于人群，markdown 不用于人群"
        "｜the format; html goes with a population, markdown does not",
    )
    diff.add_argument(
        "--time-limit",
        type=float,
        metavar="SECONDS",
        help="证明至多用几秒；没轮到的列为没有得出结论"
        "｜seconds for proofs; what is not reached is listed as not decided",
    )
    diff.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写到文件（默认标准输出）｜write to a file (default stdout)",
    )
    diff.set_defaults(run=_run_diff)


def _add_population(diff: argparse.ArgumentParser) -> None:
    diff.add_argument(
        "--population",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="对一个人群的影响：家庭的表（Parquet 或 Arrow），或各类一张表的文件夹"
        "｜what it does to a population: a table of households (Parquet or Arrow), or a folder "
        "with a table for each kind",
    )
    diff.add_argument(
        "--cells",
        type=Path,
        metavar="OUT",
        help="人群：有变的结果逐项写成 Parquet｜of a population: every changed answer, as Parquet",
    )
    diff.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="人群：表里没有评估日时的｜of a population: where its tables name no date",
    )
    diff.add_argument(
        "--area",
        metavar="A",
        help="人群：表里没有地区时的｜of a population: where its tables name no area",
    )
    diff.add_argument(
        "--area-facts",
        type=Path,
        metavar="FILE",
        help="人群：各地区的事实（JSON 或 YAML）｜of a population: what each area has decided",
    )
    diff.add_argument(
        "--scheme",
        metavar="S",
        action="append",
        default=[],
        help="人群：只看某个救助项目，可写几个｜of a population: only this scheme; may be repeated",
    )
    diff.add_argument(
        "--ignore",
        metavar="COLUMN",
        action="append",
        default=[],
        help="人群：不理会表里的这一列，可写几个"
        "｜of a population: leave this column aside; may be repeated",
    )
    diff.add_argument(
        "--jobs",
        type=count,
        metavar="N",
        help="人群：同时工作的进程数，默认每核一个"
        "｜of a population: how many processes work side by side",
    )


def _run_diff(args: argparse.Namespace) -> int:
    if args.population:
        from doudi.runtime.command_line.stopping import stoppably  # noqa: PLC0415 - nothing stops help

        return stoppably(_impact, args)
    from doudi.compiler.command_line.diff import run  # noqa: PLC0415 - loads the compiler

    return run(args)


def _impact() -> Callable[[argparse.Namespace], int]:
    from doudi.compiler.command_line.impact import run  # noqa: PLC0415 - as above

    return run
