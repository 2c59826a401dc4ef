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
from doudi.runtime.explanation.punctuation import aside, pair, semicolons
from doudi.runtime.explanation.subject_matter import Matter, condition, reasons, standing
from doudi.runtime.explanation.tree import Block, Heading, Line, Node, Tone, Tree
from doudi.runtime.explanation.wording import FACET, PRINCIPLE, PRINCIPLE_NAME, say, word
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest
from doudi.runtime.values import Truth


def argument(this: Matter, *, everything: bool) -> Iterator[Block]:
    names = this.names
    nodes = list(_provisions(this, everything=everything))
    if nodes:
        yield Heading(3, say("conditions", names.lang))
        yield Tree(tuple(nodes))
    sums = calculation.calculations(this)
    if sums:
        yield Heading(3, say("amount", names.lang))
        yield Tree(sums)
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


def _provisions(this: Matter, *, everything: bool) -> Iterator[Node]:
    """Each with its condition; of what something else has given, a refusal is told in a line."""
    names = this.names
    drawn: list[Node] = []
    beaten = standing(this) if this.outcome.barred_by or this.outcome.clashes else ()
    for id_ in dict.fromkeys((*beaten, *concerned(this.outcome))):
        step, title = condition(id_, this), clauses.titled(id_, names)
        if step is None:
            if everything or id_ not in this.outcome.provisions:
                yield Node(_without_condition(title, id_, names))
            continue
        mark = conditions.MARKS[findings.truth(step)]
        if not everything and this.outcome.provisions and id_ in this.outcome.failed:
            unmet = semicolons(reasons((id_,), Truth.FALSE, this), names.lang)
            yield Node(pair(title, unmet, names.lang), mark)
            continue
        tree = conditions.tree(
            step, this.trace, names, everything=everything, shown=this.shown, drawn=this.drawn
        )
        if tree in drawn:
            yield Node(aside(title, say("same_conditions", names.lang), names.lang), mark)
            continue
        drawn.append(tree)
        yield Node(title, mark, (tree,))


def _without_condition(title: str, id_: ProvisionId, names: Lexicon) -> str:
    provision = names.provisions.get(id_)
    free = provision is not None and provision.condition is None
    return aside(title, say("no_condition", names.lang) if free else "", names.lang)


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
    sides = clauses.sides(it.winner, it.loser, names)
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
