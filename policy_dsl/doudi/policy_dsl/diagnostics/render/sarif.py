"""Findings as SARIF 2.1.0, for code hosts and editors that read it.

Columns count UTF-16 code units, as SARIF's readers expect; a character outside the
basic plane is two of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Lang
from doudi.policy_dsl.diagnostics.order import in_order
from doudi.policy_dsl.source import Source, Span

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(findings: Iterable[Finding], lang: Lang, *, version: str = "") -> str:
    """One run of one tool; the same findings give the same bytes."""
    ordered = in_order(findings)
    rules = sorted({it.code for it in ordered}, key=lambda code: code.id)
    seen: Counter[str] = Counter()
    driver: dict[str, Any] = {"name": "doudi", "rules": [_rule(it, lang) for it in rules]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if lang == "zh" else "en-US",
        "columnKind": "utf16CodeUnits",
        "results": [_result(it, rules.index(it.code), lang, seen) for it in ordered],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code, lang: Lang) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": code.title.in_(lang)},
        "help": {"text": f"doudi explain {code.id}"},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(finding: Finding, rule: int, lang: Lang, seen: Counter[str]) -> dict[str, Any]:
    text = finding.headline.in_(lang)
    if finding.help is not None:
        text += ("；建议：" if lang == "zh" else "; help: ") + finding.help.in_(lang)
    result: dict[str, Any] = {
        "ruleId": finding.code.id,
        "ruleIndex": rule,
        "level": finding.code.severity.value,
        "message": {"text": text},
        "locations": [_location(finding.primary, lang)],
        "partialFingerprints": {"doudi/v1": _fingerprint(finding, seen)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(it, lang)} for number, it in enumerate(finding.related, 1)
        ]
    return result


def _location(label: Label, lang: Lang) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(label.span.source.name)},
            "region": _region(label.span),
        }
    }
    if label.text is not None:
        location["message"] = {"text": label.text.in_(lang)}
    return location


def _region(span: Span) -> dict[str, int]:
    line, column = _utf16(span.source, span.start)
    end_line, end_column = _utf16(span.source, span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _utf16(source: Source, offset: int) -> tuple[int, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return line, 1 + sum(1 + (ord(char) > 0xFFFF) for char in before)  # noqa: PLR2004 - the basic plane's end


def _uri(name: str) -> str:
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """The same for a finding that only moved, so that a host does not count it as new."""
    span = finding.primary.span
    key = f"{finding.code.id}\0{span.source.name}\0{finding.headline.en}\0{span.text}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
