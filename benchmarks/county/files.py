"""From Parquet to Parquet: `doudi batch` on the county, by one process and by two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.county.engines import population_of
from benchmarks.county.report import Found, Line, Speed
from benchmarks.county.single import AREA, ON, RULES
from benchmarks.county.ways import BUILD, Took

DOUDI: Final = str(Path(sys.executable).with_name("doudi"))
MOST_MEMORY: Final = 600e6  # bytes


@dataclass(frozen=True, slots=True)
class Copied:
    """Seconds of a processor: of the process, and of these those before its work."""

    cpu: float
    start: float


def files(rows: int, rounds: int) -> Found:
    """The best of some rounds; memory is that of the largest process."""
    population = population_of(rows, "known")
    one: list[Took] = []
    two: list[Took] = []
    copies: list[Copied] = []
    for _ in range(rounds):
        with _folder() as folder:
            one.append(_batch(population, folder / "one", 1))
            copies.append(_copied(population, folder / "one", folder / "copy"))
        with _folder() as folder:
            two.append(_batch(population, folder / "two", 2))
    peak = max(it.peak for it in one)
    alone, copying = min(it.cpu for it in one), min(it.cpu for it in copies)
    begun = min(it.cpu - it.start for it in copies)
    walls = min(it.wall for it in one) / min(it.wall for it in two)
    of = f"{rows:,} households"
    return Found(
        [
            Line("rate of a batch / rate of a copy", copying / alone, of, least=0.7),
            Line("rate of a batch / rate of a copy that runs already", begun / alone, of),
            Line("one process / two processes, by the clock", walls, of, least=1.7),
            Line("memory of a batch / 600 MB", peak / MOST_MEMORY, of, most=1),
        ],
        [
            Speed("batch, Parquet to Parquet", rows, 0, alone / rows * 1e9, peak),
            Speed("copy, Parquet to Parquet", rows, 0, copying / rows * 1e9, 0),
        ],
        [],
    )


@cache
def bundle() -> Path:
    made = BUILD / "county.doudi"
    _doudi("build", str(RULES), "-o", str(made))
    return made


def _batch(population: Path, out: Path, jobs: int) -> Took:
    where = ("--as-of", ON.isoformat(), "--area", AREA, "--jobs", str(jobs), "-o", str(out))
    return _doudi("batch", str(population), "--bundle", str(bundle()), *where)


def _copied(population: Path, answers: Path, copy: Path) -> Copied:
    script = Path(__file__).with_name("copying.py")
    done = subprocess.run(
        [sys.executable, str(script), str(population), str(answers), str(copy)],
        check=True,
        capture_output=True,
        text=True,
        env=installed(),
    )
    return Copied(**json.loads(done.stdout))


def _doudi(*words: str) -> Took:
    """In a process between, whose children's most memory is this command's and nobody else's."""
    program = (
        "import json, subprocess, sys; from resource import *; from time import *\n"
        "began = perf_counter()\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "wall, used = perf_counter() - began, getrusage(RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024]))\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, DOUDI, *words],
        check=True,
        stdout=subprocess.PIPE,
        env=installed(),
    )
    return Took(*json.loads(done.stdout))


def installed() -> dict[str, str]:
    """Where Python keeps what it has compiled, as it does of whatever is installed."""
    found = {**os.environ, "PYTHONPYCACHEPREFIX": str(BUILD / "compiled")}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(dir=BUILD) as name:
        yield Path(name)
