"""`doudi show`."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = subparsers.add_parser(
        "show",
        help="规则包里有什么｜what is in a bundle",
        description="列出规则包里的文件及其版本、救助项目和标准"
        "｜List a bundle's documents with their versions, its schemes and standards",
        epilog="例如：doudi show rules.bundle --format json"
        "｜example: doudi show rules.bundle --format json",
    )
    show.add_argument(
        "bundle", metavar="FILE", help="规则包，`-` 为标准输入｜a bundle, `-` is stdin"
    )
    show.add_argument("--format", choices=("text", "json"), default="text", help="格式｜the format")
    show.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.show import run  # noqa: PLC0415 - help should load nothing

    return run(args)
