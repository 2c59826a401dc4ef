"""The compiler's commands: ingest, check, ledger, build, test, cases, graph and lock.

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
    _register_ingest(subparsers)
    _register_check(subparsers)
    _register_ledger(subparsers)
    _register_build(subparsers)
    _register_test(subparsers)
    _register_cases(subparsers)
    _register_graph(subparsers)
    _register_lock(subparsers)


def load_rules(folder: Path, lang: Literal["zh", "en"]) -> Program:
    """What `decide --rules` reads a folder with: the entry point of `doudi.rules_loader`."""
    from doudi.compiler.command_line.load import load  # noqa: PLC0415 - loads the compiler

    return load(folder, lang)


def _register_ingest(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
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
        description="运行各 cases.yaml，核对结果和起决定作用的条款，并列出没有案例走到的条款、"
        "没有不适用案例的条款"
        "｜Run every cases.yaml, compare outcomes and deciding provisions, and list the "
        "provisions that no case reaches, and those of which no case shows where they end",
        epilog="例如：\n  doudi test\n  doudi test rules --only 低保 --format json"
        "｜examples:\n  doudi test\n  doudi test rules --only dibao --format json",
    )
    _add_rules(test)
    _add_cache(test)
    test.add_argument(
        "--only", metavar="TEXT", help="只运行名称含此文字的案例｜only cases whose name has this"
    )
    test.add_argument("--format", choices=("text", "json"), default="text", help="格式｜the format")
    test.add_argument(
        "--strict",
        action="store_true",
        help="每个条款都要有适用的和不适用的案例，缺了就算不通过"
        "｜fail where a provision lacks a case that it decides, or one that it does not",
    )
    test.set_defaults(run=_run_test)


def _register_cases(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    cases = subparsers.add_parser(
        "cases",
        help="草拟边界案例，供复核｜draft boundary cases, for review",
        description="为每个条款的每个条件找一对只差这一处、结果随之改变的案例，以及施行首末日和辖区内外的案例；"
        "写出的都由规则实际判定过"
        "｜For every condition of every provision a pair of cases that differ in it alone and in "
        "the result, and cases on either side of its time and area; all of them have been decided",
        epilog="例如：\n  doudi cases -o 边界案例.yaml\n  doudi cases --provision CQ2021/五(二)-2"
        "｜examples:\n  doudi cases -o boundary.yaml\n  doudi cases --provision CQ2021/五(二)-2",
    )
    _add_rules(cases)
    _add_cache(cases)
    cases.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写到文件（默认标准输出）｜write to a file (default stdout)",
    )
    cases.add_argument(
        "--provision", metavar="ID", help="只要这一个条款的｜just those of this provision"
    )
    cases.add_argument(
        "--format", choices=("yaml", "json"), default="yaml", help="格式｜the format"
    )
    cases.set_defaults(run=_run_cases)


def _register_graph(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    graph = subparsers.add_parser(
        "graph",
        help="画出条款、用语、事实的依赖关系｜draw what depends on what",
        description="条款、用语、事实、标准、救助项目和文件之间的依赖关系；可以画图，也可以问："
        "哪些要用到它，它要用到哪些，标准变动时哪些随之变动"
        "｜The dependencies between provisions, terms, facts, standards, schemes and documents: "
        "drawn, or asked what depends on this, what this needs, what changes if this moves",
        epilog="例如：\n  doudi graph --format svg -o 全貌.svg\n"
        "  doudi graph --of 低保标准 --format svg -o 低保标准.svg\n"
        "  doudi graph --uses 年龄\n  doudi graph --needs CQ2021/五(二)-2\n"
        "  doudi graph --moves 低保标准 --format mermaid"
        "｜examples:\n  doudi graph --format svg -o whole.svg\n"
        "  doudi graph --of dibao_standard --format svg -o dibao.svg\n"
        "  doudi graph --uses age\n  doudi graph --needs CQ2021/五(二)-2\n"
        "  doudi graph --moves dibao_standard --format mermaid",
    )
    _add_rules(graph)
    _add_cache(graph)
    graph.add_argument(
        "--format",
        choices=("text", "json", "graphml", "mermaid", "dot", "svg"),
        help="格式（问的默认 text，画的默认 mermaid）"
        "｜the format (default: text of a question, mermaid of a picture)",
    )
    graph.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写到文件（默认标准输出）｜write to a file (default stdout)",
    )
    graph.add_argument("--of", metavar="NAME", help="只画与它有关的部分｜only the part around this")
    graph.add_argument(
        "--uses",
        metavar="NAME",
        help="哪些要用到这个事实、用语、标准，连间接的｜what depends on this, transitively",
    )
    graph.add_argument(
        "--needs",
        metavar="PROVISION",
        help="这一条款要用到哪些，连间接的｜what this provision needs, transitively",
    )
    graph.add_argument(
        "--moves",
        metavar="STANDARD",
        help="这个标准变动时，哪些条款、项目随之变动｜what changes if this standard moves",
    )
    graph.add_argument(
        "--document", metavar="ID", help="只看这一份文件的条款｜only this document's provisions"
    )
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


def _run_ingest(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.ingest import run  # noqa: PLC0415 - loads the compiler

    return run(args)


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


def _run_cases(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.generate_cases import run  # noqa: PLC0415 - as above

    return run(args)


def _run_graph(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.graph import run  # noqa: PLC0415 - as above

    return run(args)


def _run_lock(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.lock import run  # noqa: PLC0415 - as above

    return run(args)
