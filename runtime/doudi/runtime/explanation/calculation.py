"""An amount as a calculation that can be checked by hand, each figure with its source.

`低保标准（城镇，重庆市，2020-09起）620.00元 × 2 = 1,240.00元`
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from doudi.runtime.explanation import figures, findings, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import SIGNS, needs_brackets, phrase
from doudi.runtime.explanation.punctuation import aside, commas, pair
from doudi.runtime.explanation.standards import figure, missing, titled
from doudi.runtime.explanation.tree import Line, Tone
from doudi.runtime.explanation.units import type_of
from doudi.runtime.explanation.wording import ROUNDING, say, word
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.types import MONEY, Type
from doudi.runtime.trace import FactUse, RoundingStep, StandardUse, Step, Trace


def formula(step: Step, unit: Type | None, names: Lexicon) -> str:
    """The whole calculation; a figure that was merely looked up has no right-hand side.

    `unit`: what the rule says that the amount is paid in, where that is known.
    """
    left = _written(step, names)
    if not isinstance(step.expr, ex.Op) or not step.parts:
        return left
    return f"{left} = {figures.value(step.value, unit or type_of(step.expr, names), names)}"


def origins(step: Step, trace: Trace, names: Lexicon) -> Iterator[Line]:
    """Where each figure of the calculation comes from, or what is missing."""
    for leaf in findings.leaves(step):
        found = findings.term_of(leaf, trace)
        if found is None:
            continue
        for _, ground in findings.grounds(found, trace):
            text = formula(ground, type_of(leaf.expr, names), names)
            yield Line(pair(lexicon.term(names, found.term), text, names.lang), Tone.QUIET)
            yield from origins(ground, trace, names)
        if found.origin == "given":
            source = say("source", names.lang, text=found.source) if found.source else ""
            given = aside(say("term_given", names.lang), source, names.lang)
            yield Line(pair(lexicon.term(names, found.term), given, names.lang), Tone.QUIET)
    for use in findings.sources(step):
        match use:
            case StandardUse():
                yield _standard_origin(use, names)
            case FactUse(status="given"):
                source = say("source", names.lang, text=use.source) if use.source else ""
                given = aside(say("from_case", names.lang), source, names.lang)
                yield Line(pair(lexicon.fact(names, use.fact), given, names.lang), Tone.QUIET)
            case FactUse():
                asked = lexicon.question(names, use.fact)
                text = aside(lexicon.fact(names, use.fact), asked, names.lang)
                yield Line(say("missing", names.lang, text=text), Tone.MISSING)


def rounding(it: RoundingStep, names: Lexicon) -> Line:
    before = _exact(Fraction(it.before), names)
    after = figures.money(it.after, names.lang)
    if it.assumed:
        text = say("rounded_assumed", names.lang, before=before, after=after)
        return Line(text, Tone.ASSUMED)
    mode, _, unit = it.rule.partition(":")
    how = word(ROUNDING, mode, names.lang) if mode in ROUNDING else it.rule
    to = figures.money(int(unit), names.lang) if unit.isdecimal() else ""
    return Line(say("rounded", names.lang, before=before, rule=how, unit=to, after=after))


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


def _standard_origin(use: StandardUse, names: Lexicon) -> Line:
    if use.amount is None:
        return Line(say("missing", names.lang, text=missing(use, names)), Tone.MISSING)
    found_in = commas((titled(use.document), use.source), names.lang)
    return Line(pair(figure(use, names), found_in, names.lang), Tone.QUIET)


def _exact(fen: Fraction, names: Lexicon) -> str:
    """A number of fen before rounding, as a fraction where decimals would not end."""
    if (fen * 10000).denominator == 1:
        return figures.money(fen, names.lang)
    exact = fen / 100
    yuan = f"{exact.numerator}/{exact.denominator}"
    about = figures.number(fen, MONEY, names.lang)
    return f"{yuan}元（{about}）" if names.lang == "zh" else f"{yuan} yuan ({about})"
