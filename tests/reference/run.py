"""Many generated rules and cases, decided by the runtime and by the reference.

    python -m tests.reference.run --triples 100000 --jobs 2 --seed 1

Says how many triples agreed and what occurred in them; a disagreement is made small, printed, and
kept in `regressions/`, where the tests decide it again.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from random import Random

from tests.reference.agreement import disagreements, trace_disagreements
from tests.reference.cases_drawn import case
from tests.reference.compiled import ready
from tests.reference.found import Found, keep, shown
from tests.reference.generate import rule_set
from tests.reference.shrink import smaller

CASES_EACH = 100
TRACED_EACH = 5


@dataclass
class Tally:
    triples: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.triples += other.triples
        self.seen += other.seen
        self.found += other.found


def one_program(seed: int, cases: int = CASES_EACH) -> Tally:
    """One rule set with its cases; stops at the first disagreement, made small."""
    random = Random(seed)  # noqa: S311 - nothing here is secret
    rules = rule_set(random)
    these = ready(rules)
    tally = Tally()
    tally.seen.update(these.operators)
    for number in range(cases):
        facts = case(random)
        said = [*disagreements(these, facts, tally.seen)]
        if number < TRACED_EACH:
            said += trace_disagreements(these, facts)
        tally.triples += 1
        if said:
            tally.found.append(smaller(Found(f"seed {seed}, case {number}", rules, facts)))
            break
    return tally


def programs(seed: int, triples: int) -> Iterator[int]:
    yield from range(seed * 1_000_000, seed * 1_000_000 + -(-triples // CASES_EACH))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    total = Tally()
    with ProcessPoolExecutor(asked.jobs) as pool:
        running = [pool.submit(one_program, it) for it in programs(asked.seed, asked.triples)]
        for done in as_completed(running):
            total.add(done.result())
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{total.triples} triples, {len(total.found)} found")
    for it in total.found:
        sys.stdout.write(f"{shown(it)}\nkept as {keep(it)}\n")
    for what, times in sorted(total.seen.items()):
        sys.stdout.write(f"{times:10} {what}\n")
    sys.stdout.write(f"{total.triples} triples, {len(total.found)} disagreements\n")
    return 1 if total.found else 0


if __name__ == "__main__":
    sys.exit(main())
