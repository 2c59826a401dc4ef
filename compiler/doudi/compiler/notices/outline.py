"""Where everything in a notice stands: chapters, items, sentences, each with its address.

Takes the clean text, the lines of it that are no sentences, and where its closing words begin;
gives sections and sentences in order. How addresses are made is written in
`docs/language/addresses.md`.

Run as a program with a notice's folder it prints every sentence with its address.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from doudi.compiler.notices.declaration import Declaration, read_declaration
from doudi.policy_dsl.parsing.read import read_source

PREAMBLE: Final = "〇"
CLOSING: Final = "末"

_ZH = "[一二三四五六七八九十百]+"
ADDRESS: Final = re.compile(
    rf"((?:{PREAMBLE}|{CLOSING}|{_ZH}|[0-9]+)"
    rf"(?:[(（]{_ZH}[)）]|·(?:{_ZH}是|[0-9]+)|▶[0-9]+)*)"
    r"(?:-([0-9]+)([a-z]?))?"
)
# What begins a section, outermost first; how its part of the address is written.
_HEADS: Final = (
    (re.compile(rf"({_ZH})、"), "{}"),
    (re.compile(rf"[（(]({_ZH})[）)]"), "({})"),
    (re.compile(r"([0-9]{1,2})[.．](?![0-9])"), "·{}"),
    (re.compile(rf"({_ZH})是"), "·{}是"),
    (re.compile(r"(▶)"), "▶{}"),
)
_BULLET: Final = len(_HEADS) - 1
_SENTENCE: Final = re.compile(r"[^。？！]*[。？！]+[”’）》」]*|[^。？！]+\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """`own_end` ends its own text, `end` also that of the items below it."""

    address: str
    start: int
    own_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """`number` 0 is the heading."""

    section: str
    number: int
    start: int
    end: int

    @property
    def address(self) -> str:
        return f"{self.section}-{self.number}"


@dataclass(frozen=True)
class Outline:
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    repeated: tuple[Section, ...] = ()  # sections whose address an earlier one has

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {it.address: it for it in self.sections}

    @cached_property
    def _sentences(self) -> dict[str, Sentence]:
        return {it.address: it for it in self.sentences}

    def section(self, address: str) -> Section | None:
        """The section that an address lies in, whether or not its sentence exists."""
        return self._sections.get(split(address)[0])

    def sentence(self, address: str) -> Sentence | None:
        section, number = split(address)
        return None if number is None else self._sentences.get(f"{section}-{number}")

    def place(self, address: str) -> tuple[int, int] | None:
        """Start and end of a section (`五(二)`) or a sentence (`五(二)-2`)."""
        found = self.section(address) if split(address)[1] is None else self.sentence(address)
        return None if found is None else (found.start, found.end)

    def at(self, offset: int) -> Sentence | None:
        """The sentence that an offset of the text lies in."""
        return next((it for it in self.sentences if it.start <= offset < it.end), None)

    def addresses(self) -> tuple[str, ...]:
        return (*self._sections, *self._sentences)


def split(address: str) -> tuple[str, int | None]:
    """Section and sentence number; a letter behind the number is left out."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        return address, None
    section = match[1].replace("（", "(").replace("）", ")")
    return section, None if match[2] is None else int(match[2])


@dataclass(slots=True)
class _Open:
    """A section still being read."""

    rank: int
    address: str
    start: int
    own_end: int
    sentences: int = 0
    bullets: int = 0


@dataclass(slots=True)
class _Reading:
    stack: list[_Open] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)  # of each sentence, where its section starts
    end: int = 0


def outline(text: str, not_sentences: Collection[str] = (), closing: str | None = None) -> Outline:
    reading = _Reading()
    start = 0
    for line in text.split("\n"):
        paragraph = line.rstrip()
        if paragraph and paragraph not in not_sentences:
            _paragraph(reading, paragraph, start, closing)
        start += len(line) + 1
    _close(reading, -1)
    sections = sorted(reading.sections, key=lambda it: it.start)
    first: dict[str, Section] = {}
    repeated = [it for it in sections if first.setdefault(it.address, it) is not it]
    again = {it.start for it in repeated}
    sentences = [
        it
        for it, owner in zip(reading.sentences, reading.owners, strict=True)
        if owner not in again
    ]
    return Outline(tuple(first.values()), tuple(sentences), tuple(repeated))


def _paragraph(reading: _Reading, line: str, start: int, closing: str | None) -> None:
    heading = text_from = 0
    if closing is not None and line.startswith(closing):
        _open(reading, 0, CLOSING, start)
    else:
        for rank, (pattern, form) in enumerate(_HEADS):
            if match := pattern.match(line):
                _close(reading, rank)
                _open(reading, rank, _address(reading, form, match[1], rank), start)
                heading = 0 if rank == _BULLET else _heading_end(line)
                text_from = heading or match.end()
                break
        else:
            if not reading.stack:
                _open(reading, 0, PREAMBLE, start)
    section = reading.stack[-1]
    if heading:
        reading.sentences.append(Sentence(section.address, 0, start, start + heading))
    for match in _SENTENCE.finditer(line, text_from):
        section.sentences += 1
        place = (start + match.start(), start + match.end())
        reading.sentences.append(Sentence(section.address, section.sentences, *place))
    reading.owners += [section.start] * (len(reading.sentences) - len(reading.owners))
    section.own_end = reading.end = start + len(line)


def _open(reading: _Reading, rank: int, address: str, start: int) -> None:
    _close(reading, rank)
    reading.stack.append(_Open(rank, address, start, start))


def _close(reading: _Reading, rank: int) -> None:
    while reading.stack and reading.stack[-1].rank >= rank:
        it = reading.stack.pop()
        reading.sections.append(Section(it.address, it.start, it.own_end, reading.end))
        last = reading.sentences[-1] if reading.sentences else None
        if last is not None and last.section == it.address and last.number == 0:
            # A heading with nothing below it is what the section says.
            reading.sentences[-1] = Sentence(it.address, 1, last.start, last.end)


def _address(reading: _Reading, form: str, own: str, rank: int) -> str:
    above = reading.stack[-1] if reading.stack else None
    if rank == _BULLET and above is not None:
        above.bullets += 1
        own = str(above.bullets)
    elif rank == _BULLET:
        own = "1"
    return (above.address if above else "" if rank == 0 else PREAMBLE) + form.format(own)


def _heading_end(line: str) -> int:
    """Where the heading ends: at the first 。 if text follows in the same paragraph."""
    end = line.find("。")
    return len(line) if end < 0 else end + 1


def main(folder: Path) -> None:
    text = read_source(folder / "notice.txt").value
    declared = read_source(folder / "notice.yaml").value
    if text is None:
        sys.exit(f"no notice.txt to read in {folder}")
    known = Declaration() if declared is None else read_declaration(declared).value
    closing = None if known.closing is None else known.closing[0]
    for it in outline(text.text, {line.text for line in known.lines}, closing).sentences:
        sys.stdout.write(f"{it.address}\t{text.text[it.start : it.end]}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
