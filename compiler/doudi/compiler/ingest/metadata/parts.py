"""The lines of a clean text that are no sentences: title, number, addressees, signature, date.

Takes the clean text; gives the lines by kind, in their order, and the first words of what closes
the notice behind its last chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,14}[〔\[［【（(][12][0-9]{3}[〕\]］】）)]第?[0-9]{1,5}号"
)
DATE: Final = re.compile(
    r"(?P<year>[12][0-9]{3}|[〇○零一二三四五六七八九]{4})年"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_TITLE: Final = re.compile(
    r".*(?:通知|意见|办法|方案|规定|条例|细则|决定|公告|通告|通报|批复|函|命令|规则|规划|纲要)"
    r"(?:（.{1,12}）)?"
)
_CHAPTER: Final = re.compile(r"[一二三四五六七八九十百]+、|第[一二三四五六七八九十百]+[章条]")
_ITEM: Final = re.compile(r"（[一二三四五六七八九十百]+）|[一二三四五六七八九十百]+是|▶")
_ADDRESSED: Final = re.compile(
    r"(?:各|.{0,40}(?:政府|局|厅|委|部门|单位|公司|院|中心|机构|管委会)).*："
)
_CLOSING: Final = re.compile(
    r"贯彻落实情况|落实情况.{0,12}报|请及时报|特此通知|本通知自|自印发之日起"
)
_SHORT: Final = 40
_TAIL: Final = 8
_MOST_SIGNATURES: Final = 3


# Words that may stand before a number without a blank: 依国发〔2014〕17号.
_BEFORE_NUMBER: Final = re.compile(r".*[据照按依循行和及与由以见参经]")


class Parts(NamedTuple):
    """`lines`: pairs of kind and line."""

    lines: tuple[tuple[str, str], ...]
    closing: str | None

    def of(self, kind: str) -> tuple[str, ...]:
        return tuple(line for it, line in self.lines if it == kind)


def parts(text: str) -> Parts:
    lines = [it for it in text.split("\n") if it.strip()]
    chapter = next((i for i, it in enumerate(lines) if _CHAPTER.match(it)), len(lines))
    found = _head(lines[:chapter])
    end, last = _tail(lines, max(chapter, len(found)))
    return Parts((*found, *last), _closing(lines[chapter:end]))


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where documents' numbers stand in running text."""
    for it in NUMBER.finditer(text):
        before = _BEFORE_NUMBER.match(it.group())
        yield it.start() + (before.end() if before else 0), it.end()


def _head(lines: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        if NUMBER.fullmatch(line):
            found.append(("number", line))
        elif _ADDRESSED.fullmatch(line) and not re.search(r"如下|以下|。", line):
            found.append(("addressees", line))
            break
        elif "。" not in line and _is_of_title(lines, index):
            found.append(("title", line))
        elif DATE.fullmatch(line.strip("（）")):
            found.append(("date", line))
        else:
            break
    return found


def _is_of_title(lines: Sequence[str], index: int) -> bool:
    """A title may stand on several lines: the last of them says what kind of document it is."""
    for line in lines[index : index + 4]:
        if line[-1] in "：；，。":
            return False
        if _TITLE.fullmatch(line):
            return True
    return False


def _tail(lines: Sequence[str], start: int) -> tuple[int, list[tuple[str, str]]]:
    first = max(start, len(lines) - _TAIL)
    dated = [i for i in range(first, len(lines)) if DATE.fullmatch(lines[i])]
    if not dated:
        return len(lines), []
    date = dated[-1]
    end = date
    while (
        end > first
        and date - end < _MOST_SIGNATURES
        and len(lines[end - 1]) <= _SHORT
        and lines[end - 1][-1] not in "。；：，、？！"
        and not _CHAPTER.match(lines[end - 1])
        and not DATE.fullmatch(lines[end - 1])
    ):
        end -= 1
    return end, [*(("signature", it) for it in lines[end:date]), ("date", lines[date])]


def _closing(body: Sequence[str]) -> str | None:
    """The last paragraph, where it is about the whole notice and no item of a list."""
    if len(body) < 2 or _CHAPTER.match(body[-1]) or _ITEM.match(body[-1]):  # noqa: PLR2004
        return None
    return body[-1][:_SHORT] if _CLOSING.search(body[-1]) else None
