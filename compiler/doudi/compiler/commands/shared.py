"""What the descriptions of commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse names it in no other way


def add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rules",
        nargs="?",
        type=Path,
        default=Path("rules"),
        metavar="RULES",
        help="规则文件夹（默认 rules/）｜the rules folder (default rules/)",
    )


def add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="不用缓存，全部重新检查｜check everything anew",
    )
