"""Axioms and disjointnesses kept by a block of households: who breaks one is drawn again.

Of those who break one, the facts are drawn again that it can come from; where that does not help
for long, nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from doudi.runtime.columns.cells import OUTCOMES
from doudi.runtime.columns.decide import Engine, decide, engine
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.population.planes import Mask
from doudi.runtime.program.ids import EntityId
from doudi.runtime.sampling.chunks import chunk_of
from doudi.runtime.sampling.claimed import Claim, claims_of, with_claims
from doudi.runtime.sampling.distributions import Assumed
from doudi.runtime.sampling.draw import Drawing, draw_again
from doudi.runtime.sampling.drawable import drawable, outward
from doudi.runtime.sampling.rows import Rows

_TIMES: Final = 16
_BROKEN: Final = OUTCOMES.index(Outcome.GRANTED)


class AxiomError(Exception):
    """Whatever is drawn, some household breaks it."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim.statement)
        self.claim = claim


@dataclass(frozen=True, slots=True, eq=False)
class Axioms:
    claims: tuple[Claim, ...]
    engine: Engine


def axioms(rules: Index, assumptions: Sequence[Assumed]) -> Axioms:
    """Those that facts which are drawn can break."""
    drawn = {it.name for it in assumptions}
    kinds = {of.entity for it in assumptions if (of := drawable(it.name, rules))}
    found = tuple(
        it for it in claims_of(rules) if it.entity in kinds and not drawn.isdisjoint(it.reads)
    )
    program = with_claims(rules.program, found)
    return Axioms(found, engine(index(program), schemes=[it.scheme for it in found], reasons=False))


def keep(axioms: Axioms, assumptions: Sequence[Assumed], drawing: Drawing) -> None:
    """Raises AxiomError."""
    for time in range(1, _TIMES + 1):
        broken = _broken(axioms, drawing)
        if not broken:
            return
        for it, where in _concerned(broken, assumptions, drawing):
            draw_again(it, where, drawing, time)
    for it, where in _concerned(_broken(axioms, drawing), assumptions, drawing):
        _forget(it, where, drawing)
    for claim in _broken(axioms, drawing):
        raise AxiomError(claim)


def _broken(axioms: Axioms, drawing: Drawing) -> Mapping[Claim, Mask]:
    """By whom, for each that somebody breaks."""
    if not axioms.claims:  # an engine that no scheme is named to decides all
        return {}
    cells = decide(chunk_of(drawing), axioms.engine).cells
    found = {it: np.asarray(cells[it.scheme].outcome == _BROKEN) for it in axioms.claims}
    return {it: where for it, where in found.items() if where.any()}


def _concerned(
    broken: Mapping[Claim, Mask], assumptions: Sequence[Assumed], drawing: Drawing
) -> Iterator[tuple[Assumed, Mask]]:
    """The facts of those who break a claim, and of those in them, that it can come from."""
    for it in assumptions:
        home = next((rows for rows in drawing.kinds.values() if it.name in rows.columns), None)
        if home is None:
            continue
        masks = [
            _carried(where, claim.entity, home)
            for claim, where in broken.items()
            if it.name in claim.reads and claim.entity in outward(home.entity, drawing.rules)
        ]
        if masks:
            yield it, np.logical_or.reduce(masks)


def _carried(where: Mask, entity: EntityId, to: Rows) -> Mask:
    """From subjects to those that lie in them."""
    if to.entity == entity or to.inside is None:
        return where
    return _carried(where, entity, to.inside)[to.of]


def _forget(it: Assumed, where: Mask, drawing: Drawing) -> None:
    for rows in drawing.kinds.values():
        if it.name in rows.columns:
            old = rows.columns[it.name]
            rows.columns[it.name] = replace(old, given=old.given & ~where)
