"""Orders that declarations make (`属于`, `高于`): everything reachable, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=str)


def reachable(steps: Mapping[T, Iterable[T]]) -> dict[T, tuple[T, ...]]:
    """All that each one leads to, itself left out, sorted."""
    closed: dict[T, tuple[T, ...]] = {}
    for start in steps:
        seen: set[T] = set()
        waiting = list(steps[start])
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting.extend(steps.get(at, ()))
        closed[start] = tuple(sorted(seen - {start}))
    return closed


def circles(steps: Mapping[T, Iterable[T]]) -> list[tuple[T, ...]]:
    """Each circle once, from its first member in the order given, which also ends it."""
    found: list[tuple[T, ...]] = []
    done: set[T] = set()
    for start in steps:
        path = [start]
        branches = [iter(steps.get(start, ()))]
        while path and start not in done:
            ahead = next((it for it in branches[-1] if it not in done), None)
            if ahead is None:
                branches.pop()
                done.add(path.pop())
            elif ahead in path:
                found.append((*path[path.index(ahead) :], ahead))
            else:
                path.append(ahead)
                branches.append(iter(steps.get(ahead, ())))
    return found
