"""Truth: Kleene's three values and judgement. See docs/language/meaning.md, Truth."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.runtime.values import NotApplicable, Truth, Value

T, F, U, J = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.JUDGEMENT


def truth(value: Value) -> Truth:
    """A condition's truth; not applicable counts as false."""
    if isinstance(value, Truth):
        return value
    if isinstance(value, NotApplicable):
        return F
    msg = f"not a truth: {value!r}"
    raise TypeError(msg)


def conjunction(values: Iterable[Truth]) -> Truth:
    """The least of F < U < J < T; true for none."""
    least = T
    for it in values:
        if it is F:
            return F
        if it is U or (it is J and least is T):
            least = it
    return least


def disjunction(values: Iterable[Truth]) -> Truth:
    """The greatest of F < J < U < T; false for none."""
    greatest = F
    for it in values:
        if it is T:
            return T
        if it is U or (it is J and greatest is F):
            greatest = it
    return greatest


def negation(value: Truth) -> Truth:
    if value is T:
        return F
    return T if value is F else value


def open_list(values: Iterable[Truth]) -> Truth:
    """A list that ends in 等: none of the listed leaves it to judgement."""
    listed = disjunction(values)
    return J if listed is F else listed


def same_truth(left: Truth, right: Truth) -> Truth:
    if U in (left, right):
        return U
    if J in (left, right):
        return J
    return T if left is right else F
