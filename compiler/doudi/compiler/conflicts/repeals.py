"""What a repeal changes: the same facts on the last day before it and on its first day.

Takes an index; gives a conflict of class REPEAL for each matter on which the repealed provision and
one that speaks on gave, or give, another answer; and for each provision that repeats a repealed
one and now stands alone. See docs/language/conflicts.md, Classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from doudi.compiler.conflicts.answers import answers
from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.ids import finding_id
from doudi.compiler.conflicts.keys import Keys
from doudi.compiler.conflicts.meetings import Meeting, reach, scenes
from doudi.compiler.conflicts.memory import CLEAR, draft_from_text, draft_to_text
from doudi.compiler.conflicts.model import (
    Class,
    Conflict,
    Eve,
    Kind,
    Says,
    SaysDay,
    SaysKept,
    SaysValue,
    SaysWord,
    Shown,
    Witness,
)
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.questions import requirement
from doudi.compiler.conflicts.voices import Pair, spoken_on, tested
from doudi.compiler.conflicts.witness import draft_of, literals, smallest
from doudi.compiler.drafts.draft import Draft, node_of, run_of
from doudi.compiler.drafts.window import Window
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.duties import as_meant
from doudi.runtime.evaluation.evaluate import condition, term_value, value
from doudi.runtime.evaluation.facets import day_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, scope_of
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Complete, Define, Provision, Recognise, Satisfy
from doudi.runtime.program.ids import EntityId, SchemeId, TermId
from doudi.runtime.values import Truth

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A repealed provision, one that speaks on the same matter after it, and the day of repeal."""

    pair: Pair
    gone: Provision
    stays: Provision
    day: date
    met: Meeting


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


def _remembered(text: str, turn: _Turn, rules: Index) -> Conflict | None:
    draft = draft_from_text(text)
    shown = None if draft is None else _shown(turn, draft, rules)
    if draft is None or shown is None:
        return None
    return _told(turn, Witness(draft, shown), rules)


def replayed(conflict: Conflict, draft: Draft, rules: Index) -> Shown | None:
    """What the runtime shows of a conflict of this class for a draft."""
    first, second = (rules.provisions[it] for it in conflict.provisions)
    pair = Pair(conflict.matter, first, second)
    for turn in _turns_of(pair, rules):
        found = _shown(turn, draft, rules)
        if found is not None:
            return found
    return None


def _turns(
    rules: Index, only: frozenset[str] | None, about: frozenset[str] | None
) -> Iterator[_Turn]:
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


def _turns_of(pair: Pair, rules: Index) -> Iterator[_Turn]:
    for gone, stays in ((pair.first, pair.second), (pair.second, pair.first)):
        day = _repealed_on(gone, rules)
        before, after = reach(gone, rules), reach(stays, rules)
        if day is None or before is None or after is None or gone.entity != stays.entity:
            continue
        shared = tested(gone, rules) & tested(stays, rules)
        if shared and pair.matter.about != min(shared):
            continue
        if not before.window.holds(day - _DAY) or not after.window.holds(day):
            continue
        within = rules.tables.areas.within
        if not within(stays.area, gone.area):
            continue
        if _successor(gone, stays, day, rules) or _twin(gone, stays, day, rules):
            yield _Turn(pair, gone, stays, day, Meeting(stays.area, Window(day, after.window.end)))


def _repealed_on(it: Provision, rules: Index) -> date | None:
    days = [rules.repealed[of] for of in (it.id, it.document) if of in rules.repealed]
    return min(days, default=None)


def _successor(gone: Provision, stays: Provision, day: date, rules: Index) -> bool:
    """Whether the one stands in what repealed the other."""
    of = rules.documents[stays.document]
    by_document = any(it.relation == "repeals" and it.document == gone.document for it in of.links)
    return (by_document or gone.id in stays.relations.repeals) and of.force.start <= day


def _twin(gone: Provision, stays: Provision, day: date, rules: Index) -> bool:
    """Whether the one said the same before, and goes on saying it."""
    found = reach(stays, rules)
    speaks_before = found is not None and found.window.holds(day - _DAY)
    same = gone.effect == stays.effect and gone.facets.due == stays.facets.due
    return speaks_before and same and gone.norm == stays.norm and stays.document != gone.document


def _witness(turn: _Turn, rules: Index, prover: Prover) -> Witness | None:
    window = Window(turn.day, turn.day)
    for scene in scenes(turn.met.area, window, (turn.gone, turn.stays), rules):
        for asked in _asked(turn, scene):
            answer = prover.prove(asked, scene)
            if not isinstance(answer, World):
                continue
            draft = draft_of(answer, _entities(turn, rules), scene)
            shown = _shown(turn, draft, rules)
            if shown is not None:
                return _least(turn, draft, shown, scene, prover)
    return None


def _least(turn: _Turn, draft: Draft, shown: Shown, scene: Scene, prover: Prover) -> Witness:
    def allowed(it: Draft) -> bool:
        return isinstance(prover.prove(literals(it), scene), World)

    return smallest(draft, shown, lambda it: _shown(turn, it, scene.rules), allowed, scene.rules)


