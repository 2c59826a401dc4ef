"""Places in an expression, and the same expression with something else in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from doudi.runtime.program import expressions as ir

# Which part of which part, from the outside in.
Path: TypeAlias = tuple[int, ...]

COMPARISONS: Final = frozenset({"eq", "ne", "lt", "le", "gt", "ge", "in", "within"})
CONSTANTS: Final = (ir.Truth, ir.Number, ir.Option, ir.Place, ir.Span)


def parts(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    match expr:
        case ir.Op(args=args) | ir.Standard(args=args):
            return args
        case ir.Aggregate(value=value, when=when):
            return tuple(it for it in (value, when) if it is not None)
        case _:
            return ()


def with_parts(expr: ir.Expr, new: tuple[ir.Expr, ...]) -> ir.Expr:
    match expr:
        case ir.Op() | ir.Standard():
            return replace(expr, args=new)
        case ir.Aggregate(value=value):
            first, *rest = new
            if value is None:
                return replace(expr, when=first)
            return replace(expr, value=first, when=rest[0] if rest else None)
        case _:
            return expr


def everywhere(expr: ir.Expr, path: Path = ()) -> Iterator[tuple[Path, ir.Expr]]:
    yield path, expr
    for number, part in enumerate(parts(expr)):
        yield from everywhere(part, (*path, number))


def put(expr: ir.Expr, path: Path, new: ir.Expr) -> ir.Expr:
    if not path:
        return new
    changed = list(parts(expr))
    changed[path[0]] = put(changed[path[0]], path[1:], new)
    return with_parts(expr, tuple(changed))


def constant(expr: ir.Expr) -> bool:
    """Whether it comes to the same in every case."""
    if isinstance(expr, ir.Op):
        return all(constant(it) for it in expr.args)
    return isinstance(expr, CONSTANTS)
