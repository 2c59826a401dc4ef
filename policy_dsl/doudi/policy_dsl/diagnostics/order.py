"""The order in which findings are shown: by file and place, the same on every run."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.policy_dsl.diagnostics.model import Finding, Severity


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted by place; the same thing said twice of one place is said once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault(_key(finding), finding)
    return tuple(seen[key] for key in sorted(seen))


def count(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors, and how many warnings."""
    kinds = [it.code.severity for it in findings]
    return kinds.count(Severity.ERROR), kinds.count(Severity.WARNING)


def _key(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.primary.span
    return span.source.name, span.start, span.end, finding.code.id, finding.headline.en
