"""`doudi sample`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

from doudi.runtime.commands.arguments import add_rules, count, day

_LARGEST_SEED: Final = 2**63 - 1


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sample = subparsers.add_parser(
        "sample",
        help="抽取合成的家庭｜draw synthetic households",
        description="按规则的词汇、声明的范围、公理和写明的假定，随机抽取家庭，写成 Parquet，"
        "供 doudi batch 等使用。都是合成的：不是任何真实的家庭，分布也不是统计结果"
        "（见 docs/language/sampling.md）；同一规则、同一种子，抽出的一样"
        "｜Draw households at random from the rules' vocabulary, its ranges and axioms, and from "
        "assumptions that are written down, and write them as Parquet for doudi batch and others. "
        "All of it is synthetic: no household is real and no distribution is a statistic (see "
        "docs/language/sampling.md); the same rules and seed draw the same",
        epilog="例如：doudi sample --rows 100000 --seed 1 -o 家庭.parquet\n"
        "      doudi sample --rows 1000000 --seed 1 --area 重庆市 --as-of 2021-10-12 -o 样本"
        "｜examples: doudi sample --rows 100000 --seed 1 -o homes.parquet\n"
        "          doudi sample --rows 1000000 --seed 1 --area 500000 --as-of 2021-10-12 -o sample",
    )
    sample.add_argument(
        "--rows",
        type=count,
        required=True,
        metavar="N",
        help="家庭的户数｜how many households",
    )
    sample.add_argument(
        "--seed",
        type=_seed,
        required=True,
        metavar="S",
        help="种子，0 起的整数；同一种子抽出同样的家庭"
        "｜a whole number; the same one draws the same",
    )
    sample.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE|DIR",
        help="写入这个新文件或新文件夹｜the file or folder to be made",
    )
    add_rules(sample)
    sample.add_argument(
        "--shape",
        choices=("nested", "flat"),
        help="nested：一个文件，成员列在户内；flat：一个文件夹，各类一个文件；"
        "不写则 .parquet 结尾的为 nested"
        "｜nested: one file, members listed in households; flat: a folder with a file for each "
        "kind; where not said, nested for a name that ends in .parquet",
    )
    sample.add_argument(
        "--area",
        metavar="A",
        nargs="+",
        action="extend",
        help="家庭所在地区（名称或代码），可写几个，各占同样多；不写则为规则中各文件的地区"
        "｜where households are (name or code), each of several as often as another; where "
        "not said, the areas that the rules' documents are for",
    )
    sample.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        nargs="+",
        action="extend",
        help="评估日，可写几个，各占同样多；不写则为最新文件的印发日"
        "｜the day to draw for, each of several as often as another; where not said, the "
        "day on which the newest document was issued",
    )
    sample.add_argument(
        "--unknown",
        type=_share,
        default=Fraction(0),
        metavar="SHARE",
        help="留作不详的比例，如 0.1 或 10%%"
        "｜the share of values left unknown, such as 0.1 or 10%%",
    )
    sample.add_argument(
        "--names",
        choices=("en", "zh"),
        default="en",
        help="列和选项的名称：en 为标识｜of columns and options: en has the ids, zh Chinese names",
    )
    sample.set_defaults(run=_run)


def _seed(text: str) -> int:
    if not re.fullmatch("[0-9]{1,19}", text) or int(text) > _LARGEST_SEED:
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是 0 至 {_LARGEST_SEED} 的整数"
            f"｜`{text}` is not a whole number from 0 to {_LARGEST_SEED}"
        )
    return int(text)


def _share(text: str) -> Fraction:
    written = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,9})?)([%％]?)", text)
    share = Fraction(written[1]) / (100 if written[2] else 1) if written else None
    if share is None or share >= 1:
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是小于 1 的比例，写作 0.1 或 10%"
            f"｜`{text}` is not a share below 1; write it as 0.1 or 10%"
        )
    return share


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.command_line.stopping import stoppably  # noqa: PLC0415 - nothing stops help

    return stoppably(_loaded, args)


def _loaded() -> Callable[[argparse.Namespace], int]:
    from doudi.runtime.actions.sample import run  # noqa: PLC0415 - help should not load columns

    return run
