"""What a finding says, as phrases: the same for a terminal, a page and a warning.

Takes values of the model with the names of a program; gives text of one line, in one language.
Quoted text is never changed.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from doudi.compiler.conflicts import wording
from doudi.compiler.conflicts.model import (
    AreaDifference,
    Class,
    Conflict,
    Eve,
    Kind,
    Matter,
    NotDecided,
    Says,
    SaysAmount,
    SaysDay,
    SaysKept,
    SaysOptions,
    SaysOutcome,
    SaysPeriod,
    SaysPlaces,
    SaysValue,
    SaysWord,
)
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.drafts.facts_tree import area_of
from doudi.compiler.drafts.window import window_of
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas, semicolons
from doudi.runtime.explanation.wording import OUTCOME
from doudi.runtime.program.declarations import Norm, Satisfy
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import MONEY
from doudi.runtime.values import Interval


def about(matter: Matter, names: Lexicon) -> str:
    """The scheme, term or fact."""
    if matter.about in names.schemes:
        return lexicon.scheme(names, matter.about)
    if matter.about in names.terms:
        return lexicon.term(names, matter.about)
    return lexicon.fact(names, matter.about)


def matter_in_words(matter: Matter, names: Lexicon) -> str:
    return f"{wording.KIND[matter.kind].in_(names.lang)} · {about(matter, names)}"


def side(conflict: Conflict, at: int, names: Lexicon) -> str:
    """What one of the two says: `应当给予临时救助`."""
    said = conflict.witness.shown.says[at]
    return says_in_words(said, conflict.matter, conflict.provisions[at], names)


def headline(conflict: Conflict, names: Lexicon) -> str:
    """`WW2021/六(二)-1a 说可在户籍地；MCA2022/三-1a 说由急难发生地办理`."""
    both = zip(conflict.provisions, (side(conflict, at, names) for at in (0, 1)), strict=True)
    if names.lang == "zh":
        return "；".join(f"{id_} {said}" for id_, said in both)
    return "; ".join(f"{id_}: {said}" for id_, said in both)


def resolution(conflict: Conflict, names: Lexicon) -> str:
    """Who prevails and by what; or that nobody does, and what follows."""
    shown, lang = conflict.witness.shown, names.lang
    if shown.class_ is Class.OPEN:
        ruling = shown.outcome is Outcome.NEEDS_RULING
        return (wording.NEEDS_RULING if ruling else wording.CONTRADICT).in_(lang)
    if shown.class_ is Class.STRONGER and shown.winner is not None:
        return wording.STRONGER.in_(lang).format(shown.winner)
    if shown.winner is None or shown.class_ not in wording.RESOLVED:
        return wording.UNRESOLVED[shown.class_].in_(lang)
    first, second = conflict.provisions
    loser = second if shown.winner == first else first
    return wording.RESOLVED[shown.class_].in_(lang).format(winner=shown.winner, loser=loser)


def outcome_in_words(outcome: Outcome, lang: Lang) -> str:
    return OUTCOME[outcome][lang != "zh"]


def decided(conflict: Conflict, names: Lexicon) -> str:
    """The resolution, and before it what the runtime gives for the scheme."""
    found, lang = resolution(conflict, names), names.lang
    outcome = conflict.witness.shown.outcome
    if outcome in (None, Outcome.NEEDS_RULING):
        return found
    result, what = outcome_in_words(outcome, lang), about(conflict.matter, names)
    return Message(f"{found}；{what}：{result}", f"{found}; {what}: {result}").in_(lang)


def eve_in_words(eve: Eve, names: Lexicon) -> str:
    """`2022-01-28：只有 WW2021/六(二)-1a 在施行；结果：可予`."""
    lang, alone = names.lang, lexicon.listed(eve.in_force, names.lang)
    match len(eve.in_force):
        case 0:
            spoke = Message("两条都没有施行", "neither was in force")
        case 1:
            spoke = Message(f"只有 {alone} 在施行", f"only {alone} was in force")
        case _:
            spoke = Message(f"{alone} 都在施行", f"{alone} were both in force")
    parts = [spoke.in_(lang)]
    if eve.outcome is not None:
        result = outcome_in_words(eve.outcome, lang)
        parts.append(Message(f"结果：{result}", f"the result: {result}").in_(lang))
    day = eve.day.isoformat()
    said = semicolons(parts, lang)
    return Message(f"{day}：{said}", f"{day}: {said}").in_(lang)


def days(start: date, end: date | None, lang: Lang) -> str:
    if end is None:
        return wording.FROM.in_(lang).format(start.isoformat())
    return wording.FROM_TO.in_(lang).format(start.isoformat(), end.isoformat())


def window(conflict: Conflict, rules: Index, lang: Lang) -> str:
    parts = (area_of(conflict.area, rules), days(conflict.start, conflict.end, lang))
    return commas(parts, lang)


def force_of(id_: ProvisionId, rules: Index, lang: Lang) -> str:
    """The days on which a provision is in force, repeals counted."""
    window = window_of(rules.provisions[id_], rules)
    return wording.NEVER.in_(lang) if window is None else days(window.start, window.end, lang)


def document_of(id_: ProvisionId, rules: Index) -> str:
    document = rules.documents[rules.provisions[id_].document]
    number = f"（{document.number}）" if document.number else ""
    return f"《{document.title}》{number}"


def place_and_day(draft: Draft, rules: Index, lang: Lang) -> str:
    return commas((area_of(draft.area, rules), draft.as_of.isoformat()), lang)


def answers_in_words(difference: AreaDifference, names: Lexicon) -> tuple[str, str]:
    here, there = difference.says
    matter = difference.matter
    return says_in_words(here, matter, None, names), says_in_words(there, matter, None, names)


def areas_in_words(difference: AreaDifference, rules: Index) -> tuple[str, str]:
    first, second = difference.areas
    return area_of(first, rules), area_of(second, rules)


def not_decided_in_words(it: NotDecided, names: Lexicon) -> str:
    lang = names.lang
    who = lexicon.listed(it.provisions, lang)
    what = "" if it.matter is None else f"{matter_in_words(it.matter, names)}"
    why = wording.WHY[it.why].in_(lang)
    if not what:
        return Message(f"{who}：{why}", f"{who}: {why}").in_(lang)
    return Message(f"{what}：{who}：{why}", f"{what}: {who}: {why}").in_(lang)


def in_the_way(what: str, lang: Lang) -> str:
    """The words that could not be put to the solver, as an author writes them."""
    keyword = BY_TOKEN.get(what.upper())
    if keyword is None:
        return what
    return keyword.zh if lang == "zh" else keyword.en


def says_in_words(said: Says, matter: Matter, by: ProvisionId | None, names: Lexicon) -> str:
    """`by` None: it is the answer of a whole area, and nobody's own."""
    lang = names.lang
    match said:
        case SaysWord(norm=norm):
            return _norm(norm, matter, by, names)
        case SaysAmount(low=low, high=high):
            return figures.interval(Interval(low, high), MONEY, lang)
        case SaysDay(day=day):
            return (
                wording.DAY_UNKNOWN.in_(lang) if day is None else wording.BY.in_(lang).format(day)
            )
        case SaysPlaces():
            return _places(said, names)
        case SaysOptions(options=options):
            listed = lexicon.options(names, options)
            if matter.kind is Kind.FUND:
                return Message(f"由{listed}列支", f"paid from {listed}").in_(lang)
            return Message(f"由{listed}负责", f"it is up to {listed}").in_(lang)
        case SaysPeriod():
            return _period(said, lang)
        case SaysKept(norm=norm, status=status):
            kept = wording.KEPT_OTHERWISE.get((norm, status), wording.KEPT[status])
            return commas((_norm(norm, matter, by, names), kept.in_(lang)), lang)
        case SaysValue(value=value):
            found, what = _value(value, names), about(matter, names)
            return Message(f"{what}为「{found}」", f"{what} is {found}").in_(lang)
        case SaysOutcome(outcome=outcome):
            return outcome_in_words(outcome, lang)
        case _:
            assert_never(said)


