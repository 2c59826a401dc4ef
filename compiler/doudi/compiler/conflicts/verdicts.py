"""What one pair comes to: a household for which its two provisions clash, or that there is none.

Takes a pair, where it meets, and a prover; gives a verdict, and of a verdict what the ledger says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from doudi.compiler.conflicts.conditions import applies, on_single_facts
from doudi.compiler.conflicts.ids import finding_id
from doudi.compiler.conflicts.judge import shown
from doudi.compiler.conflicts.meetings import Meeting, reach, scenes
from doudi.compiler.conflicts.model import (
    Class,
    Conflict,
    Eve,
    Kind,
    NotAnalysed,
    NotDecided,
    Shown,
    Witness,
)
from doudi.compiler.conflicts.norms import asks, related, weaker_and_stronger
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.questions import Question, question, quiet, speaking, still
from doudi.compiler.conflicts.voices import Pair, carrying
from doudi.compiler.conflicts.witness import draft_of, filled, literals, smallest
from doudi.compiler.drafts.draft import Draft, node_of, run_of
from doudi.compiler.proof.answer import Answer, GaveUp, Impossible, World
from doudi.compiler.proof.formula import ALWAYS, NEVER, AmountsApart, Formula
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import cells_of
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.program.declarations import Provision, Satisfy
from doudi.runtime.program.ids import EntityId, SchemeId

_RULED = (Kind.OUTCOME, Kind.AMOUNT, Kind.PERIOD)


@dataclass(frozen=True, slots=True)
class Clear:
    """No household makes both say different things; `everywhere`: on no day do both even apply."""

    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`compatible`: of two tests, that both can be kept."""

    witness: Witness
    compatible: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Nothing was found, and nothing proved: `gave_up` says why, None that no world replayed."""

    gave_up: GaveUp | None


Verdict: TypeAlias = Clear | Found | Open


def verdict(pair: Pair, met: Meeting, rules: Index, prover: Prover) -> Verdict:
    """The first scene, in order of days, in which the pair clashes."""
    about = (pair.first, pair.second, *carrying(pair, rules))
    left: GaveUp | None = None
    unshown = False
    refuted: set[tuple[Formula, ...]] = set()
    if _needs_implication(pair, rules):
        implied = _implied(pair, met, about, rules, prover)
        if implied is not True:
            return Open(implied) if isinstance(implied, GaveUp) else Clear()
    for scene in scenes(met.area, met.window, about, rules):
        search = _Search(pair, scene, prover)
        said = speaking(pair, scene)
        if said in refuted:
            continue
        found_here = search.tests() if _of_tests(pair) else search.plain()
        match found_here:
            case Found():
                return found_here
            case Open(gave_up=None):
                unshown = True
            case Open(gave_up=gave_up):
                left = left or gave_up
            case Clear(everywhere=True) if all(map(on_single_facts, said)):
                refuted.add(said)
            case _:
                pass
    if left is not None:
        return Open(left)
    return Open(None) if unshown else Clear()


def conflict(pair: Pair, met: Meeting, witness: Witness, rules: Index) -> Conflict:
    return Conflict(
        id=finding_id(f"{pair.matter.kind}:{pair.matter.about}", (pair.first, pair.second)),
        matter=pair.matter,
        provisions=(pair.first.id, pair.second.id),
        area=met.area,
        start=met.window.start,
        end=met.window.end,
        witness=witness,
        eve=_eve(pair, witness.draft, rules),
    )


def again(pair: Pair, draft: Draft, rules: Index, *, compatible: bool) -> Found | None:
    """A household that was found before, replayed; None where it shows the clash no more."""
    said = shown(pair.matter, pair.first, pair.second, draft, rules, compatible=compatible)
    return None if said is None else Found(Witness(draft, said), compatible)


def undecided(pair: Pair, found: Open) -> tuple[NotDecided | NotAnalysed, ...]:
    ids = (pair.first.id, pair.second.id)
    match found.gave_up:
        case None:
            return (NotDecided(ids, pair.matter, "not_replayed"),)
        case GaveUp(why="not_analysed", what=what):
            return tuple(NotAnalysed(it, what) for it in ids)
        case GaveUp(why="time", what="run"):
            return (NotDecided(ids, pair.matter, "run_time"),)
        case GaveUp(why="time" | "memory" | "size" as why):
            return (NotDecided(ids, pair.matter, why),)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class _Search:
    """One pair in one scene."""

    pair: Pair
    scene: Scene
    prover: Prover

    def plain(self) -> Verdict:
        """Conditions first: what they exclude needs no look at what the provisions say."""
        asked = question(self.pair, self.scene)
        if NEVER in (*asked.speak, asked.differ):
            return Clear()
        base = self._prove(asked.speak)
        if isinstance(base, Impossible):
            return Clear(everywhere=not base.knowledge)
        gave_up: GaveUp | None = None
        unshown = False
        for answer, differs in self._worlds(asked, base):
            match answer:
                case World():
                    found = self._shown(self._draft(answer, asked), compatible=False)
                    if found is not None:
                        return Found(self._settled(asked, found))
                    unshown = unshown or differs
                case GaveUp():
                    gave_up = gave_up or answer
                case Impossible() if differs:
                    return Clear()
                case _:
                    pass
        if gave_up is not None:
            return Open(gave_up)
        return Open(None) if unshown else Clear()

    def tests(self) -> Verdict:
        found = related(self.pair, self.scene, self._prove)
        if isinstance(found, GaveUp):
            return Open(found)
        if not asks(self.pair, found) or found.world is None:
            return Clear()
        draft = self._draft(found.world, None)
        compatible = found.how != "clash"
        witness = self._shown(draft, compatible=compatible)
        return Open(None) if witness is None else Found(witness, compatible)

    def _worlds(self, asked: Question, base: Answer) -> Iterator[tuple[Answer, bool]]:
        """Worlds worth replaying, the plainest first; and whether both are heard and differ in it.

        Where no such world is, there is no conflict: the first impossible one of these ends it.
        """
        others = quiet(self.pair, self.scene)
        sure = asked.differ == ALWAYS
        yield base, sure and not others
        if sure:
            if others:
                yield self._prove((*asked.speak, *others)), True
            yield self._prove((*asked.speak, *others, *still(self.pair, self.scene))), False
            return
        for differ, last in _stepwise(asked.differ):
            apart = self._prove((*asked.speak, *others, differ))
            yield apart, last or isinstance(apart, World)
            if not isinstance(apart, Impossible):
                alone = still(self.pair, self.scene)
                yield self._prove((*asked.speak, *others, differ, *alone)), False

    def _settled(self, asked: Question, found: Witness) -> Witness:
        """Where a ruling is needed, a household of which the runtime says so."""
        said = found.shown
        if said.class_ is not Class.OPEN or self.pair.matter.kind not in _RULED:
            return found
        if said.outcome is Outcome.NEEDS_RULING:
            return found
        joint = () if asked.differ == ALWAYS else (asked.differ,)
        alone = (*quiet(self.pair, self.scene), *still(self.pair, self.scene))
        answer = self._prove((*asked.speak, *alone, *joint))
        if not isinstance(answer, World):
            return found
        better = self._shown(self._draft(answer, asked), compatible=False)
        if better is None or better.shown.outcome is not Outcome.NEEDS_RULING:
            return found
        return better

    def _draft(self, world: World, asked: Question | None) -> Draft:
        rules = self.scene.rules
        entities = (self.pair.first.entity, self.pair.second.entity, *self._scheme_entity())
        draft = draft_of(world, entities, self.scene)
        if asked is None or asked.differ == ALWAYS:
            return draft
        return filled(draft, cells_of(asked.differ, self.scene), rules)

    def _scheme_entity(self) -> tuple[EntityId, ...]:
        scheme = self.scene.rules.schemes.get(SchemeId(self.pair.matter.about))
        return () if scheme is None else (scheme.entity,)

    def _shown(self, draft: Draft, *, compatible: bool) -> Witness | None:
        rules = self.scene.rules

        def replay(it: Draft) -> Shown | None:
            pair = self.pair
            return shown(pair.matter, pair.first, pair.second, it, rules, compatible=compatible)

        def allowed(it: Draft) -> bool:
            return isinstance(self._prove(literals(it)), World)

        said = replay(draft)
        if said is None or not allowed(draft):
            return None
        return smallest(draft, said, replay, allowed, rules)

    def _prove(self, formulas: tuple[Formula, ...]) -> Answer:
        return self.prover.prove(formulas, self.scene)


def _stepwise(differ: Formula) -> Iterator[tuple[Formula, bool]]:
    """Amounts a yuan apart first, for rounding hides less; then a fen. With which is the last."""
    if not isinstance(differ, AmountsApart):
        yield differ, True
        return
    yield differ, False
    yield AmountsApart(differ.one, differ.one_view, differ.other, differ.other_view), True


def _of_tests(pair: Pair) -> bool:
    return isinstance(pair.first.effect, Satisfy)


def _needs_implication(pair: Pair, rules: Index) -> bool:
    return pair.matter.kind is Kind.FORCE and pair.matter.about in rules.by_scheme


def _implied(
    pair: Pair, met: Meeting, about: tuple[Provision, ...], rules: Index, prover: Prover
) -> bool | GaveUp:
    """Whether the stronger word applies wherever the weaker does: else they have two grounds."""
    weaker, stronger = weaker_and_stronger(pair)
    for scene in scenes(met.area, met.window, about, rules):
        alone = (applies(weaker, True, scene), untrue(applies(stronger, True, scene), scene))
        match prover.prove(alone, scene):
            case World():
                return False
            case GaveUp() as gave_up:
                return gave_up
            case _:
                pass
    return True


def _eve(pair: Pair, draft: Draft, rules: Index) -> Eve | None:
    """The day before the later of the two came into force, where the other was in force then."""
    found = [it for p in (pair.first, pair.second) if (it := reach(p, rules)) is not None]
    later = max(it.window.start for it in found)
    if later == date.min or all(it.window.start == later for it in found):
        return None
    before = replace(draft, as_of=later - timedelta(days=1))
    run = run_of(before, rules)
    in_force = tuple(it.id for it in run.competent((pair.first, pair.second)))
    scheme = rules.schemes.get(SchemeId(pair.matter.about))
    if scheme is None:
        return Eve(before.as_of, in_force, None)
    node = node_of(scheme.entity, 1, run)
    return Eve(before.as_of, in_force, scheme_outcome(scheme.id, node, run, Notes([], [])).outcome)
