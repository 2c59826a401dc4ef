"""The compiler's commands: `check`, `ledger`, `build`, `test`, `graph` and `lock`.

Only arguments are described here, so that `doudi --help` loads no compiler.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from doudi.runtime.program.declarations import Program

Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse names it in no other way


def register(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    _register_check(subparsers)
    _register_ledger(subparsers)
    _register_build(subparsers)
    _register_test(subparsers)
    _register_graph(subparsers)
    _register_lock(subparsers)


def load_rules(folder: Path, lang: Literal["zh", "en"]) -> Program:
    """What `decide --rules` reads a folder with: the entry point of `doudi.rules_loader`."""
    from doudi.compiler.command_line.load import load  # noqa: PLC0415 - loads the compiler

    return load(folder, lang)


def _register_check(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    check = subparsers.add_parser(
        "check",
        help="检查规则，逐句核对引文｜check the rules and every quotation",
        description="一次找出规则文件夹里的所有问题；没有问题退出码为 0，有问题为 1"
        "｜Find everything that is wrong in a rules folder, in one run; exit code 0 if clean, "
        "1 if not",
        epilog="例如：\n  doudi check\n  doudi check rules --format sarif > findings.sarif"
        "｜examples:\n  doudi check\n  doudi check rules --format sarif > findings.sarif",
    )
    _add_rules(check)
    _add_cache(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="格式｜the format",
    )
    check.set_defaults(run=_run_check)


def _register_ledger(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    ledger = subparsers.add_parser(
        "ledger",
        help="原文每一句的去处｜what became of every sentence",
        description="各份通知的每一句都有一个去处：已编码、委任、酌定、程序性、宣示、残损、待办"
        "｜Every sentence of every notice is exactly one of: encoded, delegated, discretionary, "
        "procedural, exhortation, damaged, open",
        epilog="例如：\n  doudi ledger\n  doudi ledger rules --format html -o ledger.html\n"
        "  doudi ledger --document CQ2021 --format markdown"
        "｜examples:\n  doudi ledger\n  doudi ledger rules --format html -o ledger.html\n"
        "  doudi ledger --document CQ2021 --format markdown",
    )
    _add_rules(ledger)
    _add_cache(ledger)
    ledger.add_argument(
        "--format",
        choices=("text", "json", "markdown", "html"),
        default="text",
        help="格式；html 是自足的一页｜the format; html is one page that needs nothing else",
    )
    ledger.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写到文件（默认标准输出）｜write to a file (default stdout)",
    )
    ledger.add_argument(
        "--document", metavar="ID", help="只看这一份文件｜only the notice of this document"
    )
    ledger.set_defaults(run=_run_ledger)


def _register_build(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    build = subparsers.add_parser(
        "build",
        help="把规则编成一个规则包｜compile the rules into one bundle",
        description="检查规则并写出规则包；有错误时什么也不写"
        "｜Check the rules and write the bundle; where there is an error nothing is written",
        epilog="例如：doudi build rules -o rules.doudi｜example: doudi build rules -o rules.doudi",
    )
    _add_rules(build)
    _add_cache(build)
    build.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="写到哪里，`-` 为标准输出｜where to, `-` is stdout",
    )
    build.set_defaults(run=_run_build)


def _register_test(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    test = subparsers.add_parser(
        "test",
        help="运行分析员的案例｜run the analysts' cases",
        description="运行各 cases.yaml，核对结果和起决定作用的条款，并列出没有案例走到的条款"
        "｜Run every cases.yaml, compare outcomes and deciding provisions, and list the "
        "provisions that no case reaches",
        epilog="例如：\n  doudi test\n  doudi test rules --only 低保 --format json"
        "｜examples:\n  doudi test\n  doudi test rules --only dibao --format json",
    )
    _add_rules(test)
    _add_cache(test)
    test.add_argument(
        "--only", metavar="TEXT", help="只运行名称含此文字的案例｜only cases whose name has this"
    )
    test.add_argument("--format", choices=("text", "json"), default="text", help="格式｜the format")
    test.set_defaults(run=_run_test)


def _register_graph(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    graph = subparsers.add_parser(
        "graph",
        help="画出条款、用语、事实的依赖关系｜draw what depends on what",
        description="条款、用语、事实、标准、救助项目和文件之间的依赖关系"
        "｜The dependencies between provisions, terms, facts, standards, schemes and documents",
        epilog="例如：\n  doudi graph --of 低收入家庭 --depth 2 --format mermaid\n"
        "  doudi graph rules --format json"
        "｜examples:\n  doudi graph --of low_income_family --depth 2 --format mermaid\n"
        "  doudi graph rules --format json",
    )
    _add_rules(graph)
    _add_cache(graph)
    graph.add_argument(
        "--format", choices=("json", "mermaid", "dot"), default="mermaid", help="格式｜the format"
    )
    graph.add_argument("--of", metavar="NAME", help="只画与它有关的部分｜only the part around this")
    graph.add_argument(
        "--depth",
        type=int,
        metavar="N",
        help="离 NAME 至多几步｜at most so many steps away from NAME",
    )
    graph.set_defaults(run=_run_graph)


def _register_lock(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    lock = subparsers.add_parser(
        "lock",
        help="登记各文件版本的含义｜record what each document's version means",
        description="把尚未登记的版本写进 versions.lock；已登记的从不改动"
        "｜Write the versions that are not recorded yet into versions.lock; what is recorded is "
        "never changed",
        epilog="例如：doudi lock rules｜example: doudi lock rules",
    )
    _add_rules(lock)
    _add_cache(lock)
    lock.set_defaults(run=_run_lock)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "rules",
        nargs="?",
        type=Path,
        default=Path("rules"),
        metavar="RULES",
        help="规则文件夹（默认 rules/）｜the rules folder (default rules/)",
    )


def _add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="不用缓存，全部重新检查｜check everything anew",
    )


def _run_check(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.check import run  # noqa: PLC0415 - loads the compiler

    return run(args)


def _run_ledger(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.ledger import run  # noqa: PLC0415 - as above

    return run(args)


def _run_build(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.build import run  # noqa: PLC0415 - as above

    return run(args)


def _run_test(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.cases import run  # noqa: PLC0415 - as above

    return run(args)


def _run_graph(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.graph import run  # noqa: PLC0415 - as above

    return run(args)


def _run_lock(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.lock import run  # noqa: PLC0415 - as above

    return run(args)
