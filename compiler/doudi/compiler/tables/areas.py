"""`areas.yaml`: every area by its code, inside its parent, with the whole country as the root.

Takes the file's source; gives the areas that hold together, in the order of their codes.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from doudi.compiler.data import fields
from doudi.compiler.data.yaml import Node, read_yaml
from doudi.compiler.tables import errors
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.program.declarations import Area
from doudi.runtime.program.ids import AreaCode

_CODE: Final = re.compile(r"[0-9]{6}")


class _Row(NamedTuple):
    area: Area
    span: Span


def read_areas(source: Source) -> Found[tuple[Area, ...]]:
    parsed = read_yaml(source)
    found = list(parsed.findings)
    top = fields.entries(parsed.value, found, required=("source", "areas")) or {}
    rows: dict[AreaCode, _Row] = {}
    for node in fields.items(top.get("areas"), found):
        row = _row(node, found)
        if row is None:
            continue
        first = rows.setdefault(row.area.code, row)
        if first is not row:
            found.append(errors.area_twice(row.span, row.area.code, first.span))
    return Found(_held_together(rows, found), tuple(found))


def _row(node: Node, found: list[Finding]) -> _Row | None:
    values = fields.entries(node, found, required=("code", "name"), optional=("parent",))
    if values is None:
        return None
    code, name = fields.text(values["code"], found), fields.text(values["name"], found)
    if code is None or name is None:
        return None
    if not _CODE.fullmatch(code):
        found.append(errors.area_code_form(values["code"].span, code))
        return None
    parent = fields.text(values.get("parent"), found)
    return _Row(Area(AreaCode(code), name, None if parent is None else AreaCode(parent)), node.span)


def _held_together(rows: dict[AreaCode, _Row], found: list[Finding]) -> tuple[Area, ...]:
    root: _Row | None = None
    whole: list[Area] = []
    for row in rows.values():
        parent = row.area.parent
        if parent is None and root is not None:
            found.append(errors.second_root(row.span, row.area.code, root.span))
        elif parent is not None and parent not in rows:
            found.append(errors.unknown_parent(row.span, parent))
        elif _inside_itself(row.area, rows):
            found.append(errors.area_inside_itself(row.span, row.area.code))
        else:
            root = row if parent is None else root
            whole.append(row.area)
    return tuple(sorted(whole, key=lambda it: it.code))


def _inside_itself(area: Area, rows: dict[AreaCode, _Row]) -> bool:
    passed: set[AreaCode] = set()
    at: Area | None = area
    while at is not None and at.code not in passed:
        passed.add(at.code)
        above = None if at.parent is None else rows.get(at.parent)
        at = None if above is None else above.area
    return at is not None
