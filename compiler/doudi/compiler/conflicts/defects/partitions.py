"""Partitions that are none: a household under none of the provisions, or under two at once.

Takes the ground; gives for each partition a gap and overlaps, with a household that was replayed:
the runtime finds every condition false, or both of them true. The days are those on which all of
the provisions are in force, the area is where all of them are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.defects.households import household
from doudi.compiler.conflicts.defects.naming import provision_id
from doudi.compiler.conflicts.meetings import Meeting, reach, scenes
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.draft import Draft, containers, node_of, run_of, type_of
from doudi.compiler.drafts.window import Window
from doudi.compiler.model.knowledge import Partition
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import Formula, NotApplicable
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import cells_of, formula
from doudi.runtime.evaluation.evaluate import condition, value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import Area, Choice, Quantity
from doudi.runtime.values import Truth


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The truth that each of some conditions is to come to."""

    provisions: tuple[Provision, ...]
    truth: bool


def partitions(ground: Ground) -> Iterator[Defect]:
    for it in ground.knowledge.partitions:
        named = tuple(ground.rules.provisions[id_] for id_ in dict.fromkeys(it.provisions))
        yield from _of_partition(it, named, ground)


def _of_partition(
    partition: Partition, named: tuple[Provision, ...], ground: Ground
) -> Iterator[Defect]:
    seen = (*containers(partition.entity, ground.rules), AREA_ENTITY)
    unseen = [it for it in named if it.entity not in seen]
    for it in unseen:
        yield _defect(partition, named, (it,), None)
    if unseen:
        return
    met = _together(named, ground.rules)
    if met is None:
        yield _defect(partition, named, named, None)
        return
    places = scenes(met.area, met.window, (*named, *_whose(partition, named)), ground.rules)
    gap = _shown(partition, _Wanted(named, truth=False), places, ground)
    if gap is not None:
        yield _defect(partition, named, (), gap)
    for two in combinations(named, 2):
        overlap = _shown(partition, _Wanted(two, truth=True), places, ground)
        if overlap is not None:
            yield _defect(partition, named, two, overlap)


def _shown(
    partition: Partition, wanted: _Wanted, places: Sequence[Scene], ground: Ground
) -> Draft | None:
    """The first household that comes out as wanted, as small as it can be told."""
    for scene in places:
        asked = tuple(_asked(partition, wanted, scene))
        applying = tuple(_applying(asked, scene))
        answer = ground.ask((*asked, *applying), scene, wanted.provisions)
        if isinstance(answer, World):
            shows = _shows(partition, wanted, ground.rules)
            about = wanted.provisions
            found = household(answer, partition.entity, scene, shows, ground, about)
            if found is not None:
                return found
    return None


def _asked(partition: Partition, wanted: _Wanted, scene: Scene) -> Iterator[Formula]:
    if partition.when is not None:
        yield formula(partition.when, True, View(partition.entity), scene)
    yield from (applies(it, wanted.truth, scene) for it in wanted.provisions)


def _applying(asked: tuple[Formula, ...], scene: Scene) -> Iterator[Formula]:
    """Numbers and options are there for everybody; a day may be one that never came."""
    for cell in dict.fromkeys(it for each in asked for it in cells_of(each, scene)):
        if cell.number > 0 and isinstance(type_of(cell, scene.rules), Quantity | Choice | Area):
            yield untrue(NotApplicable(cell), scene)


def _shows(partition: Partition, wanted: _Wanted, rules: Index) -> Callable[[Draft], bool]:
    """The runtime's own truths, of the partition's condition and of the provisions'."""
    expected = T if wanted.truth else F

    def shows(draft: Draft) -> bool:
        run = run_of(draft, rules)
        node = node_of(partition.entity, 1, run)
        found = [condition(it, node.seen[it.entity], run) for it in wanted.provisions]
        whose: Truth = T
        if partition.when is not None:
            whose = truth(value(partition.when, Scope(run, node, run.as_of, None, None)))
        return whose is T and all(it is expected for it in found)

    return shows


def _whose(partition: Partition, named: Sequence[Provision]) -> Iterator[Provision]:
    """The partition's own condition, for what it leans on."""
    if partition.when is not None:
        id_ = ProvisionId(f"partition/{partition.statement}")
        yield replace(named[0], id=id_, condition=partition.when)


def _together(named: Sequence[Provision], rules: Index) -> Meeting | None:
    found = [reach(it, rules) for it in named]
    reaches = [it for it in found if it is not None]
    if len(reaches) < len(found):
        return None
    within = rules.tables.areas.within
    inner = [it.area for it in reaches if all(within(it.area, other.area) for other in reaches)]
    ends = [it.window.end for it in reaches if it.window.end is not None]
    start, end = max(it.window.start for it in reaches), min(ends, default=None)
    if not inner or (end is not None and end < start):
        return None
    return Meeting(inner[0], Window(start, end))


def _defect(
    partition: Partition,
    named: tuple[Provision, ...],
    others: tuple[Provision, ...],
    witness: Draft | None,
) -> Defect:
    """Without others: a gap between all of them."""
    what = f"{partition.statement}:{'gap' if witness and not others else ''}"
    id_ = provision_id(Flaw.GAP, *(others or named), what=what)
    told = tuple(str(it.id) for it in others)
    return Defect(id_, Flaw.GAP, partition.statement, told, witness)
