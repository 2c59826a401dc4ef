"""The answer as a letter: the section of the decision, the clauses one by one, the alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.explanation import clauses, documents, entitlements, figures, lexicon
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.outcomes import sections, speaking
from doudi.runtime.explanation.punctuation import aside, pair, quoted
from doudi.runtime.explanation.requests import requests
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.tree import (
    Block,
    Explanation,
    Heading,
    Line,
    Mark,
    Node,
    Tone,
    Tree,
)
from doudi.runtime.explanation.wording import FACT_STATUS, OUTCOME, word
from doudi.runtime.facts.model import Given
from doudi.runtime.program.declarations import Grant
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import Quantity
from doudi.runtime.values import Interval
from doudi.runtime.whynot.drawn import cited, drawn
from doudi.runtime.whynot.model import (
    Alternative,
    Barred,
    Carrying,
    Change,
    Failed,
    Found,
    Left,
    Open,
    WhyNot,
)
from doudi.runtime.whynot.wording import say


def letter(answer: WhyNot, names: Lexicon, most: int) -> Explanation:
    """`most`: how many alternatives are shown; the others are counted."""
    body = list(_blocks(answer, names, most))
    named = [*speaking(answer.outcome), *cited(answer.none_because)]
    body += clauses.forces(named, names)
    named_once = documents.named_once(body, names)
    whole = (*named_once.blocks, *documents.cited(named_once.text, names))
    return Explanation(names.lang, "verdict", whole, answer.decision.bundle_hash)


def _blocks(answer: WhyNot, names: Lexicon, most: int) -> Iterator[Block]:
    lang = names.lang
    decision, outcome = answer.decision, answer.outcome
    area = lexicon.area(names, decision.area)
    yield Heading(1, say("title", lang, area=area, date=decision.as_of))
    yield from contradicted(decision.contradictions, names)
    yield from sections([Matter(outcome, decision.trace, names)], "verdict")
    nodes = drawn(answer.reasons, decision.trace, names, weighed=True)
    if nodes:
        yield Heading(3, say("one_by_one", lang))
        yield Tree(nodes)
    if outcome.outcome is Outcome.NOT_COVERED and not answer.reasons:
        yield Line(say("no_grant", lang))
    if outcome.outcome is Outcome.UNDETERMINED:
        yield Line(say("ask", lang), Tone.QUIET)
    if answer.found.alternatives:
        yield from _alternatives(answer, names, most)
    else:
        yield from _nothing(answer, names)


def _alternatives(answer: WhyNot, names: Lexicon, most: int) -> Iterator[Block]:
    lang, found = names.lang, answer.found
    shown = found.alternatives[:most]
    yield Heading(2, say("alternatives", lang))
    yield from _wanted(answer, names)
    yield Line(say("how", lang), Tone.QUIET)
    yield Tree(tuple(_alternative(it, names) for it in shown))
    yield from clauses.quotes(_new_grants(answer, names, most), names)
    if answer.sought == "better" and any(_by_a_fen(it) for it in shown):
        yield Line(say("moves", lang), Tone.QUIET)
    if answer.sought == "to_stand" and any(_by_a_number(it, names) for it in shown):
        yield Line(say("just_enough", lang), Tone.QUIET)
    rest = len(found.alternatives) - most
    if rest > 0:
        yield Line(say("more", lang, count=rest), Tone.QUIET)
    size = len(found.alternatives[0].changes)
    if found.up_to < size:
        yield Line(say("cut_short", lang, size=size), Tone.QUIET)


def _alternative(it: Alternative, names: Lexicon) -> Node:
    text = pair(
        say("would_be", names.lang, outcome=OUTCOME[it.result.outcome][names.lang != "zh"]),
        entitlements.entitlement(it.result, names),
        names.lang,
    )
    return Node(
        text.rstrip(":： "), Mark.HOLDS, tuple(Node(_change(one, names)) for one in it.changes)
    )


def _by_a_fen(it: Alternative) -> bool:
    """The amount follows a number, however little that moves."""
    pairs = [(one.before and one.before.value, one.after.value) for one in it.changes]
    return any(
        isinstance(before, Interval)
        and isinstance(after, Interval)
        and None not in (before.low, after.low)
        and abs(Fraction(before.low or 0) - Fraction(after.low or 0)) == 1
        for before, after in pairs
    )


def _by_a_number(it: Alternative, names: Lexicon) -> bool:
    """There is an amount, and a number among what would have to be different."""
    numbers = (isinstance(names.facts[one.cell.name].type, Quantity) for one in it.changes)
    return it.result.amount.low is not None and any(numbers)


def _change(it: Change, names: Lexicon) -> str:
    lang, cell = names.lang, it.cell
    fact = lexicon.about(
        lexicon.subject(names, cell.entity, cell.subject), lexicon.fact(names, cell.name), lang
    )
    after = _value(it.after, it, names)
    status = "absent" if it.before is None else it.before.status
    if it.before is None or status != "given":
        return say(
            "come_to_be", lang, fact=fact, status=word(FACT_STATUS, status, lang), after=after
        )
    return say("change", lang, fact=fact, before=_value(it.before, it, names), after=after)


def _value(given: Given, of: Change, names: Lexicon) -> str:
    return figures.value(given.value, names.facts[of.cell.name].type, names)


def _nothing(answer: WhyNot, names: Lexicon) -> Iterator[Block]:
    lang = names.lang
    if answer.sought in ("nothing", "facts_first"):
        yield Heading(2, say("alternatives", lang))
        yield Line(_why_none_sought(answer, names), Tone.ANSWER)
        return
    yield Heading(2, say(_no_way(answer), lang))
    yield from _wanted(answer, names)
    yield Line(_tried(answer.found, names), Tone.ANSWER)
    yield from _in_the_way(answer, names)
    yield from _given_outright(answer, names)
    said = speaking(answer.outcome)
    yield from clauses.quotes((it for it in cited(answer.none_because) if it not in said), names)


def _no_way(answer: WhyNot) -> str:
    if answer.sought == "better":
        return "nothing_better"
    return "nothing_settles" if answer.outcome.outcome is Outcome.UNDETERMINED else "nothing"


def _in_the_way(answer: WhyNot, names: Lexicon) -> Iterator[Block]:
    """What no changeable fact moves; where that is all that was said above, just so."""
    above = drawn(answer.reasons, answer.decision.trace, names, weighed=False)
    nodes = drawn(answer.none_because, answer.fixed.trace, names, weighed=False)
    needed = requests((it.need for it in answer.none_because if isinstance(it, Open)), names)
    new = nodes if nodes != above else ()
    if new or needed is not None:
        hanging = all(isinstance(it, Carrying) for it in answer.none_because)
        yield Line(say("hangs_on" if hanging else "because", names.lang))
        yield Tree((*new, *(needed.nodes if needed is not None else ())))
    elif answer.none_because:
        key = "rests_on_those" if answer.outcome.outcome in STANDING else "just_those"
        yield Line(say(key, names.lang))


def _given_outright(answer: WhyNot, names: Lexicon) -> Iterator[Block]:
    """What an office found stands whatever the other facts are."""
    uses = (
        use
        for it in answer.none_because
        if isinstance(it, Failed | Barred | Left)
        for condition in it.conditions
        for use in condition.facts
        if use.fact in names.terms
    )
    lang = names.lang
    said = dict.fromkeys(
        aside(quoted(lexicon.term(names, it.fact), lang), lexicon.subject(names, *it.subject), lang)
        for it in uses
    )
    if said:
        what = lexicon.listed(said, lang)
        yield Line(say("given_outright", lang, what=what), Tone.QUIET)


def _wanted(answer: WhyNot, names: Lexicon) -> Iterator[Block]:
    if answer.sought == "at_least" and answer.at_least is not None:
        wanted = figures.money(answer.at_least, names.lang)
        yield Line(say("wanted", names.lang, sum=wanted))


def _new_grants(answer: WhyNot, names: Lexicon, most: int) -> list[ProvisionId]:
    """The clauses that would give it, as far as they were not quoted before."""
    said = speaking(answer.outcome)
    giving = [id_ for it in answer.found.alternatives[:most] for id_ in it.result.provisions]
    return [
        it for it in giving if it not in said and isinstance(names.provisions[it].effect, Grant)
    ]


def _why_none_sought(answer: WhyNot, names: Lexicon) -> str:
    if answer.sought == "facts_first":
        return say("facts_first", names.lang)
    if answer.at_least is None:
        return say("settled", names.lang)
    return say("enough", names.lang, sum=figures.money(answer.at_least, names.lang))


def _tried(found: Found, names: Lexicon) -> str:
    match found:
        case Found(changeable=0):
            return say("no_facts", names.lang)
        case Found(exhausted=True, changeable=1):
            return say("none_one", names.lang)
        case Found(exhausted=True):
            return say("none_at_all", names.lang, count=found.changeable)
        case _:
            return say("none_up_to", names.lang, count=found.changeable, size=found.up_to)
