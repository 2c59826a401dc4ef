"""A first rule file for a notice: its head as far as it is known, and every sentence waiting.

Takes the head, the sentences and what was recognised in them; gives the text in the layout of
`doudi fmt`. What was not found is left out, with a comment that begins with 待填.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from doudi.compiler.ingest.metadata.citations import Citation, How
from doudi.compiler.ingest.metadata.head import Head
from doudi.compiler.ingest.recognise.model import IN_CHINESE, Recognised
from doudi.compiler.ingest.surroundings import Surroundings
from doudi.policy_dsl.keywords import BY_SPELLING
from doudi.policy_dsl.parsing.characters import is_deceptive, is_plain

TO_FILL: Final = "待填"
_KEYWORD: Final[dict[How, str]] = {
    "implements": "贯彻",
    "grounds": "贯彻",
    "incorporates": "按照",
    "repeals": "废止",
    "mentions": "提及",
}
_LONGEST_REASON: Final = 160
_LONGEST_COMMENT: Final = 1000


class Waiting(NamedTuple):
    """A sentence with its address, what was recognised in it, and what is damaged, in words."""

    address: str
    text: str
    recognised: tuple[Recognised, ...]
    damaged: tuple[str, ...]


class Heading(NamedTuple):
    """What the head of the file is made from; `damaged` are stretches of the notice."""

    said: Head
    ranks: tuple[str, ...]
    document: str
    damaged: tuple[tuple[int, int], ...]


class Draft(NamedTuple):
    """`to_fill`: the places left open, as the comments name them."""

    text: str
    to_fill: tuple[str, ...]


def draft(heading: Heading, sentences: Iterable[Waiting], around: Surroundings) -> Draft:
    lines = list(_document(heading, around))
    to_fill = tuple(it.partition("：")[2] for it in lines if it.lstrip(" #").startswith(TO_FILL))
    for it in sentences:
        lines += ["", *_sentence(it)]
    return Draft("".join(f"{it}\n" for it in lines), to_fill)


def document_id(head: Head) -> str:
    """A name to begin with: documents are called by a few capitals and their year."""
    day = head.issued or head.published
    return f"DOC{day.year if day else 0:04}"


def _document(heading: Heading, around: Surroundings) -> Iterator[str]:
    head, document = heading.said, heading.document
    yield "# 由 doudi ingest 起草。逐句读过以后，把 待办 的条文写成条款，或登记去处并写明理由。"
    if document == document_id(head):
        yield f"# {TO_FILL}：文件代号，{document} 是暂用的（几个大写字母加年份）"
    if not head.title.value:
        yield f"# {TO_FILL}：标题，原件没有找到"
    yield ""
    yield f"文件 {document} 「{_inside(head.title.value) or TO_FILL}」"
    yield _issuer(head, around)
    if head.number.value:
        yield f"  文号 「{_inside(head.number.value)}」"
    else:
        yield f"  # {TO_FILL}：文号，原件没有找到；确无文号的，删去这一行"
    yield _rank(heading.ranks, around)
    yield _area(head, around)
    if head.issued is None:
        yield f"  # {TO_FILL}：印发，原件没有找到日期；按别的依据推定的，写明理由"
    else:
        yield f"  印发 {head.issued.isoformat()}"
    yield _in_force(head)
    yield "  版本 0.1.0"
    for it in head.cites:
        yield _cited(it, heading.damaged)
    yield "  原文 notice.txt"


def _issuer(head: Head, around: Surroundings) -> str:
    name = head.issuer.value
    if not name or not _is_name(name):
        found = f"找到的是“{_comment(name)}”" if name else "原件没有找到"
        return f"  # {TO_FILL}：发文机关，{found}"
    if not around.declares(name):
        return (
            f"  # {TO_FILL}：发文机关 {name}；先在词汇里声明“机关 {name}(英文名)”和它的辖区，"
            "再去掉行首的 #"
        )
    return f"  发文机关 {name}"


def _rank(ranks: tuple[str, ...], around: Surroundings) -> str:
    if not ranks:
        return f"  # {TO_FILL}：位阶，从发文机关看不出"
    if len(ranks) > 1:
        return f"  # {TO_FILL}：位阶，可能是{'、'.join(ranks)}"
    if not around.declares(ranks[0]):
        return f"  # {TO_FILL}：位阶 {ranks[0]}；先声明这个位阶等级，再去掉行首的 #"
    return f"  位阶 {ranks[0]}"


def _area(head: Head, around: Surroundings) -> str:
    area = head.speaks.area
    if not head.issuer.value or not area or not _is_name(area):
        return f"  # {TO_FILL}：辖区，从发文机关看不出"
    if not around.knows_area(area):
        return f"  # {TO_FILL}：辖区 {area}；areas.yaml 里没有它，或不止一个"
    return f"  辖区 {area}"


def _in_force(head: Head) -> str:
    if head.in_force is not None:
        return f"  施行 {head.in_force.isoformat()} 起"
    if head.issued is None:
        return f"  # {TO_FILL}：施行，文中没有写"
    day = head.issued.isoformat()
    return (
        f"  # {TO_FILL}：施行，文中没有写；按印发日的，写“施行 {day} 起 推定”"
        "，后面用「」写“文中未写施行日，按印发日”"
    )


def _cited(it: Citation, damaged: Iterable[tuple[int, int]]) -> str:
    name = _inside(it.number or it.title)
    if not it.number and any(start < it.end and it.start < end for start, end in damaged):
        return f"  # {TO_FILL}：{_KEYWORD[it.how]}“{name}”，名称残损"
    behind = f"  # 原文：根据{_comment(it.words)}" if it.how == "grounds" else ""
    return f"  {_KEYWORD[it.how]} 「{name}」{behind}"


def _sentence(it: Waiting) -> Iterator[str]:
    words = _comment(it.text)
    yield f"#{words}" if words.startswith("#") else f"# {words}"
    for damaged in it.damaged:
        yield f"# 残损：{_comment(damaged)}"
    said: list[str] = []
    for kind, name in IN_CHINESE.items():
        words_of_kind = dict.fromkeys(
            f"{each.words}（{each.sense}）"
            if each.sense and each.sense != each.words
            else each.words
            for each in it.recognised
            if each.kind == kind
        )
        if words_of_kind:
            yield f"# {name}：{_comment('、'.join(words_of_kind))}"
            said.append(f"{name} {'、'.join(words_of_kind)}")
    reason = _inside("；".join(said)) or "未认出规范词、数字、期限或人群"
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[:_LONGEST_REASON]}…"
    yield f"条文 {it.address} 待办 「{reason}」"


def _is_name(word: str) -> bool:
    return is_plain(word) and not word[0].isdigit() and word not in BY_SPELLING


def _inside(text: str) -> str:
    """Words inside 「」, which may hold no 「」 themselves."""
    return _comment(text).replace("「", "『").replace("」", "』")


def _comment(text: str) -> str:
    """On one line, and nothing in it that cannot be seen."""
    shown = "".join(
        f"<U+{ord(it):04X}>" if is_deceptive(it) else it for it in re.sub(r"\s*\n\s*", " ", text)
    )
    shown = shown.strip() or "（空）" if text else ""
    return shown if len(shown) <= _LONGEST_COMMENT else f"{shown[:_LONGEST_COMMENT]}…"
