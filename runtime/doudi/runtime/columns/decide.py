"""From rules and a chunk to answers: the column engine's one entry.

Pure and deterministic, and the same answers as `evaluation.decide` gives one household at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from doudi.runtime.columns import memory
from doudi.runtime.columns.answers import cells_of, told_why
from doudi.runtime.columns.cells import Answers, Cells, CellsByKind, CellsTogether
from doudi.runtime.columns.numbers import TooLargeError
from doudi.runtime.columns.patterns import Places
from doudi.runtime.columns.regimes import Regimes
from doudi.runtime.columns.scene import Rules, Scene, Some, of_households, rules_for_columns
from doudi.runtime.columns.singly import cells_singly
from doudi.runtime.columns.tape.narrow import narrowed
from doudi.runtime.columns.tape.native.pays import MANY
from doudi.runtime.columns.tape.packed import packed
from doudi.runtime.columns.tape.reading import NotForTapeError
from doudi.runtime.columns.tape.run import Found, Ready, ready, run
from doudi.runtime.columns.tape.tape import written
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Instance
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Codes, Indices, Numbers, Plane, Truths
from doudi.runtime.population.selection import selected
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, SchemeId, TermId

_FEW: Final = 1000  # households that take as long on planes as any smaller number of them
_ALL: Final = slice(None)
_MOST_TAPES: Final = 128  # of some 100 KB each


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """Rules made ready for any number of chunks.

    `regimes` and `tapes` are kept from chunk to chunk; a tape is for a regime and the columns it
    has, for chunks in which all is known or something may be unknown, and for what may be not
    applicable: `absent`, which grows. `seen`: households of each so far; from `tape_from` on it is
    worth to write a tape for them.
    """

    rules: Rules
    schemes: tuple[SchemeId, ...]
    reasons: bool
    in_full: bool
    regimes: Regimes
    tapes: dict[tuple[object, ...], Ready]
    absent: dict[tuple[object, ...], frozenset[FactId]]
    seen: dict[tuple[object, ...], int]
    tape_from: int
    code_from: int | None


def engine(
    index: Index,
    *,
    schemes: Collection[SchemeId] = (),
    areas: Mapping[AreaCode, Instance] | None = None,
    reasons: bool = True,
    in_full: bool = False,
    tape_from: int = 10_000,
    code_from: int | None = MANY,
) -> Engine:
    """`schemes`: those to decide, all where none is named. `areas`: an area's own facts, by code.

    `reasons`: whether to say why.

    `in_full`: whether outcomes and amounts will be read as columns, which are then written while
    they are worked out; else cells stay of kinds until a column is asked for.

    `tape_from`: from so many households of one regime on they are run from a tape, which
    takes some tenths of a second to write; few in a chunk count for _FEW. `code_from`: from so many
    subjects of one tape on it has code of its own, where llvmlite is installed; None: never.
    """
    memory.kept()
    wanted = tuple(it.id for it in index.program.schemes if not schemes or it.id in schemes)
    return Engine(
        rules=rules_for_columns(index),
        schemes=wanted,
        reasons=reasons,
        in_full=in_full,
        regimes=Regimes(index, areas or {}),
        tapes={},
        absent={},
        seen={},
        tape_from=tape_from,
        code_from=code_from,
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """What there is of a chunk: a tape is written for it. `there`: the columns of each kind.

    `open`: whether planes say that something is unknown; that they do not does not mean that
    everything is known. `absent`: facts that are not applicable to somebody; the same ones in most
    chunks of a table.
    """

    there: tuple[tuple[EntityId, frozenset[FactId], frozenset[TermId]], ...]
    open: bool
    absent: frozenset[FactId]


def decide(chunk: Chunk, with_: Engine) -> Answers:
    """Every scheme for every subject in a chunk, in the order of its levels."""
    names = tuple(with_.rules.missing)
    of = _columns(chunk)
    parts = [
        (it.rows, {its.scheme: its for its in _all_cells(it.scene, of, with_)})
        for it in _scenes(chunk, with_)
    ]
    if len(parts) == 1:
        return Answers(parts[0][1], names)
    whole = {
        scheme: CellsTogether(
            [(rows[cells[scheme].entity], cells[scheme]) for rows, cells in parts],
            sum(len(cells[scheme]) for _, cells in parts),
        )
        for scheme in parts[0][1]
    }
    return Answers(whole, names)


def _scenes(chunk: Chunk, with_: Engine) -> Iterator[Some]:
    """One for each regime that occurs."""
    placed = [with_.regimes.of(it) for it in chunk.epochs]
    first, at = placed[0]
    if len(placed) == 1:
        yield Some(Scene(with_.rules, first, chunk.levels, at), {})
        return
    epoch = np.array([at for _, at in placed], np.intp)[chunk.epoch_of]
    if all(regime is first for regime, _ in placed):
        yield Some(Scene(with_.rules, first, chunk.levels, _one_if_alike(epoch)), {})
        return
    containers = {id_: it.container for id_, it in with_.rules.index.entities.items()}
    for regime in dict.fromkeys(regime for regime, _ in placed):
        its = np.array([it is regime for it, _ in placed])
        households = np.flatnonzero(its[chunk.epoch_of])
        found = selected(chunk, households, containers)
        if found is not None:
            scene = Scene(with_.rules, regime, found.levels, _one_if_alike(epoch[households]))
            yield Some(scene, found.rows)


def _one_if_alike(epoch: Places) -> int | Places:
    first = int(epoch[0])
    return epoch if (epoch != first).any() else first


def _all_cells(scene: Scene, of: _Columns, with_: Engine) -> Iterator[Cells]:
    """From a tape those that are on it, the others in the general way."""
    on_tape = {it.scheme: it for it in _from_tape(scene, of, with_)}
    for scheme in with_.schemes:
        if scheme in on_tape:
            yield on_tape[scheme]
        elif scene.rules.schemes[scheme].entity in scene.levels:
            yield _in_general(scheme, scene, with_)


def _from_tape(scene: Scene, of: _Columns, with_: Engine) -> Iterator[Cells]:
    """Households that the tape is not for are decided in the general way and put in."""
    found = _run(scene, of, with_)
    if found is None:
        return
    if not found.wrong:
        yield from found.cells
        return
    rest = of_households(scene, np.flatnonzero(found.refused))
    for it in found.cells:
        if it.scheme in found.wrong:
            others = _in_general(it.scheme, rest.scene, with_)
            yield CellsTogether([(_ALL, it), (rest.rows[it.entity], others)], len(it))
        else:
            yield it


def _run(scene: Scene, of: _Columns, with_: Engine) -> Found | None:
    """None where no tape is for this."""
    about = (scene.regime, *of.there)
    with_.seen[about] = with_.seen.get(about, 0) + max(len(scene.levels[HOUSEHOLD]), _FEW)
    if with_.seen[about] < with_.tape_from:
        return None
    absent = with_.absent[about] = with_.absent.get(about, frozenset()) | of.absent
    key = (absent, scene.regime.changes, *about)
    why = partial(_why, scene) if with_.reasons else None
    for open_ in (True,) if of.open else (False, True):
        tape = _tape((open_, *key), scene, with_, open_=open_, absent=absent)
        if tape is None:
            return None
        with suppress(NotForTapeError):
            return run(tape, scene, why)
    return None


def _tape(
    key: tuple[object, ...],
    scene: Scene,
    with_: Engine,
    *,
    open_: bool,
    absent: frozenset[FactId],
) -> Ready | None:
    """None where there are so many tapes that it is not worth to give up one for these few."""
    tape = with_.tapes.pop(key, None)
    if tape is None:
        if len(with_.tapes) >= _MOST_TAPES:
            if len(scene.levels[HOUSEHOLD]) < with_.tape_from:
                return None
            del with_.tapes[next(iter(with_.tapes))]
        plain = written(with_.schemes, scene, open_=open_, absent=absent, reasons=with_.reasons)
        tape = ready(packed(narrowed(plain)), in_full=with_.in_full, code_from=with_.code_from)
    with_.tapes[key] = tape  # the last is the one used last
    return tape


def _columns(chunk: Chunk) -> _Columns:
    facts = [it for level in chunk.levels.values() for it in level.facts.items()]
    there = (
        (level.entity, frozenset(level.facts), frozenset(level.terms))
        for level in chunk.levels.values()
    )
    return _Columns(
        tuple(there),
        any(_has_unknown(plane) for _, plane in facts),
        frozenset(id_ for id_, plane in facts if plane.absent is not None),
    )


def _has_unknown(plane: Plane) -> bool:
    if isinstance(plane, Truths):
        return plane.open
    return isinstance(plane, Numbers) and plane.high is not plane.low


def _why(scene: Scene, cells: CellsByKind) -> tuple[Codes, Indices]:
    return told_why(cells, (Outcome.UNDETERMINED,), cells.failed, scene)


def _in_general(scheme: SchemeId, scene: Scene, with_: Engine) -> Cells:
    try:
        return cells_of(scheme, scene, with_reasons=with_.reasons)
    except TooLargeError:
        return cells_singly(scheme, scene)
