"""What an expression has in it, whatever it comes to: where there is none, nobody looks for it."""

from __future__ import annotations

from typing import assert_never

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.remembered import Within
from doudi.runtime.program import expressions as ex

_NOTHING = Within(terms=False, figures=False)


def within(expr: ex.Expr, names: Lexicon) -> Within:
    known = names.within.get(expr)
    return names.within.keep(expr, _within(expr, names)) if known is None else known


def _within(expr: ex.Expr, names: Lexicon) -> Within:
    match expr:
        case ex.Term():
            return Within(terms=True, figures=False)
        case ex.Standard(args=args):
            return Within(terms=_any(args, names).terms, figures=True)
        case ex.Op(args=args):
            return _any(args, names)
        case ex.Aggregate(when=when, value=value):
            return _any(tuple(it for it in (when, value) if it is not None), names)
        case ex.Truth() | ex.Number() | ex.Option() | ex.Place() | ex.Span():
            return _NOTHING
        case ex.Fact() | ex.Special():
            return _NOTHING
        case _:
            assert_never(expr)


def _any(exprs: tuple[ex.Expr, ...], names: Lexicon) -> Within:
    inside = [within(it, names) for it in exprs]
    return Within(any(it.terms for it in inside), any(it.figures for it in inside))
