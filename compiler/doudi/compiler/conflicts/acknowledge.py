"""What a person has looked at and accepts: each 确认 beside the finding that it names.

Takes findings and the declarations of the rules; gives the findings with the reasons of those
who looked at them, and what is to be said of a 确认 that names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from doudi.compiler.conflicts import errors
from doudi.compiler.conflicts.model import AreaDifference, ConflictLedger, Defect
from doudi.compiler.model.checked import Located
from doudi.compiler.model.knowledge import Acknowledgement
from doudi.policy_dsl.diagnostics.model import Finding

_ID: Final = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`findings`: of acknowledgements that concern nothing."""

    ledger: ConflictLedger
    defects: tuple[Defect, ...]
    findings: tuple[Finding, ...]


def acknowledged(
    ledger: ConflictLedger,
    defects: Iterable[Defect],
    differences: Iterable[AreaDifference],
    located: Iterable[Located],
) -> Acknowledged:
    """`differences`: where they are known, their ids may be acknowledged as well."""
    declarations = tuple(located)
    reasons = _reasons(declarations)
    conflicts = tuple(
        replace(it, acknowledged=reasons.get(it.id, it.acknowledged)) for it in ledger.conflicts
    )
    marked = replace(ledger, conflicts=conflicts)
    flaws = tuple(replace(it, acknowledged=reasons.get(it.id, it.acknowledged)) for it in defects)
    known = {it.id for group in (conflicts, flaws, tuple(differences)) for it in group}
    return Acknowledged(marked, flaws, tuple(_to_nothing(declarations, known, marked)))


def ids_in(statement: str) -> tuple[str, ...]:
    return tuple(_ID.findall(statement))


def _reasons(located: Iterable[Located]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for _, it in _all(located):
        for id_ in ids_in(it.statement):
            found.setdefault(id_, it.reason)
    return found


def _to_nothing(
    located: Iterable[Located], known: set[str], ledger: ConflictLedger
) -> Iterator[Finding]:
    for where, it in _all(located):
        place = where.span(where.checked.head)
        ids = ids_in(it.statement)
        for id_ in ids:
            if id_ not in known:
                yield errors.acknowledgement_without_finding(id_, place)
        if not ids:
            meant = [c.id for c in ledger.conflicts if set(c.provisions) == set(it.provisions)]
            yield errors.acknowledgement_without_id(meant[0] if len(meant) == 1 else None, place)


def _all(located: Iterable[Located]) -> Iterator[tuple[Located, Acknowledgement]]:
    for where in located:
        value = where.checked.value
        if isinstance(value, Acknowledgement):
            yield where, value
