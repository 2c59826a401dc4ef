"""`doudi verify`."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.runtime.commands.arguments import add_output, add_rules


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = subparsers.add_parser(
        "verify",
        help="核验凭证：离线重算，逐字节比对｜verify receipts: decide again, compare every byte",
        description="核对凭证没有被改动，再按其中的规则和事实重新决定，逐字节比对"
        "｜Check that nothing was changed, decide again by the rules and facts inside, and compare",
        epilog="退出码：0 全部通过；1 有凭证被改动或与重算不符；2 有凭证读不了或缺规则包"
        "｜exit code: 0 all verified; 1 one was changed or differs; 2 one cannot be checked",
    )
    verify.add_argument(
        "receipts",
        nargs="+",
        metavar="RECEIPT",
        help="凭证，`-` 为标准输入｜receipts, `-` is stdin",
    )
    add_rules(verify)
    verify.add_argument(
        "--trust",
        type=Path,
        action="append",
        metavar="KEY",
        help="须由这个公钥（或几个之一）签名｜demand a signature by one of these public keys",
    )
    verify.add_argument(
        "--format", choices=("text", "json"), default="text", help="格式｜the format"
    )
    add_output(verify)
    verify.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.verify import run  # noqa: PLC0415 - help should not load the engine

    return run(args)
