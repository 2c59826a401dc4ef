"""What is made of a whole program and costs much, kept for the few programs read in turn.

By which object it is, for comparing or hashing a program costs more than that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")

MOST: Final = 4


def kept(make: Callable[[Source], Made]) -> Callable[[Source], Made]:
    """`make`, called once for each of the last few objects."""
    known: tuple[tuple[Source, Made], ...] = ()

    @wraps(make)
    def once(source: Source) -> Made:
        nonlocal known
        for it, made in known:
            if it is source:
                return made
        new = make(source)
        known = ((source, new), *known)[:MOST]
        return new

    return once
