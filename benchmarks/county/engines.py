"""Every engine on one population: first that all say the same, then what each takes.

All run in processes of their own, with one thread, and are asked in turn; what counts is the best
processor time of each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from benchmarks.county import data
from benchmarks.county.report import Found, Line, Speed
from benchmarks.county.ways import BUILD, BrokenWayError, Times, Way, Worker, in_turn, started

FEW: Final = 1000  # households that doudi decides one by one, to compare all others with
NULLS: Final = 0.1
OTHERS_UP_TO: Final = 1_000_000  # they hold all of their columns in memory

NUMPY = "columns by NumPy"
NATIVE = "columns by own code"
NUMPY_READ = "columns by NumPy, read and decided in turn"
NATIVE_READ = "columns by own code, read and decided in turn"
NUMPY_OUT = "columns by NumPy, written out"
NATIVE_OUT = "columns by own code, written out"
REASONS = "columns by NumPy, written out with reasons"
UNKNOWN = "columns by NumPy, written out, a tenth unknown"
ELSEWHERE = "columns by NumPy, unknown elsewhere"
KNOWN = "columns by NumPy, the same known"
KERNEL = "kernel by hand"
OPENFISCA = "OpenFisca"
DUCKDB = "DuckDB"
POLARS = "Polars"
ZEN = "ZEN"
MEMORY = "reading the columns"


def engines(rows: int, rounds: int, only: Collection[str]) -> Found:
    """`only`: names of ways to run; all where none is named."""
    complete = population_of(rows, "known")
    ways = [it for it in _complete(complete, rows) if not only or it.name in only]
    beside = [it for it in _incomplete(rows) if not only or it.name in only]
    with started([*ways, *beside]) as workers:
        able, broken = _loaded(workers)
        agreeing, differing = _agreeing(able)
        computing = in_turn(agreeing, "compute", rounds)
        loading = in_turn(agreeing, "load", min(rounds, 3))
    speeds = [
        Speed(
            it.way.name,
            rows,
            _best(loading, it.way.name) / rows * 1e9,
            _best(computing, it.way.name) / rows * 1e9,
            max(took.peak for took in loading[it.way.name]),
        )
        for it in agreeing
        if it.way.name not in (ELSEWHERE, KNOWN)
    ]
    return Found(_lines(computing, loading, rows), speeds, [*broken, *differing])


def compared_with_one_by_one() -> Sequence[str]:
    """What an engine says otherwise than doudi does one household at a time, of a few."""
    said: list[str] = []
    for kind in ("known", "unknown"):
        folder = population_of(FEW, kind)
        ways = _complete(folder, FEW) if kind == "known" else [Way(UNKNOWN, "columns_", folder)]
        if kind == "known":
            ways.append(zen(FEW))
        with started([Way("one by one", "single", folder), *ways]) as workers:
            able, broken = _loaded(workers)
            said += [*broken, *_agreeing(able)[1]]
    return said


def population_of(rows: int, kind: str) -> Path:
    """Made once, and whole or not at all."""
    folder = BUILD / "data" / f"{rows}-{kind.replace(' ', '-')}"
    if not folder.exists():
        half = folder.with_suffix(".unfinished")
        rmtree(half, ignore_errors=True)
        nulls = 0 if kind == "known" else NULLS
        data.write(rows, half, nulls=nulls, first_block=kind == "unknown first")
        half.rename(folder)
    return folder


def zen(rows: int) -> Way:
    return Way(ZEN, "zen_", population_of(rows, "known"), others=True)


def _complete(folder: Path, rows: int) -> list[Way]:
    ours = [
        Way(NUMPY, "columns_", folder),
        Way(NATIVE, "columns_", folder, {"own_code": True}),
        Way(NUMPY_READ, "columns_", folder, {"in_turn": True}),
        Way(NATIVE_READ, "columns_", folder, {"in_turn": True, "own_code": True}),
        Way(NUMPY_OUT, "columns_", folder, {"written_out": True}),
        Way(NATIVE_OUT, "columns_", folder, {"written_out": True, "own_code": True}),
        Way(REASONS, "columns_", folder, {"written_out": True, "reasons": True}),
        Way(KERNEL, "kernel", folder),
    ]
    others = [
        Way(OPENFISCA, "openfisca_", folder, others=True),
        Way(DUCKDB, "duckdb_", folder, others=True),
        Way(POLARS, "polars_", folder, others=True),
        Way(MEMORY, "bandwidth", folder),
    ]
    return [*ours, *(others if rows <= OTHERS_UP_TO else ())]


def _incomplete(rows: int) -> list[Way]:
    """What is unknown only in the first block must cost nothing in the others."""
    found = [Way(UNKNOWN, "columns_", population_of(rows, "unknown"), {"written_out": True})]
    if rows > data.BLOCK:
        from_ = {"first": data.BLOCK}
        found += [
            Way(ELSEWHERE, "columns_", population_of(rows, "unknown first"), from_),
            Way(KNOWN, "columns_", population_of(rows, "known"), from_),
        ]
    return found


def _loaded(workers: Sequence[Worker]) -> tuple[list[Worker], list[str]]:
    able, broken = [], []
    for it in workers:
        try:
            it.ask("load")
        except BrokenWayError as error:
            broken.append(f"not run: {error}")
        else:
            able.append(it)
    return able, broken


def _agreeing(workers: Sequence[Worker]) -> tuple[list[Worker], list[str]]:
    """Those that give the cells of the first on their population, and what the rest say."""
    first: dict[str, tuple[str, Mapping[str, str]]] = {}
    found, differing = [], []
    for it in workers:
        said: Mapping[str, str] = it.ask("digests")[1]
        name, expected = first.setdefault(_compared(it.way, said), (it.way.name, said))
        wrong = [scheme for scheme, digest in said.items() if digest != expected[scheme]]
        if wrong:
            differing.append(f"{it.way.name} differs from {name}: {', '.join(wrong)}")
        else:
            found.append(it)
    return found, differing


def _compared(way: Way, said: Mapping[str, Any]) -> str:
    """Engines with the same key have the same cells to give."""
    return f"{way.folder} {way.options.get('first', 0)} {bool(said)}"


def _best(times: Times, name: str) -> float:
    return min(it.cpu for it in times[name])


def _lines(computing: Times, loading: Times, rows: int) -> list[Line]:
    found: list[Line] = []

    def add(
        one: str,
        other: str,
        *,
        loaded: Collection[str] = (),
        least: float | None = None,
        most: float | None = None,
    ) -> None:
        """How many times as long one takes as the other; `loaded`: whose loading counts too."""
        if one not in computing or other not in computing:
            return
        times = [
            _best(computing, it) + (_best(loading, it) if it in loaded else 0)
            for it in (one, other)
        ]
        loading_of = {0: "", 1: f", with the loading of {one}", 2: ", both with loading"}
        detail = f"{rows:,} households{loading_of[len(loaded)]}"
        found.append(Line(f"{one} / {other}", times[0] / times[1], detail, least, most))

    for numpy, native in ((NUMPY, NATIVE), (NUMPY_OUT, NATIVE_OUT)):
        add(OPENFISCA, numpy, least=3)
        add(OPENFISCA, numpy, loaded=(OPENFISCA,), least=15)
        add(OPENFISCA, native, least=6)
        add(OPENFISCA, native, loaded=(OPENFISCA,), least=40)
        add(native, KERNEL, most=2)
    add(OPENFISCA, NUMPY_READ, loaded=(OPENFISCA,), least=15)
    add(OPENFISCA, NATIVE_READ, loaded=(OPENFISCA,), least=40)
    add(OPENFISCA, KERNEL, loaded=(OPENFISCA, KERNEL))
    add(DUCKDB, NUMPY_OUT)
    add(POLARS, NUMPY_OUT)
    add(NUMPY, KERNEL)
    add(NUMPY, MEMORY)
    add(REASONS, NUMPY_OUT, most=1.4)
    add(UNKNOWN, NUMPY_OUT, most=2.8)
    add(ELSEWHERE, KNOWN, most=1.05)
    return found
