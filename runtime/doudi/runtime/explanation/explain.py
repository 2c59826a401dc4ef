"""From a decision to a letter: what each person gets, and why, in the depth that is asked for.

Takes a decision (with its full trace for more than bare verdicts), the program it
was made with, a depth and a language; gives an explanation without a format.
"""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.decision import Decision, Outcome, SchemeOutcome
from doudi.runtime.explanation import clauses
from doudi.runtime.explanation import lexicon as names_of
from doudi.runtime.explanation.argument import concerned
from doudi.runtime.explanation.brief import kept_or_open, pending, refusals
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.inventory import inventory
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.explanation.obligations import obligations, set_aside
from doudi.runtime.explanation.outcomes import sections, speaking
from doudi.runtime.explanation.punctuation import aside, sentence
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
from doudi.runtime.explanation.wording import OUTCOME, OUTCOME_ORDER, say
from doudi.runtime.program.declarations import Program
from doudi.runtime.trace import SubjectKey

_NARROW = 3  # outcomes that a verdict can afford to argue one by one
_BRIEF = (Outcome.UNDETERMINED, Outcome.NOT_MET)


def explain(
    decision: Decision, program: Program, depth: Depth = "verdict", lang: Lang = "zh"
) -> Explanation:
    names = lexicon(program, lang)
    return Explanation(lang, depth, tuple(_letter(decision, names, depth)), decision.bundle_hash)


def _letter(decision: Decision, names: Lexicon, depth: Depth) -> Iterator[Block]:
    lang = names.lang
    area = names_of.area(names, decision.area)
    yield Heading(1, say("title", lang, area=area, date=decision.as_of))
    if decision.bundle_hash and depth != "verdict":
        yield Line(say("rules", lang, hash=decision.bundle_hash), Tone.QUIET)
    yield from contradicted(decision.contradictions, names)
    if not decision.outcomes and not decision.duties:
        yield Line(say("nothing", lang))
    shown: set[tuple[str, SubjectKey]] = set()
    matters = [Matter(it, decision.trace, names, shown) for it in _in_order(decision.outcomes)]
    if len(matters) > _NARROW:
        if decision.contradictions:
            yield Heading(2, say("as_they_stand", lang))
        yield from _at_a_glance(matters, names)
    # A narrow question gets a full answer; a wide one, what matters first and the rest in brief.
    brief = _BRIEF if depth == "verdict" and len(matters) > _NARROW else ()
    yield from sections((it for it in matters if it.outcome.outcome not in brief), depth)
    shortened = [it for it in matters if it.outcome.outcome in brief]
    yield from pending([it for it in shortened if _is(it, Outcome.UNDETERMINED)])
    yield from refusals([it for it in shortened if _is(it, Outcome.NOT_MET)])
    yield from _duties(decision, names, depth)
    yield from _not_covered(decision, names)
    argued = [it.outcome for it in matters if it.outcome.outcome not in brief]
    yield from clauses.forces((id_ for it in argued for id_ in speaking(it)), names)
    named = [id_ for it in matters for id_ in speaking(it.outcome)]
    named += [it.provision for it in decision.duties]
    if depth == "full":
        yield from inventory(decision.trace, names)
    if depth != "verdict":
        named += [id_ for it in matters for id_ in concerned(it.outcome)]
        named += [id_ for it in decision.trace.terms for id_ in it.provisions]
    if depth == "full":
        named += [it.provision for it in decision.trace.provisions]
    documents = clauses.documents(named, names)
    if documents:
        yield Heading(2, say("documents", lang))
        yield Tree(tuple(Node(it) for it in documents))


def _is(matter: Matter, outcome: Outcome) -> bool:
    return matter.outcome.outcome is outcome


def _at_a_glance(matters: list[Matter], names: Lexicon) -> Iterator[Block]:
    """One line for each outcome that is more than a no."""
    for outcome in OUTCOME_ORDER:
        if outcome in _BRIEF:
            continue
        by_scheme: dict[str, list[str]] = {}
        for it in matters:
            if _is(it, outcome):
                by_scheme.setdefault(it.scheme, []).append(it.who)
        texts = [
            aside(scheme, names_of.listed(who, names.lang), names.lang)
            for scheme, who in by_scheme.items()
        ]
        if texts:
            listed = names_of.listed(texts, names.lang)
            said = OUTCOME[outcome][names.lang != "zh"]
            text = say("at_a_glance", names.lang, outcome=said, list=listed)
            yield Line(sentence(text, names.lang), Tone.ANSWER)


def _duties(decision: Decision, names: Lexicon, depth: Depth) -> Iterator[Block]:
    gone = [] if depth == "verdict" else list(set_aside(decision.trace, names))
    if not decision.duties and not gone:
        return
    yield Heading(2, say("duties", names.lang))
    shortened = [
        it for it in decision.duties if depth == "verdict" and it.status in ("met", "undetermined")
    ]
    rest = [it for it in decision.duties if it not in shortened]
    yield from obligations(rest, decision.trace, names, depth)
    yield from kept_or_open(shortened, names)
    yield from gone


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
