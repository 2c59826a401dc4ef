"""What an expression is made of, and the lines that a condition has."""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.program import expressions as ir


def everything(expr: ir.Expr) -> Iterator[ir.Expr]:
    """The expression and all that is inside it."""
    yield expr
    match expr:
        case ir.Op(args=args) | ir.Standard(args=args):
            inner = args
        case ir.Aggregate(value=value, when=when):
            inner = tuple(it for it in (value, when) if it is not None)
        case _:
            inner = ()
    for it in inner:
        yield from everything(it)


def lines(condition: ir.Expr | None) -> tuple[ir.Expr, ...]:
    """What must all be true for the condition to be; () where there is none."""
    match condition:
        case None:
            return ()
        case ir.Op(op="and", args=args):
            return tuple(dict.fromkeys(inner for it in args for inner in lines(it)))
        case _:
            return (condition,)
