"""`standards/*.yaml`: dated amounts of one standard by area and option, each row with its source.

Takes the file's source, which standard it is to be for, the options of the choices that one
goes by, and the areas; gives its rows. What is listed as `unusable` is read for its form
alone: figures that were found and cannot be used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from doudi.compiler.data import fields
from doudi.compiler.data.yaml import Node, read_yaml
from doudi.compiler.tables import errors
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.program.declarations import StandardRow
from doudi.runtime.program.ids import AreaCode, OptionId, StandardId

_AMOUNT: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_DAY: Final = timedelta(days=1)


class _Placed(NamedTuple):
    row: StandardRow
    span: Span


def read_standard(
    source: Source,
    standard: StandardId,
    by: Sequence[Collection[OptionId]],
    areas: Collection[AreaCode],
) -> Found[tuple[StandardRow, ...]]:
    parsed = read_yaml(source)
    found = list(parsed.findings)
    top = fields.entries(parsed.value, found, required=("standard", "rows"), optional=("unusable",))
    if top is None:
        return Found((), tuple(found))
    written = fields.text(top["standard"], found)
    if written is not None and written != standard:
        found.append(errors.for_another_standard(top["standard"].span, written, standard))
    placed = [
        it for node in fields.items(top["rows"], found) for it in _rows(node, by, areas, found)
    ]
    for node in fields.items(top.get("unusable"), found):
        _unusable(node, areas, found)
    found += _gaps_and_overlaps(placed)
    rows = sorted((it.row for it in placed), key=lambda it: (it.area, it.options, it.start))
    return Found(tuple(rows), tuple(found))


def _rows(
    node: Node,
    by: Sequence[Collection[OptionId]],
    areas: Collection[AreaCode],
    found: list[Finding],
) -> list[_Placed]:
    """One row for each area that an entry lists."""
    before = len(found)
    values = fields.entries(
        node,
        found,
        required=("areas", "start", "amount", "document", "source"),
        optional=("options", "end", "note"),
    )
    if values is None:
        return []
    codes = [(it, _area(it, areas, found)) for it in fields.items(values["areas"], found)]
    options = _options(values.get("options"), node.span, by, found)
    start = fields.day(values["start"], found)
    end = None if fields.is_null(values.get("end")) else fields.day(values.get("end"), found)
    amount = _fen(values["amount"], found)
    document = fields.text(values["document"], found)
    origin = fields.text(values["source"], found)
    note = fields.text(values.get("note"), found) or ""
    if start is not None and end is not None and end < start:
        found.append(errors.ends_before_start(values["end"].span, start, end))
    if len(found) > before or start is None or document is None or origin is None:
        return []
    return [
        _Placed(StandardRow(code, options, start, end, amount, document, origin, note), at.span)
        for at, code in codes
        if code is not None
    ]


def _area(node: Node, areas: Collection[AreaCode], found: list[Finding]) -> AreaCode | None:
    code = fields.text(node, found)
    if code is not None and code not in areas:
        found.append(errors.no_such_area(node.span, code))
        return None
    return None if code is None else AreaCode(code)


def _options(
    node: Node | None,
    row: Span,
    by: Sequence[Collection[OptionId]],
    found: list[Finding],
) -> tuple[OptionId, ...]:
    items = fields.items(node, found)
    if len(items) != len(by):
        at = row if node is None else node.span
        found.append(errors.number_of_options(at, len(by)))
        return ()
    options: list[OptionId] = []
    for item, known in zip(items, by, strict=True):
        written = fields.text(item, found)
        if written is None:
            continue
        if written not in known:
            found.append(errors.no_such_option(item.span, written, tuple(sorted(known))))
        options.append(OptionId(written))
    return tuple(options)


def _fen(node: Node, found: list[Finding]) -> int | None:
    if fields.is_null(node):
        return None
    written = fields.text(node, found)
    if written is None:
        return None
    if not _AMOUNT.fullmatch(written):
        found.append(errors.bad_amount(node.span, written))
        return None
    yuan, _, rest = written.partition(".")
    return int(yuan) * 100 + int(rest.ljust(2, "0"))


def _unusable(node: Node, areas: Collection[AreaCode], found: list[Finding]) -> None:
    keys = ("area", "of", "figure", "reason", "source")
    values = fields.entries(node, found, required=keys)
    if values is not None:
        _area(values["area"], areas, found)
        for key in keys[1:]:
            fields.text(values[key], found)


def _gaps_and_overlaps(placed: list[_Placed]) -> list[Finding]:
    found: list[Finding] = []
    lines: defaultdict[tuple[AreaCode, tuple[OptionId, ...]], list[_Placed]] = defaultdict(list)
    for it in placed:
        lines[it.row.area, it.row.options].append(it)
    for (area, options), line in lines.items():
        named = "/".join((area, *options))
        line.sort(key=lambda it: it.row.start)
        for before, after in pairwise(line):
            end: date | None = before.row.end
            if end is None or end >= after.row.start:
                found.append(
                    errors.overlapping_rows(after.span, named, after.row.start, before.span)
                )
            elif end + _DAY < after.row.start:
                last = after.row.start - _DAY
                found.append(errors.hole(after.span, named, end + _DAY, last, before.span))
    return found
