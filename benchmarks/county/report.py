"""What a run found, as lines: printed, and put on the page between its marks."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from typing import Final

from benchmarks.county.ways import ROOT

PAGE: Final = ROOT / "docs/performance.md"
BEGIN: Final = "<!-- county:begin -->"
END: Final = "<!-- county:end -->"


@dataclass(frozen=True, slots=True)
class Line:
    """A ratio of one run. `least`, `most`: what is wanted of it; neither, where nothing is."""

    what: str
    ratio: float
    detail: str
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        if self.least is not None:
            return self.ratio >= self.least
        return None if self.most is None else self.ratio <= self.most

    @property
    def wanted(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:g}"
        return "" if self.most is None else f"≤ {self.most:g}"


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one engine on one population: nanoseconds a household, most memory in bytes."""

    engine: str
    rows: int
    loading: float
    computing: float
    peak: int


@dataclass(frozen=True, slots=True)
class Found:
    """`differing`: what did not come out equal, or could not be run; its times were not taken."""

    lines: Sequence[Line]
    speeds: Sequence[Speed]
    differing: Sequence[str]


def markdown(found: Found, versions: Mapping[str, str], command: str) -> str:
    return "\n".join(
        [
            f"{datetime.now(UTC):%Y-%m-%d} · {_machine()} · Python {platform.python_version()}",
            "· " + ", ".join(f"{name} {it}" for name, it in versions.items()),
            f"· `{command}`",
            "",
            "| what, over what | measured | wanted | |",
            "| --- | ---: | ---: | --- |",
            *(_row(it) for it in found.lines),
            "",
            "| engine | households | load, ns each | decide, ns each | most memory, MB |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(
                f"| {it.engine} | {it.rows:,} | {it.loading:,.0f} | {it.computing:,.0f} "
                f"| {it.peak / 1e6:,.0f} |"
                for it in found.speeds
            ),
            *(f"\n**{it}**" for it in found.differing),
        ]
    )


def put_on_page(text: str) -> None:
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def _row(it: Line) -> str:
    said = {True: "met", False: "**missed**", None: ""}[it.met]
    return f"| {it.what} · {it.detail} | {it.ratio:.2f} | {it.wanted} | {said} |"


def _machine() -> str:
    """The processor as the system names it, where it does."""
    about = Path("/proc/cpuinfo")
    name = re.search(r"model name\s*: (.+)", about.read_text()) if about.exists() else None
    return f"{name[1] if name else platform.processor()}, {cpu_count()} cores"
