"""`notice.yaml`: what was done to the raw text, and which lines of the result are no sentences.

Takes the file's source; gives a Declaration and what is wrong with the file. Every step, line
and damage keeps its span, so that one that does not fit the text can be pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from doudi.compiler.data import fields
from doudi.compiler.data.errors import unknown_key, wrong_shape
from doudi.compiler.data.yaml import Mapping as Entries
from doudi.compiler.data.yaml import Node, Scalar, read_yaml
from doudi.compiler.notices.normalisation import (
    HALF_TO_FULL,
    CloseBlanks,
    DropEmptyLines,
    DropLine,
    DropRuby,
    Erratum,
    FullWidth,
    Join,
    LineEnds,
    Radicals,
    Replace,
    Simplify,
    Step,
    TrimLines,
)
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about the paper itself; "" where it does not say."""

    issuer: str = ""
    number: str = ""
    issued: str = ""
    published: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the notice that is no sentence: title, number, addressees, signature, date."""

    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the notice as found lacks something, and what."""

    text: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Declaration:
    metadata: Metadata = Metadata()
    steps: tuple[tuple[Step, Span], ...] = ()
    lines: tuple[Line, ...] = ()
    closing: tuple[str, Span] | None = None
    damage: tuple[Damage, ...] = ()


_BARE: Final[Mapping[str, Step]] = {
    "line_ends": LineEnds(),
    "radicals": Radicals(),
    "drop_ruby": DropRuby(),
    "simplify": Simplify(),
    "trim_lines": TrimLines(),
    "close_blanks": CloseBlanks(),
    "drop_empty_lines": DropEmptyLines(),
}
_WITH_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "drop_line": ("kind", "line"),
    "erratum": ("find", "replace", "reason"),
    "replace": ("find", "replace"),
    "join": ("before", "after"),
}
_STEPS: Final = (*_BARE, *_WITH_FIELDS, "full_width")
_METADATA: Final = ("issuer", "number", "issued", "published", "note")


def read_declaration(source: Source) -> Found[Declaration]:
    parsed = read_yaml(source)
    found = list(parsed.findings)
    top = fields.entries(
        parsed.value, found, optional=("metadata", "steps", "lines", "closing", "damage")
    )
    if top is None:
        return Found(Declaration(), tuple(found))
    closing = fields.text(top.get("closing"), found)
    return Found(
        Declaration(
            _metadata(top.get("metadata"), found),
            tuple(
                (step, node.span)
                for node in fields.items(top.get("steps"), found)
                if (step := _step(node, found)) is not None
            ),
            tuple(
                Line(words["kind"], words["line"], node.span)
                for node in fields.items(top.get("lines"), found)
                if (words := _words(node, ("kind", "line"), found)) is not None
            ),
            (closing, top["closing"].span) if closing is not None else None,
            tuple(
                Damage(words["text"], words["reason"], node.span)
                for node in fields.items(top.get("damage"), found)
                if (words := _words(node, ("text", "reason"), found)) is not None
            ),
        ),
        tuple(found),
    )


def _metadata(node: Node | None, found: list[Finding]) -> Metadata:
    values = fields.entries(node, found, optional=_METADATA) or {}
    return Metadata(**{key: fields.text(value, found) or "" for key, value in values.items()})


def _words(node: Node, keys: tuple[str, ...], found: list[Finding]) -> dict[str, str] | None:
    values = fields.entries(node, found, required=keys)
    if values is None:
        return None
    words = {key: fields.text(value, found) for key, value in values.items()}
    return {key: it for key, it in words.items() if it is not None} if all(words.values()) else None


def _step(node: Node, found: list[Finding]) -> Step | None:
    match node:
        case Scalar(text=name) if name in _BARE:
            return _BARE[name]
        case Entries(entries=((Scalar(text="full_width"), value),)):
            return _full_width(value, found)
        case Entries(entries=((Scalar(text=name), value),)) if name in _WITH_FIELDS:
            words = _words(value, _WITH_FIELDS[name], found)
            return None if words is None else _with_fields(name, words)
        case Scalar(text=name) | Entries(entries=((Scalar(text=name), _),)) if name not in _STEPS:
            found.append(unknown_key(node.span, name, _STEPS))
        case _:
            found.append(wrong_shape(node.span, "一个整理步骤", "one normalisation step"))
    return None


def _with_fields(name: str, words: dict[str, str]) -> Step:
    match name:
        case "drop_line":
            return DropLine(words["kind"], words["line"])
        case "erratum":
            return Erratum(words["find"], words["replace"], words["reason"])
        case "replace":
            return Replace(words["find"], words["replace"])
        case _:
            return Join(words["before"], words["after"])


def _full_width(node: Node, found: list[Finding]) -> Step | None:
    characters = fields.text(node, found)
    if characters is None:
        return None
    if set(characters) <= set(HALF_TO_FULL):
        return FullWidth(characters)
    allowed = "".join(HALF_TO_FULL)
    found.append(
        wrong_shape(
            node.span,
            f"半角标点（取自 `{allowed}`）",
            f"half-width punctuation out of `{allowed}`",
        )
    )
    return None
