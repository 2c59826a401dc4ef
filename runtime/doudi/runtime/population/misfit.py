"""Values of a column that do not fit: which is the first, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from doudi.runtime.facts.convert import Unfit
from doudi.runtime.population.planes import Mask

NOT_UTF8: Final = Unfit(
    "不是 UTF-8 文字；请把表的文字存成 UTF-8",
    "is no text in UTF-8; store the table's texts in it",
)


class Misfit(Unfit):
    """Values of a column that do not fit: the `row` of the first, and how many `more` there are."""

    def __init__(self, row: int, more: int, why: Unfit) -> None:
        zh = f"{why.zh}（近处另有 {more} 行也是这样）" if more else why.zh
        rows = "row" if more == 1 else "rows"
        en = f"{why.en} (and {more} more {rows} nearby)" if more else why.en
        super().__init__(zh, en)
        self.row = row


def refuse(wrong: Mask, at: int, why: Callable[[int], Unfit]) -> None:
    """Raises Misfit for the first row that is wrong, if any is."""
    if wrong.any():
        first = int(wrong.argmax())
        raise Misfit(at + first, int(wrong.sum()) - 1, why(first))
