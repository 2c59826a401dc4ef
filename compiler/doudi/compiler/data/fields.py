"""Reading a data file's tree: each function takes a node and gives its value, or a finding.

None always means that a finding was added and the caller can leave the entry out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from doudi.compiler.data import errors
from doudi.compiler.data.yaml import Mapping, Node, Scalar, Sequence
from doudi.policy_dsl.diagnostics.model import Finding

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def entries(
    node: Node | None,
    found: list[Finding],
    *,
    required: Iterable[str] = (),
    optional: Iterable[str] = (),
) -> dict[str, Node] | None:
    """A mapping's values by key: unknown keys are reported and left out."""
    if node is None:
        return None
    if not isinstance(node, Mapping):
        found.append(errors.wrong_shape(node.span, "若干行 `键: 值`", "lines of `key: value`"))
        return None
    required = tuple(required)
    known = (*required, *optional)
    values: dict[str, Node] = {}
    for key, value in node.entries:
        if key.text in known:
            values[key.text] = value
        else:
            found.append(errors.unknown_key(key.span, key.text, known))
    missing = [it for it in required if it not in values]
    at = node.entries[0][0].span if node.entries else node.span
    found += [errors.missing_key(at, it) for it in missing]
    return None if missing else values


def items(node: Node | None, found: list[Finding]) -> tuple[Node, ...]:
    """A list's items; nothing for an absent or empty list."""
    match node:
        case None | Scalar(text="", plain=True):
            return ()
        case Sequence(items=them):
            return them
        case _:
            found.append(errors.wrong_shape(node.span, "列表（每项以 `- ` 开头）", "a list"))
            return ()


def text(node: Node | None, found: list[Finding]) -> str | None:
    match node:
        case None:
            return None
        case Scalar(text=words) if words.strip():
            return words
        case _:
            found.append(errors.wrong_shape(node.span, "文字", "a text"))
            return None


def is_null(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in ("null", "~", "")


def day(node: Node | None, found: list[Finding]) -> date | None:
    written = text(node, found)
    if written is None or node is None:
        return None
    if _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    found.append(errors.no_such_day(node.span, written))
    return None
