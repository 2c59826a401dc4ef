"""The full trace's last part: every provision and every term, also those that did not matter."""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.explanation import conditions, figures, lexicon
from doudi.runtime.explanation.clauses import titled
from doudi.runtime.explanation.conditions import Drawn
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, pair
from doudi.runtime.explanation.tree import Block, Heading, Node, Tree
from doudi.runtime.explanation.wording import COMPETENCE, WHY_DROPPED, say, word
from doudi.runtime.program.types import Boolean
from doudi.runtime.trace import ProvisionTrace, TermTrace, Trace
from doudi.runtime.values import Truth


def inventory(trace: Trace, names: Lexicon, drawn: Drawn) -> Iterator[Block]:
    """`drawn`: what the letter has drawn before, with everything."""
    applied = [it for it in trace.provisions if it.competence == "competent"]
    if applied:
        yield Heading(2, say("all_provisions", names.lang), folded=True)
        yield Tree(tuple(_applied(it, trace, names, drawn) for it in applied))
    if trace.terms:
        yield Heading(2, say("terms", names.lang), folded=True)
        yield Tree(tuple(_term(it, names) for it in trace.terms))
    dropped = [it for it in trace.provisions if it.competence != "competent"]
    if dropped:
        yield Heading(2, say("dropped", names.lang), folded=True)
        yield Tree(tuple(dict.fromkeys(_dropped(it, names) for it in dropped)))


def _applied(it: ProvisionTrace, trace: Trace, names: Lexicon, drawn: Drawn) -> Node:
    who = lexicon.subject(names, *it.subject)
    text = aside(titled(it.provision, names), who, names.lang)
    mark = conditions.MARKS[Truth(it.truth or Truth.TRUE.value)]
    if it.condition is None:
        return Node(text, mark)
    tree = conditions.tree(it.condition, trace, names, everything=True, drawn=drawn)
    return Node(text, mark, (tree,))


def _term(it: TermTrace, names: Lexicon) -> Node:
    who = lexicon.subject(names, *it.subject)
    declared = names.terms.get(it.term)
    type_ = declared.type if declared is not None else Boolean()
    value = figures.value(it.value, type_, names)
    name = aside(lexicon.term(names, it.term), who, names.lang)
    mark = conditions.MARKS.get(it.value) if isinstance(it.value, Truth) else None
    text = aside(pair(name, value, names.lang), conditions.origin(it, names), names.lang)
    return Node(text, mark) if mark is not None else Node(text)


def _dropped(it: ProvisionTrace, names: Lexicon) -> Node:
    if it.why in WHY_DROPPED:
        why = word(WHY_DROPPED, it.why, names.lang)
    elif it.competence in COMPETENCE:
        why = commas((word(COMPETENCE, it.competence, names.lang), it.why), names.lang)
    else:
        why = it.why
    return Node(pair(titled(it.provision, names), why, names.lang))
