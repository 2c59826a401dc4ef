"""`doudi show FILE`: what is in a bundle: documents with versions and hashes, counts, names."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

UNREADABLE: Final = 2


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
    show.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from doudi.runtime.bundle import contents  # noqa: PLC0415 - help should load nothing
    from doudi.runtime.bundle.errors import BundleError  # noqa: PLC0415
    from doudi.runtime.bundle.format import MAX_BYTES  # noqa: PLC0415
    from doudi.runtime.bundle.read import load, read_bundle  # noqa: PLC0415
    from doudi.runtime.canonical import canonical  # noqa: PLC0415

    try:
        loaded = (
            read_bundle(sys.stdin.buffer.read(MAX_BYTES + 1))
            if args.bundle == "-"
            else load(Path(args.bundle))
        )
    except BundleError as error:
        sys.stderr.write(f"doudi: {error.in_(args.lang)}\n")
        return UNREADABLE
    if args.format == "json":
        sys.stdout.write(canonical(contents.as_json(loaded)).decode() + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in contents.as_lines(loaded, args.lang))
    return 0
