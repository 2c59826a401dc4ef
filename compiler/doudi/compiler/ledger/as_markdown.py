"""The ledger as Markdown: the totals, then a table for each notice with every sentence whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.as_text import basis, totals_rows
from doudi.compiler.ledger.model import DocumentLedger, Ledger
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.diagnostics.width import visible

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]<>#|!~$&])")


def as_markdown(ledger: Ledger, lang: Lang) -> str:
    parts = [f"# {wording.TITLE.in_(lang)}", _table(totals_rows(ledger, lang), right=True)]
    for it in ledger.documents:
        parts += [f"## {_inert(it.document)} {_inert(it.title)}", _sentences(it, lang)]
    return "\n\n".join(parts) + "\n"


def _sentences(ledger: DocumentLedger, lang: Lang) -> str:
    head = (wording.ADDRESS, wording.CLASS_HEAD, wording.QUOTED, wording.BY_WHAT, wording.TEXT)
    rows = [tuple(it.in_(lang) for it in head)]
    rows += [
        (
            it.address,
            wording.CLASS[it.sentence_class].in_(lang),
            f"{it.share}%" if it.provisions else "",
            basis(it, ", "),
            it.text,
        )
        for it in ledger.sentences
    ]
    return _table(rows)


def _table(rows: Sequence[Sequence[str]], *, right: bool = False) -> str:
    head, *body = ("| " + " | ".join(_inert(cell) for cell in row) + " |" for row in rows)
    dashes = "---:" if right else "---"
    rule = "| --- " + "".join(f"| {dashes} " for _ in rows[0][1:]) + "|"
    return "\n".join((head, rule, *body))


def _inert(text: str) -> str:
    """No character of a notice acts as Markdown or as HTML."""
    return _ACTIVE.sub(r"\\\1", visible(text))
