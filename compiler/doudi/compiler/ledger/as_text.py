"""The ledger on a terminal: every sentence in one line, the totals, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.model import CLASSES, DocumentLedger, Ledger, Sentence, counts
from doudi.compiler.ledger.shares import shares
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.width import display_width, visible

_BASIS: Final = 44  # columns for provisions or a reason
_WORDS: Final = 48  # columns for the sentence itself


def as_text(ledger: Ledger, lang: Lang) -> str:
    parts = [_document(it, lang) for it in ledger.documents]
    parts.append(_totals(ledger, lang))
    return "\n".join((*parts, _open(ledger, lang)))


def basis(it: Sentence, separator: str, within: str = "") -> str:
    """What a sentence's class rests on; ids are given without what they begin with `within`."""
    if it.provisions:
        return separator.join(each.removeprefix(within) for each in it.provisions)
    return it.reason


def totals_rows(ledger: Ledger, lang: Lang) -> list[tuple[str, ...]]:
    """A head, a row for each document, and where there are several one for all."""
    head = (
        wording.DOCUMENT.in_(lang),
        wording.SENTENCES.in_(lang),
        *(wording.CLASS[it].in_(lang) for it in CLASSES),
    )
    rows = [head, *(_row(it.document, it.sentences) for it in ledger.documents)]
    if len(ledger.documents) > 1:
        rows.append(_row(wording.ALL.in_(lang), ledger.sentences))
    return rows


def _row(name: str, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    counted = tuple(counts(sentences).values())
    given = zip(counted, shares(counted), strict=True)
    return (name, str(sum(counted)), *(f"{number} {part}%" for number, part in given))


def _document(ledger: DocumentLedger, lang: Lang) -> str:
    rows = [
        (
            wording.ADDRESS.in_(lang),
            wording.CLASS_HEAD.in_(lang),
            wording.QUOTED.in_(lang),
            wording.BY_WHAT.in_(lang),
            wording.TEXT.in_(lang),
        )
    ]
    rows += [
        (
            it.address,
            wording.CLASS[it.sentence_class].in_(lang),
            f"{it.share}%" if it.provisions else "",
            _cut(basis(it, " ", f"{ledger.document}/"), _BASIS),
            _cut(it.text, _WORDS),
        )
        for it in ledger.sentences
    ]
    return f"{ledger.document} {visible(ledger.title)}\n" + _table(rows, right=(2,))


def _totals(ledger: Ledger, lang: Lang) -> str:
    rows = totals_rows(ledger, lang)
    return _table(rows, right=tuple(range(1, len(rows[0]))))


def _open(ledger: Ledger, lang: Lang) -> str:
    addresses = [
        f"{document.document}/{it.address}"
        for document in ledger.documents
        for it in document.sentences
        if it.sentence_class == "open"
    ]
    if not addresses:
        return Message("没有待办的句子\n", "no sentence is open\n").in_(lang)
    number = len(addresses)
    head = Message(
        f"待办 {number} 句：", f"{number} {'sentences are' if number > 1 else 'sentence is'} open:"
    )
    return "\n".join((head.in_(lang), *(f"  {it}" for it in addresses))) + "\n"


def _table(rows: Sequence[Sequence[str]], right: tuple[int, ...] = ()) -> str:
    columns = range(len(rows[0]))
    widths = [max(display_width(row[i]) for row in rows) for i in columns]
    lines = []
    for row in rows:
        cells = [_padded(row[i], widths[i], right=i in right) for i in columns]
        lines.append(("  " + "  ".join(cells)).rstrip() + "\n")
    return "".join(lines)


def _padded(cell: str, width: int, *, right: bool) -> str:
    blank = " " * (width - display_width(cell))
    shown = visible(cell)
    return blank + shown if right else shown + blank


def _cut(text: str, columns: int) -> str:
    """At most so many columns; what is left out is an ellipsis."""
    if display_width(text) <= columns:
        return text
    end = len(text)
    while display_width(text[:end]) > columns - 1:
        end -= 1
    return text[:end] + "…"
