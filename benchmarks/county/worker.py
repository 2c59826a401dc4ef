"""One engine in a process of its own, so that nobody's memory or threads are anybody else's.

    python benchmarks/county/worker.py MODULE FOLDER OPTIONS

`OPTIONS`: the keywords of the module's `load`, as JSON. The tables are read before anything is
asked: everybody begins with the same Arrow columns in memory. Reads a word a line (`load`,
`compute`, `digests`) and answers each with a line of JSON: seconds of processor time and of the
clock, the most memory so far in bytes, and what was asked for.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.county.inputs import tables
from benchmarks.county.workload import digests


def main(name: str, folder: str, options: str) -> None:
    given = tables(Path(folder))
    module = import_module(f"benchmarks.county.{name}")
    held: dict[str, Any] = {}

    def load() -> None:
        held.clear()
        held["data"] = module.load(given, **json.loads(options))

    def compute() -> None:
        deque(module.compute(held["data"]), maxlen=0)  # nobody keeps what was computed before

    def told() -> dict[str, str]:
        return digests(part for parts in module.compute(held["data"]) for part in parts)

    asked: dict[str, Callable[[], Any]] = {"load": load, "compute": compute, "digests": told}
    for line in sys.stdin:
        cpu, wall = process_time(), perf_counter()
        said = asked[line.strip()]()
        answer = {
            "cpu": process_time() - cpu,
            "wall": perf_counter() - wall,
            "peak": getrusage(RUSAGE_SELF).ru_maxrss * 1024,
            "said": said,
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
