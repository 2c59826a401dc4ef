"""From a decision to a letter: what each person gets, and why, in the depth that is asked for.

Takes a decision (with its full trace for more than bare verdicts), the program it
was made with, a depth and a language; gives an explanation without a format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from doudi.runtime.decision import Decision, Outcome, SchemeOutcome
from doudi.runtime.explanation import clauses, documents, tables
from doudi.runtime.explanation import lexicon as names_of
from doudi.runtime.explanation.brief import kept_or_open, pending, refusals
from doudi.runtime.explanation.conditions import Argued, Drawn
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.inventory import inventory
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.obligations import obligations, set_aside
from doudi.runtime.explanation.outcomes import sections, speaking
from doudi.runtime.explanation.punctuation import semicolons, sentence
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.tree import (
    Block,
    Depth,
    Explanation,
    Heading,
    Lang,
    Line,
    Tone,
    texts,
)
from doudi.runtime.explanation.wording import OUTCOME, OUTCOME_ORDER, say
from doudi.runtime.program.declarations import Program

_KINDS: Final = ("cash", "in_kind", "service", "status")
_NARROW = 3  # outcomes that a verdict can afford to argue one by one
_BRIEF: Final = (Outcome.UNDETERMINED, Outcome.NOT_MET)


def explain(
    decision: Decision, program: Program, depth: Depth = "verdict", lang: Lang = "zh"
) -> Explanation:
    names = names_of.of_a_letter(program, lang)
    letter = documents.named_once(_letter(decision, names, depth), names)
    forces = documents.named_once(_forces(decision, names, depth), names, names.documents)
    rows = tuple(tables.named(letter.text, decision.trace, names, depth))
    text = "\n".join((letter.text, *(text for it in rows for text in texts(it))))
    blocks = (*letter.blocks, *rows, *documents.cited(text, names), *forces.blocks)
    return Explanation(lang, depth, blocks, decision.bundle_hash)


def in_order(outcomes: tuple[SchemeOutcome, ...], names: Lexicon) -> list[SchemeOutcome]:
    """What a reader hopes for first, money before goods; without what no clause is about."""
    covered = (it for it in outcomes if it.outcome is not Outcome.NOT_COVERED)
    kinds = {it.id: _KINDS.index(it.kind) for it in names.schemes.values()}
    return sorted(covered, key=lambda it: (OUTCOME_ORDER.index(it.outcome), kinds[it.scheme]))


def told_in_brief(covered: int, depth: Depth) -> tuple[Outcome, ...]:
    """A narrow question gets a full answer; a wide one, what matters first and the rest in brief.

    `covered`: how many outcomes some clause in force is about.
    """
    return () if covered <= _NARROW or depth == "full" else _BRIEF


def _letter(decision: Decision, names: Lexicon, depth: Depth) -> Iterator[Block]:
    lang = names.lang
    area = names_of.area(names, decision.area)
    yield Heading(1, say("title", lang, area=area, date=decision.as_of))
    if decision.bundle_hash and depth != "verdict":
        yield Line(say("rules", lang, hash=decision.bundle_hash), Tone.QUIET)
    yield from contradicted(decision.contradictions, names)
    if not decision.outcomes and not decision.duties:
        yield Line(say("nothing", lang))
    shown, drawn = set[Argued](), Drawn()
    matters = [
        Matter(it, decision.trace, names, shown, drawn) for it in in_order(decision.outcomes, names)
    ]
    if len(matters) > _NARROW:
        if decision.contradictions:
            yield Heading(2, say("as_they_stand", lang))
        yield from _at_a_glance(matters, names)
    brief = told_in_brief(len(matters), depth)
    yield from sections((it for it in matters if it.outcome.outcome not in brief), depth)
    shortened = [it for it in matters if it.outcome.outcome in brief]
    yield from pending([it for it in shortened if _is(it, Outcome.UNDETERMINED)])
    yield from refusals([it for it in shortened if _is(it, Outcome.NOT_MET)])
    yield from _duties(decision, names, depth, drawn)
    yield from _not_covered(decision, names)
    if depth == "full":
        yield from inventory(decision.trace, names, drawn)


def _forces(decision: Decision, names: Lexicon, depth: Depth) -> Iterator[Block]:
    """Since when what is argued is in force, where that is assumed."""
    covered = in_order(decision.outcomes, names)
    brief = told_in_brief(len(covered), depth)
    argued = (it for it in covered if it.outcome not in brief)
    ids = [id_ for it in argued for id_ in speaking(it)]
    return clauses.forces((*ids, *(it.provision for it in decision.duties)), names)


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
            say("for", names.lang, scheme=scheme, who=names_of.listed(who, names.lang))
            for scheme, who in by_scheme.items()
        ]
        if texts:
            listed = semicolons(texts, names.lang)
            said = OUTCOME[outcome][names.lang != "zh"]
            text = say("at_a_glance", names.lang, outcome=said, list=listed)
            yield Line(sentence(text, names.lang), Tone.ANSWER)


def _duties(decision: Decision, names: Lexicon, depth: Depth, drawn: Drawn) -> Iterator[Block]:
    gone = [] if depth == "verdict" else list(set_aside(decision.trace, names))
    if not decision.duties and not gone:
        return
    yield Heading(2, say("duties", names.lang))
    shortened = [
        it for it in decision.duties if depth == "verdict" and it.status in ("met", "undetermined")
    ]
    rest = [it for it in decision.duties if it not in shortened]
    yield from obligations(rest, decision.trace, names, depth, drawn)
    yield from kept_or_open(shortened, names)
    yield from gone


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
