"""Constraints as terms of the solver; what is known beforehand is worked out beforehand.

Takes and gives Python's own truths and numbers where nothing unknown is left in them, so that an
expression of constants never reaches the solver. All terms of a question share one context.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TypeAlias

import z3

Condition: TypeAlias = bool | z3.BoolRef
Amount: TypeAlias = int | Fraction | z3.ArithRef

# A product is spread over so many known factors before the solver must multiply unknowns.
MOST_FACTORS = 32


def same(one: object, other: object) -> bool:
    """Whether they are one and the same term or constant."""
    if isinstance(one, z3.AstRef) and isinstance(other, z3.AstRef):
        # Equal terms of one context are one and the same in it.
        return bool(one.ast.value == other.ast.value)
    return type(one) is type(other) and one == other


def both(*parts: Condition) -> Condition:
    left = _without(parts, idle=True)
    if left is None:
        return False
    return True if not left else left[0] if len(left) == 1 else _junction(z3.Z3_mk_and, left)


def either(*parts: Condition) -> Condition:
    left = _without(parts, idle=False)
    if left is None:
        return True
    return False if not left else left[0] if len(left) == 1 else _junction(z3.Z3_mk_or, left)


def negated(it: Condition) -> Condition:
    if isinstance(it, bool):
        return not it
    if z3.is_not(it):
        return it.arg(0)
    return z3.BoolRef(z3.Z3_mk_not(it.ctx.ref(), it.ast), it.ctx)


def condition_if(test: Condition, then: Condition, otherwise: Condition) -> Condition:
    if isinstance(test, bool):
        return then if test else otherwise
    if same(then, otherwise):
        return then
    return both(either(negated(test), then), either(test, otherwise))


def amount_if(test: Condition, then: Amount, otherwise: Amount) -> Amount:
    if isinstance(test, bool):
        return then if test else otherwise
    if same(then, otherwise):
        return then
    one, other = _alike(then, otherwise, test.ctx)
    made = z3.Z3_mk_ite(test.ctx.ref(), test.ast, one.ast, other.ast)
    return z3.ArithRef(made, test.ctx)


def equal(left: Amount, right: Amount) -> Condition:
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return bool(left == right)
    if same(left, right):
        return True
    one, other = _alike(left, right)
    return _compared(z3.Z3_mk_eq, one, other)


def less(left: Amount, right: Amount) -> Condition:
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return bool(left < right)
    if same(left, right):
        return False
    one, other = _alike(left, right)
    return _compared(z3.Z3_mk_lt, one, other)


def at_most(left: Amount, right: Amount) -> Condition:
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return bool(left <= right)
    if same(left, right):
        return True
    one, other = _alike(left, right)
    return _compared(z3.Z3_mk_le, one, other)


def plus(left: Amount, right: Amount) -> Amount:
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return whole(left + right)
    if same(left, 0):
        return right
    if same(right, 0):
        return left
    one, other = _alike(left, right)
    return one + other


def minus(it: Amount) -> Amount:
    return -it


def less_by(left: Amount, right: Amount) -> Amount:
    return plus(left, minus(right))


def times(left: Amount, right: Amount, bounds: Bounds) -> Amount:
    """The product; unknowns are multiplied only where neither is one of a few known numbers."""
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return whole(left * right)
    for one, other in ((left, right), (right, left)):
        if isinstance(one, int | Fraction):
            return _scaled(other, one)
    for one, other in ((left, right), (right, left)):
        spread = _spread(one, partial(_scaled, other), bounds)
        if spread is not None:
            return spread
    one, other = _alike(left, right)
    return one * other


def divided(left: Amount, right: Amount, bounds: Bounds) -> Amount:
    """The quotient; what it is by 0 is no matter, and left to whoever asks."""
    if isinstance(right, int | Fraction):
        return 0 if right == 0 else times(left, Fraction(1) / right, bounds)

    def by(it: Amount) -> Amount:
        return 0 if it == 0 else times(left, Fraction(1) / it, bounds)

    spread = _spread(right, by, bounds)
    if spread is not None:
        return spread
    return _real(left, right.ctx) / _real(right, right.ctx)


def larger(left: Amount, right: Amount) -> Amount:
    return amount_if(less(left, right), right, left)


def smaller(left: Amount, right: Amount) -> Amount:
    return amount_if(less(left, right), left, right)


def whole(it: Amount) -> Amount:
    """A fraction that is a whole number as one, so that whole numbers stay among themselves."""
    return int(it) if isinstance(it, Fraction) and it.denominator == 1 else it


class Bounds:
    """Between which numbers a term lies, as far as that is known beforehand."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[z3.ArithRef, int, int]] = {}

    def set(self, term: z3.ArithRef, low: int, high: int) -> None:
        # The term is kept: its number may not be given to another one meanwhile.
        self._known[term.get_id()] = (term, low, high)

    def of(self, term: Amount) -> tuple[Fraction | int, Fraction | int] | None:
        if isinstance(term, int | Fraction):
            return term, term
        found = self._known.get(term.get_id())
        if found is not None:
            return found[1], found[2]
        if _is_choice(term):
            return _joined(self.of(constant_or(term.arg(1))), self.of(constant_or(term.arg(2))))
        if z3.is_add(term):
            low: Fraction | int = 0
            high: Fraction | int = 0
            for part in term.children():
                its = self.of(constant_or(part))
                if its is None:
                    return None
                low, high = low + its[0], high + its[1]
            return low, high
        if z3.is_to_real(term):
            return self.of(constant_or(term.arg(0)))
        return None


