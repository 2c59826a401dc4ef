"""An impact on a terminal: what is counted, a line for each scheme, clause and area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from doudi.compiler.impact.outline import Outline, Row, Sheet, outline
from doudi.compiler.impact.report import Impact
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.diagnostics.width import visible
from doudi.runtime.explanation.columns import wrap
from doudi.runtime.explanation.punctuation import commas, pair, sentence

COLUMNS: Final = 80
_ZERO: Final = "0"


def as_text(impact: Impact, lang: Lang, columns: int = COLUMNS) -> str:
    found = outline(impact, lang)
    blocks = [[found.title, *_top(found, lang, columns)]]
    blocks += [list(_sheet(it, lang, columns)) for it in found.sheets]
    blocks.append([line for it in found.facts for line in wrap(visible(it), columns, "", "  ")])
    return "\n\n".join("\n".join(it) for it in blocks) + "\n"


def _top(found: Outline, lang: Lang, columns: int) -> Iterator[str]:
    for it in (found.warning, *found.lead):
        if it:
            yield from wrap(sentence(it, lang), columns)


def _sheet(sheet: Sheet, lang: Lang, columns: int) -> Iterator[str]:
    yield sheet.title
    for row in (*sheet.rows, *((sheet.total,) if sheet.total else ())):
        yield from _row(row, sheet, lang, columns)
    if sheet.note:
        yield from wrap(sentence(sheet.note, lang), columns, "  ", "  ")


def _row(row: Row, sheet: Sheet, lang: Lang, columns: int) -> Iterator[str]:
    """What is nought is left out."""
    said = commas(
        (
            f"{head} {cell}"
            for head, cell in zip(sheet.head[1:], row.cells, strict=True)
            if cell not in ("", _ZERO)
        ),
        lang,
    )
    if not row.note:
        yield from wrap(visible(pair(row.name, said, lang)), columns, "  ", "    ")
        return
    yield from wrap(visible(f"{row.name} {row.note}"), columns, "  ", "    ")
    yield from wrap(visible(said), columns, "    ", "    ")
