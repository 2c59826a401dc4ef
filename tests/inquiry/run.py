"""Many generated households: are their questions the right ones, and how many are asked?

    python -m tests.inquiry.run --households 2000 --seed 1 --jobs 2

Says what was counted; every problem is printed, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import count, islice

from tests.inquiry.held_against import Held, held
from tests.support.real_rules import Rules, real_rules


@cache
def _rules() -> Rules:
    return real_rules()


def _held(seed: int) -> Held | None:
    return held(seed, _rules().index)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    with ProcessPoolExecutor(args.jobs) as pool:
        found: list[Held] = []
        seeds = count(args.seed * 1_000_000)
        while len(found) < args.households:
            batch = pool.map(_held, islice(seeds, 64), chunksize=4)
            found += [it for it in batch if it is not None]
    problems = [said for it in found for said in it.problems]
    total = sum(it.open_facts for it in found)
    say(f"{len(found)} households with something open; problems: {len(problems)}")
    say(f"open facts of the scheme: {total}")
    for name in ("in_order", "asked", "first_needs", "first_questions"):
        number = sum(getattr(it, name) for it in found)
        say(f"{name}: {number} ({100 * number / total:.1f} % of the open facts)")
    for it in problems[:20]:
        say(it)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