def constant_or(term: Amount) -> Amount:
    """The number that a term is, or the term."""
    if not isinstance(term, int | Fraction) and z3.is_int_value(term):
        return int(term.as_long())
    if not isinstance(term, int | Fraction) and z3.is_rational_value(term):
        return whole(Fraction(term.numerator_as_long(), term.denominator_as_long()))
    return term


def _joined(
    one: tuple[Fraction | int, Fraction | int] | None,
    other: tuple[Fraction | int, Fraction | int] | None,
) -> tuple[Fraction | int, Fraction | int] | None:
    if one is None or other is None:
        return None
    return min(one[0], other[0]), max(one[1], other[1])


def _without(parts: tuple[Condition, ...], *, idle: bool) -> list[z3.BoolRef] | None:
    """What is left when parts that change nothing go; None where one of them decides."""
    left: dict[int, z3.BoolRef] = {}
    for it in parts:
        if isinstance(it, bool):
            if it is not idle:
                return None
        else:
            left[it.ast.value] = it
    return list(left.values())


# Straight to the solver's functions: its operators for Python look at both sides' types once more,
# which takes most of the time of a small question.


def _junction(make: Callable[..., z3.Ast], parts: list[z3.BoolRef]) -> z3.BoolRef:
    context = parts[0].ctx
    every = (z3.Ast * len(parts))(*(it.ast for it in parts))
    return z3.BoolRef(make(context.ref(), len(parts), every), context)


def _compared(make: Callable[..., z3.Ast], one: z3.ArithRef, other: z3.ArithRef) -> z3.BoolRef:
    return z3.BoolRef(make(one.ctx.ref(), one.ast, other.ast), one.ctx)


def _alike(
    left: Amount, right: Amount, context: z3.Context | None = None
) -> tuple[z3.ArithRef, z3.ArithRef]:
    """Both as terms of one sort."""
    if context is None:
        context = next(it.ctx for it in (left, right) if not isinstance(it, int | Fraction))
    if all(_is_whole(it) for it in (left, right)):
        return _term(left, context), _term(right, context)
    return _real(left, context), _real(right, context)


def _is_whole(it: Amount) -> bool:
    return isinstance(it, int) if isinstance(it, int | Fraction) else bool(z3.is_int(it))


def _term(it: Amount, context: z3.Context) -> z3.ArithRef:
    if not isinstance(it, int | Fraction):
        return it
    if not isinstance(it, int):
        return z3.RealVal(str(it), context)
    sort = z3.Z3_mk_int_sort(context.ref())
    return z3.IntNumRef(z3.Z3_mk_numeral(context.ref(), str(it), sort), context)


def _real(it: Amount, context: z3.Context) -> z3.ArithRef:
    if isinstance(it, int | Fraction):
        return z3.RealVal(str(it), context)
    return z3.ToReal(it) if z3.is_int(it) else it


def _scaled(it: Amount, number: Amount) -> Amount:
    """The product with a number that is known."""
    if isinstance(it, int | Fraction):
        return whole(it * number)
    if number in (0, 1):
        return 0 if number == 0 else it
    one, other = _alike(number, it)
    return one * other


def _is_choice(term: z3.ExprRef) -> bool:
    return bool(z3.is_app_of(term, z3.Z3_OP_ITE))


def _spread(term: z3.ArithRef, make: Callable[[Amount], Amount], bounds: Bounds) -> Amount | None:
    """The result for each of the few numbers that a term can be; None where they are many."""
    leaves = _leaves(term, MOST_FACTORS, bounds)
    if leaves is None or leaves > MOST_FACTORS:
        return None
    return _over(term, make, bounds)


def _leaves(term: z3.ArithRef, most: int, bounds: Bounds) -> int | None:
    """How many known numbers a term chooses among; None if too many, or among other things."""
    if z3.is_to_real(term):
        return _leaves(term.arg(0), most, bounds)
    if isinstance(constant_or(term), int | Fraction):
        return 1
    if _is_choice(term) and most > 1:
        one = _leaves(term.arg(1), most - 1, bounds)
        other = None if one is None else _leaves(term.arg(2), most - one, bounds)
        return None if one is None or other is None else one + other
    its = bounds.of(term)
    if its is None or not z3.is_int(term) or its[1] - its[0] >= most:
        return None
    return int(its[1] - its[0]) + 1


def _over(term: z3.ArithRef, make: Callable[[Amount], Amount], bounds: Bounds) -> Amount:
    if z3.is_to_real(term):
        return _over(term.arg(0), make, bounds)
    number = constant_or(term)
    if isinstance(number, int | Fraction):
        return make(number)
    if _is_choice(term):
        return amount_if(
            term.arg(0), _over(term.arg(1), make, bounds), _over(term.arg(2), make, bounds)
        )
    low, high = bounds.of(term) or (0, 0)
    found = make(high)
    for it in range(int(high) - 1, int(low) - 1, -1):
        found = amount_if(equal(term, it), make(it), found)
    return found
