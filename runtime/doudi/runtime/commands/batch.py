"""`doudi batch`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from doudi.runtime.batch.alone import stay_alone
from doudi.runtime.command_line.lasting import lasting
from doudi.runtime.commands.arguments import add_date, add_rules, count
from doudi.runtime.commands.decide import DEPTHS, FORMATS

FILES: Final = ("parquet", "arrow")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    batch = subparsers.add_parser(
        "batch",
        help="对许多家庭一并作出决定｜decide for many households at once",
        description="读入许多家庭的表，写出每户、每人、每个救助项目的结果；"
        "中断后加 `--resume` 接着做。`--explain-row N` 只看第 N 户，说明全部理由"
        "｜Read tables of many households, and write the result of every scheme for each household "
        "and person; after an interruption `--resume` goes on. `--explain-row N` explains the "
        "household in row N alone",
        epilog="例如：doudi batch 家庭.parquet -o 结果 --as-of 2021-10-12\n"
        "      doudi batch 家庭.parquet --explain-row 17 --as-of 2021-10-12 --depth argument"
        "｜examples: doudi batch homes.parquet -o answers --as-of 2021-10-12\n"
        "          doudi batch homes.parquet --explain-row 17 --as-of 2021-10-12 --depth argument",
    )
    batch.add_argument(
        "population",
        metavar="IN",
        nargs="+",
        type=Path,
        help="家庭的表（Parquet 或 Arrow），或各类一张表的文件夹"
        "｜a table of households (Parquet or Arrow), or a folder with a table for each kind",
    )
    batch.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="结果写入这个新文件夹｜the folder to be made for the answers",
    )
    add_rules(batch)
    add_date(batch)
    batch.add_argument(
        "--area", metavar="A", help="表里没有地区时的地区｜where households are that name no area"
    )
    batch.add_argument(
        "--area-facts",
        type=Path,
        metavar="FILE",
        help="各地区的事实（JSON 或 YAML）｜what each area has decided",
    )
    batch.add_argument(
        "--scheme",
        metavar="S",
        action="append",
        help="只算某个救助项目，可写几个｜only this scheme; may be repeated",
    )
    batch.add_argument(
        "--ignore",
        metavar="COLUMN",
        action="append",
        default=[],
        help="不理会表里的这一列，可写几个｜leave this column aside; may be repeated",
    )
    batch.add_argument(
        "--jobs",
        type=count,
        metavar="N",
        help="同时工作的进程数，默认每核一个｜how many processes work side by side",
    )
    batch.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="谁来做：本机的进程，或 Spark｜who does the work: processes of this machine, or Spark",
    )
    batch.add_argument(
        "--master",
        metavar="URL",
        help="Spark 的主节点，默认本机｜the master of Spark, this machine where not said",
    )
    batch.add_argument(
        "--format",
        choices=(*FILES, *FORMATS),
        help="结果文件的格式，默认 parquet；说明一户时同 decide"
        "｜of the answers' files, parquet where not said; of an explanation, as in decide",
    )
    batch.add_argument(
        "--names",
        choices=("en", "zh"),
        default="en",
        help="结果里的名称：en 为标识｜of columns and values: en has the ids, zh Chinese names",
    )
    batch.add_argument(
        "--resume",
        action="store_true",
        help="接着做没有做完的，做完的不重做｜go on with what was begun, repeating nothing",
    )
    batch.add_argument(
        "--json",
        action="store_true",
        help="以 JSON 打印小结，即 batch.json｜print the summary as JSON, that is batch.json",
    )
    batch.add_argument(
        "--explain-row",
        type=count,
        metavar="N",
        help="只说明第 N 户（从 1 数起）｜explain the household in row N, from 1",
    )
    batch.add_argument(
        "--person",
        metavar="P",
        action="append",
        help="说明时只看某个人（编号），可写几个｜of that row, only this id; may be repeated",
    )
    batch.add_argument(
        "--depth",
        choices=DEPTHS,
        default="verdict",
        help="说明的详略：结论、论证或全部经过｜of an explanation: verdict, argument or all",
    )
    batch.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.command_line.stopping import stoppably  # noqa: PLC0415 - nothing stops help

    stay_alone()
    return stoppably(_loaded, args)


def _loaded() -> Callable[[argparse.Namespace], int]:
    with lasting():
        from doudi.runtime.actions.batch import run  # noqa: PLC0415 - help should not load columns

    return run
