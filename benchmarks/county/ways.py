"""The engines of the county, started as processes and asked in turn.

What others are made of is installed for the run, by name, into an environment beside the build.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

ROOT: Final = Path(__file__).parents[2]
BUILD: Final = ROOT / "build/bench"
OTHERS: Final = BUILD / "venv"
PACKAGES: Final = ("openfisca-core", "zen-engine", "duckdb", "polars", "numpy", "pyarrow")

_ONE_THREAD: Final = {
    "POLARS_MAX_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Way:
    """`others`: whether it runs in the environment of what is installed for the run."""

    name: str
    module: str
    folder: Path
    options: Mapping[str, object] = field(default_factory=dict)
    others: bool = False


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of processor time and of the clock; the most memory so far, in bytes."""

    cpu: float
    wall: float
    peak: int


Times: TypeAlias = Mapping[str, Sequence[Took]]


class BrokenWayError(RuntimeError):
    """An engine that could not be run; says which, and its last words."""


@dataclass(frozen=True, slots=True)
class Worker:
    way: Way
    process: subprocess.Popen[str]
    said: IO[str]

    def ask(self, word: str) -> tuple[Took, Any]:
        inlet, outlet = self.process.stdin, self.process.stdout
        if inlet is None or outlet is None:
            raise ValueError(self.process)
        try:
            inlet.write(word + "\n")
            inlet.flush()
            line = outlet.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self.said.seek(0)
            last = self.said.read().strip().splitlines()[-1:]
            raise BrokenWayError(f"{self.way.name}: {' '.join(last) or 'ended without a word'}")
        answer = json.loads(line)
        return Took(answer["cpu"], answer["wall"], answer["peak"]), answer["said"]


def install() -> Mapping[str, str]:
    """The versions of what the others are made of."""
    python = OTHERS / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(OTHERS)], check=True)
    pip = ("-m", "pip", "-qq", "--disable-pip-version-check", "install")
    subprocess.run([str(python), *pip, *PACKAGES], check=True)
    program = "import json, sys\nfrom importlib.metadata import version\n"
    program += "print(json.dumps({it: version(it) for it in sys.argv[1:]}))"
    listed = subprocess.run(
        [str(python), "-c", program, *PACKAGES], check=True, capture_output=True, text=True
    )
    versions: Mapping[str, str] = json.loads(listed.stdout)
    return versions


@contextmanager
def started(ways: Iterable[Way]) -> Iterator[Sequence[Worker]]:
    """Processes that end with the block, whatever happens in it."""
    with ExitStack() as open_:
        workers = []
        for way in ways:
            said = open_.enter_context((BUILD / f"{way.name.replace(' ', '-')}.log").open("w+"))
            process = open_.enter_context(_process(way, said))
            open_.callback(process.kill)
            workers.append(Worker(way, process, said))
        yield workers


def in_turn(workers: Sequence[Worker], word: str, times: int) -> Times:
    """All are asked once, then all again: a slow moment of the machine slows them all."""
    found: dict[str, list[Took]] = {it.way.name: [] for it in workers}
    for _ in range(times):
        for it in workers:
            found[it.way.name].append(it.ask(word)[0])
    return found


def _process(way: Way, said: IO[str]) -> subprocess.Popen[str]:
    python = str(OTHERS / "bin/python") if way.others else sys.executable
    script = str(Path(__file__).with_name("worker.py"))
    return subprocess.Popen(
        [python, script, way.module, str(way.folder), json.dumps(dict(way.options))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        env={**os.environ, **_ONE_THREAD},
    )
