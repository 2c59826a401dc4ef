"""Options and areas as whole numbers: an area's parts have the numbers that follow its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from doudi.compiler.proof.encoding.terms import (
    Amount,
    Condition,
    at_most,
    both,
    either,
    equal,
)
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Area
from doudi.runtime.program.ids import AreaCode


@dataclass(frozen=True, slots=True)
class Symbols:
    """`ids` in the order of their numbers; `parts`: the last number inside an area."""

    ids: tuple[str, ...]
    numbers: dict[str, int]
    parts: dict[int, int]

    def one_of(self, number: Amount, ids: Iterable[str]) -> Condition:
        return either(*(both(*self._between(number, *it)) for it in self._runs(ids)))

    def within(self, inner: Amount, outer: Amount) -> Condition:
        if isinstance(outer, int | Fraction):
            last = self.parts.get(int(outer), int(outer))
            return both(*self._between(inner, int(outer), last))
        return either(
            *(
                both(equal(outer, first), *self._between(inner, first, last))
                for first, last in self.parts.items()
            )
        )

    def _between(self, number: Amount, first: int, last: int) -> tuple[Condition, ...]:
        if first == last:
            return (equal(number, first),)
        return at_most(first, number), at_most(number, last)

    def _runs(self, ids: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Numbers that follow one another, as first and last."""
        first: int | None = None
        last = -1
        for it in sorted(self.numbers[it] for it in ids):
            if first is not None and it != last + 1:
                yield first, last
                first = it
            first, last = it if first is None else first, it
        if first is not None:
            yield first, last


@lru_cache(maxsize=8)
def symbols_of(rules: Index) -> Symbols:
    areas = list(_down(rules.program.areas))
    ids = tuple(
        dict.fromkeys(
            [
                *(str(it) for options in rules.options.values() for it in options),
                *(str(it) for it, _ in areas),
            ]
        )
    )
    numbers = {it: number for number, it in enumerate(ids)}
    parts = {numbers[it]: numbers[it] + inside for it, inside in areas}
    return Symbols(ids, numbers, parts)


def _down(areas: tuple[Area, ...]) -> Iterator[tuple[AreaCode, int]]:
    """Every area before its parts, with how many it has."""
    inside: dict[AreaCode | None, list[AreaCode]] = {}
    for it in areas:
        inside.setdefault(it.parent, []).append(it.code)

    def below(code: AreaCode) -> list[tuple[AreaCode, int]]:
        parts = [it for part in inside.get(code, ()) for it in below(part)]
        return [(code, len(parts)), *parts]

    for top in inside.get(None, ()):
        yield from below(top)
