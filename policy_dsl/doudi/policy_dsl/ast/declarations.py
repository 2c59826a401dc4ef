"""Files, declarations, clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from doudi.policy_dsl.ast.expressions import Arg, Expr
from doudi.policy_dsl.source import Span


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments that belong to a line: those on lines of their own above it, and one behind it.

    Texts are without the `#` and without blanks at their ends. None in `above` is an empty line,
    kept before declarations only. `below` are the comments behind the last clause of a declaration.
    """

    above: tuple[str | None, ...] = ()
    behind: str | None = None
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A keyword inside a clause with what belongs to it: `推定 「…」`, `至 2022-03-31`."""

    keyword: str
    args: tuple[Arg, ...] = ()
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One `- …` line of a list. `arg` is None for a closing 等."""

    arg: Arg | Part | None
    comments: Comments = Comments()
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """A keyword with its arguments.

    WHEN and THEN have no arguments but `conditions`: one for every line, the lines
    after the first begun by a 且.
    """

    keyword: str
    args: tuple[Arg | Part, ...] = ()
    conditions: tuple[Condition, ...] = ()
    comments: Comments = Comments()
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a 当: an expression, or `任一` / `全部` (`list`) with items below it."""

    expr: Expr | None
    list: str | None = None
    items: tuple[Item, ...] = ()
    comments: Comments = Comments()
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`条款 五(二)-2 「…」` with its clauses, from column 0 to the next declaration.

    `damaged`: clauses with mistakes, which have been reported, were left out, so that something
    missing here is no mistake of its own.
    """

    keyword: str
    args: tuple[Arg, ...]
    clauses: tuple[Clause, ...]
    items: tuple[Item, ...] = ()
    comments: Comments = Comments()
    damaged: bool = field(default=False, compare=False, repr=False)
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class File:
    """A rule file: its declarations, and the comments after the last one (None: an empty line)."""

    declarations: tuple[Declaration, ...]
    comments: tuple[str | None, ...] = ()
