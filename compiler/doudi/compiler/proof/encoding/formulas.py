"""A question's formulas as conditions for the solver."""

from __future__ import annotations

from typing import assert_never

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof import formula as ask
from doudi.compiler.proof.encoding import terms
from doudi.compiler.proof.encoding.expressions import Expressions, NotAnalysedError
from doudi.compiler.proof.encoding.numbers import hull
from doudi.compiler.proof.encoding.terms import Condition, both, either, negated
from doudi.compiler.proof.encoding.values import Number, Option, Truth, apart, exactly, far
from doudi.compiler.proof.scene import View
from doudi.runtime.program.declarations import Amount


def encoded(formula: ask.Formula, expressions: Expressions) -> Condition:
    match formula:
        case ask.All(parts=parts):
            return both(*(encoded(it, expressions) for it in parts))
        case ask.Some(parts=parts):
            return either(*(encoded(it, expressions) for it in parts))
        case ask.Holds(expr=expr, view=view, truth=truth):
            it = expressions.truth(expr, view)
            return it.true if truth else it.false
        case ask.Apart():
            one = expressions.of(formula.one, formula.one_view)
            other = expressions.of(formula.other, formula.other_view)
            return apart(one, other, terms.whole(formula.by))
        case ask.AmountsApart():
            return _amounts_apart(formula, expressions)
        case ask.Unmet(joint=joint):
            return negated(encoded(joint, expressions))
        case ask.Is() | ask.OneOf() | ask.Within() | ask.NotApplicable():
            return _simple(formula, expressions)
        case _:
            assert_never(formula)


def _simple(formula: ask.Simple, expressions: Expressions) -> Condition:
    match formula, expressions.cells.of(formula.cell):
        case ask.Is(value=value), Truth() as it:
            return it.true if value else it.false
        case ask.OneOf(options=options), Option() as it:
            there = sorted(options & expressions.desk.symbols.numbers.keys())
            return both(it.known, expressions.desk.symbols.one_of(it.number, there))
        case ask.Within(), Number() as it:
            return both(it.exact, *_between(formula, it))
        case ask.NotApplicable(), (Number() | Option()) as it:
            return it.absent
        case ask.NotApplicable(), Truth():
            return False  # a boolean that does not apply is false instead
        case _:
            raise NotAnalysedError(_name(formula.cell))


def _between(formula: ask.Within, it: Number) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if formula.low is not None:
        low = terms.whole(formula.low)
        found.append(terms.less(low, it.low) if formula.over else terms.at_most(low, it.low))
    if formula.high is not None:
        high = terms.whole(formula.high)
        found.append(terms.less(it.low, high) if formula.under else terms.at_most(it.low, high))
    return tuple(found)


def _amounts_apart(formula: ask.AmountsApart, expressions: Expressions) -> Condition:
    one = _amount(formula.one, formula.one_view, expressions)
    other = _amount(formula.other, formula.other_view, expressions)
    if one is None or other is None:
        return False
    (first, first_settled), (second, second_settled) = one, other
    open_ = (first.high_open, second.high_open)
    return both(
        first_settled,
        second_settled,
        either(
            far(first.low, second.low, formula.by),
            both(open_[0], negated(open_[1])),
            both(negated(open_[0]), open_[1]),
            both(
                negated(open_[0]),
                negated(open_[1]),
                far(first.high, second.high, formula.by),
            ),
        ),
    )


def _amount(
    clause: Amount, view: View, expressions: Expressions
) -> tuple[Number, Condition] | None:
    """From what to what the clause goes before rounding, and whether that is settled."""
    if clause.mode == "left_to" or clause.value is None:
        return None
    monthly = clause.unit.month < 0 or clause.unit.year < 0
    low = expressions.of(clause.value, view, monthly=monthly)
    high = low if clause.upper is None else expressions.of(clause.upper, view, monthly=monthly)
    if not isinstance(low, Number) or not isinstance(high, Number):
        return None
    settled = both(low.exact, high.exact)
    nothing = terms.larger(0, low.low)
    match clause.mode:
        case "at_most":
            return Number(0, terms.larger(0, high.high)), settled
        case "at_least":
            return Number(nothing, nothing, high_open=True), settled
        case _:
            whole = hull((exactly(low.low), exactly(high.low)))
            most = nothing if whole.point else terms.larger(0, whole.high)
            least = nothing if whole.point else terms.larger(0, whole.low)
            return Number(least, most), settled


def _name(cell: Cell) -> str:
    return cell.name
