"""A rule's expression in words: 「年龄不低于60」, 「低保标准（户别） × 2」.

Takes an expression of the program; gives a phrase without its value. Conditions
with several parts are drawn as trees elsewhere; here they are joined with words.
"""

from __future__ import annotations

from datetime import date
from typing import Final, assert_never

from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, quoted
from doudi.runtime.explanation.units import type_of
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.types import Area, Boolean, Choice, Date, Moment

_ORDER: Final = {
    "eq": ("等于", "equals"),
    "ne": ("不等于", "is not"),
    "lt": ("低于", "is below"),
    "le": ("不高于", "is at most"),
    "gt": ("高于", "is above"),
    "ge": ("不低于", "is at least"),
}
_ORDER_OF_DAYS: Final = {
    "eq": ("为", "is"),
    "ne": ("不为", "is not"),
    "lt": ("早于", "is before"),
    "le": ("不晚于", "is not after"),
    "gt": ("晚于", "is after"),
    "ge": ("不早于", "is not before"),
}
_ORDER_OF_KINDS: Final = {"eq": ("为", "is"), "ne": ("不为", "is not")}
SIGNS: Final = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}
_BINDING: Final = {"add": 1, "sub": 1, "mul": 2, "div": 2}
_CALLS: Final = {
    "neg": ("−{0}", "−{0}"),
    "shortfall": ("{0}与{1}的差额", "what {1} falls short of {0}"),
    "max": ("{all}中的较大者", "the larger of {all}"),
    "min": ("{all}中的较小者", "the smaller of {all}"),
    "either": ("{all}两可", "{all}, either reading"),
    "per_month": ("{0}的月均数", "{0} per month on average"),
    "year_of": ("{0}的年份", "the year of {0}"),
    "month_of": ("{0}的月份", "the month of {0}"),
    "date_of": ("{0}年{1}月{2}日", "day {2} of month {1} of {0}"),
    "month_start": ("{0}所在月的第一日", "the first day of the month of {0}"),
    "month_end": ("{0}所在月的最后一日", "the last day of the month of {0}"),
    "quarter_end": ("{0}所在季度的最后一日", "the last day of the quarter of {0}"),
    "year_end": ("{0}所在年的最后一日", "the last day of the year of {0}"),
    "spring_festival": ("{0}年春节", "Spring Festival of {0}"),
    "age_on": ("出生于{0}者在{1}的周岁", "full years from {0} to {1}"),
    "months_between": ("{0}至{1}的整月数", "full months from {0} to {1}"),
    "shift": ("{0}之后{1}", "{1} after {0}"),
    "within": ("{0}位于{1}", "{0} lies in {1}"),
    "not": ("并非{0}", "not: {0}"),
}
SPECIAL: Final = {
    "as_of": ("评估日", "the date of the case"),
    "issue_date": ("文件印发日", "the notice's date of issue"),
    "payment_month": ("发放当月", "the month of payment"),
}


def phrase(expr: ex.Expr, names: Lexicon) -> str:
    known = names.phrases.get(expr)
    return names.phrases.keep(expr, _phrase(expr, names)) if known is None else known


def _phrase(expr: ex.Expr, names: Lexicon) -> str:
    lang = names.lang
    match expr:
        case ex.Truth(value=yes):
            return ("是" if yes else "否") if lang == "zh" else ("yes" if yes else "no")
        case ex.Number(value=number, kind=kind):
            if kind == "percent":
                return figures.percent(number)
            if kind == "number":
                return figures.plain(number)
            return figures.number(number, type_of(expr, names), lang)
        case ex.Option(id=option):
            return lexicon.option(names, option)
        case ex.Place(code=code):
            return lexicon.area(names, code)
        case ex.Span(count=count, unit=unit):
            return figures.length(count, unit, lang)
        case ex.Fact(id=fact):
            return lexicon.fact(names, fact)
        case ex.Term(id=term):
            return lexicon.term(names, term)
        case ex.Standard(id=standard, args=args):
            # A kind that depends on a fact is said with the figure, once it is known.
            fixed = [it for it in args if isinstance(it, ex.Option | ex.Place)]
            kinds = lexicon.listed([phrase(it, names) for it in fixed], lang)
            name = lexicon.standard(names, standard)
            return aside(name, kinds, lang)
        case ex.Op():
            return _operation(expr, names)
        case ex.Aggregate():
            return _aggregate(expr, names)
        case ex.Special(name=name):
            return SPECIAL[name][lang != "zh"]
        case _:
            assert_never(expr)


def relation(op: str, left: ex.Expr, names: Lexicon) -> str:
    """The words between the two sides of a comparison, fit for what is compared."""
    type_ = type_of(left, names)
    if isinstance(type_, (Date, Moment)):
        return _ORDER_OF_DAYS[op][names.lang != "zh"]
    if isinstance(type_, (Choice, Area, Boolean)) and op in _ORDER_OF_KINDS:
        return _ORDER_OF_KINDS[op][names.lang != "zh"]
    return _ORDER[op][names.lang != "zh"]


