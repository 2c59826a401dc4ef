"""Findings as workflow commands, one line each, which GitHub shows beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.policy_dsl.diagnostics.model import Finding, Lang
from doudi.policy_dsl.diagnostics.order import in_order
from doudi.policy_dsl.diagnostics.width import visible


def render(findings: Iterable[Finding], lang: Lang) -> str:
    """A line for each finding; nothing for none."""
    return "".join(f"{_command(it, lang)}\n" for it in in_order(findings))


def _command(finding: Finding, lang: Lang) -> str:
    span = finding.primary.span
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    properties = {"file": span.source.name, "line": str(line), "endLine": str(end_line)}
    if line == end_line:  # over several lines, columns make the command be ignored
        properties |= {"col": str(column), "endColumn": str(end_column)}
    properties["title"] = f"{finding.code.id} {finding.code.title.in_(lang)}"
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = visible(finding.headline.in_(lang))
    if finding.help is not None:
        text += "\n" + visible(finding.help.in_(lang))
    return f"::{finding.code.severity.value} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
