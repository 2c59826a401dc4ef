"""The area table as rules see it: Chinese names to codes, and which area lies in which.

`地名` alone where it is unique, or behind the name of any area around it
(重庆市江北区, 甘肃省凉州区).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doudi.runtime.program.declarations import Area
from doudi.runtime.program.ids import AreaCode


@dataclass(frozen=True, slots=True)
class Areas:
    by_code: Mapping[AreaCode, Area]
    by_name: Mapping[str, tuple[AreaCode, ...]]

    def named(self, name: str) -> tuple[AreaCode, ...]:
        """Every area the name can mean: none, one, or several to choose from."""
        if exact := self.by_name.get(name):
            return exact
        return tuple(
            code
            for cut in range(1, len(name))
            for code in self.by_name.get(name[cut:], ())
            if self._lies_in(code, name[:cut])
        )

    def lies_in(self, inner: AreaCode, outer: AreaCode) -> bool:
        """Whether `inner` is `outer` or inside it."""
        at: AreaCode | None = inner
        while at is not None:
            if at == outer:
                return True
            at = self._parent(at)
        return False

    def full_name(self, code: AreaCode) -> str:
        """The shortest name that tells the area from every other one."""
        area = self.by_code.get(code)
        if area is None:
            return code
        if len(self.by_name[area.name]) == 1 or area.parent is None:
            return area.name
        return self.by_code[area.parent].name + area.name

    def _parent(self, code: AreaCode) -> AreaCode | None:
        area = self.by_code.get(code)
        return None if area is None else area.parent

    def _lies_in(self, code: AreaCode, outer_name: str) -> bool:
        return any(self.lies_in(code, outer) and code != outer for outer in self.named(outer_name))


def areas_of(table: Iterable[Area]) -> Areas:
    by_code: dict[AreaCode, Area] = {}
    by_name: dict[str, tuple[AreaCode, ...]] = {}
    for area in table:
        by_code[area.code] = area
        by_name[area.name] = (*by_name.get(area.name, ()), area.code)
    return Areas(by_code, by_name)
