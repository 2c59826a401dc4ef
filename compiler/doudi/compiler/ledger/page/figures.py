"""What the page counts: the bar of a notice, the filter with its numbers, the table of totals."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.model import CLASSES, Ledger, Sentence, SentenceClass, counts
from doudi.compiler.ledger.page.html import both, link, text
from doudi.compiler.ledger.shares import shares
from doudi.policy_dsl.diagnostics.model import Message


def bar(sentences: Iterable[Sentence]) -> str:
    """The classes side by side, as wide as they are many."""
    counted = counts(sentences)
    total = sum(counted.values()) or 1
    parts, left = [], 0
    for name, count in counted.items():
        if count:
            parts.append(
                f'<rect class="{name}" x="{left}" width="{count}" height="10">'
                f"<title>{text(wording.CLASS[name].zh)} · {wording.CLASS[name].en}: {count}"
                "</title></rect>"
            )
        left += count
    return (
        f'<svg class="bar" viewBox="0 0 {total} 10" preserveAspectRatio="none" '
        f'aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def filters(ledger: Ledger) -> str:
    """A box for each class, with its number over all notices."""
    counted = counts(ledger.sentences)
    percent = shares(tuple(counted.values()))
    boxes = "".join(
        _box(name, count, part)
        for (name, count), part in zip(counted.items(), percent, strict=True)
    )
    legend = both(Message("显示哪些类别", "Classes to show"))
    return f'<fieldset class="filters"><legend>{legend}</legend>{boxes}</fieldset>'


def _box(name: SentenceClass, count: int, part: int) -> str:
    return (
        f'<label class="box {name}"><input type="checkbox" id="show-{name}" value="{name}" checked>'
        f'<span class="class">{both(wording.CLASS[name])}</span>'
        f'<span class="number"><b data-count="{name}">{count}</b> '
        f'<span data-percent="{name}">{part}%</span></span>{badge(name)}'
        f'<span class="meaning">{both(wording.MEANING[name])}</span></label>'
    )


def badge(name: SentenceClass) -> str:
    """Its letters stand in the text beside the colour."""
    return f'<span class="badge {name}">{both(wording.BADGE[name])}</span>'


def totals(ledger: Ledger) -> str:
    heads = "".join(f'<th scope="col">{both(wording.CLASS[it])}</th>' for it in CLASSES)
    rows = [
        _row(it.document, link(it.document, text(it.document)), text(it.title), it.sentences)
        for it in ledger.documents
    ]
    rows.append(_row("all", both(wording.ALL), "", ledger.sentences))
    return (
        '<div class="wide"><table class="totals"><thead><tr>'
        f'<th scope="col">{both(wording.DOCUMENT)}</th>'
        f'<th scope="col">{both(wording.SENTENCES)}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(of: str, name: str, title: str, sentences: Iterable[Sentence]) -> str:
    counted = counts(sentences)
    percent = shares(tuple(counted.values()))
    cells = "".join(
        f'<td class="{"some" if count else "none"}" data-of="{text(of)}" data-class="{it}">'
        f"<b>{count}</b> <span>{part}%</span></td>"
        for (it, count), part in zip(counted.items(), percent, strict=True)
    )
    below = f'<span class="title" lang="zh-Hans">{title}</span>' if title else ""
    return (
        f'<tr><th scope="row">{name}{below}</th>'
        f'<td data-of="{text(of)}" data-class="sentences"><b>{sum(counted.values())}</b></td>'
        f"{cells}</tr>"
    )
