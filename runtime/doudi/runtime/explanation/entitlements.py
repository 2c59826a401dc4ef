"""How much, how often and when, in words and as a table of months.

Months with equal amounts stand in one row: 2021-06 至 2021-08 每月1,240.00元.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doudi.runtime.decision import AmountResult, Instalment, Schedule, SchemeOutcome
from doudi.runtime.explanation import figures, requests
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas, semicolons
from doudi.runtime.explanation.tree import Lang, Table
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.declarations import Amount
from doudi.runtime.program.ids import SchemeId

_FEW = 3  # stretches that a sentence can still hold


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months (or years) in a row with one amount; `end` None when it goes on."""

    start: date
    end: date | None
    amount: AmountResult


def stretches(schedule: Schedule) -> list[Stretch]:
    found: list[Stretch] = []
    last: date | None = None
    for it in schedule.instalments:
        again = found and _same(found[-1].amount, it.amount) and _follows(last, it, schedule)
        if again:
            found[-1] = Stretch(found[-1].start, it.month, found[-1].amount)
        else:
            found.append(Stretch(it.month, it.month, it.amount))
        last = it.month
    if found and schedule.open:
        found[-1] = Stretch(found[-1].start, None, found[-1].amount)
    return found


def entitlement(outcome: SchemeOutcome, names: Lexicon) -> str:
    """The rest of the verdict's sentence: `2021-02 起每月1,240.00元`, or what the sum wants."""
    text = entitled_to(outcome.scheme, outcome.amount, outcome.schedule, names)
    judged = (names.provisions.get(id_) for id_ in outcome.judgement)
    if outcome.amount.status == "none" and any(it and it.facets.amount for it in judged):
        return _entitled_to(outcome.amount, outcome.schedule, names.lang)  # waits for the judgement
    absent = requests.named(outcome.needs, names) if outcome.amount.status == "unknown" else ()
    if not absent:
        return text
    listed = semicolons(absent, names.lang)
    return say("for_want_of", names.lang, amount=text, list=listed)


def entitled_to(
    scheme: SchemeId, sum_: AmountResult, schedule: Schedule | None, names: Lexicon
) -> str:
    """As `entitlement`, of a result that may be no decision."""
    text = _entitled_to(sum_, schedule, names.lang)
    declared = names.schemes.get(scheme)
    if sum_.status == "none" and declared is not None and declared.kind == "cash":
        return commas((text, say("no_amount", names.lang)), names.lang)
    return text


def _entitled_to(sum_: AmountResult, schedule: Schedule | None, lang: Lang) -> str:
    if schedule is None:
        return amount(sum_, lang)
    if schedule.every == "once":
        text = amount(sum_, lang)
        if not text:
            return "一次性给予" if lang == "zh" else "once"
        if sum_.status in ("exact", "range"):
            return f"一次性{text}" if lang == "zh" else f"{text}, once"
        return f"一次性给予，{text}" if lang == "zh" else f"once, {text}"
    rows = stretches(schedule)
    if not rows or len(rows) > _FEW:
        return _every(schedule, sum_, lang)
    return semicolons((_stretch(it, schedule, lang) for it in rows), lang)


def stated(it: Amount, names: Lexicon) -> str:
    """What a provision says of the amount, before anything is reckoned."""
    return say(
        f"stated_{it.mode}",
        names.lang,
        sum=phrase(it.value, names) if it.value is not None else "",
        upper=phrase(it.upper, names) if it.upper is not None else "",
        who=it.left_to,
    )


def amount(it: AmountResult, lang: Lang) -> str:
    """`1,240.00元`, `1,240.00元以内`, `金额由…决定`; nothing where no amount is stated."""
    zh = lang == "zh"
    match it.status:
        case "exact" | "range":
            return _known(it, lang)
        case "unknown":
            return "金额不详" if zh else "amount not known"
        case "left_to":
            return f"金额由{it.left_to}决定" if zh else f"amount left to {it.left_to}"
        case "none":
            return ""


def table(schedule: Schedule, lang: Lang) -> Table | None:
    """The months and their amounts; nothing for what is paid once."""
    rows = stretches(schedule)
    if schedule.every == "once" or len(rows) <= 1:
        return None
    yearly = schedule.every == "year"
    head = (
        say("year" if yearly else "month", lang),
        say("each_year" if yearly else "each", lang),
    )
    body = tuple((_when(it, schedule, lang), _or_unknown(it.amount, lang)) for it in rows)
    return Table(head, body)


def _known(it: AmountResult, lang: Lang) -> str:
    zh = lang == "zh"
    if it.low is not None and it.low == it.high:
        return figures.money(it.low, lang)
    if it.high is not None and not it.low:
        text = figures.money(it.high, lang)
        return f"{text}以内" if zh else f"up to {text}"
    if it.low is not None and it.high is None:
        text = figures.money(it.low, lang)
        return f"不少于{text}" if zh else f"at least {text}"
    if it.low is not None and it.high is not None:
        low, high = figures.money(it.low, lang), figures.money(it.high, lang)
        return f"{low} 至 {high}" if zh else f"{low} to {high}"
    return "金额不详" if zh else "amount not known"


def _stretch(it: Stretch, schedule: Schedule, lang: Lang) -> str:
    each = _every(schedule, it.amount, lang)
    when = _when(it, schedule, lang)
    if lang == "zh":
        return when + each if when.endswith("起") else f"{when} {each}"
    return f"{each}, {when}" if each else when


def _every(schedule: Schedule, it: AmountResult, lang: Lang) -> str:
    text = amount(it, lang)
    yearly = schedule.every == "year"
    if lang == "zh":
        return ("每年" if yearly else "每月") + (text or "发放")
    each = "every year" if yearly else "every month"
    if it.status in ("exact", "range"):
        return f"{text} {each}"
    return f"{each}, {text}" if text else each


def _when(it: Stretch, schedule: Schedule, lang: Lang) -> str:
    start = _point(it.start, schedule)
    if it.end is None:
        return f"{start} 起" if lang == "zh" else f"from {start} on"
    end = _point(it.end, schedule)
    return start if start == end else say("months", lang, start=start, end=end)


def _point(day: date, schedule: Schedule) -> str:
    return str(day.year) if schedule.every == "year" else figures.month(day)


def _or_unknown(it: AmountResult, lang: Lang) -> str:
    return amount(it, lang) or say("unknown_amount", lang)


def _same(left: AmountResult, right: AmountResult) -> bool:
    return (left.status, left.low, left.high, left.left_to) == (
        right.status,
        right.low,
        right.high,
        right.left_to,
    )


def _follows(last: date | None, it: Instalment, schedule: Schedule) -> bool:
    if last is None:
        return False
    months = 12 if schedule.every == "year" else 1
    return (it.month.year - last.year) * 12 + it.month.month - last.month == months


def assumptions(outcome: SchemeOutcome) -> Sequence[str]:
    """Everything taken for granted on the way, each once."""
    own = outcome.schedule.assumptions if outcome.schedule else ()
    return tuple(dict.fromkeys([*outcome.assumptions, *own]))
