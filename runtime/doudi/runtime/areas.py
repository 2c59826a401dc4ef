"""Areas as a tree: which lies inside which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from doudi.runtime.program.declarations import Area
from doudi.runtime.program.ids import AreaCode

COUNTRY = AreaCode("000000")


@dataclass(frozen=True, slots=True)
class AreaTree:
    """The bundle's areas by code."""

    by_code: dict[str, Area]

    def up(self, code: str) -> Iterator[str]:
        """The area itself, then what contains it, up to the country."""
        area = self.by_code.get(code)
        while area is not None:
            yield area.code
            area = self.by_code.get(area.parent) if area.parent is not None else None

    def within(self, inner: str, outer: str) -> bool:
        """Whether `inner` is `outer` or lies inside it."""
        return any(code == outer for code in self.up(inner))


def area_tree(areas: Iterable[Area]) -> AreaTree:
    return AreaTree({it.code: it for it in areas})
