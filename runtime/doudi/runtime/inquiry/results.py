"""What somebody gets, in words: `应予，2021-02 起每月1,240.00元`."""

from __future__ import annotations

from doudi.runtime.decision import AmountResult, Instalment, Outcome, Schedule, SchemeOutcome
from doudi.runtime.explanation.entitlements import entitled_to, entitlement
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import commas
from doudi.runtime.explanation.wording import OUTCOME
from doudi.runtime.probing.probe import Result, Sum
from doudi.runtime.program.ids import SchemeId

_STANDING = (
    Outcome.GRANTED,
    Outcome.MAY_BE_GRANTED,
    Outcome.CASE_BY_CASE,
    Outcome.ENCOURAGED,
)


def in_words(result: Result, scheme: SchemeId, names: Lexicon) -> str:
    what = entitled_to(scheme, _amount(result.amount), _schedule(result), names)
    return _said(result.outcome, what, names)


def outcome_in_words(it: SchemeOutcome, names: Lexicon) -> str:
    return _said(it.outcome, entitlement(it, names), names)


def _said(outcome: Outcome, what: str, names: Lexicon) -> str:
    """What is given, where something is."""
    word = OUTCOME[outcome][names.lang != "zh"]
    return commas((word, what), names.lang) if outcome in _STANDING else word


def _amount(it: Sum) -> AmountResult:
    return AmountResult(it.status, it.low, it.high, it.unit, it.left_to, it.discretionary)


def _schedule(it: Result) -> Schedule | None:
    if it.every is None:
        return None
    paid = tuple(Instalment(month, _amount(each)) for month, each in it.instalments)
    runs_on = it.every != "once" and it.end is None
    return Schedule(it.every, it.start, it.end, runs_on, paid, ())
