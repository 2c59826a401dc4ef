"""The rules folder that a notice is taken into, where there is one: what is declared there already.

Takes the folder to be written; looks upwards for the `areas.yaml` of a rules folder. Nothing is
reported here: what is wrong with those files is for `doudi check` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from doudi.compiler.model.areas import Areas, areas_of
from doudi.compiler.tables.areas import read_areas
from doudi.policy_dsl.parsing.read import read_source

_DECLARED: Final = re.compile(
    r"^(?:机关|authority|位阶等级|rank)\s+(\w+)\s*[(（]\s*(\w+)\s*[)）]", re.MULTILINE
)
_HIGHEST: Final = 12  # folders to look up


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`declared`: authorities and ranks by name; None where no rules folder is around."""

    areas: Areas | None = None
    declared: frozenset[str] | None = None

    def declares(self, name: str) -> bool:
        return self.declared is None or name in self.declared

    def knows_area(self, name: str) -> bool:
        return self.areas is None or len(self.areas.named(name)) == 1

    def level_of(self, area: str) -> str | None:
        codes = () if self.areas is None else self.areas.named(area)
        if len(codes) != 1:
            return None
        code = codes[0]
        if code == "000000":
            return "national"
        if code.endswith("0000"):
            return "provincial"
        return "prefectural" if code.endswith("00") else "county"


def surroundings(folder: Path) -> Surroundings:
    absolute = folder.absolute()
    for root in (absolute, *absolute.parents[:_HIGHEST]):
        table = root / "areas.yaml"
        if table.is_file():
            source = read_source(table).value
            areas = None if source is None else areas_of(read_areas(source).value)
            return Surroundings(areas, _declared(root, absolute))
    return Surroundings()


def _declared(root: Path, besides: Path) -> frozenset[str]:
    names: set[str] = set()
    for path in sorted(root.rglob("*.policy")):
        source = None if besides in path.parents else read_source(path).value
        if source is not None:
            names.update(name for pair in _DECLARED.findall(source.text) for name in pair)
    return frozenset(names)
