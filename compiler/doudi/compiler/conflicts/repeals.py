"""What a repeal changes: the same facts on the last day before it and on its first day.

Takes an index; gives a conflict of class REPEAL for each matter on which the repealed provision and
one that speaks on gave, or give, another answer; and for each provision that repeats a repealed
one and now stands alone. See docs/language/conflicts.md, Classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from doudi.compiler.conflicts.answers import answers
from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.ids import finding_id
from doudi.compiler.conflicts.keys import Keys
from doudi.compiler.conflicts.meetings import Meeting, reach, scenes
from doudi.compiler.conflicts.memory import CLEAR, draft_from_text, draft_to_text
from doudi.compiler.conflicts.model import (
    Conflict,
    Eve,
    Kind,
    Shown,
    Witness,
)
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.questions import requirement
from doudi.compiler.conflicts.repeal_shown import DAY, Turn, repeal_shown, twin
from doudi.compiler.conflicts.voices import Pair, spoken_on, tested
from doudi.compiler.conflicts.witness import draft_of, literals, smallest
from doudi.compiler.drafts.draft import Draft, run_of
from doudi.compiler.drafts.window import Window
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision, Recognise, Satisfy
from doudi.runtime.program.ids import EntityId, SchemeId, TermId


@dataclass(frozen=True, slots=True)
class Ended:
    """What one repeal comes to for a matter. `mark`: by what it is remembered, as `text`."""

    mark: bytes
    text: str
    conflict: Conflict | None


def find_repeals(
    rules: Index,
    prover: Prover,
    key_of: Keys,
    known: Mapping[bytes, str],
    only: frozenset[str] | None = None,
    about: frozenset[str] | None = None,
) -> Iterator[Ended]:
    """In the order of matters and ids; `known`, `only`, `about` as of the search for pairs."""
    for turn in _turns(rules, only, about):
        mark = b"repeal" + key_of.of(turn.pair, turn.met)
        text = known.get(mark, "")
        found = _remembered(text, turn, rules)
        if text != CLEAR and found is None:
            witness = _witness(turn, rules, prover)
            text = CLEAR if witness is None else draft_to_text(witness.draft)
            found = None if witness is None else _told(turn, witness, rules)
        yield Ended(mark, text, found)


def _remembered(text: str, turn: Turn, rules: Index) -> Conflict | None:
    draft = draft_from_text(text)
    shown = None if draft is None else repeal_shown(turn, draft, rules)
    if draft is None or shown is None:
        return None
    return _told(turn, Witness(draft, shown), rules)


def replayed(conflict: Conflict, draft: Draft, rules: Index) -> Shown | None:
    """What the runtime shows of a conflict of this class for a draft."""
    first, second = (rules.provisions[it] for it in conflict.provisions)
    pair = Pair(conflict.matter, first, second)
    for turn in _turns_of(pair, rules):
        found = repeal_shown(turn, draft, rules)
        if found is not None:
            return found
    return None


def _turns(
    rules: Index, only: frozenset[str] | None, about: frozenset[str] | None
) -> Iterator[Turn]:
    if not rules.repealed:
        return
    ended = {it.id for it in rules.program.provisions if _repealed_on(it, rules) is not None}
    for matter, speaking in spoken_on(rules, about).items():
        if matter.kind in (Kind.FORCE, Kind.HOLDER):
            continue  # whose word it was and how strong is told with what was asked
        every = [it.provision for it in speaking]
        for gone in every:
            if gone.id in ended:
                for stays in every:
                    first, second = sorted((gone, stays), key=lambda it: it.id)
                    named = only is None or bool({first.id, second.id} & only)
                    if gone.id != stays.id and named:
                        pair = Pair(matter, first, second)
                        yield from (it for it in _turns_of(pair, rules) if it.gone is gone)


def _turns_of(pair: Pair, rules: Index) -> Iterator[Turn]:
    for gone, stays in ((pair.first, pair.second), (pair.second, pair.first)):
        day = _repealed_on(gone, rules)
        before, after = reach(gone, rules), reach(stays, rules)
        if day is None or before is None or after is None or gone.entity != stays.entity:
            continue
        shared = tested(gone, rules) & tested(stays, rules)
        if shared and pair.matter.about != min(shared):
            continue
        if not before.window.holds(day - DAY) or not after.window.holds(day):
            continue
        within = rules.tables.areas.within
        if not within(stays.area, gone.area):
            continue
        if _successor(gone, stays, day, rules) or twin(gone, stays, day, rules):
            yield Turn(pair, gone, stays, day, Meeting(stays.area, Window(day, after.window.end)))


def _repealed_on(it: Provision, rules: Index) -> date | None:
    days = [rules.repealed[of] for of in (it.id, it.document) if of in rules.repealed]
    return min(days, default=None)


def _successor(gone: Provision, stays: Provision, day: date, rules: Index) -> bool:
    """Whether the one stands in what repealed the other."""
    of = rules.documents[stays.document]
    by_document = any(it.relation == "repeals" and it.document == gone.document for it in of.links)
    return (by_document or gone.id in stays.relations.repeals) and of.force.start <= day


def _witness(turn: Turn, rules: Index, prover: Prover) -> Witness | None:
    window = Window(turn.day, turn.day)
    for scene in scenes(turn.met.area, window, (turn.gone, turn.stays), rules):
        for asked in _asked(turn, scene):
            answer = prover.prove(asked, scene)
            if not isinstance(answer, World):
                continue
            draft = draft_of(answer, _entities(turn, rules), scene)
            shown = repeal_shown(turn, draft, rules)
            if shown is not None:
                return _least(turn, draft, shown, scene, prover)
    return None


def _least(turn: Turn, draft: Draft, shown: Shown, scene: Scene, prover: Prover) -> Witness:
    def allowed(it: Draft) -> bool:
        return isinstance(prover.prove(literals(it), scene), World)

    return smallest(
        draft, shown, lambda it: repeal_shown(turn, it, scene.rules), allowed, scene.rules
    )


def _told(turn: Turn, witness: Witness, rules: Index) -> Conflict:
    pair = turn.pair
    return Conflict(
        id=finding_id(f"repeal:{pair.matter.kind}:{pair.matter.about}", (pair.first, pair.second)),
        matter=pair.matter,
        provisions=(pair.first.id, pair.second.id),
        area=turn.met.area,
        start=turn.met.window.start,
        end=turn.met.window.end,
        witness=witness,
        eve=_eve(turn, witness.draft, rules),
    )


def _asked(turn: Turn, scene: Scene) -> Iterator[tuple[Formula, ...]]:
    """Households worth looking at: to whom just one applies, or both but in another way."""
    eve = replace(scene, start=turn.day - DAY, end=turn.day - DAY)
    was, is_ = applies(turn.gone, True, eve), applies(turn.stays, True, scene)
    about = turn.pair.matter.about
    match turn.stays.effect:
        case Recognise(term=term):
            # That the status is there on the one day and not on the other.
            view_of_both = View(scene.rules.terms[term].entity)
            forbids = turn.stays.norm == "prohibition"
            for then in (True, False):
                yield (
                    was if then or forbids else untrue(was, eve),
                    is_ if forbids or not then else untrue(is_, scene),
                    formula(ir.Term(term), then, view_of_both, eve),
                    formula(ir.Term(term), not then, view_of_both, scene),
                )
        case Satisfy():
            kept = requirement(turn.gone, eve, kept=True), requirement(turn.stays, scene, kept=True)
            broken = (
                requirement(turn.gone, eve, kept=False),
                requirement(turn.stays, scene, kept=False),
            )
            yield was, is_, kept[0], broken[1]
            yield was, is_, broken[0], kept[1]
            yield was, is_
        case _:
            yield was, is_
            if about in scene.rules.by_scheme:
                yield (was,)
                yield (is_,)


def _eve(turn: Turn, draft: Draft, rules: Index) -> Eve:
    before = replace(draft, as_of=turn.day - DAY)
    run = run_of(before, rules)
    speaking = tuple(it.id for it in run.competent((turn.pair.first, turn.pair.second)))
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    outcome = None if scheme is None else answers(scheme.id, before, rules).outcome
    return Eve(before.as_of, speaking, outcome)


def _entities(turn: Turn, rules: Index) -> tuple[EntityId, ...]:
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    term = rules.terms.get(TermId(turn.pair.matter.about))
    more = [it.entity for it in (scheme, term) if it is not None]
    return (turn.gone.entity, turn.stays.entity, *more)
