"""Where two JSON values differ, each place once: what it was, and what it is now.

Members of a list that say who they are (a scheme and a subject, a provision, a name) are
compared with their like wherever they stand; other lists by position.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from doudi.runtime.canonical import Json, canonical


@dataclass(frozen=True, slots=True)
class Absent:
    """There is nothing at this place."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step into a value: a name, or a position with what stands there."""

    at: str | int
    item: Json = None


Side: TypeAlias = "Json | Absent"
Path: TypeAlias = tuple[Step, ...]

ABSENT: Final = Absent()
_WHO: Final = (
    "scheme",
    "provision",
    "subject",
    "document",
    "kind",
    "name",
    "facet",
    "option",
    "month",
    "address",
    "axiom",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`moved`: both hold the same, in another order."""

    path: Path
    was: Side
    now: Side
    moved: bool = False

    @property
    def place(self) -> str:
        """`decision.outcomes[3].amount.max`, counted in what was, where it was there."""
        return "".join(
            f"[{it.at}]" if isinstance(it.at, int) else f".{it.at}" for it in self.path
        ).removeprefix(".")


def differences(was: Side, now: Side, path: Path = ()) -> Iterator[Difference]:
    match was, now:
        case dict(), dict():
            for name in sorted(was.keys() | now.keys()):
                below = (*path, Step(name))
                yield from differences(was.get(name, ABSENT), now.get(name, ABSENT), below)
        case list(), list():
            yield from _in_list(was, now, path)
        case _:
            if not _same(was, now):
                yield Difference(path, was, now)


def _in_list(was: Sequence[Json], now: Sequence[Json], path: Path) -> Iterator[Difference]:
    before, after = _named(was), _named(now)
    if before is None or after is None:
        for index in range(max(len(was), len(now))):
            sides = [it[index] if index < len(it) else ABSENT for it in (was, now)]
            item = next(it for it in sides if not isinstance(it, Absent))
            yield from differences(sides[0], sides[1], (*path, Step(index, item)))
        return
    for name, index in before.items():
        other = now[after[name]] if name in after else ABSENT
        yield from differences(was[index], other, (*path, Step(index, was[index])))
    for name, index in after.items():
        if name not in before:
            yield Difference((*path, Step(index, now[index])), ABSENT, now[index])
    if list(before) != list(after) and before.keys() == after.keys():
        yield Difference(path, list(was), list(now), moved=True)


def _named(items: Sequence[Json]) -> Mapping[bytes, int] | None:
    """Where each stands, by what it says of itself; None where two say the same or one nothing."""
    names: dict[bytes, int] = {}
    for index, item in enumerate(items):
        said = _who(item)
        if said is None or said in names:
            return None
        names[said] = index
    return names


def _who(item: Json) -> bytes | None:
    if isinstance(item, str):
        return canonical(item)
    if not isinstance(item, dict):
        return None
    said = {name: item[name] for name in _WHO if name in item}
    return canonical(said) if said else None


def _same(was: Side, now: Side) -> bool:
    if isinstance(was, Absent) or isinstance(now, Absent):
        return was is now
    return canonical(was) == canonical(now)
