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
    days,
    entitlements,
    lexicon,
)
from doudi.runtime.explanation.argument import argument, contests
from doudi.runtime.explanation.calculation import in_short
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair, semicolons, sentence
from doudi.runtime.explanation.requests import requests
from doudi.runtime.explanation.subject_matter import Matter, reasons, standing
from doudi.runtime.explanation.tree import Block, Depth, Heading, Line, Tone
from doudi.runtime.explanation.wording import (
    FACET,
    OUTCOME,
    PLACE_MODE,
    VERDICT,
    say,
    word,
)
from doudi.runtime.program.declarations import Facet, Provision
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
    for group in [[it] for it in matters] if depth == "full" else _alike(matters, depth):
        yield _heading(group)
        yield _verdict(group)
        yield from _why(group)
        yield from _rest(group[0], depth)


def _alike(matters: Iterable[Matter], depth: Depth) -> Iterable[list[Matter]]:
    groups: dict[object, list[Matter]] = {}
    for it in matters:
        alone = replace(it, shown=set())  # so that it does not depend on what stands before
        alike = (it.scheme, it.outcome.outcome, _how(it), _rest(alone, depth))
        groups.setdefault(alike, []).append(it)
    return groups.values()


def _rest(this: Matter, depth: Depth) -> tuple[Block, ...]:
    """All of a section but who it is for and why."""
    argued = depth != "verdict"
    named = speaking(this.outcome)
    adding = [id_ for id_ in named if _only_adds(id_, this.names)]
    saying = [id_ for id_ in named if id_ not in adding]
    blocks: list[Block] = [*clauses.quotes(saying, this.names, sources=argued)]
    blocks += _facets(this)
    blocks += _reckoning(this, argued=argued)
    # What a facet's line has named by its clause needs no line of its own, and its sentence does.
    quoted = adding if argued else [id_ for id_ in adding if this.names.provisions[id_].citations]
    blocks += clauses.quotes(quoted, this.names, sources=argued)
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
    first = group[0]
    return lexicon.listed((it.who for it in group), first.names.lang) if group[1:] else first.who


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
    if len(group) > 1 and this.outcome.amount.status in ("exact", "range"):
        how = say("for_each", lang, how=how)
    if how and this.outcome.outcome is Outcome.GRANTED:
        return Line(sentence(pair(text, how, lang), lang), Tone.ANSWER)
    return Line(sentence(semicolons((text, how), lang), lang), Tone.ANSWER)


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
    yield from _if_so(group[0])
    if group[0].outcome.barred_by:
        barring = lexicon.clauses(group[0].names, group[0].outcome.barred_by)
        yield Line(say("barred", lang, list=barring))


def _reasons(this: Matter) -> Iterator[str]:
    """A sentence for each way in which facts decided."""
    names = this.names
    outcome = this.outcome
    carried = bool(outcome.provisions)
    for key, ids, wanted in (
        ("because", _giving(this), Truth.TRUE),
        ("otherwise", standing(this) if outcome.barred_by else (), Truth.TRUE),
        ("because_barred", outcome.barred_by, Truth.TRUE),
        ("unmet", () if carried else outcome.failed, Truth.FALSE),
        ("open_facts", () if outcome.needs else outcome.undetermined, Truth.UNKNOWN),
        ("judged", outcome.judgement, Truth.JUDGEMENT),
    ):
        texts = reasons(ids, wanted, this) if ids else ()
        if texts:
            yield say(key, names.lang, list=semicolons(texts, names.lang))


def _if_so(this: Matter) -> Iterator[Line]:
    """What would be paid if the office judged that the case is of the kind meant."""
    names = this.names
    for id_ in this.outcome.judgement:
        stated = names.provisions[id_].facets.amount if id_ in names.provisions else None
        if stated is not None:
            text = say("if_so", names.lang, amount=entitlements.stated(stated, names))
            yield Line(sentence(text, names.lang))


def _giving(this: Matter) -> tuple[ProvisionId, ...]:
    """The clauses that give it; where what they add clashes, those whose grant would stand."""
    ruling = this.outcome.outcome is Outcome.NEEDS_RULING
    named = standing(this) if ruling else this.outcome.provisions
    return tuple(id_ for id_ in named if not _only_adds(id_, this.names)) or named


def _only_adds(id_: ProvisionId, names: Lexicon) -> bool:
    """Says where, from what, by when or how, of something that another clause gives."""
    provision = names.provisions.get(id_)
    if provision is None or not isinstance(provision.effect, Facet):
        return False
    return provision.facets.amount is None and provision.facets.period is None


def _facets(this: Matter) -> Iterator[Block]:
    """Where, from what, by when and how, each with the clause that says so."""
    outcome, names = this.outcome, this.names
    if outcome.outcome in (Outcome.NOT_MET, Outcome.EXCLUDED):
        return
    for mode in ("only", "duty", "allowed"):
        places = [it for it in outcome.places if it.mode == mode]
        if places:
            where = lexicon.either(names, (it.option for it in places))
            text = word(PLACE_MODE, mode, names.lang, place=where)
            yield _facet(text, (it.provision for it in places), names)
    if outcome.funds:
        text = say("fund", names.lang, list=lexicon.options(names, outcome.funds))
        by = (it.id for it in _saying(this) if set(it.facets.funds) & set(outcome.funds))
        yield _facet(text, by, names)
    if outcome.due is not None:
        by = (it.id for it in _saying(this) if it.facets.due is not None)
        text = say("due", names.lang, date=outcome.due)
        way = days.came_about("due", outcome.due, outcome.provisions, this.key, this.trace, names)
        yield _facet(pair(text, way, names.lang) if way else text, by, names)
    if outcome.procedures:
        steps = (
            aside(step, lexicon.shorts(ids, names.lang), names.lang)
            for step in outcome.procedures
            if (ids := [it.id for it in _saying(this) if step in it.facets.procedures])
        )
        text = say("procedure", names.lang, list=semicolons(steps, names.lang))
        yield Line(sentence(text, names.lang))


def _reckoning(this: Matter, *, argued: bool) -> Iterator[Block]:
    """Where the days come from, and the sums too where no calculation follows."""
    names, outcome = this.names, this.outcome
    if outcome.schedule is not None and outcome.schedule.every != "once":
        span = days.paid_from_to(outcome.schedule, outcome.provisions, this.key, this.trace, names)
        if span:
            yield Line(sentence(span, names.lang), Tone.QUIET)
    sums = () if argued or outcome.outcome not in _STANDING else in_short(this)
    if sums:
        text = say("reckoned", names.lang, list=semicolons(sums, names.lang))
        yield Line(sentence(text, names.lang), Tone.QUIET)


def _saying(this: Matter) -> list[Provision]:
    found = (this.names.provisions.get(id_) for id_ in this.outcome.provisions)
    return [it for it in found if it is not None]


def _facet(text: str, by: Iterable[ProvisionId], names: Lexicon) -> Line:
    return Line(sentence(aside(text, lexicon.shorts(by, names.lang), names.lang), names.lang))


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
    refused = this.outcome.outcome in (Outcome.NOT_MET, Outcome.EXCLUDED)
    return clauses.taken_for_granted(speaking(this.outcome), own, this.names, given=not refused)


def _needs(this: Matter) -> Iterator[Block]:
    missing_sum = _how(this) and this.outcome.amount.status == "unknown"
    needs = (it for it in this.outcome.needs if not missing_sum or it.kind == "fact")
    found = requests(needs, this.names)  # a figure that is missing is named with the amount
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


def _capital(text: str, names: Lexicon) -> str:
    return text if names.lang == "zh" else text[:1].upper() + text[1:]
