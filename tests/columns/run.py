"""Many households, decided in columns, one by one and by the reference: every cell compared.

    python -m tests.columns.run --households 1000000 --seed 1 --jobs 2
    python -m tests.columns.run --households 20000 --source sampled=1 --source generated=3

Says how many of each source agreed, for how many areas, days and rule sets, and what occurred in
them; a household on which they differ is made small and printed, with what each says of it. A run
that is broken off (Ctrl-C, a terminal closed, `kill`) says of how many it knows, and that these
are not all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from signal import SIG_IGN, getsignal, signal
from traceback import format_exc
from typing import Final

from tqdm import tqdm

from doudi.runtime.batch.side_by_side import leave_stopping_to_the_first
from doudi.runtime.command_line.stopping import STOPPING
from tests.columns.agreement import CELLS, differences, shown
from tests.columns.engines import engines
from tests.columns.populations import SOURCES
from tests.columns.smaller import smaller

SHARES: Final = {"sampled-of-generated": 95, "sampled": 5}
# What is done once for rules, or for an area and a day, is to be little beside the households.
AT_A_TIME: Final = {
    "sampled-of-generated": 1000,
    "sampled": 2000,
    "generated": 40,
    "drawn": 200,
    "complete": 200,
}
INTERRUPTED: Final = 130
OFTEN: Final = 0.5  # seconds from one look at who is to stop to the next


@dataclass(frozen=True, slots=True)
class Batch:
    """So many households of a source, drawn from a seed that no other batch has.

    `own_code`: whether tapes are compiled too, which takes a tenth of a second for each.
    """

    source: str
    seed: int
    households: int
    own_code: bool = False


@dataclass
class Tally:
    """`households`: of each source; `differing`: of all, some of them `shown`.

    `epochs`: areas and days that occurred; `rule_sets`: the seeds of those drawn, 0 for this
    project's.
    """

    households: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    epochs: set[tuple[str, str]] = field(default_factory=set)
    rule_sets: set[int] = field(default_factory=set)
    differing: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.households += other.households
        self.seen += other.seen
        self.epochs |= other.epochs
        self.rule_sets |= other.rule_sets
        self.differing += other.differing
        self.shown += other.shown


def compared(batch: Batch) -> Tally:
    """An engine that breaks off differs on the whole batch."""
    try:
        return _compared(batch)
    except Exception:  # noqa: BLE001 - whatever it is, a run of hours goes on and tells it
        return Tally(
            Counter({batch.source: batch.households}),
            differing=batch.households,
            shown=[f"{batch}: {format_exc()}"],
        )


def _compared(batch: Batch) -> Tally:
    """Only its first difference is made small and shown, the rest is counted."""
    those = SOURCES[batch.source](batch.seed, batch.households)
    ways = engines(those.rules, those.read, own_code=batch.own_code)
    tally = Tally(
        Counter({batch.source: len(those.chunk.epoch_of)}),
        epochs={(it.area, it.as_of.isoformat()) for it in those.chunk.epochs},
        rule_sets={batch.seed if those.text else 0},
    )
    found = [*differences(ways, those.chunk, those.areas, those.rules, tally.seen)]
    tally.differing = len(found)
    for it in found[:1]:
        least = smaller(it, ways, those.kinds, those.rules)
        tally.shown.append(f"{batch}: {shown(least, those.rules)}{those.text}")
    return tally


def batches(
    shares: Mapping[str, int], seed: int, households: int, *, own_code: bool = False
) -> Iterator[Batch]:
    """The sources beside each other: at any time as much of each as its share."""
    whole = sum(shares.values())
    ends = [households * it // whole for it in accumulate(shares.values(), initial=0)]
    cut: list[tuple[float, str, int]] = []
    for source, (start, end) in zip(shares, pairwise(ends), strict=True):
        for first in range(start, end, AT_A_TIME[source]):
            size = min(AT_A_TIME[source], end - first)
            cut.append(((first - start) / (end - start), source, size))
    for number, (_, source, size) in enumerate(sorted(cut)):
        yield Batch(source, seed * 1_000_000 + number, size, own_code)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--households", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--source",
        action="append",
        type=_share,
        metavar="NAME[=SHARE]",
        help=f"one of {', '.join(SOURCES)}; several in these shares; by default "
        + ", ".join(f"{name}={share}" for name, share in SHARES.items()),
    )
    parser.add_argument("--own-code", action="store_true", help="also of tapes compiled")
    asked = parser.parse_args()
    shares = dict(asked.source or SHARES)
    these = [*batches(shares, asked.seed, asked.households, own_code=asked.own_code)]
    total = Tally()
    for done in _compared_until(_told_to_stop(), these, asked.jobs):
        total.add(done)
    for line in _said(total, asked.households):
        sys.stdout.write(f"{line}\n")
    if total.differing:
        return 1
    return 0 if total.households.total() == asked.households else INTERRUPTED


def _share(text: str) -> tuple[str, int]:
    name, _, share = text.partition("=")
    if name not in SOURCES:
        message = f"no source {name!r}; there are {', '.join(SOURCES)}"
        raise argparse.ArgumentTypeError(message)
    if share and not (share.isdecimal() and int(share)):
        message = f"a share is a number from 1 on, not {share!r}"
        raise argparse.ArgumentTypeError(message)
    return name, int(share or 1)


def _told_to_stop() -> Sequence[int]:
    """What signals told it, from now on; a terminal closed does not under `nohup`.

    Nothing is raised: in the midst of a pool's locks or of becoming two processes, Ctrl-C would be
    dropped or leave a lock behind.
    """
    told: list[int] = []
    for it in STOPPING:
        if getsignal(it) is not SIG_IGN:
            signal(it, lambda number, _: told.append(number))
    return told


def _compared_until(told: Sequence[int], these: Sequence[Batch], jobs: int) -> Iterator[Tally]:
    """Of whoever is told to stop, what has begun is waited for, and is not compared."""
    households = sum(it.households for it in these)
    often = 0.1 if sys.stderr.isatty() else 60
    pool = ProcessPoolExecutor(jobs, initializer=leave_stopping_to_the_first)
    with tqdm(total=households, unit="household", mininterval=often) as bar:
        left = {pool.submit(compared, it) for it in these}
        while left and not told:
            done, left = wait(left, OFTEN, FIRST_COMPLETED)
            for it in done:
                bar.update(it.result().households.total())
                yield it.result()
    pool.shutdown(cancel_futures=True)


def _said(total: Tally, asked: int) -> Iterator[str]:
    yield from total.shown[:20]
    for what, times in sorted(total.seen.items()):
        yield f"{times:12,} {what}"
    for source, times in sorted(total.households.items()):
        yield f"{times:12,} households {source}"
    number = total.households.total()
    areas, days = ({*those} for those in zip(*total.epochs, strict=True)) if number else ((), ())
    processor = sum(os.times()[:4])  # this process and those that it waited for
    yield (
        f"{number:,} households, {total.seen[CELLS]:,} cells by each engine, "
        f"{len(total.rule_sets):,} rule sets, {len(areas)} areas, {len(days):,} days; "
        f"{total.differing:,} households differ; "
        f"{processor * 1000 / max(number, 1):.1f} ms of a processor each"
    )
    if number < asked:
        yield f"broken off: {asked - number:,} of {asked:,} households were not compared"


if __name__ == "__main__":
    sys.exit(main())
