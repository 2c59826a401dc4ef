"""Who speaks on a scheme in an epoch, and the truth of each for all of its subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import Columnar, truth_plane
from doudi.runtime.columns.expressions import condition
from doudi.runtime.columns.patterns import Places, told_apart
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.truths import TRUTH_OF
from doudi.runtime.evaluation.combinations import Speaking
from doudi.runtime.population.planes import Codes
from doudi.runtime.program.declarations import Facet, Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.values import Truth

_BITS = 2  # of a truth's code


@dataclass(frozen=True, slots=True, eq=False)
class Speakers:
    """The provisions that can speak on a scheme; of the facets, those on amounts and periods."""

    grants: tuple[Provision, ...]
    bars: tuple[Provision, ...]
    facets: tuple[Provision, ...]

    @property
    def all(self) -> tuple[Provision, ...]:
        return (*self.grants, *self.bars, *self.facets)

    def speaking(self, told: Mapping[ProvisionId, Truth]) -> Speaking:
        """As of one household for which the open ones are told."""

        def of(provisions: Sequence[Provision]) -> tuple[tuple[Provision, Truth], ...]:
            return tuple((it, told[it.id]) for it in provisions)

        return Speaking(of(self.grants), of(self.bars), of(self.facets))


@dataclass(frozen=True, slots=True, eq=False)
class Situated:
    """`told`: the truths of each situation that occurs; `of`: which one each subject is in."""

    told: tuple[Mapping[ProvisionId, Truth], ...]
    of: Places


def speakers(scheme: SchemeId, entity: EntityId, scene: Scene) -> Speakers:
    rules, regime = scene.rules.by_scheme[scheme], scene.regime
    grants = regime.competent(rules.grants)
    about = {None, *(it.id for it in grants)}
    facets = [
        it
        for it in regime.competent(rules.facets)
        if isinstance(it.effect, Facet)
        and it.effect.provision in about
        and (it.facets.amount is not None or it.facets.period is not None)
    ]

    def seen(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
        return tuple(it for it in provisions if scene.owner(entity, it.entity) is not None)

    return Speakers(seen(grants), seen(regime.competent(rules.bars)), seen(facets))


def situated(of: Speakers, entity: EntityId, scene: Scene) -> Situated:
    """The subjects of a kind told apart by the truths of all who speak."""
    truths = {it.id: _truth(it, entity, scene) for it in of.all}
    codes = {id_: truth_plane(it).code for id_, it in truths.items()}
    fixed = {id_: TRUTH_OF[int(it)] for id_, it in codes.items() if not it.ndim}
    open_ = {id_: it for id_, it in codes.items() if it.ndim}
    size = len(scene.levels[entity])
    if not open_ or not size:
        return Situated((fixed,) if not open_ else (), np.zeros(size, np.intp))
    packed = _packed(list(open_.values()), size)
    first, which = told_apart([packed])
    told = []
    for key in packed[first].tolist():
        each = (key >> _BITS * at & 3 for at in range(len(open_)))
        told.append(fixed | {id_: TRUTH_OF[code] for id_, code in zip(open_, each, strict=True)})
    return Situated(tuple(told), which)


def _truth(provision: Provision, entity: EntityId, scene: Scene) -> Columnar:
    owner = scene.owner(entity, provision.entity)
    if owner is None:
        return Truth.FALSE
    return scene.spread(condition(provision, owner, scene), owner, entity)


def _packed(codes: Sequence[Codes], size: int) -> npt.NDArray[np.int64]:
    packed = np.zeros(size, np.int64)
    for at, code in enumerate(codes):
        packed |= code.astype(np.int64) << _BITS * at
    return packed
