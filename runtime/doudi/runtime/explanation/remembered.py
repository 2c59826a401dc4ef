"""What was said before, for the next time that the same is to be said.

A lexicon remembers what hangs on the rules alone, for every letter in its language; a letter what
it says in several places. What is remembered is what would be said again, so that it makes no
difference who said it first, or that two did at once. Beyond a number nobody's letter reaches,
everything is forgotten and said anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from doudi.runtime.explanation.tree import Block, Node
from doudi.runtime.program.expressions import Expr

Source = TypeVar("Source")
Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

MOST: Final = 20_000  # more than rules have; some are put together for a single answer

Turning: TypeAlias = tuple[tuple[str, Sequence[str]], ...]  # facts, each with what it rests on


@dataclass(frozen=True, slots=True)
class Within:
    """Whether an expression, or anything in it, is a term, or a figure of a dated table."""

    terms: bool
    figures: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """What is said to be taken for granted; what goes without saying after that."""

    blocks: tuple[Block, ...]
    silent: frozenset[str]


@dataclass(slots=True, eq=False)
class Content:
    """What was said so far of steps of one content, see `contents`; None: nobody has asked.

    `expr` is held, so that no other takes its place. `in_full`, `in_short`: the step as a node,
    with everything or with what made a difference; `turning`: what a condition turned on.
    """

    expr: Expr
    known: str | None = None
    evidence: str | None = None
    finding: str | None = None
    in_full: Node | None = None
    in_short: Node | None = None
    turning: Turning | None = None


class ByIdentity(Generic[Source, Made]):
    """By which object it is: rules and traces are made once, and are large to compare.

    Each is held, so that no other takes its place.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, tuple[Source, Made]] = {}

    def get(self, source: Source) -> Made | None:
        found = self._known.get(id(source))
        return None if found is None else found[1]

    def keep(self, source: Source, made: Made) -> Made:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[id(source)] = source, made
        return made


class ByKey(Generic[Key, Made]):
    """By what it is about: ids of provisions, a person."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[Key, Made] = {}

    def get(self, key: Key) -> Made | None:
        return self._known.get(key)

    def keep(self, key: Key, made: Made) -> Made:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = made
        return made
