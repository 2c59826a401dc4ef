"""Many households, decided in columns, one by one and by the reference: every cell compared.

    python -m tests.columns.run --households 100000 --seed 1 --jobs 2

Says how many agreed and what occurred in them; a household on which they differ is made small and
printed, with what each says of it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import cycle
from time import perf_counter
from traceback import format_exc
from typing import Final

from tqdm import tqdm

from tests.columns.agreement import differences, shown
from tests.columns.engines import engines
from tests.columns.populations import SOURCES
from tests.columns.smaller import smaller

AT_A_TIME: Final = {"sampled": 200, "drawn": 200, "complete": 200, "generated": 40}


@dataclass(frozen=True, slots=True)
class Batch:
    """So many households of a source, drawn from a seed that no other batch has."""

    source: str
    seed: int
    households: int


@dataclass
class Tally:
    """`differing`: households; `shown`: some of them; `epochs`: areas and days that occurred."""

    households: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    epochs: set[tuple[str, str]] = field(default_factory=set)
    differing: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.households += other.households
        self.seen += other.seen
        self.epochs |= other.epochs
        self.differing += other.differing
        self.shown += other.shown


def compared(batch: Batch) -> Tally:
    """An engine that breaks off differs on the whole batch."""
    try:
        return _compared(batch)
    except Exception:  # noqa: BLE001 - whatever it is, a run of hours goes on and tells it
        return Tally(
            batch.households, differing=batch.households, shown=[f"{batch}: {format_exc()}"]
        )


def _compared(batch: Batch) -> Tally:
    """Only its first difference is made small and shown, the rest is counted."""
    those = SOURCES[batch.source](batch.seed, batch.households)
    ways = engines(those.rules, those.read)
    tally = Tally(len(those.chunk.epoch_of))
    tally.epochs = {(it.area, it.as_of.isoformat()) for it in those.chunk.epochs}
    found = [*differences(ways, those.chunk, those.areas, those.rules, tally.seen)]
    tally.differing = len(found)
    for it in found[:1]:
        least = smaller(it, ways, those.kinds, those.rules)
        tally.shown.append(f"{batch}: {shown(least, those.rules)}{those.text}")
    return tally


def batches(sources: Sequence[str], seed: int, households: int) -> Iterator[Batch]:
    """The sources in turn, until there are so many households."""
    for number, source in enumerate(cycle(sources)):
        if households <= 0:
            return
        size = min(AT_A_TIME[source], households)
        yield Batch(source, seed * 1_000_000 + number, size)
        households -= size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--source", choices=[*SOURCES], help="all of them in turn by default")
    asked = parser.parse_args()
    total, began = Tally(), perf_counter()
    sources = [asked.source] if asked.source else [*SOURCES]
    with (
        ProcessPoolExecutor(asked.jobs) as pool,
        tqdm(total=asked.households, unit="household", disable=not sys.stderr.isatty()) as bar,
    ):
        running = [
            pool.submit(compared, it) for it in batches(sources, asked.seed, asked.households)
        ]
        for done in as_completed(running):
            total.add(done.result())
            bar.update(done.result().households)
    for said in total.shown[:20]:
        sys.stdout.write(f"{said}\n")
    for what, times in sorted(total.seen.items()):
        sys.stdout.write(f"{times:10} {what}\n")
    spent = (perf_counter() - began) * 1000 * asked.jobs / max(total.households, 1)
    sys.stdout.write(
        f"{total.households} households in {len(total.epochs)} areas and days, "
        f"{total.differing} of them differ, {spent:.1f} ms each and process\n"
    )
    return 1 if total.differing else 0


if __name__ == "__main__":
    sys.exit(main())
