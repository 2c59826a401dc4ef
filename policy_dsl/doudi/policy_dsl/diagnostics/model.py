"""What is said to a person. Producing it and drawing it are separate jobs.

Every sentence exists in Chinese and in English; which one is drawn is decided
by the renderer. A user's mistake is a Finding, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from doudi.policy_dsl.source import Span

T = TypeVar("T")
Lang = Literal["zh", "en"]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages: no line break, no full stop in headlines."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem. Its page, `pages/<lang>/<id>.md`, is what `doudi explain <id>` prints."""

    id: str
    name: str
    title: Message
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Label:
    """A place in a source and, if it helps, what is true there."""

    span: Span
    text: Message | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: headline, the place at fault, related places, what to do about it."""

    code: Code
    headline: Message
    primary: Label
    related: tuple[Label, ...] = ()
    help: Message | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phase's result: always a value to go on with, and what was found on the way."""

    value: T
    findings: tuple[Finding, ...] = ()
