"""What a provision says, in the words in which an author writes it.

Takes values of the program with its names; gives text of one line each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from doudi.compiler.conflicts import wording as conflicts
from doudi.compiler.conflicts.defects.expressions import lines
from doudi.compiler.types.describe import unit_of
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas
from doudi.runtime.program import declarations as program
from doudi.runtime.program.expressions import Expr

_ROUNDINGS: Final[Mapping[str, str]] = {
    "half_up": "HALF_UP",
    "up": "ROUND_UP",
    "down": "ROUND_DOWN",
}


def conditions(value: Expr, names: Lexicon) -> Iterator[str]:
    """Its lines, as an author writes them: what must all be so, one below the other."""
    for at, it in enumerate(lines(value)):
        yield keyword("AND", phrase(it, names), names.lang) if at else phrase(it, names)


def effect(value: program.Effect, names: Lexicon) -> str:
    lang = names.lang
    match value:
        case program.Grant(scheme=scheme):
            return keyword("GRANT", lexicon.scheme(names, scheme), lang)
        case program.Recognise(term=term):
            return keyword("RECOGNISE", lexicon.term(names, term), lang)
        case program.Define(term=term, value=means):
            what = f"{lexicon.term(names, term)} {word('MEANS', lang)} {phrase(means, names)}"
            return keyword("DEFINE", what, lang)
        case program.Satisfy(test=test):
            return keyword("SATISFY", phrase(test, names), lang)
        case program.Complete(fact=fact):
            return keyword("COMPLETE", lexicon.fact(names, fact), lang)
        case program.Act(text=text):
            return text
        case program.Facet(scheme=scheme, provision=of):
            to = of or "" if scheme is None else lexicon.scheme(names, scheme)
            return keyword("FACET_OF", to, lang)
        case program.NotExecutable(reason=reason):
            return keyword("NOT_EXECUTABLE", reason, lang)


def amount(it: program.Amount, names: Lexicon) -> str:
    lang = names.lang
    value = "" if it.value is None else phrase(it.value, names)
    upper = "" if it.upper is None else phrase(it.upper, names)
    match it.mode:
        case "exactly":
            said_ = value
        case "at_most":
            said_ = keyword("AT_MOST", value, lang)
        case "at_least":
            said_ = keyword("AT_LEAST", value, lang)
        case "between":
            said_ = f"{value} {word('TO', lang)} {upper}"
        case "left_to":
            said_ = Message(f"由{it.left_to}决定", f"left to {it.left_to}").in_(lang)
    unit = unit_of(it.unit)
    if it.rounding is not None:
        to = figures.money(it.rounding.to, lang)
        said_ = commas((said_, f"{word(_ROUNDINGS[it.rounding.mode], lang)} {to}"), lang)
    return said_ if unit is None else f"{said_} ({unit.in_(lang)})"


def period(it: program.Period, names: Lexicon) -> str:
    lang = names.lang
    found = [conflicts.EVERY[it.every].in_(lang)]
    if it.start is not None:
        found.append(keyword("FROM", phrase(it.start, names), lang))
    if it.end is not None:
        found.append(keyword("UNTIL", phrase(it.end, names), lang))
    if it.months is not None:
        found.append(Message(f"共 {it.months} 个月", f"for {it.months} months").in_(lang))
    if it.part_month is not None:
        found.append(conflicts.PART_MONTH[it.part_month].in_(lang))
    return commas(found, lang)


def word(token: str, lang: Lang) -> str:
    found = BY_TOKEN[token.upper()]
    return found.zh if lang == "zh" else found.en.replace("_", " ")


def keyword(token: str, text: str, lang: Lang) -> str:
    return f"{word(token, lang)} {text}"
