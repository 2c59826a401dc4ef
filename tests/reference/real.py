"""The rules of this project as the reference reads them: the same files, nothing compiled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source
from tests.reference.found import exact
from tests.reference.rules import Rules, rules_of

RULES = Path(__file__).parents[2] / "rules"


@cache
def real_reference() -> Rules:
    return rules_of(
        _files(),
        _table("areas.yaml")["areas"],
        [{"off": [], "work": [], **it} for it in _table("calendar.yaml")["years"]],
        {
            (table := _table(f"standards/{it.name}"))["standard"]: table["rows"]
            for it in (RULES / "standards").glob("*.yaml")
        },
    )


def _files() -> list[ast.File]:
    """One for each folder; what declares its document comes first."""
    folders: dict[Path, list[ast.File]] = {}
    for path in sorted(RULES.rglob("*.policy")):
        read = parse(Source(path.name, path.read_text("utf-8"))).value
        folders.setdefault(path.parent, []).append(read)
    return [
        ast.File(tuple(it for file in sorted(files, key=_joins) for it in file.declarations))
        for files in folders.values()
    ]


def _joins(file: ast.File) -> bool:
    """Whether its provisions are those of another file's document."""
    return all(it.keyword != "DOCUMENT" for it in file.declarations)


def _table(name: str) -> dict[str, Any]:
    read: dict[str, Any] = exact(yaml.safe_load((RULES / name).read_text("utf-8")))
    return read
