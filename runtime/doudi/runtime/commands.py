"""The runtime's own commands: `decide`, `schema` and, where it is there, `show`.

A decision that was made is exit code 0 whatever it says: refusing somebody is no
failure of the command. 1 means that the rules folder has findings; 2 that a file
could not be read or the command was used wrongly.
"""

from __future__ import annotations

import argparse
import importlib
import re
from datetime import date
from pathlib import Path
from typing import Final

from doudi.runtime.schemas.parts import of_other_parts

DEPTHS: Final = ("verdict", "argument", "full")
FORMATS: Final = ("text", "json", "markdown")
SCHEMAS: Final = ("facts", "decision", "trace", "bundle", "show")
_OTHERS: Final = ("doudi.runtime.show",)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _register_decide(subparsers)
    _register_schema(subparsers)
    for module in _OTHERS:
        try:
            importlib.import_module(module).register(subparsers)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise


def _register_decide(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    decide = subparsers.add_parser(
        "decide",
        help="对一个案件作出决定并说明理由｜decide a case, and say why",
        description="对一个案件作出决定，逐项说明理由并引用原文"
        "｜Decide a case and give the reasons, with the sentences that they rest on",
        epilog="例如：doudi decide 家庭.yaml --as-of 2021-02-15 --depth argument"
        "｜example: doudi decide home.yaml --as-of 2021-02-15 --depth argument",
    )
    decide.add_argument(
        "facts",
        metavar="FACTS",
        help="案情（JSON 或 YAML），`-` 为标准输入｜the facts, `-` is stdin",
    )
    _add_rules(decide)
    decide.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="评估日，如 2021-02-15；不写则用案情里的｜the date to decide for",
    )
    decide.add_argument(
        "--depth",
        choices=DEPTHS,
        default="verdict",
        help="结论、论证或全部经过｜the verdict, the argument or the full trace",
    )
    decide.add_argument("--format", choices=FORMATS, default="text", help="格式｜the format")
    decide.add_argument(
        "--scheme", metavar="S", action="append", help="只看某个救助项目｜only this scheme"
    )
    decide.add_argument(
        "--person", metavar="P", action="append", help="只看某个人或家庭（编号）｜only this id"
    )
    _add_output(decide)
    decide.set_defaults(run=_run_decide)


def _register_schema(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schema = subparsers.add_parser(
        "schema",
        help="打印公布的 JSON Schema｜print the published JSON Schemas",
        description="打印 JSON Schema；案情的取决于规则里有哪些事实"
        "｜Print a JSON Schema; that of facts depends on the rules",
    )
    schema.add_argument(
        "--of", choices=(*SCHEMAS, *of_other_parts()), default="decision", help="哪一种｜which one"
    )
    _add_rules(schema)
    _add_output(schema)
    schema.set_defaults(run=_run_schema)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument(
        "--rules", type=Path, metavar="DIR", help="规则文件夹（默认 rules/）｜the rules folder"
    )
    rules.add_argument("--bundle", type=Path, metavar="FILE", help="规则包｜a bundle")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="写入文件｜write to a file"
    )


def _day(text: str) -> date:
    """As strict as the date in a facts file."""
    from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415 - as below

    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(
            f"`{text}` 不是日期，日期写作 2021-02-15"
            f"｜`{text}` is not a date; write it as 2021-02-15"
        )
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"没有 `{text}` 这一天｜there is no day `{text}`"
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(
            f"`{text}` 的年份不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间"
            f"｜the year of `{text}` is not between {FIRST_YEAR} and {LAST_YEAR}"
        )
    return day


def _run_decide(args: argparse.Namespace) -> int:
    from doudi.runtime.deciding import run  # noqa: PLC0415 - help should not load the engine

    return run(args)


def _run_schema(args: argparse.Namespace) -> int:
    from doudi.runtime.schemas.publish import run  # noqa: PLC0415 - as above

    return run(args)
