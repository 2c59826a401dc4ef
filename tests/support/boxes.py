"""Questions put to boxes, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.answer import Answer, Asserted, World
from doudi.compiler.proof.boxes import solve
from doudi.compiler.proof.formula import (
    Formula,
    Is,
    Within,
)
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.runtime.values import Value
from tests.support.worlds import (
    ILL,
    OLD,
    POOR,
    SCENE,
)


def answer(
    *formulas: Formula,
    knowing: Mapping[str, Formula] | None = None,
    scene: Scene = SCENE,
    boxes: int = 128,
) -> Answer:
    known = tuple(Asserted(name, it) for name, it in (knowing or {}).items())
    return solve(formulas, known, scene, 1000, Limits(boxes=boxes))


def facts(*formulas: Formula, knowing: Mapping[str, Formula] | None = None) -> dict[Cell, Value]:
    found = answer(*formulas, knowing=knowing)
    assert isinstance(found, World), found
    return dict(found.cells)


def number(
    cell: Cell, low: Fraction | int | None, high: Fraction | int | None = None, ends: str = "[]"
) -> Within:
    """`ends` as in mathematics: `(` and `)` leave the end out."""
    return Within(
        cell,
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        over=ends[0] == "(",
        under=ends[1] == ")",
    )


ILL_IS = Is(ILL, value=True)
POOR_IS = Is(POOR, value=True)
OLD_IS = Is(OLD, value=True)
