"""The text of a file as it was read, and why a file was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from doudi.policy_dsl.diagnostics.model import Message

Format: TypeAlias = Literal["text", "html", "docx", "pdf"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be read, and why: one sentence."""

    why: Message


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text and where it stood in the file: page, paragraph, or line and column."""

    start: int
    end: int
    place: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RawText:
    """What a file says, before anything is repaired.

    `parts` only where the text was taken out of a format of its own; `left_out` says in words
    what was not taken; `numbered` are lines whose automatic numbers are no text.
    """

    text: str
    format: Format
    encoding: str = "utf-8"
    parts: tuple[Part, ...] = ()
    left_out: tuple[Message, ...] = ()
    numbered: tuple[tuple[int, int], ...] = ()


BAR: Final = "｜"
BARS: Final = Message(
    "表格的各格之间加了｜，它不是原件里的字",
    "between the cells of tables a ｜ was put that is not theirs",
)


class Lines:
    """Collects lines with their places."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[Part] = []
        self._length = 0

    def add(self, line: str, place: Mapping[str, int]) -> tuple[int, int]:
        start = self._length
        self._lines.append(line)
        self._length += len(line) + 1
        end = start + len(line)
        if line:
            self._parts.append(Part(start, end, tuple(place.items())))
        return start, end

    @property
    def text(self) -> str:
        return "".join(f"{it}\n" for it in self._lines)

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._parts)
