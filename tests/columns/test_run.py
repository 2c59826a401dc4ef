"""The run of any size: of every source its share, and never more said than was compared."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from signal import SIGTERM
from subprocess import PIPE, Popen
from typing import Final

from tests.columns.run import INTERRUPTED, SHARES, batches

ROOT: Final = Path(__file__).parents[2]


def test_of_every_source_there_is_its_share_and_at_any_time_about_as_much() -> None:
    every = [*batches(SHARES, 1, 100_000)]
    for of, many in ((every, 100_000), (every[: len(every) // 2], 50_000)):
        found = Counter[str]()
        for it in of:
            found[it.source] += it.households
        assert abs(found.total() - many) < many / 20
        for source, share in SHARES.items():
            assert abs(found[source] - many * share // 100) <= many / 20
    assert sum(it.households for it in every) == 100_000
    assert len({it.seed for it in every}) == len(every)


def test_a_run_that_is_broken_off_says_how_many_were_not_compared() -> None:
    words = ["--households", "100000", "--source", "generated", "--jobs", "1"]
    command = [sys.executable, "-m", "tests.columns.run", *words]
    with Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE) as run:
        assert run.stderr is not None
        run.stderr.read(1)  # it has begun
        run.send_signal(SIGTERM)
        said, _ = run.communicate(timeout=600)
    assert "of 100,000 households were not compared" in said.decode()
    assert run.returncode == INTERRUPTED
