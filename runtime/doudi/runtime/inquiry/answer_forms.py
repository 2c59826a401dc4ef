"""How a question may be answered, and how an answer is said back: 是、否; 至少1,008.00元."""

from __future__ import annotations

from typing import assert_never

from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.wording import FACT_STATUS
from doudi.runtime.explanation.wording import word as worded
from doudi.runtime.facts.convert import counted
from doudi.runtime.facts.model import Given
from doudi.runtime.inquiry.model import Answer, Asked, Question
from doudi.runtime.inquiry.wording import said
from doudi.runtime.program import types
from doudi.runtime.values import Interval


def how(question: Question, rules: Index, names: Lexicon) -> str:
    """`整数（单位：人）；1 至 20`."""
    lang = names.lang
    text = _how(question.type, rules, names)
    within = Interval(question.low, question.high)
    if within == Interval(None, None):
        return text
    return said("within", lang, how=text, range=figures.interval(within, question.type, lang))


def in_words(answer: Answer, among: Asked, question: Question, names: Lexicon) -> str:
    """`“是”`, `“城镇”`, `至少1,008.00元/月`: what the answer stands for, be it a stretch."""
    stretch = stretch_of(answer, among, question)
    if stretch is not None:
        if stretch == Interval(None, None):
            return said("any", names.lang)
        return figures.interval(stretch, question.type, names.lang)
    text = given_in_words(answer.given, question.type, names)
    return f"“{text}”" if names.lang == "zh" else f'"{text}"'


def stretch_of(answer: Answer, among: Asked, question: Question) -> Interval | None:
    """The numbers or days that an answer stands for; None for what is neither.

    Where no range is declared, the outermost ends are open.
    """
    if answer.given.status != "given" or not counted(question.type):
        return None
    lows = [it.low for it in among.answers if it.low is not None]
    highs = [it.high for it in among.answers if it.high is not None]
    low, high = answer.low, answer.high
    if question.low is None and low is not None and low == min(lows):
        low = None
    if question.high is None and high is not None and high == max(highs):
        high = None
    return Interval(low, high)


def given_in_words(given: Given, type_: types.Type, names: Lexicon) -> str:
    if given.status != "given":
        return worded(FACT_STATUS, given.status, names.lang)
    return figures.value(given.value, type_, names)


def _how(type_: types.Type, rules: Index, names: Lexicon) -> str:
    lang = names.lang
    match type_:
        case types.Boolean():
            return said("how_truth", lang)
        case types.Choice(id=choice):
            options = (
                said("option", lang, number=at, name=lexicon.option(names, it))
                for at, it in enumerate(rules.options[choice], 1)
            )
            listed = ("、" if lang == "zh" else ", ").join(options)
            return said("how_options", lang, list=listed)
        case types.Area():
            return said("how_area", lang)
        case types.Date():
            return said("how_day", lang)
        case types.Moment():
            return said("how_moment", lang)
        case types.Duration(unit=unit):
            return said("how_length", lang, unit=figures.length(2, unit, lang).removeprefix("2"))
        case types.Quantity():
            return _number(type_, names)
        case _:
            assert_never(type_)


def _number(type_: types.Quantity, names: Lexicon) -> str:
    lang = names.lang
    per = figures.per(type_, lang).strip()
    if type_.yuan:
        unit = f"元{per}" if lang == "zh" else f"yuan {per}".rstrip()
        return said("how_money", lang, unit=unit)
    if type_ == types.NUMBER:
        return said("how_share", lang)
    unit = said("unit", lang, unit=per) if per else ""
    return said("how_whole" if type_.integer else "how_number", lang, unit=unit)
