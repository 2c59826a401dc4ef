"""How good the answers are, over many refusals.

`python -m tests.whynot.run --refusals 2000 --seed 1` prints counts and times. Of each refusal the
promises are kept by deciding again, and a plain search of a grid finds no smaller change and none
nearer; exit code 1 where something is not as it should be.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from time import perf_counter_ns

from doudi.runtime.evaluation.index import Index
from doudi.runtime.probing.reads import reads
from doudi.runtime.whynot.alternatives import alternatives
from doudi.runtime.whynot.goal import Goal
from doudi.runtime.whynot.model import Found
from tests.support.real_rules import real_rules
from tests.whynot.drawn_refusals import Refusal, refusals
from tests.whynot.plain_search import Plain, consistent, far_off, is_sought, plain_search

MOST_CELLS = 4
MOST_PLAIN = 2  # facts that the plain search changes at once where nothing was found


@dataclass(slots=True)
class Tally:
    """`wrong`: what is not as it should be, each in a line."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    times: list[int] = field(default_factory=list)


def tally(many: int, seed: int, rules: Index) -> Tally:
    found = Tally()
    drawn = refusals(Random(seed), rules, MOST_CELLS)  # noqa: S311 - a test's own dice
    for _, refusal in zip(range(many), drawn, strict=False):
        _one(refusal, found)
    return found


def _one(refusal: Refusal, found: Tally) -> None:
    probe = refusal.probe
    now = probe.outcome()
    goal = Goal(now, refusal.at_least)
    if goal.sought == "nothing":
        found.counts["nothing to look for"] += 1
        return
    before = perf_counter_ns()
    answer = alternatives(probe, reads(probe), goal)
    found.times.append(perf_counter_ns() - before)
    size = len(answer.alternatives[0].changes) if answer.alternatives else 0
    found.counts[f"{now.outcome.value}: {f'{size} facts' if size else 'none'}"] += 1
    about = f"{probe.scheme} for {probe.subject} on {probe.as_of}"
    found.wrong += [f"{about}: {it}" for it in broken(refusal, answer)]


def broken(refusal: Refusal, answer: Found) -> Iterator[str]:
    """What was promised and is not so, or was missed."""
    yield from _promises(refusal, answer)
    size = len(answer.alternatives[0].changes) if answer.alternatives else MOST_PLAIN
    plain = plain_search(refusal.probe, refusal.cells, refusal.at_least, size)
    if plain is not None:
        yield from _missed(plain, answer)


def _promises(refusal: Refusal, answer: Found) -> Iterator[str]:
    now = refusal.probe.outcome()
    for it in answer.alternatives:
        answers = {one.cell: one.after for one in it.changes}
        result = refusal.probe.outcome(answers)
        if result != it.result:
            yield f"{result.outcome} came out, not {it.result.outcome}"
        if not is_sought(result, now, refusal.at_least):
            yield f"{result.outcome} is not what is sought"
        if not consistent(answers, refusal.probe):
            yield "the facts so changed contradict each other"
        if not set(answers) <= set(refusal.cells):
            yield "a fact is changed that is not changeable"
        if any(
            one.before is not None and one.before.value == one.after.value for one in it.changes
        ):
            yield "a change changes nothing"
        if it.distance != sum(
            far_off(cell, given, refusal.probe) for cell, given in answers.items()
        ):
            yield f"it is not {it.distance} from the case"


def _missed(plain: Plain, answer: Found) -> Iterator[str]:
    found = {frozenset(one.cell for one in it.changes): it.distance for it in answer.alternatives}
    if not found:
        yield f"a change of {plain.size} facts was missed: {sorted(map(sorted, plain.sets))}"
        return
    size = len(next(iter(found)))
    if plain.size < size:
        yield f"{plain.size} facts would do, not {size}: {sorted(map(sorted, plain.sets))}"
        return
    for chosen, far in plain.sets.items():
        if chosen not in found:
            yield f"an alternative was missed: {sorted(chosen)}"
        elif far < found[chosen]:
            yield f"{sorted(chosen)} would do at {far}, not {found[chosen]}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.whynot.run")
    parser.add_argument("--refusals", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    found = tally(args.refusals, args.seed, real_rules().index)
    for what, many in sorted(found.counts.items()):
        sys.stdout.write(f"{many:6} {what}\n")
    times = sorted(found.times)
    if times:
        middle, last = times[len(times) // 2], times[-1]
        sys.stdout.write(f"median {middle // 1000} µs, longest {last // 1000} µs\n")
    for line in found.wrong:
        sys.stdout.write(f"wrong: {line}\n")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
