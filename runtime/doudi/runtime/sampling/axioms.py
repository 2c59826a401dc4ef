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
from doudi.runtime.sampling.assumptions import kinds_of
from doudi.runtime.sampling.chunks import chunk_of
from doudi.runtime.sampling.claimed import Claim, claims_of, with_claims
from doudi.runtime.sampling.distributions import Assumed
from doudi.runtime.sampling.draw import Drawing, add_up_again, draw_again
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
    kinds = kinds_of(rules)
    found = tuple(
        it for it in claims_of(rules) if it.entity in kinds and not drawn.isdisjoint(it.reads)
    )
    program = with_claims(rules.program, found)
    return Axioms(found, engine(index(program), schemes=[it.scheme for it in found], reasons=False))


def keep(axioms: Axioms, drawing: Drawing) -> None:
    """Raises AxiomError."""
    for time in range(1, _TIMES + 1):
        broken = _broken(axioms, drawing)
        if not broken:
            return
        for it, where in _concerned(broken, drawing):
            draw_again(it, where, drawing, time)
        add_up_again(drawing)
    for it, where in _concerned(_broken(axioms, drawing), drawing):
        _forget(it, where, drawing)
    add_up_again(drawing)
    for claim in _broken(axioms, drawing):
        raise AxiomError(claim)


def _broken(axioms: Axioms, drawing: Drawing) -> Mapping[Claim, Mask]:
    """By whom, for each that somebody breaks."""
    if not axioms.claims:  # an engine that no scheme is named to decides all
        return {}
    cells = decide(chunk_of(drawing), axioms.engine).cells
    found = {it: np.asarray(cells[it.scheme].outcome == _BROKEN) for it in axioms.claims}
    return {it: where for it, where in found.items() if where.any()}


def _concerned(broken: Mapping[Claim, Mask], drawing: Drawing) -> Iterator[tuple[Assumed, Mask]]:
    """The facts of those who break a claim, and of those in them, that it can come from."""
    for it in drawing.assumptions:
        home = drawing.kinds[drawable(it.name, drawing.rules).entity]
        masks = [
            _carried(where, claim.entity, home)
            for claim, where in broken.items()
            if it.name in claim.reads and claim.entity in outward(home.entity, drawing.rules)
        ]
        if masks and it.name in home.columns:
            yield it, np.logical_or.reduce(masks)


def _carried(where: Mask, entity: EntityId, to: Rows) -> Mask:
    """From subjects to those that lie in them."""
    if to.entity == entity or to.inside is None:
        return where
    return _carried(where, entity, to.inside)[to.of]


def _forget(it: Assumed, where: Mask, drawing: Drawing) -> None:
    columns = drawing.kinds[drawable(it.name, drawing.rules).entity].columns
    columns[it.name] = replace(columns[it.name], given=columns[it.name].given & ~where)
