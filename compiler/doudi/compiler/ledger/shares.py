"""Counts as whole percentages that add up to exactly 100."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 100


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """By largest remainder. What is there has at least 1, so only all of it is 100.

    Without anything to share out, all are 0.
    """
    total = sum(counts)
    if total == 0:
        return (0,) * len(counts)
    given = [max(it * WHOLE // total, min(it, 1)) for it in counts]
    exact = [it * WHOLE / total for it in counts]
    while sum(given) != WHOLE:
        if sum(given) < WHOLE:
            short = [(exact[i] - given[i], -i) for i in range(len(counts))]
            given[-max(short)[1]] += 1
        else:
            over = [(given[i] - exact[i], -i) for i in range(len(counts)) if given[i] > 1]
            given[-max(over)[1]] -= 1
    return tuple(given)


def share(part: int, whole: int) -> int:
    """Of 100: 0 only where nothing is, 100 only where everything is."""
    return shares((part, whole - part))[0]
