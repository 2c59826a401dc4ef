"""What a provision is about, in a few words.

The rules have a title for that, in Chinese; in English it is told from what the provision does.
"""

from __future__ import annotations

from typing import Final, assert_never

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.entitlements import stated
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas, pair
from doudi.runtime.program.declarations import (
    Act,
    Complete,
    Define,
    Facet,
    Facets,
    Grant,
    NotExecutable,
    Provision,
    Recognise,
    Satisfy,
)

_GIVING: Final = {
    "duty": "{} has to be given",
    "permission": "{} may be given",
    "case_by_case": "{} is decided case by case",
    "encouragement": "giving {} is encouraged",
    "prohibition": "{} is not to be given",
}


def gist(provision: Provision, names: Lexicon) -> str:
    return provision.title if names.lang == "zh" else _english(provision, names)


def in_full(provision: Provision, names: Lexicon) -> str:
    """With what it says of the amount, where the words of its title do not."""
    amount = provision.facets.amount
    if names.lang == "zh" or amount is None:
        return gist(provision, names)
    if isinstance(provision.effect, Facet) and provision.effect.scheme:
        return pair(lexicon.scheme(names, provision.effect.scheme), stated(amount, names), "en")
    return commas((gist(provision, names), stated(amount, names)), "en")


def _english(provision: Provision, names: Lexicon) -> str:
    match provision.effect:
        case Grant(scheme=scheme):
            return _GIVING[provision.norm or "duty"].format(lexicon.scheme(names, scheme))
        case Facet(scheme=scheme):
            of = f" of {lexicon.scheme(names, scheme)}" if scheme else ""
            return (lexicon.listed(_stated(provision.facets), "en") or "the terms") + of
        case Recognise(term=term):
            does = "does not count" if provision.norm == "prohibition" else "counts"
            return f"who {does} as: {lexicon.term(names, term)}"
        case Define(term=term):
            return f'what "{lexicon.term(names, term)}" means'
        case Satisfy(test=test):
            return f"required: {phrase(test, names)}"
        case Complete(fact=fact):
            return f"a deadline: {lexicon.fact(names, fact)}"
        case Act(text=act):
            return act
        case NotExecutable(reason=reason):
            return reason
        case _:
            assert_never(provision.effect)


def _stated(facets: Facets) -> list[str]:
    """What it says of the scheme, in the order in which a letter tells it."""
    stated = (
        ("the amount", facets.amount is not None),
        ("the time of payment", facets.period is not None),
        ("the place", bool(facets.places or facets.lifts)),
        ("the fund", bool(facets.funds)),
        ("the deadline", facets.due is not None),
        ("the procedure", bool(facets.procedures)),
    )
    return [name for name, said in stated if said]
