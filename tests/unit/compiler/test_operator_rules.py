"""Typing, meaning and keywords speak of the same operators."""

from __future__ import annotations

from doudi.compiler.types.operators import ARITY, RULES
from doudi.policy_dsl.keywords import KEYWORDS, Role
from doudi.runtime.operators import OPERATORS


def test_every_operator_has_a_typing_rule_and_a_meaning() -> None:
    assert set(RULES) == set(OPERATORS)


def test_every_function_of_the_language_is_an_operator_with_a_number_of_arguments() -> None:
    functions = {it.token.lower() for it in KEYWORDS if it.role is Role.FUNCTION}
    assert set(ARITY) == functions
    assert functions <= set(RULES)
