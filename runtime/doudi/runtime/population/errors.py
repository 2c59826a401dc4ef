"""What is wrong with a population's tables, place by place, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.facts.convert import shown


@dataclass(frozen=True, slots=True)
class Item:
    """One of those that a row lists: `number` of them, from 1."""

    zh: str
    en: str
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """`table`: the file's name; `row` counts from 1, as a spreadsheet without a headline would.

    `id`: of the row, where it has one. `inside`: which of the row's lists, outermost first.
    """

    table: str = ""
    column: str = ""
    row: int | None = None
    id: str = ""
    inside: tuple[Item, ...] = ()

    def at(self, column: str) -> Place:
        return replace(self, column=column)

    def in_(self, lang: Lang) -> str:
        parts = [self.table]
        if self.row is not None:
            parts.append(choose(lang, f"第 {self.row} 行", f"row {self.row}") + self._named(lang))
        parts += [
            choose(lang, f"第 {it.number} 个{it.zh}", f"{it.en} {it.number}") for it in self.inside
        ]
        if self.column:
            column = shown(self.column)
            parts.append(choose(lang, f"列 `{column}`", f"column `{column}`"))
        return choose(lang, "，", ", ").join(it for it in parts if it)

    def _named(self, lang: Lang) -> str:
        said = shown(self.id)
        return choose(lang, f"（`{said}`）", f" (`{said}`)") if said else ""


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        where = self.place.in_(lang)
        said = choose(lang, self.zh, self.en)
        return f"{where}{choose(lang, '：', ': ')}{said}" if where else said


class PopulationError(Exception):
    """All problems that were found at one time; nothing has been decided of those rows."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(it.in_("en") for it in self.problems))

    def __reduce__(self) -> tuple[type[PopulationError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # crosses to another process whole

    def in_(self, lang: Lang) -> str:
        return "\n".join(it.in_(lang) for it in self.problems)


def problem(place: Place, zh: str, en: str) -> PopulationError:
    return PopulationError((Problem(place, zh, en),))
