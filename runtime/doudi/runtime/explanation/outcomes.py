"""One scheme for one subject, as a section of the letter.

Takes an outcome and the trace it stands in; gives blocks: the verdict with the
quoted sentence, and from the argument on the conditions and the calculation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.explanation import (
    clauses,
    entitlements,
    lexicon,
)
from doudi.runtime.explanation.argument import argument, contests
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import pair, semicolons, sentence
from doudi.runtime.explanation.requests import requests
from doudi.runtime.explanation.subject_matter import Matter, reasons
from doudi.runtime.explanation.tree import Block, Depth, Heading, Line, Tone
from doudi.runtime.explanation.wording import (
    FACET,
    OUTCOME,
    PLACE_MODE,
    VERDICT,
    say,
    word,
)
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Truth

_STANDING = (
    Outcome.GRANTED,
    Outcome.MAY_BE_GRANTED,
    Outcome.CASE_BY_CASE,
    Outcome.ENCOURAGED,
)


def sections(matters: Iterable[Matter], depth: Depth) -> Iterator[Block]:
    """One section for each outcome; people in the same position share one."""
    groups: dict[object, list[Matter]] = {}
    for at, it in enumerate(matters):
        alone = replace(it, shown=set())  # so that it does not depend on what stands before
        alike = (it.scheme, it.outcome.outcome, _how(it), _rest(alone, depth))
        groups.setdefault(at if depth == "full" else alike, []).append(it)
    for group in groups.values():
        yield _heading(group)
        yield _verdict(group)
        yield from _why(group)
        yield from _rest(group[0], depth)


def _rest(this: Matter, depth: Depth) -> tuple[Block, ...]:
    """All of a section but who it is for and why."""
    named = speaking(this.outcome)
    blocks: list[Block] = [*clauses.quotes(named, this.names, sources=depth != "verdict")]
    blocks += _facets(this)
    blocks += _clashes(this)
    if depth == "verdict":
        blocks += contests(this)
    blocks += _assumptions(this)
    blocks += _needs(this)
    if depth != "verdict":  # last: a page shows it on demand, and what is said above always
        blocks += argument(this, everything=depth == "full")
    return tuple(blocks)


def _how(this: Matter) -> str:
    if this.outcome.outcome not in _STANDING:
        return ""
    return entitlements.entitlement(this.outcome, this.names)


def _heading(group: Sequence[Matter]) -> Heading:
    names = group[0].names
    text = say(
        "section",
        names.lang,
        what=_capital(group[0].scheme, names),
        who=_people(group),
        outcome=OUTCOME[group[0].outcome.outcome][names.lang != "zh"],
    )
    return Heading(2, text)


def _people(group: Sequence[Matter]) -> str:
    return lexicon.listed((it.who for it in group), group[0].names.lang)


def _verdict(group: Sequence[Matter]) -> Line:
    this = group[0]
    lang = this.names.lang
    zh, en = VERDICT[this.outcome.outcome]
    template = zh if lang == "zh" else en
    people = _people(group)
    text = template.format(
        who=lexicon.before_word(people, lang),
        whom=lexicon.before_name(people, lang),
        what=this.scheme,
    )
    how = _how(this)
    if how and len(group) > 1:
        how = say("for_each", lang, how=how)
    return Line(sentence(pair(text, how, lang) if how else text, lang), Tone.ANSWER)


def _why(group: Sequence[Matter]) -> Iterator[Block]:
    """The facts that decided; in a group, for each who differs from the others."""
    lang = group[0].names.lang
    by_reason: dict[tuple[str, ...], list[str]] = {}
    for it in group:
        by_reason.setdefault(tuple(_reasons(it)), []).append(it.who)
    for texts, who in by_reason.items():
        for text in texts:
            alone = len(by_reason) == 1
            yield Line(text if alone else pair(lexicon.listed(who, lang), text, lang))
    if group[0].outcome.barred_by:
        barring = lexicon.clauses(group[0].names, group[0].outcome.barred_by)
        yield Line(say("barred", lang, list=barring))


def _reasons(this: Matter) -> Iterator[str]:
    """A sentence for each way in which facts decided."""
    names = this.names
    outcome = this.outcome
    carried = bool(outcome.provisions)
    for key, ids, wanted in (
        ("because", outcome.provisions, Truth.TRUE),
        ("because", outcome.barred_by, Truth.TRUE),
        ("unmet", () if carried else outcome.failed, Truth.FALSE),
        ("open_facts", () if outcome.needs else outcome.undetermined, Truth.UNKNOWN),
        ("judged", outcome.judgement, Truth.JUDGEMENT),
    ):
        texts = reasons(ids, wanted, this)
        if texts:
            yield say(key, names.lang, list=semicolons(texts, names.lang))


def _facets(this: Matter) -> Iterator[Block]:
    outcome, names = this.outcome, this.names
    if outcome.outcome in (Outcome.NOT_MET, Outcome.EXCLUDED):
        return
    for mode in ("only", "duty", "allowed"):
        places = [it.option for it in outcome.places if it.mode == mode]
        if places:
            text = word(PLACE_MODE, mode, names.lang, place=_either(places, names))
            yield Line(sentence(text, names.lang))
    if outcome.funds:
        text = say("fund", names.lang, list=lexicon.options(names, outcome.funds))
        yield Line(sentence(text, names.lang))
    if outcome.due is not None:
        yield Line(sentence(say("due", names.lang, date=outcome.due), names.lang))
    if outcome.procedures:
        text = say("procedure", names.lang, list=semicolons(outcome.procedures, names.lang))
        yield Line(sentence(text, names.lang))


def _clashes(this: Matter) -> Iterator[Block]:
    names = this.names
    for it in this.outcome.clashes:
        ruling = this.outcome.outcome is Outcome.NEEDS_RULING
        key = "clash" if ruling and it.facet not in ("fund", "due", "place") else "clash_named"
        facet = word(FACET, it.facet, names.lang)
        listed = lexicon.clauses(names, it.provisions)
        yield Line(say(key, names.lang, facet=facet, list=listed))


def _assumptions(this: Matter) -> Iterator[Block]:
    own = entitlements.assumptions(this.outcome)
    return clauses.taken_for_granted(speaking(this.outcome), own, this.names)


def _needs(this: Matter) -> Iterator[Block]:
    found = requests(this.outcome.needs, this.names)
    if found is not None:
        yield Line(say("needs", this.names.lang), Tone.MISSING)
        yield found


def speaking(outcome: SchemeOutcome) -> tuple[ProvisionId, ...]:
    """The provisions whose sentences a reader of the verdict must see."""
    match outcome.outcome:
        case Outcome.NOT_MET:
            return outcome.failed
        case Outcome.EXCLUDED:
            return outcome.barred_by
        case Outcome.UNDETERMINED:
            return outcome.provisions + outcome.undetermined
        case _:
            clashing = tuple(id_ for it in outcome.clashes for id_ in it.provisions)
            return outcome.provisions + outcome.judgement + clashing


def _either(places: Iterable[str], names: Lexicon) -> str:
    texts = dict.fromkeys(lexicon.option(names, it) for it in places)
    return ("或" if names.lang == "zh" else " or ").join(texts)


def _capital(text: str, names: Lexicon) -> str:
    return text if names.lang == "zh" else text[:1].upper() + text[1:]
