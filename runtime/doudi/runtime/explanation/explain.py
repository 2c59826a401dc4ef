"""From a decision to a letter: what each person gets, and why, in the depth that is asked for.

Takes a decision (with its full trace for more than bare verdicts), the program it
was made with, a depth and a language; gives an explanation without a format.
"""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.decision import Decision, Outcome, SchemeOutcome
from doudi.runtime.explanation import clauses
from doudi.runtime.explanation import lexicon as names_of
from doudi.runtime.explanation.inventory import inventory
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.explanation.obligations import obligations
from doudi.runtime.explanation.outcomes import sections, speaking
from doudi.runtime.explanation.refusals import refusals
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.tree import (
    Block,
    Depth,
    Explanation,
    Heading,
    Lang,
    Line,
    Node,
    Tone,
    Tree,
)
from doudi.runtime.explanation.wording import OUTCOME_ORDER, say
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import ProvisionId


def explain(
    decision: Decision, program: Program, depth: Depth = "verdict", lang: Lang = "zh"
) -> Explanation:
    names = lexicon(program, lang)
    return Explanation(lang, depth, tuple(_letter(decision, names, depth)))


def _letter(decision: Decision, names: Lexicon, depth: Depth) -> Iterator[Block]:
    lang = names.lang
    area = names_of.area(names, decision.area)
    yield Heading(1, say("title", lang, area=area, date=decision.as_of))
    if decision.bundle_hash and depth != "verdict":
        yield Line(say("rules", lang, hash=decision.bundle_hash), Tone.QUIET)
    if not decision.outcomes and not decision.duties:
        yield Line(say("nothing", lang))
    matters = [Matter(it, decision.trace, names) for it in _in_order(decision.outcomes)]
    brief = depth == "verdict"
    refused = [it for it in matters if brief and it.outcome.outcome is Outcome.NOT_MET]
    yield from sections((it for it in matters if it not in refused), depth)
    yield from refusals(refused)
    yield from obligations(decision.duties, decision.trace, names, depth)
    yield from _not_covered(decision, names)
    yield from clauses.forces(_speaking(decision), names)
    if depth == "full":
        yield from inventory(decision.trace, names)
    if depth != "verdict":
        yield from _documents(decision, names)


def _speaking(decision: Decision) -> Iterator[ProvisionId]:
    for it in decision.outcomes:
        yield from speaking(it)
    for duty in decision.duties:
        yield duty.provision


def _documents(decision: Decision, names: Lexicon) -> Iterator[Block]:
    """The titles behind the short addresses of the argument."""
    named: list[ProvisionId] = [it.provision for it in decision.trace.provisions]
    named += [id_ for it in decision.trace.terms for id_ in it.provisions]
    documents = clauses.documents(named, names)
    if documents:
        yield Heading(2, say("documents", names.lang))
        yield Tree(tuple(Node(it) for it in documents))


def _in_order(outcomes: tuple[SchemeOutcome, ...]) -> list[SchemeOutcome]:
    """What a reader hopes for first; among equals the order of the decision."""
    covered = (it for it in outcomes if it.outcome is not Outcome.NOT_COVERED)
    return sorted(covered, key=lambda it: OUTCOME_ORDER.index(it.outcome))


def _not_covered(decision: Decision, names: Lexicon) -> Iterator[Block]:
    schemes = [
        names_of.scheme(names, it.scheme)
        for it in decision.outcomes
        if it.outcome is Outcome.NOT_COVERED
    ]
    if schemes:
        listed = names_of.listed(schemes, names.lang)
        yield Heading(2, say("not_covered_head", names.lang))
        yield Line(say("not_covered", names.lang, list=listed), Tone.QUIET)
