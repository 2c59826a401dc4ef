"""Who prevails: grants against what bars them, and provisions that differ on a facet.

Pure functions over provisions whose conditions are already known. Contests that
were fought are written down, so that the trace can show the principle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Norm, Provision
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest
from doudi.runtime.values import Truth

Said = TypeVar("Said")

STRENGTH: Final[dict[Norm, int]] = {
    "duty": 3,
    "permission": 2,
    "case_by_case": 1,
    "encouragement": 0,
}

_OUTCOMES: Final[dict[Norm, Outcome]] = {
    "duty": Outcome.GRANTED,
    "permission": Outcome.MAY_BE_GRANTED,
    "case_by_case": Outcome.CASE_BY_CASE,
    "encouragement": Outcome.ENCOURAGED,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """`standing`: true grants that no bar beat; `carrying`: those with the strongest word."""

    outcome: Outcome
    norm: Norm | None
    standing: tuple[Provision, ...]
    carrying: tuple[Provision, ...]
    barred_by: tuple[Provision, ...]
    clash: tuple[Provision, ...]
    judged: tuple[Provision, ...]


def resolve(
    grants: Sequence[tuple[Provision, Truth]],
    bars: Sequence[tuple[Provision, Truth]],
    index: Index,
    contests: list[Contest],
) -> Resolution:
    """What grants and bars that are true or left to judgement come to (Outcomes 3 to 5)."""
    words: list[tuple[Provision, Norm]] = []
    standing: list[Provision] = []
    barred: list[Provision] = []
    clash: list[Provision] = []
    judged: list[Provision] = []
    for grant, truth in grants:
        word: Norm = grant.norm or "duty"
        over: list[Provision] = []
        level: list[Provision] = []
        if truth is Truth.JUDGEMENT:
            word = "case_by_case"
            judged.append(grant)
        for bar, bar_truth in bars:
            principle = index.beats(grant, bar)
            if principle is not None:
                contests.append(Contest("outcome", grant.id, bar.id, principle))
                continue
            principle = index.beats(bar, grant)
            if bar_truth is Truth.JUDGEMENT:
                word = "case_by_case"
                judged.append(bar)
            elif principle is not None:
                contests.append(Contest("outcome", bar.id, grant.id, principle))
                over.append(bar)
            else:
                contests.append(Contest("outcome", grant.id, bar.id, None))
                level.append(bar)
        barred += over
        if level and not over:
            clash += [grant, *level]
        if not over and not level:
            words.append((grant, word))
            if truth is Truth.TRUE:
                standing.append(grant)
    strongest = max((word for _, word in words), key=STRENGTH.__getitem__, default=None)
    if strongest is not None:
        outcome = _OUTCOMES[strongest]
    elif clash:
        outcome = Outcome.NEEDS_RULING
    else:
        outcome = Outcome.EXCLUDED if barred else Outcome.NOT_MET
    return Resolution(
        outcome,
        strongest,
        tuple(standing),
        tuple(it for it, word in words if word == strongest),
        _once(barred),
        _once(clash),
        _once(judged),
    )


def prevailing(
    facet: str,
    said: Sequence[tuple[Provision, Said]],
    differ: Callable[[Said, Said], bool],
    index: Index,
    contests: list[Contest],
) -> tuple[list[tuple[Provision, Said]], tuple[ProvisionId, ...]]:
    """What is left of a facet when the beaten are dropped, and who then still differs."""
    beaten: set[ProvisionId] = set()
    open_: list[tuple[Provision, Provision]] = []
    for at, (one, its) in enumerate(said):
        for other, others in said[at + 1 :]:
            if not differ(its, others):
                continue
            for winner, loser in ((one, other), (other, one)):
                principle = index.beats(winner, loser)
                if principle is not None:
                    contests.append(Contest(facet, winner.id, loser.id, principle))
                    beaten.add(loser.id)
                    break
            else:
                open_.append((one, other))
    left = [(one, its) for one, its in said if one.id not in beaten]
    clash = [pair for pair in open_ if not {pair[0].id, pair[1].id} & beaten]
    contests += [Contest(facet, one.id, other.id, None) for one, other in clash]
    return left, tuple(dict.fromkeys(it.id for pair in clash for it in pair))


def _once(found: Sequence[Provision]) -> tuple[Provision, ...]:
    return tuple({it.id: it for it in found}.values())
