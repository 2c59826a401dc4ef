"""What a question comes to: a world that meets it, the proof that none does, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.scene import Scene
from doudi.runtime.values import Value


@dataclass(frozen=True, slots=True)
class World:
    """The facts that make the formulas true. Cells that nothing asks about are not in it.

    `AS_OF` and the counts of listed kinds stand among the cells, as exact numbers.
    """

    cells: Mapping[Cell, Value]


@dataclass(frozen=True, slots=True)
class Impossible:
    """No world meets the formulas; `core`: places in `formulas` that already exclude one another.

    The core is as small as it could cheaply be made. `knowledge`: statements of the axioms
    that the proof needs.
    """

    core: tuple[int, ...]
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GaveUp:
    """Neither was found. `why`: time, memory, size, or what cannot be said to the solver."""

    why: Literal["time", "memory", "size", "not_analysed"]
    what: str = ""


Answer: TypeAlias = World | Impossible | GaveUp


@dataclass(frozen=True, slots=True)
class Asserted:
    """An axiom as a formula that every world meets, and the words it is known by."""

    statement: str
    formula: Formula


class Solver(Protocol):
    """The port. An answer depends on its arguments alone: no memory of what was asked before."""

    def solve(
        self,
        formulas: tuple[Formula, ...],
        knowledge: tuple[Asserted, ...],
        scene: Scene,
        milliseconds: int,
    ) -> Answer: ...
