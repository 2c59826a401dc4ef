"""What the runtime shows of a repeal: the answer of its eve beside that of its day.

Takes a repealed provision, one that speaks on, and a draft of the day; gives what each said, or
None where the draft does not show them to differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from doudi.compiler.conflicts.answers import answers
from doudi.compiler.conflicts.meetings import Meeting, reach
from doudi.compiler.conflicts.model import (
    Class,
    Kind,
    Says,
    SaysDay,
    SaysKept,
    SaysValue,
    SaysWord,
    Shown,
)
from doudi.compiler.conflicts.voices import Pair
from doudi.compiler.drafts.draft import Draft, node_of, run_of
from doudi.runtime.evaluation.duties import as_meant
from doudi.runtime.evaluation.evaluate import condition, term_value, value
from doudi.runtime.evaluation.facets import day_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, scope_of
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program.declarations import Complete, Define, Provision, Recognise, Satisfy
from doudi.runtime.program.ids import SchemeId, TermId
from doudi.runtime.values import Truth

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A repealed provision, one that speaks on the same matter after it, and the day of repeal."""

    pair: Pair
    gone: Provision
    stays: Provision
    day: date
    met: Meeting


def twin(gone: Provision, stays: Provision, day: date, rules: Index) -> bool:
    """Whether the one said the same before, and goes on saying it."""
    found = reach(stays, rules)
    speaks_before = found is not None and found.window.holds(day - DAY)
    same = gone.effect == stays.effect and gone.facets.due == stays.facets.due
    return speaks_before and same and gone.norm == stays.norm and stays.document != gone.document


def repeal_shown(turn: Turn, draft: Draft, rules: Index) -> Shown | None:
    if draft.as_of != turn.day:
        return None
    then = run_of(replace(draft, as_of=turn.day - DAY), rules)
    now = run_of(draft, rules)
    was, is_ = _applies(turn.gone, then), _applies(turn.stays, now)
    if turn.pair.matter.about in rules.by_scheme:
        said = _answers(turn, draft, rules)
        return None if said is None or not (was or is_) else _as_shown(turn, said, draft, rules)
    if twin(turn.gone, turn.stays, turn.day, rules):
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


def _as_shown(turn: Turn, said: tuple[Says, Says], draft: Draft, rules: Index) -> Shown:
    """`said`: by what is gone and by what stays; told in the order of the pair."""
    scheme = rules.schemes.get(SchemeId(turn.pair.matter.about))
    outcome = None if scheme is None else answers(scheme.id, draft, rules).outcome
    says = said if turn.pair.first is turn.gone else (said[1], said[0])
    return Shown(Class.REPEAL, turn.stays.id, says, outcome)


def _applies(it: Provision, run: Run) -> bool:
    nodes = run.nodes.get(it.entity, ())
    competent = run.competence[it.id] == "competent"
    return competent and bool(nodes) and condition(it, nodes[0], run) is T


def _answers(turn: Turn, draft: Draft, rules: Index) -> tuple[Says, Says] | None:
    scheme, kind = SchemeId(turn.pair.matter.about), turn.pair.matter.kind
    then = answers(scheme, replace(draft, as_of=turn.day - DAY), rules)
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
