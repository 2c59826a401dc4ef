"""Findings of one run in the order of their places, each of them once."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.policy_dsl.diagnostics.model import Finding


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    def place(it: Finding) -> tuple[str, int, int, str, str]:
        span = it.primary.span
        return span.source.name, span.start, span.end, it.code.id, it.headline.en

    return tuple(sorted(dict.fromkeys(findings), key=place))
