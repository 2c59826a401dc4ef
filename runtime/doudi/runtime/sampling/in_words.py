"""What is assumed, as a sentence in either language: in a sample's metadata and in its page."""

from __future__ import annotations

from typing import assert_never

from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, FactId, OptionId, TermId
from doudi.runtime.sampling.distributions import (
    HUNDREDTHS,
    THOUSAND,
    Assumed,
    Between,
    Condition,
    DaysAfter,
    DaysBefore,
    Decided,
    Draw,
    FromFirst,
    Here,
    NotApplicable,
    NotGiven,
    Number,
    OneOf,
    Place,
    Seldom,
    Share,
    Spread,
    Total,
    Weights,
    YearsBefore,
    Yes,
)
from doudi.runtime.sampling.drawable import drawable


def name_of(name: str, rules: Index, lang: Lang) -> str:
    """As its column is called."""
    declared = (
        rules.facts.get(FactId(name))
        or rules.terms.get(TermId(name))
        or rules.entities[EntityId(name)]
    )
    return declared.name.zh if lang == "zh" else declared.id


def in_words(it: Assumed, rules: Index, lang: Lang) -> str:
    type_ = drawable(it.name, rules).type
    rest = _draw(it.otherwise, type_, rules, lang)
    if not it.cases:
        return rest
    said = [
        choose(lang, "且", " and ").join(_condition(it, rules, lang) for it in case.conditions)
        + choose(lang, "：", ": ")
        + _draw(case.draw, type_, rules, lang)
        for case in it.cases
    ]
    return choose(lang, "；", "; ").join((*said, choose(lang, f"其余：{rest}", f"else: {rest}")))


def _condition(it: Condition, rules: Index, lang: Lang) -> str:
    match it:
        case Yes(name=name):
            return choose(lang, f"{name_of(name, rules, lang)}", f"{name}")
        case Between(name=name, low=low, high=high):
            said = f"{low}" if low == high else choose(lang, f"{low} 至 {high}", f"{low} to {high}")
            return f"{name_of(name, rules, lang)} {said}"
        case OneOf(name=name, options=options):
            listed = choose(lang, "、", ", ").join(_option(it, rules, lang) for it in options)
            return choose(lang, f"{name_of(name, rules, lang)}为{listed}", f"{name} {listed}")
        case Place(low=low, high=high):
            said = f"{low}" if low == high else choose(lang, f"{low} 至 {high}", f"{low} to {high}")
            return choose(lang, f"户内第 {said} 人", f"person {said} of the household")
        case _:
            assert_never(it)


def _draw(draw: Draw, type_: types.Type, rules: Index, lang: Lang) -> str:
    match draw:
        case Share(true=0):
            return choose(lang, "否", "no")
        case Share(true=1000):
            return choose(lang, "是", "yes")
        case Share(true=true):
            return choose(lang, f"{_percent(true)} 为是", f"yes for {_percent(true)}")
        case Decided(true=true):
            return choose(
                lang,
                f"{_percent(true)} 已认定，其余不给出",
                f"found by an office for {_percent(true)}, the others not given",
            )
        case Seldom(having=having, one=one):
            said = _draw(one, type_, rules, lang)
            return choose(
                lang,
                f"{_percent(having)} 有：{said}，余者不适用",
                f"{_percent(having)} have one, {said}, the others not applicable",
            )
        case Weights(of=of):
            if len(of) == 1:
                return _option(of[0][0], rules, lang)
            whole = sum(weight for _, weight in of)
            return choose(lang, "，", ", ").join(
                f"{_option(it, rules, lang)} ({_percent(weight * THOUSAND // whole)})"
                for it, weight in of
            )
        case Spread():
            return _spread(draw, type_, lang)
        case FromFirst(more=more, least=least, most=most):
            said = _spread(more, type_, lang)
            return choose(
                lang,
                f"户内第一人的加 {said}，限于 {least} 至 {most}",
                f"that of the first of the household plus {said}, from {least} to {most}",
            )
        case DaysBefore(days=days):
            said = _spread(days, types.WHOLE, lang)
            return choose(lang, f"评估日前 {said} 天", f"{said} days before the day")
        case DaysAfter(day=day, days=days):
            said = _spread(days, types.WHOLE, lang)
            return choose(
                lang,
                f"{name_of(day, rules, lang)}后 {said} 天，尚未到的不适用",
                f"{said} days after {day}, not applicable while to come",
            )
        case YearsBefore(years=years):
            said = _spread(years, types.WHOLE, lang)
            return choose(lang, f"评估年前 {said} 年", f"{said} years before that of the day")
        case Number(of=of):
            return choose(lang, f"{name_of(of, rules, lang)}的数目", f"the number of {of}")
        case Total(of=of):
            return choose(lang, f"{name_of(of, rules, lang)}合计", f"the total of {of}")
        case Here():
            return choose(lang, "家庭所在地区", "the area of the household")
        case NotApplicable():
            return choose(lang, "不适用", "not applicable")
        case NotGiven():
            return choose(lang, "不给出", "not given")
        case _:
            assert_never(draw)


def _spread(it: Spread, type_: types.Type, lang: Lang) -> str:
    numbers = [_number(number, type_) for _, number in it.quantiles]
    unit = choose(lang, " 元", " yuan") if isinstance(type_, types.Quantity) and type_.yuan else ""
    if len(set(numbers)) == 1:
        return f"{numbers[0]}{unit}"
    if len(numbers) == 2:  # noqa: PLR2004 - both ends
        return choose(lang, f"{numbers[0]} 至 {numbers[1]}", f"{numbers[0]} to {numbers[1]}") + unit
    listed = choose(lang, "，", ", ").join(
        f"{number} ({_percent(share)})"
        for (share, _), number in zip(it.quantiles, numbers, strict=True)
    )
    return choose(lang, f"分位数 {listed}", f"quantiles {listed}") + unit


def _number(number: int, type_: types.Type) -> str:
    if type_ == types.NUMBER:
        return f"{number // HUNDREDTHS}.{number % HUNDREDTHS:02}"
    return f"{number}"


def _option(option: str | int, rules: Index, lang: Lang) -> str:
    if isinstance(option, int) or lang == "en":
        return f"{option}"
    names = {it: name.zh for choice in rules.program.choices for it, name in choice.options}
    return names[OptionId(option)]


def _percent(thousandths: int) -> str:
    whole, tenth = divmod(thousandths, THOUSAND // 100)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
