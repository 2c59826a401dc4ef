"""The old rules, the new ones, and those in which only some of the changes are made: as engines.

Takes a comparison; gives what any of these tell of a chunk. A fact that only one side knows is
read and not looked at by the other. Where the two would read one table otherwise (another option
of a choice, another area) there are two readings of it, and those changes are made together.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from doudi.compiler.changes.causes import Inquiry, Keys, inquiry
from doudi.compiler.changes.comparison import Change, Comparison
from doudi.compiler.changes.declared import Key, Kind
from doudi.compiler.changes.parts import Part, changed_parts
from doudi.compiler.impact.told import Told, nothing, paid_by, told
from doudi.runtime.batch.area_facts import area_facts
from doudi.runtime.columns.decide import Engine, decide, engine
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.population.chunk import Chunk, Epoch
from doudi.runtime.population.planes import Codes
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import EntityId, SchemeId

_ENGINES: Final = 256  # as many are kept
# What of a word has nothing to do with how a table is read.
_BESIDE: Final = frozenset({Part.QUESTION, Part.CHANGEABLE, Part.SENSITIVE, Part.MEANS})


@dataclass(frozen=True, slots=True, order=True)
class About:
    """A scheme and the kind of subject that it is for: the two sides may not agree on that."""

    scheme: SchemeId
    entity: EntityId


Answers: TypeAlias = Mapping[About, Told]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Some households as the old rules read them and as the new ones do; mostly the same."""

    old: Chunk
    new: Chunk


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    engine: Engine
    paid: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """`words`: the changes with which a table is read otherwise. `area_facts`: a file's bytes."""

    comparison: Comparison
    inquiry: Inquiry
    words: Keys
    old_words: Index
    new_words: Index
    about: tuple[About, ...]
    area_facts: bytes
    _ready: OrderedDict[Keys, _Ready] = field(default_factory=OrderedDict)

    def told(self, made: Keys, reading: Reading, about: Collection[About]) -> Answers:
        """What the old rules with some changes made tell of these."""
        chunk = reading.new if self.words and self.words <= made else reading.old
        ready = self._made(made)
        rules = ready.engine.rules.index
        schemes = tuple(
            it.scheme
            for it in about
            if it.scheme in rules.schemes and rules.schemes[it.scheme].entity == it.entity
        )
        cells = decide(chunk, replace(ready.engine, schemes=schemes)).cells if schemes else {}
        return {
            it: told(cells[it.scheme], ready.paid)
            if it.scheme in cells and cells[it.scheme].entity == it.entity
            else nothing(len(chunk.levels[it.entity]))
            for it in about
            if it.entity in chunk.levels
        }

    def bearing_on(self, about: About, epoch: Epoch) -> tuple[Key, ...]:
        """The changes that an answer can depend on there and then, in the order of all."""
        return self.inquiry.bearing_on(
            Key(Kind.SCHEME, about.scheme), (epoch.area, epoch.area), epoch.as_of
        )

    def _made(self, made: Keys) -> _Ready:
        found = self._ready.get(made)
        if found is None:
            if len(self._ready) >= _ENGINES:
                self._ready.popitem(last=False)
            rules = self.comparison.made(made)
            words = self.new_words if self.words <= made else self.old_words
            areas = area_facts(self.area_facts, words.program)
            found = _Ready(engine(rules, areas=areas, reasons=False), paid_by(rules))
            self._ready[made] = found
        else:
            self._ready.move_to_end(made)
        return found


def sides(
    comparison: Comparison, schemes: Collection[SchemeId] = (), area_facts: bytes = b""
) -> Sides:
    """`schemes`: those to look at, all where none is named."""
    words = frozenset(it.key for it in comparison.changes if _read_otherwise(it))
    new = index(comparison.readable("new"))
    return Sides(
        comparison,
        inquiry(comparison),
        words,
        index(comparison.readable("old")) if words else new,
        new,
        tuple(_about((comparison.new, comparison.old), schemes)),
        area_facts,
    )


def _about(programs: Iterable[Program], schemes: Collection[SchemeId]) -> list[About]:
    """In the order of the new program; what only the old one has comes last."""
    every = (About(it.id, it.entity) for program in programs for it in program.schemes)
    return [it for it in dict.fromkeys(every) if not schemes or it.scheme in schemes]


def _read_otherwise(change: Change) -> bool:
    match change.key.kind:
        case Kind.AREA:
            return True
        case Kind.ENTITY | Kind.CHOICE | Kind.FACT | Kind.TERM:
            return bool(set(changed_parts(change)) - _BESIDE)
        case _:
            return False
