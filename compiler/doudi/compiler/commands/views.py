"""Arguments of the commands that show what is in the rules: sentences, conflicts, dependencies."""

from __future__ import annotations

import argparse
from typing import Final

from doudi.compiler.commands.shared import Subparsers, add_cache, add_rules

# Said here, so that help need not load what they are; a test keeps them the same.
CLASSES: Final = (
    "exception",
    "declared",
    "higher",
    "special",
    "later",
    "repeal",
    "stronger",
    "union",
    "open",
)
KINDS: Final = (
    "outcome",
    "amount",
    "period",
    "place",
    "fund",
    "deadline",
    "force",
    "procedure",
    "holder",
    "status",
    "meaning",
)


def register_ledger(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
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
    add_rules(ledger)
    add_cache(ledger)
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


def register_conflicts(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    conflicts = subparsers.add_parser(
        "conflicts",
        help="哪些规定互相抵触，对哪一户｜which provisions clash, and for whom",
        description="逐对核对说到同一事项的条款：能不能用到同一户、同一天而说法不一；每一处都有一户实际判定过的例子，"
        "并说明谁优先、按什么优先；未决而没有确认的，或有没得出结论的，退出码为 1"
        "｜For every two provisions on one matter: can both apply to one household on one day and "
        "say different things? Each is shown by a household that was decided, with who prevails "
        "and why; exit code 1 if one is open and not acknowledged, or was not decided",
        epilog="例如：\n  doudi conflicts\n  doudi conflicts rules --class open --format markdown\n"
        "  doudi conflicts --of WW2021/六·二是-1a\n  doudi conflicts --of 临时救助 --kind place\n"
        "  doudi conflicts --across-areas"
        "｜examples:\n  doudi conflicts\n  doudi conflicts rules --class open --format markdown\n"
        "  doudi conflicts --of WW2021/六·二是-1a\n  doudi conflicts --of 临时救助 --kind place\n"
        "  doudi conflicts --across-areas",
    )
    add_rules(conflicts)
    add_cache(conflicts)
    conflicts.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="格式｜the format",
    )
    conflicts.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="写到文件（默认标准输出）｜write to a file (default stdout)",
    )
    conflicts.add_argument(
        "--across-areas",
        action="store_true",
        help="另列各地规定不同、同一户结果不同之处"
        "｜show as well what one household gets in one area and not in another",
    )
    conflicts.add_argument(
        "--class",
        dest="class_",
        action="append",
        choices=CLASSES,
        help="只看这一类，可写几次｜only this class; may be said again",
    )
    conflicts.add_argument(
        "--kind",
        action="append",
        choices=KINDS,
        help="只看这一种事项，可写几次｜only this kind of matter; may be said again",
    )
    conflicts.add_argument(
        "--of",
        metavar="NAME",
        help="只看与这一条款、文件或救助项目有关的｜only about this provision, document or scheme",
    )
    conflicts.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="用几个进程（默认每个处理器一个）｜processes (default: one for each processor)",
    )
    conflicts.add_argument(
        "--time-limit",
        type=float,
        metavar="SECONDS",
        help="整次运行至多几秒；没轮到的列为没有得出结论"
        "｜seconds for the whole run; what is not reached is listed as not decided",
    )
    conflicts.set_defaults(run=_run_conflicts)


def register_graph(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
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
    add_rules(graph)
    add_cache(graph)
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


def _run_ledger(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.ledger import run  # noqa: PLC0415 - as above

    return run(args)


def _run_conflicts(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.conflicts import run  # noqa: PLC0415 - as above

    return run(args)


def _run_graph(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.graph import run  # noqa: PLC0415 - as above

    return run(args)
