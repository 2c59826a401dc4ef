"""What is wrong with a facts file, place by place, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is in the user's own words: `household.member[0].年龄`; "" is the whole file."""

    path: str
    zh: str
    en: str

    def in_(self, lang: Literal["zh", "en"]) -> str:
        said = self.zh if lang == "zh" else self.en
        if not self.path:
            return said
        return f"{self.path}：{said}" if lang == "zh" else f"{self.path}: {said}"


class FactsError(Exception):
    """All problems of one facts file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(it.in_("en") for it in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[FactsError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)  # crosses to another process whole

    def in_(self, lang: Literal["zh", "en"]) -> str:
        return "\n".join(it.in_(lang) for it in self.problems)


class Findings:
    """Collects problems while a file is walked; after `MOST` only counts them."""

    MOST = 200

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._more = 0

    @property
    def full(self) -> bool:
        return len(self._found) >= self.MOST

    @property
    def count(self) -> int:
        return len(self._found) + self._more

    def add(self, path: str, zh: str, en: str) -> None:
        if self.full:
            self._more += 1
        else:
            self._found.append(Problem(path, zh, en))

    def all(self) -> tuple[Problem, ...]:
        if not self._more:
            return tuple(self._found)
        rest = Problem("", f"另有 {self._more} 处问题未列出", f"{self._more} more problems")
        return (*self._found, rest)
