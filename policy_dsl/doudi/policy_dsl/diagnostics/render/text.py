"""Findings as a person reads them: headline, place, the source with carets, what to do.

Carets stand under columns of the terminal, so they are right under double-width
Chinese. Text of a file is never sent to the terminal as it is: whatever would act
there is spelt out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from doudi.policy_dsl.diagnostics.model import Finding, Lang, Message, Severity
from doudi.policy_dsl.diagnostics.order import count, in_order
from doudi.policy_dsl.diagnostics.render import paint
from doudi.policy_dsl.diagnostics.render.excerpt import Mark, excerpt
from doudi.policy_dsl.diagnostics.width import visible
from doudi.policy_dsl.source import Source

LIMIT: Final = 200  # more than this is not read; the count still says how many there are

_KINDS: Final = {
    Severity.ERROR: Message("错误", "error"),
    Severity.WARNING: Message("警告", "warning"),
}
_HELP: Final = Message("建议", "help")
_COLON: Final = Message("：", ": ")


def render(
    findings: Iterable[Finding], lang: Lang, *, color: bool = False, limit: int = LIMIT
) -> str:
    """Every finding with its source, then how many there are; nothing for no findings."""
    ordered = in_order(findings)
    if not ordered:
        return ""
    parts = [_finding(it, lang, color=color) for it in ordered[:limit]]
    return "\n\n".join([*parts, summary(ordered, lang, limit=limit)]) + "\n"


def summary(findings: Sequence[Finding], lang: Lang, *, limit: int = LIMIT) -> str:
    """How many errors and warnings, and where their pages are."""
    errors, warnings = count(findings)
    codes = sorted({it.code.id for it in findings[:limit]})
    left = len(findings) - limit
    if lang == "zh":
        numbers = [f"{errors} 个错误"] * (errors > 0) + [f"{warnings} 个警告"] * (warnings > 0)
        unseen = f"（其中 {left} 个未显示）" if left > 0 else ""
        return f"共 {'、'.join(numbers)}{unseen}；说明见 doudi explain {codes[0]}" + (
            " 等" if len(codes) > 1 else ""
        )
    numbers = [_plural(errors, "error")] * (errors > 0) + [_plural(warnings, "warning")] * (
        warnings > 0
    )
    unseen = f" ({left} of them not shown)" if left > 0 else ""
    more = ", and likewise for the other codes" if len(codes) > 1 else ""
    return f"{' and '.join(numbers)}{unseen}; for what it means: doudi explain {codes[0]}{more}"


def _finding(finding: Finding, lang: Lang, *, color: bool) -> str:
    kind = paint.kind(finding.code.severity, color=color)
    colon = _COLON.in_(lang)
    head = kind(f"{_KINDS[finding.code.severity].in_(lang)}[{finding.code.id}]")
    headline = paint.strong(visible(finding.headline.in_(lang)), color=color)
    lines = [f"{head}{colon}{headline}"]
    gutter = max(len(str(mark.last_line)) for mark in _marks(finding, lang))
    for index, (source, marks) in enumerate(_by_source(finding, lang)):
        line, column = source.position(marks[0].start)
        arrow = "-->" if index == 0 else ":::"
        place = f"{visible(source.name)}:{line}:{column}"
        if not source.text and marks[0].text:
            place += f" {marks[0].text}"
        lines.append(f"{' ' * gutter}{paint.frame(arrow, color=color)} {place}")
        lines.extend(excerpt(source, marks, gutter, finding.code.severity, color=color))
    if finding.help is not None:
        text = visible(finding.help.in_(lang))
        sign = paint.frame("=", color=color)
        lines.append(
            f"{' ' * gutter} {sign} {paint.strong(_HELP.in_(lang), color=color)}{colon}{text}"
        )
    return "\n".join(lines)


def _marks(finding: Finding, lang: Lang) -> list[Mark]:
    labels = (finding.primary, *finding.related)
    return [
        Mark(
            source=it.span.source,
            start=it.span.start,
            end=it.span.start + len(it.span.text.rstrip()),
            text=visible(it.text.in_(lang)) if it.text is not None else "",
            primary=index == 0,
        )
        for index, it in enumerate(labels)
    ]


def _by_source(finding: Finding, lang: Lang) -> list[tuple[Source, list[Mark]]]:
    """The marks of each file, the file at fault first, and in it the mark at fault first."""
    grouped: dict[Source, list[Mark]] = {}
    for mark in _marks(finding, lang):
        grouped.setdefault(mark.source, []).append(mark)
    return list(grouped.items())


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