def _norm(norm: Norm, matter: Matter, by: ProvisionId | None, names: Lexicon) -> str:
    word = wording.NORM[norm].in_(names.lang)
    what = about(matter, names)
    if matter.about in names.schemes:
        return Message(f"{word}给予{what}", f"{word} give {what}").in_(names.lang)
    if matter.kind is Kind.STATUS:
        return Message(f"{word}认定{what}", f"{word} recognise {what}").in_(names.lang)
    effect = None if by is None else names.provisions[by].effect
    if isinstance(effect, Satisfy):
        what = phrase(effect.test, names)
    return Message(f"{word}：{what}", f"{word}: {what}").in_(names.lang)


def _value(value: str, names: Lexicon) -> str:
    """The runtime's word for a value as a reader's: 是, 城镇, 620."""
    if value in wording.VALUE:
        return wording.VALUE[value].in_(names.lang)
    return lexicon.option(names, value) if value in names.options else value


def _places(said: SaysPlaces, names: Lexicon) -> str:
    parts = [
        wording.PLACE[mode].in_(names.lang).format(lexicon.options(names, places))
        for mode, places in (
            ("only", said.only),
            ("duty", said.duty),
            ("allowed", said.allowed),
            ("lifted", said.lifted),
        )
        if places
    ]
    return commas(parts, names.lang) or wording.SAYS_NOTHING.in_(names.lang)


def _period(said: SaysPeriod, lang: Lang) -> str:
    parts = [wording.EVERY[said.every].in_(lang)]
    if said.months is not None:
        parts.append(Message(f"共 {said.months} 个月", f"for {said.months} months").in_(lang))
    if said.start is not None:
        parts.append(Message(f"自 {said.start}", f"from {said.start}").in_(lang))
    if said.end is not None:
        parts.append(Message(f"至 {said.end}", f"until {said.end}").in_(lang))
    if said.part_month is not None:
        parts.append(wording.PART_MONTH[said.part_month].in_(lang))
    return commas(parts, lang)