def _told(turn: _Turn, witness: Witness, rules: Index) -> Conflict:
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


def _asked(turn: _Turn, scene: Scene) -> Iterator[tuple[Formula, ...]]:
    """Households worth looking at: to whom just one applies, or both but in another way."""
    eve = replace(scene, start=turn.day - _DAY, end=turn.day - _DAY)
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


def _shown(turn: _Turn, draft: Draft, rules: Index) -> Shown | None:
    if draft.as_of != turn.day:
        return None
    then = run_of(replace(draft, as_of=turn.day - _DAY), rules)
    now = run_of(draft, rules)
    was, is_ = _applies(turn.gone, then), _applies(turn.stays, now)
    if turn.pair.matter.about in rules.by_scheme:
        said = _answers(turn, draft, rules)
        return None if said is None or not (was or is_) else _as_shown(turn, said, draft, rules)
    if _twin(turn.gone, turn.stays, turn.day, rules):
        words = SaysWord(turn.gone.norm or "duty"), SaysWord(turn.stays.norm or "duty")
        both = was and is_ and _applies(turn.stays, then)
        return _as_shown(turn, words, draft, rules) if both else None
    match turn.pair.matter.kind, turn.stays.effect:
        case Kind.STATUS | Kind.MEANING, Recognise(term=term) | Define(term=term):
            values = _values(term, then, now)
            # Just one of the two makes the difference: not a third, of which both are the occasion.
            theirs = (was and is_) if turn.stays.norm == "prohibition" else was != is_
            return _as_shown(turn, values, draft, rules) if values and theirs else None
        case Kind.PROCEDURE, Satisfy() if was and is_:
            one, other = _kept(turn.gone, then), _kept(turn.stays, now)
            if one is None or other is None or one.status == other.status:
                return None
            return _as_shown(turn, (one, other), draft, rules)
        case Kind.DEADLINE, Complete() if was and is_:
            days = _by(turn.gone, then), _by(turn.stays, now)
            differ = None not in (days[0].day, days[1].day) and days[0] != days[1]
            return _as_shown(turn, days, draft, rules) if differ else None
        case _:
            return None


def _as_shown(turn: _Turn, said: tuple[Says, Says], draft: Draft, rules: Index) -> Shown:
    """`said`: by what is gone and by what stays; told in the order of the pair."""
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    outcome = None if scheme is None else answers(scheme.id, draft, rules).outcome
    says = said if turn.pair.first is turn.gone else (said[1], said[0])
    return Shown(Class.REPEAL, turn.stays.id, says, outcome)


def _applies(it: Provision, run: Run) -> bool:
    nodes = run.nodes.get(it.entity, ())
    competent = run.competence[it.id] == "competent"
    return competent and bool(nodes) and condition(it, nodes[0], run) is T


def _answers(turn: _Turn, draft: Draft, rules: Index) -> tuple[Says, Says] | None:
    scheme, kind = SchemeId(turn.pair.matter.about), turn.pair.matter.kind
    then = answers(scheme, replace(draft, as_of=turn.day - _DAY), rules)
    now = answers(scheme, draft, rules)
    one, other = then.says.get(kind), now.says.get(kind)
    speaks = turn.gone.id in then.provisions or turn.stays.id in now.provisions
    if one is None or other is None or one == other or not speaks:
        return None
    return one, other


def _values(term: TermId, then: Run, now: Run) -> tuple[Says, Says] | None:
    found = []
    for run in (then, now):
        nodes = run.nodes.get(run.index.terms[term].entity, ())
        value = term_value(term, nodes[0], run).value if nodes else None
        if not isinstance(value, Truth) or value not in (T, F):
            return None
        found.append(SaysValue(value.value))
    return None if found[0] == found[1] else (found[0], found[1])


def _kept(it: Provision, run: Run) -> SaysKept | None:
    if not isinstance(it.effect, Satisfy) or it.norm is None:
        return None
    found = truth(value(it.effect.test, scope_of(run, it, node_of(it.entity, 1, run))))
    if found not in (T, F):
        return None
    return SaysKept(it.norm, as_meant(it.norm, "met" if found is T else "breached"))


def _by(it: Provision, run: Run) -> SaysDay:
    found = day_of(it.facets.due, it, node_of(it.entity, 1, run), run)
    exact = found.exact and found.low is not None
    return SaysDay(date.fromordinal(int(found.low)) if exact and found.low is not None else None)


def _eve(turn: _Turn, draft: Draft, rules: Index) -> Eve:
    before = replace(draft, as_of=turn.day - _DAY)
    run = run_of(before, rules)
    speaking = tuple(it.id for it in run.competent((turn.pair.first, turn.pair.second)))
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    outcome = None if scheme is None else answers(scheme.id, before, rules).outcome
    return Eve(before.as_of, speaking, outcome)


def _entities(turn: _Turn, rules: Index) -> tuple[EntityId, ...]:
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    term = rules.terms.get(TermId(turn.pair.matter.about))
    more = [it.entity for it in (scheme, term) if it is not None]
    return (turn.gone.entity, turn.stays.entity, *more)
