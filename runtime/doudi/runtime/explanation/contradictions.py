"""Facts that cannot all be so: what says that they cannot, and which to check.

Takes the contradictions of a decision; gives the letter's first section, for whatever is said
below it leans on facts of which one is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from doudi.runtime.decision import Contradiction
from doudi.runtime.explanation import findings, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.tree import Block, Heading, Line, Mark, Node, Tone, Tree
from doudi.runtime.explanation.wording import say
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import FactId, TermId
from doudi.runtime.trace import FactUse, Step, SubjectKey


def contradicted(found: Iterable[Contradiction], names: Lexicon) -> Iterator[Block]:
    nodes = tuple(node(it, names) for it in found)
    if nodes:
        yield Heading(2, say("contradictions", names.lang))
        yield Line(say("check_facts", names.lang), Tone.MISSING)
        yield Tree(nodes)


def node(it: Contradiction, names: Lexicon) -> Node:
    """What is broken, with the facts that break it and the sources it rests on."""
    key = (it.subject.entity, it.subject.id)
    said = lexicon.about(lexicon.subject(names, *key), statement(it, names), names.lang)
    facts = (Node(_fact(use, key, names)) for use in it.facts)
    sources = (Node(say("source", names.lang, text=text)) for text in it.sources)
    return Node(said, Mark.FAILS, (*facts, *sources))


def statement(it: Contradiction, names: Lexicon) -> str:
    """The axiom's own words, which the rules have in Chinese; or what excludes one another."""
    if not it.excluding:
        return it.statement
    truths = (
        lexicon.fact(names, id_) if id_ in names.facts else lexicon.term(names, id_)
        for id_ in it.excluding
    )
    return say("exclude_each_other", names.lang, list=lexicon.listed(truths, names.lang))


def _fact(use: FactUse, about: SubjectKey, names: Lexicon) -> str:
    """`年龄为10`, of somebody else `成员 p2：年龄为10`."""
    who = "" if use.subject == about else lexicon.subject(names, *use.subject)
    return lexicon.about(who, _said(use, names), names.lang)


def _said(use: FactUse, names: Lexicon) -> str:
    if use.fact in names.entities:
        return say("none_listed", names.lang, what=lexicon.entity(names, use.fact))
    expr = ex.Fact(FactId(use.fact)) if use.fact in names.facts else ex.Term(TermId(use.fact))
    return findings.known(Step(expr, use.value, (), use, use.subject), names)
