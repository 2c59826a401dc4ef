"""A report on a terminal: item below item, old beside new where there is room.

Nothing of a rule or a file acts on the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from doudi.compiler.changes import wording
from doudi.compiler.changes.outline import Item, outline
from doudi.compiler.changes.report import Report
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.diagnostics.width import display_width, visible
from doudi.runtime.explanation.columns import wrap
from doudi.runtime.explanation.punctuation import pair

COLUMNS: Final = 80
WIDE: Final = 100  # from here on old and new stand side by side
_WIDEST: Final = 160
_BETWEEN: Final = " │ "


def as_text(report: Report, lang: Lang, columns: int = COLUMNS) -> str:
    found, columns = outline(report, lang), min(columns, _WIDEST)
    blocks = [
        [section.title, *(line for it in section.items for line in _item(it, "  ", lang, columns))]
        for section in found.sections
    ]
    blocks.append([line for it in found.totals for line in wrap(it, columns, "", "  ")])
    return "\n\n".join("\n".join(it) for it in blocks) + "\n"


def _item(it: Item, indent: str, lang: Lang, columns: int) -> Iterator[str]:
    yield from wrap(visible(it.text), columns, indent, indent + "  ")
    inner = indent + "  "
    if it.old_new is not None:
        yield from _old_new(it.old_new, inner, lang, columns)
    for each in it.inner:
        yield from _item(each, inner, lang, columns)


def _old_new(
    sides: tuple[Sequence[str], Sequence[str]], indent: str, lang: Lang, columns: int
) -> Iterator[str]:
    labels = wording.OLD.in_(lang), wording.NEW.in_(lang)
    if columns < WIDE:
        for label, lines in zip(labels, sides, strict=True):
            first, *rest = lines
            yield from wrap(visible(pair(label, first, lang)), columns, indent, indent + "  ")
            for line in rest:
                yield from wrap(visible(line), columns, indent + "    ", indent + "      ")
        return
    width = (columns - len(indent) - len(_BETWEEN)) // 2
    left, right = (
        [part for line in (f"{label}", *lines) for part in wrap(visible(line), width, "", "  ")]
        for label, lines in zip(labels, sides, strict=True)
    )
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"{indent}{one}{' ' * (width - display_width(one))}{_BETWEEN}{other}".rstrip()