def _operation(expr: ex.Op, names: Lexicon) -> str:
    lang = names.lang
    if (said := _of_the_calendar(expr, names)) is not None:
        return said
    if expr.op in _ORDER:
        left, right = (phrase(it, names) for it in expr.args)
        between = relation(expr.op, expr.args[0], names)
        return f"{left}{between}{right}" if lang == "zh" else f"{left} {between} {right}"
    if expr.op in SIGNS:
        left, right = (_bracketed(it, expr.op, names) for it in expr.args)
        return f"{left} {SIGNS[expr.op]} {right}"
    parts = [phrase(it, names) for it in expr.args]
    match expr.op:
        case "and" | "or":
            word = {"and": ("且", " and "), "or": ("或", " or ")}[expr.op][lang != "zh"]
            return word.join(_inner(it, names) for it in expr.args)
        case "any_open":
            return "、".join(parts) + "等" if lang == "zh" else ", ".join(parts) + " or the like"
        case "in":
            among = "、".join(parts[1:]) if lang == "zh" else ", ".join(parts[1:])
            return f"{parts[0]}为{among}之一" if lang == "zh" else f"{parts[0]} is one of {among}"
        case "max" | "min" as op if isinstance(type_of(expr, names), (Date, Moment)):
            listed = lexicon.listed(parts, lang)
            zh, en = {"max": ("较晚", "later"), "min": ("较早", "earlier")}[op]
            return f"{listed}中{zh}的一天" if lang == "zh" else f"the {en} of {listed}"
        case op if op in _CALLS:
            template = _CALLS[op][lang != "zh"]
            return template.format(*parts, all=lexicon.listed(parts, lang))
        case op:
            return f"{op}({', '.join(parts)})"


def _of_the_calendar(expr: ex.Op, names: Lexicon) -> str | None:
    """What is said of days otherwise than of numbers: 所属月份在2021年, 当年春节的前1日."""
    zh = names.lang == "zh"
    match expr:
        case ex.Op(op="eq", args=(ex.Op(op="year_of", args=(day,)), ex.Number(value=year))):
            where = f"{year}年" if zh else f"{year}"
        case ex.Op(op="eq", args=(ex.Op(op="month_of", args=(day,)), ex.Number(value=month))):
            where = f"{month}月" if zh else f"month {month}"
        case ex.Op(op="eq", args=(ex.Op(op="month_start", args=(day,)), ex.Number(value=first))):
            where = figures.month(date.fromordinal(int(first)))
        case ex.Op(op="spring_festival", args=(ex.Op(op="year_of", args=(day,)),)):
            of = phrase(day, names)
            return f"{of}当年春节" if zh else f"Spring Festival in the year of {of}"
        case ex.Op(op="shift", args=(day, ex.Span(count=count, unit=unit))) if count < 0:
            start, back = phrase(day, names), figures.length(-count, unit, names.lang)
            return f"{start}的前{back}" if zh else f"{back} before {start}"
        case _:
            return None
    of = phrase(day, names)
    return f"{of}在{where}" if zh else f"{of} is in {where}"


def _bracketed(expr: ex.Expr, outer: str, names: Lexicon) -> str:
    """An operand in brackets where reading it without would change the sum."""
    text = phrase(expr, names)
    spoken = isinstance(expr, ex.Op) and expr.op in ("shortfall", "max", "min")
    return f"({text})" if spoken or needs_brackets(expr, outer) else text


def needs_brackets(expr: ex.Expr, outer: str) -> bool:
    if not isinstance(expr, ex.Op) or expr.op not in _BINDING:
        return False
    inner, around = _BINDING[expr.op], _BINDING[outer]
    return inner < around or (inner == around and outer in ("sub", "div"))


def _inner(expr: ex.Expr, names: Lexicon) -> str:
    text = phrase(expr, names)
    several = isinstance(expr, ex.Op) and expr.op in ("and", "or", "any_open")
    return f"（{text}）" if several and names.lang == "zh" else f"({text})" if several else text


def _aggregate(expr: ex.Aggregate, names: Lexicon) -> str:
    zh = names.lang == "zh"
    entity = lexicon.entity(names, expr.entity)
    when = phrase(expr.when, names) if expr.when is not None else ""
    value = phrase(expr.value, names) if expr.value is not None else ""
    who = (
        (f"{when}的{entity}" if when else entity)
        if zh
        else (f"{entity} with {when}" if when else entity)
    )
    match expr.kind:
        case "count":
            if zh:
                return f"{who}的个数"
            many = lexicon.plural(entity)
            return f"the number of {many}" + (f" with {when}" if when else "")
        case "sum":
            return f"{who}的{value}合计" if zh else f"the sum of {value} over every {who}"
        case "exists":
            if not when:
                return f"有{entity}" if zh else f"there is a {entity}"
            claim = quoted(when, names.lang)
            return f"有{entity}符合{claim}" if zh else f"for a {entity} this is so: {claim}"
        case "every":
            claim = quoted(when, names.lang)
            return f"每个{entity}都符合{claim}" if zh else f"for every {entity} this is so: {claim}"
        case _:
            assert_never(expr.kind)
