"""Arguments of the commands about cases: the analysts' own, and those that are drafted."""

from __future__ import annotations

import argparse

from doudi.compiler.commands.shared import Subparsers, add_cache, add_rules


def register_test(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
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
    add_rules(test)
    add_cache(test)
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


def register_cases(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
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
    add_rules(cases)
    add_cache(cases)
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


def _run_test(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.cases import run  # noqa: PLC0415 - as above

    return run(args)


def _run_cases(args: argparse.Namespace) -> int:
    from doudi.compiler.command_line.generate_cases import run  # noqa: PLC0415 - as above

    return run(args)
