"""Comments of a declaration → the lines they belong to.

A comment on a line of its own belongs to what comes next; one behind something, to that. Inside
an expression there is no place for one, so it moves to the line that the expression begins on.
None is ever lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.lex import Comment
from doudi.policy_dsl.source import Source

_BLANKS: Final = re.compile(r"[ \t\r\n\u3000]*")

_Line = TypeVar("_Line", ast.Clause, ast.Condition, ast.Item)


@dataclass(slots=True)
class _Place:
    """A line that can carry comments: from where it begins to where its own text ends."""

    start: int
    end: int
    above: list[str | None] = field(default_factory=list)
    behind: str | None = None

    @property
    def comments(self) -> ast.Comments:
        return ast.Comments(tuple(self.above), self.behind)


def attach(declaration: ast.Declaration, comments: Sequence[Comment]) -> ast.Declaration:
    places = [_heading(declaration), *_places(declaration)]
    starts = [it.start for it in places]
    below: list[str] = []
    for comment in comments:
        index = bisect_right(starts, comment.start) - 1
        if comment.alone:
            if index < 0 or comment.start >= places[index].end:
                index += 1
            if index == len(places):
                below.append(comment.text)
            else:
                places[index].above.append(comment.text)
                if index == 0 and _empty_line_follows(declaration.span.source, comment):
                    places[0].above.append(None)
        else:
            place = places[index]
            if place.behind is not None:
                place.above.append(place.behind)
            place.behind = comment.text
    return _rebuilt(declaration, iter(places), tuple(below))


def paragraphs(source: Source, comments: Sequence[Comment]) -> tuple[str | None, ...]:
    """Comments that no declaration follows, with the empty lines between them."""
    texts: list[str | None] = []
    for comment in comments:
        texts.append(comment.text)
        if comment is not comments[-1] and _empty_line_follows(source, comment):
            texts.append(None)
    return tuple(texts)


def _empty_line_follows(source: Source, comment: Comment) -> bool:
    blanks = _BLANKS.match(source.text, comment.end)
    return blanks is not None and blanks.group().count("\n") > 1


def _heading(declaration: ast.Declaration) -> _Place:
    start = declaration.span.start
    return _Place(start, declaration.args[-1].span.end if declaration.args else start + 1)


def _places(declaration: ast.Declaration) -> Iterator[_Place]:
    """In the order of the text, which is the order `_rebuilt` hands them out again."""
    for item in declaration.items:
        yield _Place(item.span.start, item.span.end)
    for clause in declaration.clauses:
        if not clause.conditions:
            yield _Place(clause.span.start, clause.span.end)
            continue
        for index, condition in enumerate(clause.conditions):
            start = condition.span.start if index else clause.span.start
            end = condition.expr.span.end if condition.expr else condition.span.start + 1
            yield _Place(start, end)
            for item in condition.items:
                yield _Place(item.span.start, item.span.end)


def _rebuilt(
    declaration: ast.Declaration, places: Iterator[_Place], below: tuple[str, ...]
) -> ast.Declaration:
    own = replace(next(places).comments, below=below)
    items = tuple(_with(it, next(places)) for it in declaration.items)
    clauses = tuple(_clause(it, places) for it in declaration.clauses)
    return replace(declaration, items=items, clauses=clauses, comments=own)


def _clause(clause: ast.Clause, places: Iterator[_Place]) -> ast.Clause:
    """A clause and its first condition stand on one line: its comments are the clause's."""
    head = _with(clause, next(places))
    if not clause.conditions:
        return head
    first, *others = clause.conditions
    conditions = [_items(first, places)]
    for condition in others:
        line = _with(condition, next(places))
        conditions.append(_items(line, places))
    return replace(head, conditions=tuple(conditions))


def _items(condition: ast.Condition, places: Iterator[_Place]) -> ast.Condition:
    if not condition.items:
        return condition
    return replace(condition, items=tuple(_with(it, next(places)) for it in condition.items))


def _with(line: _Line, place: _Place) -> _Line:
    if not place.above and place.behind is None:
        return line
    return replace(line, comments=place.comments)
