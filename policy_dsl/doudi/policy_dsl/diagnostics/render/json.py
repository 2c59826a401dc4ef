"""Findings for programs: one JSON document, whose schema is `findings.schema.json` beside this.

Lines, columns and offsets count code points; lines and columns from 1, offsets from 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from doudi.policy_dsl.diagnostics.model import Finding, Label, Lang
from doudi.policy_dsl.diagnostics.order import count, in_order

VERSION: Final = "doudi-findings/1"


def render(findings: Iterable[Finding], lang: Lang) -> str:
    """The same findings give the same bytes."""
    ordered = in_order(findings)
    errors, warnings = count(ordered)
    document = {
        "schema": VERSION,
        "lang": lang,
        "findings": [_finding(it, lang) for it in ordered],
        "totals": {"error": errors, "warning": warnings},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """The published JSON Schema of what `render` gives."""
    return Path(__file__).with_name("findings.schema.json").read_text("utf-8")


def _finding(finding: Finding, lang: Lang) -> dict[str, Any]:
    return {
        "code": finding.code.id,
        "name": finding.code.name,
        "severity": finding.code.severity.value,
        "headline": finding.headline.in_(lang),
        "help": finding.help.in_(lang) if finding.help is not None else None,
        "primary": _label(finding.primary, lang),
        "related": [_label(it, lang) for it in finding.related],
    }


def _label(label: Label, lang: Lang) -> dict[str, Any]:
    span = label.span
    return {
        "file": span.source.name,
        "start": _place(label, span.start),
        "end": _place(label, span.end),
        "source": span.text,
        "text": label.text.in_(lang) if label.text is not None else None,
    }


def _place(label: Label, offset: int) -> dict[str, int]:
    line, column = label.span.source.position(offset)
    return {"line": line, "column": column, "offset": offset}
