"""Households of one regime, with its rules: where expressions are evaluated.

What is worked out for a kind of subject is kept for the whole chunk, under the expression and all
that its value hangs on besides; equal expressions of different provisions are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    gathered,
    is_plane,
    symbolism,
    taken,
    told,
)
from doudi.runtime.columns.patterns import Places
from doudi.runtime.columns.regimes import Reading, Regime
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, Scope
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.population.chunk import Chunk, Epoch, Level, holders_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import (
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Integers,
    Mask,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.population.selection import selected
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Define
from doudi.runtime.program.expressions import Aggregate, Expr, Op, Standard
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, ProvisionId, StandardId, TermId
from doudi.runtime.program.types import Type
from doudi.runtime.values import Value

Kept: TypeAlias = dict[tuple[object, ...], Columnar]

_THE_ONE: Final = np.zeros((), np.intp)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose value is asked for: on the day of each one's case, or for the month that day is in.

    As `evaluation.scope.Scope`, for all at once.
    """

    entity: EntityId
    monthly: bool
    issued: date | None

    def in_epoch(self, run: Run) -> Scope:
        """For one who lives nowhere: for what is the same for all of an epoch."""
        month = run.as_of.replace(day=1) if self.monthly else None
        return Scope(run, run.area, month or run.as_of, month, self.issued)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What holds for all epochs.

    `interned`: of an expression's identity, that of the first one that equals it. `places`: where
    a provision stands in the program. `people`: those whom amounts are left to, by number.
    `figures`: those of a standard in an area on a day, as far as anybody asked for them.
    """

    index: Index
    names: Symbolism
    interned: Mapping[int, int]
    places: Mapping[ProvisionId, int]
    people: Mapping[str, int]
    missing: Mapping[str, int]
    figures: dict[tuple[StandardId, AreaCode, date], tuple[Value, ...]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """`epoch`: of each household the place of its own in the regime, or of all of them one."""

    all_epochs: Rules
    regime: Regime
    levels: Mapping[EntityId, Level]
    epoch: int | Places = 0
    kept: Kept = field(default_factory=dict)
    terms: dict[TermId, Columnar] = field(default_factory=dict)
    parents: dict[tuple[EntityId, EntityId], Places] = field(default_factory=dict)
    starts: dict[tuple[EntityId, EntityId], Integers] = field(default_factory=dict)
    epochs: dict[EntityId, Places] = field(default_factory=dict)

    @property
    def rules(self) -> Index:
        return self.all_epochs.index

    @property
    def names(self) -> Symbolism:
        return self.all_epochs.names

    @property
    def chunk(self) -> Chunk:
        epochs = tuple(Epoch(it.case.area, it.as_of) for it in self.regime.runs)
        households = len(self.levels[HOUSEHOLD])
        epoch = np.broadcast_to(np.asarray(self.epoch, np.int32), households)
        return Chunk(0, epochs, epoch, self.levels)

    def first_of(self, provisions: Iterable[ProvisionId]) -> int:
        """The place of the first of them in the program."""
        return min(self.all_epochs.places[it] for it in provisions)

    def key(self, expr: Expr, place: Place) -> tuple[object, ...]:
        return (self.all_epochs.interned.get(id(expr), id(expr)), place)

    def plane(self, entity: EntityId, fact: FactId) -> Plane | None:
        """The column of a fact, with its options under the numbers that all choices share."""
        found = self.levels[entity].facts.get(fact)
        return None if found is None else self._ready(found, self.rules.facts[fact].type)

    def given(self, entity: EntityId, term: TermId) -> tuple[Plane, Mask] | None:
        found = self.levels[entity].terms.get(term)
        if found is None:
            return None
        return self._ready(found[0], self.rules.terms[term].type), found[1]

    def _ready(self, plane: Plane, type_: Type) -> Plane:
        match plane:
            case Truths(code=code) if plane.open or plane.judged:
                return replace(plane, open=bool((code == UNKNOWN).any()), judged=False)
            case Symbols(code=code) if isinstance(type_, types.Choice):
                options = self.rules.options[type_.id]
                numbers = [self.names.number[it] for it in options]
                table = np.array([*numbers, UNKNOWN_SYMBOL], np.int32)
                return Symbols(table[code], plane.absent)
            case _:
                return told(plane)

    def said(
        self, reading: Reading, entity: EntityId, which: npt.NDArray[np.integer[Any]] = _THE_ONE
    ) -> Columnar:
        """What is said in the epoch of each subject: the value at the place `which`, from 0."""
        at = self.epoch_of(entity) if reading.differs else 0
        if not isinstance(at, int):
            row = at * len(reading.said[0])
            row += which
            return told(taken(reading.values(self.names), row))
        values = reading.said[at]
        if not which.ndim:
            return values[int(which)]
        return told(taken(gathered(values, self.names), which))

    def epoch_of(self, entity: EntityId) -> int | Places:
        """The place in the regime of each subject's epoch, or of that of all of them."""
        if isinstance(self.epoch, int) or entity == HOUSEHOLD:
            return self.epoch
        if entity not in self.epochs:
            self.epochs[entity] = self.epoch[self.parent_of(entity, HOUSEHOLD)]
        return self.epochs[entity]

    def container(self, entity: EntityId) -> EntityId | None:
        return self.rules.entities[entity].container

    def lies_in(self, entity: EntityId, outer: EntityId) -> bool:
        """Whether subjects of a kind lie in the outer kind, or are of it."""
        at: EntityId | None = entity
        while at is not None and at != outer:
            at = self.container(at)
        return at is not None

    def owner(self, entity: EntityId, kind: EntityId) -> EntityId | None:
        """The kind of subject that those of an entity look to for what is said of another kind.

        An area has one household in a case: what is said of the area is said of that.
        """
        outer = HOUSEHOLD if kind == AREA_ENTITY else kind
        return outer if self.lies_in(entity, outer) else None

    def within(self, entity: EntityId, inner: EntityId) -> EntityId | None:
        """The nearest that subjects of a kind are or lie in and those of the inner kind lie in."""
        outer = self.container(inner)
        while outer is not None and not self.lies_in(entity, outer):
            outer = self.container(outer)
        return outer

    def listed_around(self, inner: EntityId, outer: EntityId) -> EntityId | None:
        """The nearest inside the outer kind that those of the inner lie in and a list is given of.

        Nobody lies in an outer subject that has none of these, whether or not those are listed.
        """
        kind = self.container(inner)
        while kind is not None and kind != outer and kind not in self.levels:
            kind = self.container(kind)
        return None if kind == outer else kind

    def places_of(self, rows: Places, entity: EntityId, outer: EntityId) -> Places:
        """The places of the outer subjects that these lie in, or are."""
        return rows if outer == entity else self.parent_of(entity, outer)[rows]

    def parent_of(self, entity: EntityId, outer: EntityId) -> Places:
        """For each subject the place of the outer one that it lies in."""
        key = (entity, outer)
        if key not in self.parents:
            self.parents[key] = holders_of(self.ends_of(outer, entity))
        return self.parents[key]

    def ends_of(self, outer: EntityId, entity: EntityId) -> Integers:
        """The i-th outer subject holds those from the i-th of these up to the next."""
        key = (outer, entity)
        if key not in self.starts:
            offsets, between = self.levels[entity].offsets, self.container(entity)
            if offsets is None or between is None:
                message = f"{entity} lies in nothing"
                raise ValueError(message)
            direct = between == outer
            self.starts[key] = offsets if direct else offsets[self.ends_of(outer, between)]
        return self.starts[key]

    def spread(self, it: Columnar, outer: EntityId, entity: EntityId) -> Columnar:
        """What is said of the outer subjects, said of those that lie in them."""
        if outer == entity or not is_plane(it):
            return it
        return taken(it, self.parent_of(entity, outer))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """A scene of some households. `rows`: where all in them stand in the whole; {} if it is it."""

    scene: Scene
    rows: Mapping[EntityId, npt.NDArray[np.intp]]


