"""`doudi whynot`."""

from __future__ import annotations

import argparse
import re
from typing import Final

from doudi.runtime.commands.arguments import add_date, add_facts, add_output, add_rules

FORMATS: Final = ("text", "json", "markdown")
_YUAN: Final = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")
_COUNT: Final = re.compile(r"[1-9][0-9]{0,3}")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    whynot = subparsers.add_parser(
        "whynot",
        help="为什么没有，怎样才会有｜why not, and what would have to be different",
        description="说明一个人、一个家庭为什么没有得到某个项目（或者更多），并找出可变的事实最少要变哪几项；"
        "每一种都重新运行核对；可变的事实怎样变也达不到的，指出是哪一条"
        "｜Say why somebody does not get a scheme, or not more, and find the fewest changeable "
        "facts that would have to be different; each alternative is decided again before it is "
        "shown; where nothing helps, the clause that says so is named",
        epilog="例如：doudi whynot 家庭.yaml --scheme 最低生活保障金\n"
        "      doudi whynot 家庭.yaml --scheme 确诊患者临时救助金 --person 母亲 --format json\n"
        "      doudi whynot 家庭.yaml --scheme 最低生活保障金 --at-least 1000"
        "｜examples: doudi whynot home.yaml --scheme dibao\n"
        "          doudi whynot home.yaml --scheme patient_relief --person mother --format json\n"
        "          doudi whynot home.yaml --scheme dibao --at-least 1000",
    )
    add_facts(whynot)
    add_rules(whynot)
    add_date(whynot)
    whynot.add_argument("--scheme", metavar="S", required=True, help="哪个救助项目｜which scheme")
    whynot.add_argument(
        "--person",
        metavar="P",
        help="哪个人或家庭（编号）；只有一个的不必写｜whose id; not needed where there is but one",
    )
    whynot.add_argument(
        "--at-least",
        type=_fen,
        metavar="YUAN",
        help="要怎样才至少有这么多元｜what it takes to be sure of so many yuan",
    )
    whynot.add_argument(
        "--most",
        type=_count,
        default=5,
        metavar="N",
        help="最多列几种（默认 5）｜how many alternatives to show, 5 unless told",
    )
    whynot.add_argument("--format", choices=FORMATS, default="text", help="格式｜the format")
    add_output(whynot)
    whynot.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.whynot import run  # noqa: PLC0415 - help should not load the engine

    return run(args)


def _fen(text: str) -> int:
    found = _YUAN.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是金额；以元为单位，如 1000 或 620.50"
            f"｜`{text}` is not an amount; write yuan, as in 1000 or 620.50"
        )
    yuan, jiao_fen = found.groups(default="")
    return int(yuan) * 100 + int(f"{jiao_fen:0<2}")


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"`{text}` 应为 1 至 9999 的整数｜`{text}` should be a whole number from 1 to 9999"
        )
    return int(text)
