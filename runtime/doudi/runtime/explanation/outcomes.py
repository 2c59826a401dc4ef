"""One scheme for one subject, as a section of the letter.

Takes an outcome and the trace it stands in; gives blocks: the verdict with the
quoted sentence, and from the argument on the conditions and the calculation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from doudi.runtime.decision import Outcome, SchemeOutcome, Subject
from doudi.runtime.explanation import (
    calculation,
    clauses,
    conditions,
    entitlements,
    findings,
    lexicon,
)
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, pair, semicolons, sentence
from doudi.runtime.explanation.requests import requests
from doudi.runtime.explanation.tree import Block, Depth, Heading, Line, Node, Tone, Tree
from doudi.runtime.explanation.wording import (
    FACET,
    OUTCOME,
    PLACE_MODE,
    PRINCIPLE,
    VERDICT,
    say,
    word,
)
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Step, SubjectKey, Trace
from doudi.runtime.values import Truth

_POSITIVE = (
    Outcome.GRANTED,
    Outcome.MAY_BE_GRANTED,
    Outcome.CASE_BY_CASE,
    Outcome.ENCOURAGED,
    Outcome.NEEDS_RULING,
    Outcome.UNDETERMINED,
)


@dataclass(frozen=True, slots=True)
class _Section:
    outcome: SchemeOutcome
    trace: Trace
    names: Lexicon

    @property
    def key(self) -> SubjectKey:
        return (self.outcome.subject.entity, self.outcome.subject.id)


def section(outcome: SchemeOutcome, trace: Trace, names: Lexicon, depth: Depth) -> list[Block]:
    this = _Section(outcome, trace, names)
    blocks: list[Block] = [_heading(this), _verdict(this)]
    blocks += _reasons(this)
    blocks += clauses.quotes(_speaking(outcome), names)
    blocks += _facets(this)
    blocks += _clashes(this)
    if depth != "verdict":
        blocks += _argument(this, everything=depth == "full")
    blocks += _assumptions(this)
    blocks += _needs(this)
    return blocks


def _heading(this: _Section) -> Heading:
    names = this.names
    text = say(
        "section",
        names.lang,
        what=_capital(_scheme(this), names),
        who=_who(this.outcome.subject, names),
        outcome=word_of(this.outcome.outcome, names),
    )
    return Heading(2, text)


def word_of(outcome: Outcome, names: Lexicon) -> str:
    return OUTCOME[outcome][names.lang != "zh"]


def _verdict(this: _Section) -> Line:
    outcome, names = this.outcome, this.names
    zh, en = VERDICT[outcome.outcome]
    template = zh if names.lang == "zh" else en
    text = template.format(
        who=lexicon.before_word(_who(outcome.subject, names), names.lang), what=_scheme(this)
    )
    if outcome.outcome in _POSITIVE:
        text = pair(text, entitlements.entitlement(outcome, names), names.lang).rstrip(":： ")
    return Line(sentence(text, names.lang), Tone.ANSWER)


def _reasons(this: _Section) -> Iterator[Block]:
    """The facts that decided, in a sentence for each way in which they did."""
    names = this.names
    outcome = this.outcome
    for key, ids, wanted in (
        ("because", outcome.provisions, (Truth.TRUE,)),
        ("because", outcome.barred_by, (Truth.TRUE,)),
        ("unmet", outcome.failed if not outcome.provisions else (), (Truth.FALSE,)),
        ("open_facts", outcome.undetermined, (Truth.UNKNOWN,)),
        ("judged", outcome.judgement, (Truth.JUDGEMENT,)),
    ):
        steps = [it for id_ in ids if (it := _condition(id_, this)) is not None]
        texts = [_reason(leaf, this) for step in steps for leaf in _leaves(step, wanted)]
        if texts:
            yield Line(say(key, names.lang, list=semicolons(texts, names.lang)))
    if outcome.barred_by:
        barring = lexicon.clauses(names, outcome.barred_by)
        yield Line(say("barred", names.lang, list=barring))


def _leaves(step: Step, wanted: tuple[Truth, ...]) -> Iterator[Step]:
    if findings.truth(step) in wanted:
        yield from findings.decisive(step)


def _reason(leaf: Step, this: _Section) -> str:
    """A leaf, and where it is derived what it was derived from."""
    text = findings.finding(leaf, this.names)
    found = findings.term_of(leaf, this.trace)
    if found is None:
        return text
    below = [
        findings.finding(it, this.names)
        for _, step in findings.grounds(found, this.trace)
        for it in findings.decisive(step)
    ]
    return aside(text, commas(below, this.names.lang), this.names.lang)


def _facets(this: _Section) -> Iterator[Block]:
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


def _clashes(this: _Section) -> Iterator[Block]:
    names = this.names
    for it in this.outcome.clashes:
        ruling = this.outcome.outcome is Outcome.NEEDS_RULING
        key = "clash" if ruling and it.facet not in ("fund", "due", "place") else "clash_named"
        facet = word(FACET, it.facet, names.lang)
        listed = lexicon.clauses(names, it.provisions)
        yield Line(say(key, names.lang, facet=facet, list=listed))


def _argument(this: _Section, *, everything: bool) -> Iterator[Block]:
    names = this.names
    nodes = [_provision(id_, this, everything=everything) for id_ in _concerned(this.outcome)]
    if nodes:
        yield Heading(3, say("conditions", names.lang))
        yield Tree(tuple(nodes))
    yield from _amounts(this)
    if this.outcome.schedule is not None:
        table = entitlements.table(this.outcome.schedule, names.lang)
        if table is not None:
            yield table
        if this.outcome.schedule.open:
            yield Line(say("open_end", names.lang), Tone.QUIET)
    yield from _contests(this)


def _provision(id_: ProvisionId, this: _Section, *, everything: bool) -> Node:
    names = this.names
    title = clauses.titled(id_, names)
    step = _condition(id_, this)
    if step is None:
        provision = names.provisions.get(id_)
        free = provision is not None and provision.condition is None
        return Node(aside(title, say("no_condition", names.lang) if free else "", names.lang))
    drawn = conditions.tree(step, this.trace, names, everything=everything)
    return Node(title, conditions.MARKS[findings.truth(step)], (drawn,))


def _amounts(this: _Section) -> Iterator[Block]:
    names = this.names
    concerned = set(this.outcome.amount.provisions) | set(this.outcome.provisions)
    steps = [step for id_, key, step in this.trace.amounts if id_ in concerned and key == this.key]
    roundings = [
        it for it in this.trace.roundings if it.provision in concerned and it.subject == this.key
    ]
    if not steps and not roundings:
        return
    yield Heading(3, say("amount", names.lang))
    lines: dict[Block, None] = {}
    for step in steps:
        lines[Line(calculation.formula(step, this.outcome.amount.unit, names))] = None
    for step in steps:
        for line in calculation.origins(step, names):
            lines[line] = None
    for it in roundings:
        lines[calculation.rounding(it, names)] = None
    yield from lines


def _contests(this: _Section) -> Iterator[Block]:
    names = this.names
    concerned = {*_concerned(this.outcome), *this.outcome.amount.provisions}
    nodes = []
    for it in this.trace.contests:
        if it.winner not in concerned and it.loser not in concerned:
            continue
        facet = word(FACET, it.facet, names.lang) if it.facet in FACET else it.facet
        sides = {
            "winner": lexicon.short(it.winner),
            "loser": lexicon.short(it.loser),
        }
        if it.principle is None:
            nodes.append(Node(say("contest_open", names.lang, facet=facet, **sides)))
            continue
        principle = (
            word(PRINCIPLE, it.principle, names.lang) if it.principle in PRINCIPLE else it.principle
        )
        text = say("contest", names.lang, facet=facet, principle=principle, **sides)
        nodes.append(Node(text))
    if nodes:
        yield Heading(3, say("contests", names.lang))
        yield Tree(tuple(dict.fromkeys(nodes)))


def _assumptions(this: _Section) -> Iterator[Block]:
    own = entitlements.assumptions(this.outcome)
    return clauses.taken_for_granted(_speaking(this.outcome), own, this.names)


def _needs(this: _Section) -> Iterator[Block]:
    found = requests(this.outcome.needs, this.names)
    if found is not None:
        yield Line(say("needs", this.names.lang), Tone.MISSING)
        yield found


def _speaking(outcome: SchemeOutcome) -> tuple[ProvisionId, ...]:
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


def _concerned(outcome: SchemeOutcome) -> tuple[ProvisionId, ...]:
    return tuple(
        dict.fromkeys(
            outcome.provisions
            + outcome.barred_by
            + outcome.undetermined
            + outcome.judgement
            + outcome.failed
        )
    )


def _condition(id_: ProvisionId, this: _Section) -> Step | None:
    found = findings.provision_trace(id_, this.key, this.trace)
    return found.condition if found is not None else None


def _scheme(this: _Section) -> str:
    return lexicon.scheme(this.names, this.outcome.scheme)


def _who(subject: Subject, names: Lexicon) -> str:
    return lexicon.subject(names, subject.entity, subject.id)


def _either(places: Iterable[str], names: Lexicon) -> str:
    texts = dict.fromkeys(lexicon.option(names, it) for it in places)
    return ("或" if names.lang == "zh" else " or ").join(texts)


def _capital(text: str, names: Lexicon) -> str:
    return text if names.lang == "zh" else text[:1].upper() + text[1:]
