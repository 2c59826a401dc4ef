"""Arguments that several commands take: where the rules are, the date, where the result goes."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path


def add_facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "facts",
        metavar="FACTS",
        help="案情（JSON 或 YAML），`-` 为标准输入｜the facts, `-` is stdin",
    )


def add_rules(parser: argparse.ArgumentParser) -> None:
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument(
        "--rules", type=Path, metavar="DIR", help="规则文件夹（默认 rules/）｜the rules folder"
    )
    rules.add_argument("--bundle", type=Path, metavar="FILE", help="规则包｜a bundle")


def add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="写入文件｜write to a file"
    )


def add_date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="评估日，如 2021-02-15；不写则用案情里的｜the date to decide for",
    )


def day(text: str) -> date:
    """As strict as the date in a facts file."""
    from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415 - help should load nothing

    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是日期，日期写作 2021-02-15"
            f"｜`{text}` is not a date; write it as 2021-02-15"
        )
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"没有 `{text}` 这一天｜there is no day `{text}`"
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"`{text}` 的年份不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间"
            f"｜the year of `{text}` is not between {FIRST_YEAR} and {LAST_YEAR}"
        )
    return found


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 10**12:
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是从 1 起的整数｜`{text}` is not a whole number from 1"
        )
    return int(text)
