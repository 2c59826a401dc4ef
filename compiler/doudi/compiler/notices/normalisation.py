"""Raw text to clean text by declared steps, in order, with the way back.

Takes the raw text and the steps a `notice.yaml` declares; gives the text and, for every
character of it, the offset in the raw text that it came from. Each step does one thing to
the text as the steps before it left it, and reports what it was told to find and did not:
nothing is repaired silently, and nothing is repaired that was not declared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Normalised:
    """`offsets[i]` is where `text[i]` stands in the raw text."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DropLine:
    """A line that is no sentence of the notice: kept in the raw text and named by kind."""

    kind: str
    line: str


@dataclass(frozen=True, slots=True)
class LineEnds:
    """Carriage returns, form feeds and other ends of lines and pages to line feeds."""


@dataclass(frozen=True, slots=True)
class Radicals:
    """Radicals that stand for whole characters, as PDF fonts have them: ⺠ and ⽣."""


@dataclass(frozen=True, slots=True)
class DropRuby:
    """Readings in brackets behind a character: `實(shí)`."""


@dataclass(frozen=True, slots=True)
class Simplify:
    """Traditional characters to simplified ones."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A damaged place put right by hand, with the reason; a reconstruction, not a reading."""

    find: str
    replace: str
    reason: str


@dataclass(frozen=True, slots=True)
class Replace:
    """The same characters put for others everywhere: a doubled comma, for one."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class FullWidth:
    """Half-width punctuation to full-width, except between digits."""

    characters: str


@dataclass(frozen=True, slots=True)
class TrimLines:
    """Blanks of any width at both ends of a line."""


@dataclass(frozen=True, slots=True)
class CloseBlanks:
    """Blanks between Chinese characters, or between one of these and a digit."""


@dataclass(frozen=True, slots=True)
class Join:
    """A sentence broken over line ends: what stands before and after the break."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DropEmptyLines:
    """Empty lines, and every line end but one at the end of the text."""


Step: TypeAlias = (
    DropLine
    | LineEnds
    | Radicals
    | DropRuby
    | Simplify
    | Erratum
    | Replace
    | FullWidth
    | TrimLines
    | CloseBlanks
    | Join
    | DropEmptyLines
)

HALF_TO_FULL: Final = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
BLANKS: Final = " \t\u00a0\u2002\u2003\u2009\u3000"

_RUBY = re.compile(r"(?<=[\u3400-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_RADICALS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_WIDE = r"▶\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’·"
_INNER_BLANKS = re.compile(
    rf"(?<=[{_WIDE}])[{BLANKS}]+(?=[{_WIDE}0-9])|(?<=[0-9])[{BLANKS}]+(?=[{_WIDE}])"
)


@dataclass(frozen=True, slots=True)
class Missed:
    """A step that did not find what it declares; `times` is how often it found it.

    An erratum and a join are about one place: they must find it exactly once.
    """

    step: int
    times: int


def normalise(raw: str, steps: Iterable[Step]) -> tuple[Normalised, tuple[Missed, ...]]:
    text = Normalised(raw, tuple(range(len(raw))))
    missed: list[Missed] = []
    for index, step in enumerate(steps):
        after = _apply(step, text)
        if isinstance(step, Erratum | Join):
            times = len(re.findall(_place(step), text.text))
            if times != 1:
                missed.append(Missed(index, times))
        elif after == text:
            missed.append(Missed(index, 0))
        text = after
    return text, tuple(missed)


def _apply(step: Step, text: Normalised) -> Normalised:
    match step:
        case DropLine(line=line):
            return _drop_line(text, line)
        case LineEnds():
            return _substitute(text, _LINE_ENDS, lambda _: "\n")
        case Radicals():
            return _substitute(text, _RADICALS, whole_character)
        case DropRuby():
            return _substitute(text, _RUBY, lambda _: "")
        case Simplify():
            table = simplified()
            return Normalised("".join(table.get(it, it) for it in text.text), text.offsets)
        case Erratum(replace=replace):
            return _substitute(text, re.compile(_place(step)), lambda _: replace)
        case Replace(find, replace):
            return _substitute(text, re.compile(re.escape(find)), lambda _: replace)
        case FullWidth(characters):
            pattern = re.compile(
                rf"(?<![0-9])[{re.escape(characters)}]|[{re.escape(characters)}](?![0-9])"
            )
            return _substitute(text, pattern, lambda it: HALF_TO_FULL.get(it, it))
        case TrimLines():
            return _substitute(
                text,
                re.compile(rf"^[{BLANKS}]+|(?<![{BLANKS}])[{BLANKS}]+$", re.MULTILINE),
                lambda _: "",
            )
        case CloseBlanks():
            return _substitute(text, _INNER_BLANKS, lambda _: "")
        case Join():
            return _substitute(text, re.compile(_place(step)), lambda _: "")
        case DropEmptyLines():
            return _drop_empty_lines(text)
        case _:
            assert_never(step)


def _place(step: Erratum | Join) -> str:
    match step:
        case Erratum(find=find):
            return re.escape(find)
        case Join(before, after):
            broken = rf"[{BLANKS}]*+\n[{BLANKS}\n]*+"
            return rf"(?<={re.escape(before)}){broken}(?={re.escape(after)})"
        case _:
            assert_never(step)


def _substitute(
    text: Normalised, pattern: re.Pattern[str], put: Callable[[str], str]
) -> Normalised:
    """New characters take the places of those they stand for, one by one; the rest the last."""
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in pattern.finditer(text.text):
        start, end = match.span()
        new = put(match.group())
        parts += [text.text[done:start], new]
        offsets += text.offsets[done:start]
        offsets += [text.offsets[min(start + i, end - 1)] for i in range(len(new))]
        done = end
    parts.append(text.text[done:])
    offsets += text.offsets[done:]
    return Normalised("".join(parts), tuple(offsets))


def ruby_dropped(text: str) -> str:
    """A text without the readings behind its characters."""
    return _RUBY.sub("", text)


def _drop_line(text: Normalised, line: str) -> Normalised:
    """The first line that reads so, with its end."""
    start = 0
    for found in text.text.split("\n"):
        if found.strip(BLANKS) == line.strip(BLANKS):
            end = min(start + len(found) + 1, len(text.text))
            return Normalised(
                text.text[:start] + text.text[end:], text.offsets[:start] + text.offsets[end:]
            )
        start += len(found) + 1
    return text


def _drop_empty_lines(text: Normalised) -> Normalised:
    after = _substitute(text, re.compile(r"^\n+|(?<=\n)\n+|\n+\Z"), lambda _: "")
    if not after.text:
        return after
    end = text.offsets[-1] if text.text.endswith("\n") else text.offsets[-1] + 1
    return Normalised(after.text + "\n", (*after.offsets, end))


@cache
def simplified() -> dict[str, str]:
    """OpenCC's table of single characters."""
    table = files("doudi.compiler.notices").joinpath("opencc_t2s_characters.txt")
    return _pairs(table.read_text("utf-8"))


def whole_character(radical: str) -> str:
    """The character a radical is drawn like; itself where that is not one character for sure."""
    return _supplement().get(radical) or unicodedata.normalize("NFKC", radical)


@cache
def _supplement() -> dict[str, str]:
    table = files("doudi.compiler.notices").joinpath("radicals_supplement.txt")
    return _pairs(table.read_text("utf-8"))


def _pairs(table: str) -> dict[str, str]:
    lines = table.splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return {pair[0]: pair[1] for pair in pairs}
