"""What somebody gets, in words: `应予，2021-02 起每月1,240.00元`."""

from __future__ import annotations

from typing import Literal, cast

from doudi.runtime.decision import AmountResult, Instalment, Outcome, Schedule
from doudi.runtime.explanation.entitlements import entitled_to
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
    outcome = OUTCOME[result.outcome][names.lang != "zh"]
    if result.outcome not in _STANDING:
        return outcome
    what = entitled_to(scheme, amount_of(result.amount), schedule_of(result), names)
    return commas((outcome, what), names.lang)


def amount_of(it: Sum) -> AmountResult:
    status = cast("Literal['exact', 'range', 'unknown', 'left_to', 'none']", it.status)
    return AmountResult(status, it.low, it.high, it.unit, it.left_to, it.discretionary)


def schedule_of(it: Result) -> Schedule | None:
    if it.every is None:
        return None
    paid = tuple(Instalment(month, amount_of(each)) for month, each in it.instalments)
    runs_on = it.every != "once" and it.end is None
    every = cast("Literal['once', 'month', 'year']", it.every)
    return Schedule(every, it.start, it.end, runs_on, paid, ())
