"""The argument behind an outcome: conditions as trees, amounts as calculations, and contests."""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.explanation import (
    calculation,
    clauses,
    conditions,
    entitlements,
    findings,
    lexicon,
)
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside
from doudi.runtime.explanation.subject_matter import Matter, condition
from doudi.runtime.explanation.tree import Block, Heading, Line, Node, Tone, Tree
from doudi.runtime.explanation.wording import FACET, PRINCIPLE, PRINCIPLE_NAME, say, word
from doudi.runtime.program.expressions import Number
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest


def argument(this: Matter, *, everything: bool) -> Iterator[Block]:
    names = this.names
    nodes = [_provision(id_, this, everything=everything) for id_ in concerned(this.outcome)]
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
    found = list(contests(this))
    if found:
        yield Heading(3, say("contests", names.lang))
        yield from found
        order = [word(PRINCIPLE_NAME, it, names.lang) for it in names.precedence]
        listed = lexicon.listed(order, names.lang)
        yield Line(say("precedence", names.lang, list=listed), Tone.QUIET)


def _provision(id_: ProvisionId, this: Matter, *, everything: bool) -> Node:
    names = this.names
    title = clauses.titled(id_, names)
    step = condition(id_, this)
    if step is None:
        provision = names.provisions.get(id_)
        free = provision is not None and provision.condition is None
        return Node(aside(title, say("no_condition", names.lang) if free else "", names.lang))
    drawn = conditions.tree(step, this.trace, names, everything=everything, shown=this.shown)
    return Node(title, conditions.MARKS[findings.truth(step)], (drawn,))


def _amounts(this: Matter) -> Iterator[Block]:
    names = this.names
    concerned = set(this.outcome.amount.provisions) | set(this.outcome.provisions)
    steps = [
        step
        for id_, key, step in this.trace.amounts
        # A sum that the sentence itself names needs no calculation.
        if id_ in concerned and key == this.key and not isinstance(step.expr, Number)
    ]
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
        for line in calculation.origins(step, this.trace, names):
            lines[line] = None
    for it in roundings:
        lines[calculation.rounding(it, names)] = None
    yield from lines


def contests(this: Matter) -> Iterator[Block]:
    """Where provisions on this scheme differed, and which went before which."""
    nodes = dict.fromkeys(
        Node(_contest(it, this.names))
        for it in this.trace.contests
        if it.scheme == this.outcome.scheme and it.subject == this.key
    )
    if nodes:
        yield Tree(tuple(nodes))


def _contest(it: Contest, names: Lexicon) -> str:
    facet = word(FACET, it.facet, names.lang) if it.facet in FACET else it.facet
    sides = {
        "winner": lexicon.short(it.winner, names.lang),
        "loser": lexicon.short(it.loser, names.lang),
    }
    if it.principle is None:
        return say("contest_open", names.lang, facet=facet, **sides)
    known = it.principle in PRINCIPLE
    principle = word(PRINCIPLE, it.principle, names.lang) if known else it.principle
    return say("contest", names.lang, facet=facet, principle=principle, **sides)


def concerned(outcome: SchemeOutcome) -> tuple[ProvisionId, ...]:
    """Every provision that the argument about an outcome is drawn for, once."""
    return tuple(
        dict.fromkeys(
            outcome.provisions
            + outcome.barred_by
            + outcome.undetermined
            + outcome.judgement
            + outcome.failed
        )
    )