def of_households(scene: Scene, households: npt.NDArray[np.intp]) -> Some:
    """`households`: one at least."""
    containers = {id_: it.container for id_, it in scene.rules.entities.items()}
    found = selected(scene.chunk, households, containers)
    if found is None:
        message = "no household is some"
        raise ValueError(message)
    epoch = scene.epoch if isinstance(scene.epoch, int) else scene.epoch[households]
    return Some(Scene(scene.all_epochs, scene.regime, found.levels, epoch), found.rows)


def rules_for_columns(index: Index) -> Rules:
    provisions = index.program.provisions
    people = {it.facets.amount.left_to for it in provisions if it.facets.amount is not None}
    return Rules(
        index=index,
        names=symbolism(index.program),
        interned=_interned(index),
        places={it.id: at for at, it in enumerate(provisions)},
        people={it: at for at, it in enumerate(sorted(people))},
        missing={it: at for at, it in enumerate(dict.fromkeys(_can_be_missing(index)))},
    )


def _can_be_missing(index: Index) -> Iterator[str]:
    yield from (*index.facts, *index.terms, *index.standards, *index.entities, "calendar")


def _interned(index: Index) -> dict[int, int]:
    first: dict[Expr, int] = {}
    found: dict[int, int] = {}

    def note(expr: Expr) -> None:
        found[id(expr)] = first.setdefault(expr, id(expr))
        match expr:
            case Op(args=args) | Standard(args=args):
                for it in args:
                    note(it)
            case Aggregate(value=value, when=when):
                for inner in (value, when):
                    if inner is not None:
                        note(inner)

    for term in index.program.terms:
        if term.means is not None:
            note(term.means)
    for it in index.program.provisions:
        amount, period = it.facets.amount, it.facets.period
        defined = it.effect.value if isinstance(it.effect, Define) else None
        said = () if amount is None else (amount.value, amount.upper)
        days = () if period is None else (period.start, period.end)
        for expr in (it.condition, defined, *said, *days):
            if expr is not None:
                note(expr)
    return found
