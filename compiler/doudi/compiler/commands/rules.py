"""Arguments of the commands that take rules in, check them and give them out."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.compiler.commands.shared import Subparsers, add_cache, add_rules


def register_ingest(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    ingest = subparsers.add_parser(
        "ingest",
        help="把一份原始通知变成可以动手写的文件夹｜a raw circular to a folder to work in",
        description="读入纯文本、HTML、DOCX 或有文字层的 PDF，写出清洁文本、整理步骤、"
        "字符对照和每句待办的草稿；残损之处只指出，不猜"
        "｜Read plain text, HTML, DOCX or a PDF with text; write the clean text, the steps that "
        "make it, the way back, and a draft in which every sentence waits; what is damaged is "
        "said, never guessed",
        epilog="例如：\n  doudi ingest 通知.txt -o rules/gansu/wuwei/go-2021-10\n"
        "  doudi ingest 通知.docx -o 新通知 --document GS2023"
        "｜examples:\n  doudi ingest notice.txt -o rules/gansu/wuwei/go-2021-10\n"
        "  doudi ingest notice.docx -o new --document GS2023",
    )
    ingest.add_argument(
        "file", type=Path, metavar="FILE", help="原始文件，`-` 为标准输入｜the file; `-` is stdin"
    )
    ingest.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        required=True,
        help="写到哪个文件夹；其中已有 notice.yaml 的，照它整理"
        "｜the folder to write; a notice.yaml in it is followed",
    )
    ingest.add_argument(
        "--steps",
        type=Path,
        metavar="FILE",
        help="照这个 notice.yaml 整理｜follow this notice.yaml",
    )
    ingest.add_argument(
        "--document", metavar="ID", help="文件代号，例如 GS2023｜what to call the document, GS2023"
    )
    ingest.add_argument(
        "--encoding",
        metavar="E",
        help="编码（默认 UTF-8，不是则 GB18030）｜the encoding (default UTF-8, or else GB18030)",
    )
    ingest.add_argument(
        "--force",
        action="store_true",
        help="换掉文件夹里的旧文件；有条款的 rules.policy 从不换"
        "｜replace files in the folder; a rules.policy with work in it is never replaced",
    )
    ingest.add_argument(
        "--format", choices=("text", "json"), default="text", help="格式｜the format"
    )
    ingest.set_defaults(run=_run_ingest)


def register_check(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    check = subparsers.add_parser(
        "check",
        help="检查规则，逐句核对引文｜check the rules and every quotation",
        description="一次找出规则文件夹里的所有问题；没有问题退出码为 0，有问题为 1"
        "｜Find everything that is wrong in a rules folder, in one run; exit code 0 if clean, "
        "1 if not",
        epilog="例如：\n  doudi check\n  doudi check rules --format sarif > findings.sarif"
        "｜examples:\n  doudi check\n  doudi check rules --format sarif > findings.sarif",
    )
    add_rules(check)
    add_cache(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="格式｜the format",
    )
    check.set_defaults(run=_run_check)


def register_build(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    build = subparsers.add_parser(
        "build",
        help="把规则编成一个规则包｜compile the rules into one bundle",
        description="检查规则并写出规则包；有错误时什么也不写"
        "｜Check the rules and write the bundle; where there is an error nothing is written",
        epilog="例如：doudi build rules -o rules.doudi｜example: doudi build rules -o rules.doudi",
    )
    add_rules(build)
    add_cache(build)
    build.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="写到哪里，`-` 为标准输出｜where to, `-` is stdout",
    )
    build.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="ID",
        help="不要这一份文件，以及提到它的关系，可写几次"
        "｜leave this document out, and what names it; may be said again",
    )
    build.set_defaults(run=_run_build)


def register_lock(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    lock = subparsers.add_parser(
        "lock",
        help="登记各文件版本的含义｜record what each document's version means",
        description="把尚未登记的版本写进 versions.lock；已登记的从不改动"
        "｜Write the versions that are not recorded yet into versions.lock; what is recorded is "
        "never changed",
        epilog="例如：doudi lock rules｜example: doudi lock rules",
    )
    add_rules(lock)
    add_cache(lock)
    lock.set_defaults(run=_run_lock)


def _run_ingest(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.ingest import run  # noqa: PLC0415 - loads the compiler

    return run(args)


def _run_check(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.check import run  # noqa: PLC0415 - loads the compiler

    return run(args)


def _run_build(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.build import run  # noqa: PLC0415 - as above

    return run(args)


def _run_lock(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.lock import run  # noqa: PLC0415 - as above

    return run(args)
