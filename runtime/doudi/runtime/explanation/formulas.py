"""A figure as the calculation that it came from.

`低保标准（城镇，重庆市，2020-09-01起）620.00元 × 2 = 1,240.00元`
"""

from __future__ import annotations

from doudi.runtime.explanation import figures
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import SIGNS, needs_brackets, phrase
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.explanation.standards import figure
from doudi.runtime.explanation.units import type_of
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.types import Type
from doudi.runtime.trace import StandardUse, Step

_RECKONED = frozenset({*SIGNS, "shortfall", "max", "min", "per_month"})


def formula(step: Step, unit: Type | None, names: Lexicon) -> str:
    """The whole calculation; a figure that was merely looked up has no right-hand side.

    `unit`: what the rule says that the amount is paid in, where that is known.
    """
    left = _written(step, names)
    if not isinstance(step.expr, ex.Op) or not step.parts:
        return left
    return f"{left} = {figures.value(step.value, unit or type_of(step.expr, names), names)}"


def reckoned(step: Step) -> bool:
    """Whether a step is a sum or a product, and not a figure that was looked up."""
    return isinstance(step.expr, ex.Op) and step.expr.op in _RECKONED and bool(step.parts)


def _written(step: Step, names: Lexicon) -> str:
    match step.expr:
        case ex.Op(op=op) if op in SIGNS and len(step.parts) == 2:  # noqa: PLR2004
            left, right = (_operand(it, op, names) for it in step.parts)
            return f"{left} {SIGNS[op]} {right}"
        case ex.Op(op="shortfall") if len(step.parts) == 2:  # noqa: PLR2004
            left, right = (_operand(it, "sub", names) for it in step.parts)
            difference = "补差" if names.lang == "zh" else "shortfall"
            return aside(difference, f"{left} − {right}", names.lang)
        case ex.Op(op="max" | "min" as op) if step.parts:
            parts = [_written(it, names) for it in step.parts]
            zh, en = {"max": ("取大", "larger of"), "min": ("取小", "smaller of")}[op]
            word_for = zh if names.lang == "zh" else en
            return aside(word_for, commas(parts, names.lang), names.lang)
        case ex.Op(op="per_month") if step.parts:
            return f"{_operand(step.parts[0], 'div', names)} ÷ 12"
        case ex.Number() | ex.Truth() | ex.Option() | ex.Place() | ex.Span():
            return phrase(step.expr, names)
        case ex.Standard() if isinstance(step.use, StandardUse):
            gap = "" if names.lang == "zh" else " "
            return f"{figure(step.use, names)}{gap}{_value(step, names)}"
        case _:
            return f"{phrase(step.expr, names)} {_value(step, names)}"


def _operand(step: Step, outer: str, names: Lexicon) -> str:
    text = _written(step, names)
    return f"({text})" if needs_brackets(step.expr, outer) else text


def _value(step: Step, names: Lexicon) -> str:
    return figures.value(step.value, type_of(step.expr, names), names)
