"""Which area somebody means: a code, a name, or a name with what contains it.

`620602`, `凉州区`, `武威市凉州区` and `甘肃省凉州区` are one area; a bare `江北区` may be two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doudi.runtime.areas import COUNTRY, AreaTree, area_tree
from doudi.runtime.program.declarations import Area
from doudi.runtime.program.ids import AreaCode


@dataclass(frozen=True, slots=True)
class AreaNames:
    tree: AreaTree
    by_name: Mapping[str, tuple[Area, ...]]


def area_names(areas: Sequence[Area]) -> AreaNames:
    by_name: dict[str, tuple[Area, ...]] = {}
    for area in areas:
        by_name[area.name] = (*by_name.get(area.name, ()), area)
    return AreaNames(area_tree(areas), by_name)


def meant(text: str, names: AreaNames) -> tuple[Area, ...]:
    """Every area that the text can mean, in order of their codes."""
    if text in names.tree.by_code:
        return (names.tree.by_code[text],)
    found = {
        area.code: area
        for name, bearers in names.by_name.items()
        if name and text.endswith(name)
        for area in bearers
        if _leads(text.removesuffix(name), area, names.tree)
    }
    return tuple(found[code] for code in sorted(found))


def full_name(code: AreaCode, names: AreaNames) -> str:
    """From the province down, without the country: `重庆市江北区`."""
    chain = [names.tree.by_code[it] for it in names.tree.up(code)]
    inside = [it.name for it in reversed(chain) if it.code != COUNTRY]
    return "".join(inside) or chain[0].name


def _leads(prefix: str, area: Area, tree: AreaTree) -> bool:
    """Whether the prefix is made of the area's containers, nearest last; some may lack."""
    for code in tree.up(area.code):
        if not prefix:
            return True
        if code != area.code:
            prefix = prefix.removesuffix(tree.by_code[code].name)
    return not prefix
