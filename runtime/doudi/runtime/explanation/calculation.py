"""How an amount was reckoned, so that it can be checked by hand: each figure with its origin.

Gives trees: the calculation, and under it where every figure of it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from doudi.runtime.explanation import figures, findings, lexicon
from doudi.runtime.explanation.formulas import formula
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.explanation.standards import figure, found_in, missing
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.tree import Mark, Node
from doudi.runtime.explanation.units import type_of
from doudi.runtime.explanation.wording import ROUNDING, say, word
from doudi.runtime.program.expressions import Aggregate, Number
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import MONEY
from doudi.runtime.trace import FactUse, RoundingStep, StandardUse, Step, Trace


def calculations(this: Matter) -> tuple[Node, ...]:
    """One for every sum of the outcome that is not just left to somebody, and what became of it."""
    names, outcome = this.names, this.outcome
    if not (outcome.provisions or outcome.amount.provisions or outcome.schedule):
        return ()
    sums: dict[tuple[str, bool, tuple[Node, ...]], list[ProvisionId]] = {}
    for id_, step in _stated(this):
        stated = isinstance(step.expr, Number)
        below = () if stated else origins(step, this.trace, names)
        sums.setdefault((_formula(step, this), stated, below), []).append(id_)
    one_voice = len({tuple(dict.fromkeys(ids)) for ids in sums.values()}) == 1
    nodes = [
        Node(_by_clause(text, ids, names, stated=stated, alone=one_voice), Mark.NONE, below)
        for (text, stated, below), ids in sums.items()
    ]
    return tuple(dict.fromkeys((*nodes, *map(Node, _then(this)))))


def _by_clause(
    text: str, ids: Iterable[ProvisionId], names: Lexicon, *, stated: bool, alone: bool
) -> str:
    """A sum with the clause that states it, or where clauses reckon differently, reckons so."""
    clause = lexicon.shorts(ids, names.lang)
    if stated:
        return pair(text, say("stated_in", names.lang, clause=clause), names.lang)
    return text if alone else aside(text, clause, names.lang)


def _stated(this: Matter) -> Iterator[tuple[ProvisionId, Step]]:
    speaking = {*this.outcome.amount.provisions, *this.outcome.provisions}
    for id_, key, step in this.trace.amounts:
        if id_ in speaking and key == this.key:
            yield id_, step


def _then(this: Matter) -> Iterator[str]:
    """What was done with the sums: joined, paid by days, rounded."""
    outcome, lang = this.outcome, this.names.lang
    ids = outcome.amount.provisions
    for id_ in ids:
        relations = this.names.provisions[id_].relations
        joined = (("stacked", relations.stacks_with), ("higher", relations.takes_higher))
        for how, other in ((how, it) for how, others in joined for it in others if it in ids):
            one = lexicon.short(id_, lang)
            yield say(how, lang, one=one, other=lexicon.short(other, lang))
    for instalment in outcome.schedule.instalments if outcome.schedule is not None else ():
        if instalment.share != 1:
            month = figures.month(instalment.month)
            yield say("by_day", lang, month=month, share=instalment.share)
    for it in this.trace.roundings:
        if it.provision in {*ids, *outcome.provisions} and it.subject == this.key:
            yield rounding(it, this.names)


def in_short(this: Matter) -> tuple[str, ...]:
    """Each calculation in a line; no sum that the text itself names."""
    found = (_formula(it, this) for _, it in _stated(this) if not isinstance(it.expr, Number))
    return tuple(dict.fromkeys(found))


def origins(step: Step, trace: Trace, names: Lexicon) -> tuple[Node, ...]:
    """Where each figure of a calculation comes from, or what is missing, each once."""
    found = (node for leaf in findings.leaves(step) for node in _origins(leaf, trace, names))
    return tuple(dict.fromkeys(found))


def _origins(leaf: Step, trace: Trace, names: Lexicon) -> Iterator[Node]:
    if isinstance(leaf.expr, Aggregate):
        each = (node for part in leaf.parts for node in _of_each(part, names))
        yield Node(findings.known(leaf, names), Mark.NONE, tuple(each))
        return
    term = findings.term_of(leaf, trace)
    if term is not None:
        name = lexicon.term(names, term.term)
        for _, ground in findings.grounds(term, trace):
            text = formula(ground, type_of(leaf.expr, names), names)
            yield Node(pair(name, text, names.lang), Mark.NONE, origins(ground, trace, names))
        if term.origin == "given":
            yield Node(pair(name, _given("term_given", term.source, names), names.lang))
    for use in findings.sources(leaf):
        yield _looked_up(use, names)


def _of_each(part: Step, names: Lexicon) -> Iterator[Node]:
    """Of what is counted or added up: what of whom."""
    who = lexicon.subject(names, *part.subject) if part.subject is not None else ""
    for leaf in findings.leaves(part):
        use = leaf.use
        given = isinstance(use, FactUse) and use.status == "given"
        how = _given("from_case", use.source, names) if given and isinstance(use, FactUse) else ""
        text = aside(findings.known(leaf, names), how, names.lang)
        yield Node(lexicon.about(who, text, names.lang))


def rounding(it: RoundingStep, names: Lexicon) -> str:
    before = _exact(Fraction(it.before), names)
    after = figures.money(it.after, names.lang)
    if it.assumed:
        return say("rounded_assumed", names.lang, before=before, after=after)
    mode, _, unit = it.rule.partition(":")
    how = word(ROUNDING, mode, names.lang) if mode in ROUNDING else it.rule
    to = figures.money(int(unit), names.lang) if unit.isdecimal() else ""
    return say("rounded", names.lang, before=before, rule=how, unit=to, after=after)


def _formula(step: Step, this: Matter) -> str:
    """Where what is paid changes with the standards, each calculation says since which month."""
    names, schedule = this.names, this.outcome.schedule
    text = formula(step, this.outcome.amount.unit, names)
    months = {it.on for it in findings.sources(step) if isinstance(it, StandardUse)}
    if schedule is None or len(schedule.instalments) < 2 or len(months) != 1:  # noqa: PLR2004 - two differ
        return text
    since = say("since", names.lang, month=figures.month(months.pop()))
    return pair(since, text, names.lang)


def _looked_up(use: FactUse | StandardUse, names: Lexicon) -> Node:
    match use:
        case StandardUse(amount=None):
            return Node(say("missing", names.lang, text=missing(use, names)), Mark.UNKNOWN)
        case StandardUse():
            return Node(pair(figure(use, names), found_in(use), names.lang))
        case FactUse(status="given"):
            given = _given("from_case", use.source, names)
            return Node(pair(lexicon.fact(names, use.fact), given, names.lang))
        case FactUse():
            asked = lexicon.question(names, use.fact)
            text = aside(lexicon.fact(names, use.fact), asked, names.lang)
            return Node(say("missing", names.lang, text=text), Mark.UNKNOWN)


def _given(how: str, source: str, names: Lexicon) -> str:
    said = say("source", names.lang, text=source) if source else ""
    return aside(say(how, names.lang), said, names.lang)


def _exact(fen: Fraction, names: Lexicon) -> str:
    """A number of fen before rounding, as a fraction where decimals would not end."""
    if (fen * 10000).denominator == 1:
        return figures.money(fen, names.lang)
    exact = fen / 100
    yuan = f"{exact.numerator}/{exact.denominator}"
    about = figures.number(fen, MONEY, names.lang)
    return f"{yuan}元（{about}）" if names.lang == "zh" else f"{yuan} yuan ({about})"
