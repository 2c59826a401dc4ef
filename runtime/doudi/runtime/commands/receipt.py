"""`doudi receipt`."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.runtime.commands.arguments import add_date, add_output, add_rules


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    receipt = subparsers.add_parser(
        "receipt",
        help="把一次决定写成可以离线重算的凭证｜write a decision as a portable proof",
        description="决定一个案件，连同规则包、事实和结论写成一个可携带的凭证文件"
        "｜Decide a case, and write rules, facts and decision as one portable receipt",
        epilog="例如：doudi receipt 家庭.yaml --bundle rules.doudi --sign 机关.pem -o 凭证.json"
        "｜example: doudi receipt home.yaml --bundle rules.doudi --sign office.pem -o receipt.json",
    )
    what = receipt.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "facts",
        nargs="?",
        metavar="FACTS",
        help="案情（JSON 或 YAML），`-` 为标准输入｜the facts, `-` is stdin",
    )
    what.add_argument(
        "--new-key",
        type=Path,
        metavar="FILE",
        help="生成签名用的一对密钥，不写凭证｜make a pair of keys to sign with, and no receipt",
    )
    add_rules(receipt)
    add_date(receipt)
    receipt.add_argument(
        "--scheme",
        metavar="S",
        action="append",
        help="只写某个救助项目，可写几个｜only this scheme; may be repeated",
    )
    receipt.add_argument(
        "--person",
        metavar="P",
        action="append",
        help="只写某个人或家庭（编号），可写几个｜only this id; may be repeated",
    )
    receipt.add_argument(
        "--without-bundle",
        action="store_true",
        help="不附规则包，只写它的哈希｜name the bundle by its hash and leave it out",
    )
    receipt.add_argument(
        "--sign",
        type=Path,
        metavar="KEY",
        help="用这个 Ed25519 私钥签名｜sign with this private key",
    )
    receipt.add_argument(
        "--pseudonyms",
        type=Path,
        metavar="KEYFILE",
        help="编号和来源换成由此密钥得出的假名｜give ids and sources pseudonyms by this key",
    )
    add_output(receipt)
    receipt.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.actions.receipt import run  # noqa: PLC0415 - help should not load the engine

    return run(args)
