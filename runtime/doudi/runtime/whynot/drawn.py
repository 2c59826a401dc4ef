"""Reasons as a tree: each clause, what became of its conditions, and the facts behind them.

What the section of the decision says in full already (what is needed, who clashes, who lost) has no
node here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from doudi.runtime.explanation import clauses, conditions, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, pair
from doudi.runtime.explanation.tree import Mark, Node
from doudi.runtime.explanation.wording import COMPETENCE, PRINCIPLE, WHY_DROPPED, word
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import SubjectKey, Trace
from doudi.runtime.whynot.model import (
    Barred,
    Beaten,
    Carrying,
    Clashing,
    Condition,
    Elsewhere,
    Failed,
    Left,
    Open,
    Reason,
)
from doudi.runtime.whynot.wording import say


@dataclass(frozen=True, slots=True)
class _Drawing:
    """`shown`: the terms that were argued so far, each once."""

    trace: Trace
    names: Lexicon
    weighed: bool
    shown: set[tuple[str, SubjectKey]] = field(default_factory=set)


def drawn(
    reasons: Iterable[Reason], trace: Trace, names: Lexicon, *, weighed: bool
) -> tuple[Node, ...]:
    """`weighed`: say of each condition whether it would turn its clause by itself."""
    drawing = _Drawing(trace, names, weighed)
    nodes = (_node(it, drawing) for it in reasons)
    return tuple(it for it in nodes if it is not None)


def cited(reasons: Iterable[Reason]) -> list[ProvisionId]:
    """The clauses that reasons name, in their order."""
    return list(dict.fromkeys(id_ for it in reasons for id_ in _named(it)))


def _named(reason: Reason) -> tuple[ProvisionId, ...]:
    match reason:
        case Failed(provision=id_) | Left(provision=id_) | Carrying(provision=id_):
            return (id_,)
        case Elsewhere(provision=id_):
            return (id_,)
        case Barred(provision=id_, over=over):
            return (id_, *(it for it, _ in over))
        case Beaten(contest=contest):
            return (contest.winner, contest.loser)
        case Clashing(clash=clash):
            return clash.provisions
        case Open():
            return ()
        case _:
            assert_never(reason)


def _node(reason: Reason, drawing: _Drawing) -> Node | None:
    names = drawing.names
    match reason:
        case Failed(provision=id_, conditions=failed):
            enough = len(failed) < 2 or any(it.decisive for it in failed)  # noqa: PLR2004 - one is all there is
            text = clauses.titled(id_, names)
            if drawing.weighed and not enough:
                text = aside(text, say("together", names.lang), names.lang)
            return Node(text, Mark.FAILS, _conditions(failed, drawing))
        case Barred(provision=id_, over=over, conditions=holding):
            how = [_over(loser, by, names) for loser, by in over]
            text = aside(clauses.titled(id_, names), commas(how, names.lang), names.lang)
            return Node(text, Mark.FAILS, _conditions(holding, drawing))
        case Left(provision=id_, conditions=judged) if judged:
            text = clauses.titled(id_, names)
            return Node(text, Mark.JUDGEMENT, _conditions(judged, drawing))
        case Elsewhere():
            text = pair(
                clauses.titled(reason.provision, names), _lacking(reason, names), names.lang
            )
            return Node(text, Mark.FAILS)
        case Carrying(provision=id_) if not drawing.weighed:
            return Node(clauses.titled(id_, names))
        case Beaten() | Carrying() | Clashing() | Left() | Open():
            return None
        case _:
            assert_never(reason)


def _conditions(found: Iterable[Condition], drawing: _Drawing) -> tuple[Node, ...]:
    return tuple(_condition(it, drawing) for it in found)


def _condition(it: Condition, drawing: _Drawing) -> Node:
    lang = drawing.names.lang
    node = conditions.tree(
        it.step, drawing.trace, drawing.names, everything=False, shown=drawing.shown
    )
    if not (drawing.weighed and it.decisive and node.mark is Mark.FAILS):
        return node
    return replace(node, text=aside(node.text, say("decisive", lang), lang))


def _over(loser: ProvisionId, principle: str, names: Lexicon) -> str:
    by = word(PRINCIPLE, principle, names.lang)
    return say("bars", names.lang, over=lexicon.short(loser, names.lang), principle=by)


def _lacking(it: Elsewhere, names: Lexicon) -> str:
    lang = names.lang
    if it.lacks == "date":
        why = word(WHY_DROPPED, it.why, lang) if it.why else word(COMPETENCE, "date", lang)
        key = "time" if it.end is None else "time_until"
        return say(key, lang, why=why, start=it.start, end=it.end)
    why = word(COMPETENCE, it.lacks, lang)
    area = lexicon.area(names, names.provisions[it.provision].area)
    return aside(why, say("elsewhere", lang, area=area), lang)
