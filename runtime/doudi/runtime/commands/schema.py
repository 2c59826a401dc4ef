"""`doudi schema`."""

from __future__ import annotations

import argparse
from typing import Final

from doudi.runtime.commands.arguments import add_output, add_rules
from doudi.runtime.schemas.parts import of_other_parts

SCHEMAS: Final = (
    "facts",
    "decision",
    "trace",
    "bundle",
    "show",
    "inquiry",
    "interview",
    "whynot",
    "receipt",
    "verification",
    "batch",
)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schema = subparsers.add_parser(
        "schema",
        help="打印公布的 JSON Schema｜print the published JSON Schemas",
        description="打印 JSON Schema；案情的取决于规则里有哪些事实"
        "｜Print a JSON Schema; that of facts depends on the rules",
    )
    schema.add_argument(
        "--of", choices=(*SCHEMAS, *of_other_parts()), default="decision", help="哪一种｜which one"
    )
    add_rules(schema)
    add_output(schema)
    schema.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from doudi.runtime.schemas.publish import run  # noqa: PLC0415 - help should not load the engine

    return run(args)
