"""What finding conflicts costs, and what each shortening of the work saves, in one run.

    python benchmarks/conflicts.py            1,000 and 5,000 provisions
    python benchmarks/conflicts.py --short    300 and 1,000

Times are processor time of this process. What is compared with each other was measured in the
same run; the pairwise search is measured on a sample, and the table says so. Exits 1 when a
target is missed.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import fmean
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.conflicts_program import edited, program
from doudi.compiler.conflicts.model import ConflictLedger
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.runs import InProcess
from doudi.compiler.conflicts.search import find_conflicts
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import applies
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program

GROWTH = 1.2
PAIRWISE = 200
BOXES = 5
AGAIN = 0.02
SAMPLE = 400

_Given = TypeVar("_Given")


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    measured: str
    target: str
    met: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="300 and 1,000")
    small, large = (300, 1_000) if parser.parse_args().short else (1_000, 5_000)
    find_conflicts(program(100))  # the solver and the tables are loaded once, whatever the size
    few, many = program(small), program(large)
    cold_few, found_few = timed(lambda: find_conflicts(few))
    # A few hard pairs weigh much among few: the small ones are several, each made up anew.
    others = [program(small, seed) for seed in range(large // small - 1)]
    more = [timed(partial(find_conflicts, it)) for it in others]
    memory = InProcess()
    cold_many, found_many = timed(lambda: find_conflicts(many, memory=memory))
    for size, seconds, found in ((small, cold_few, found_few), (large, cold_many, found_many)):
        print(_described(size, seconds, found))
    lines = [
        _growth([(cold_few, found_few), *more], (cold_many, found_many), large / small),
        _against_pairwise(few, cold_few),
        *_against_solver_alone(few, cold_few, found_few),
        _again(many, memory, cold_many),
    ]
    width = max(len(it.what) for it in lines)
    for it in lines:
        verdict = "PASS" if it.met else "FAIL"
        print(f"{verdict}  {it.what:{width}}  {it.measured:>10}  {it.target}")
    return 0 if all(it.met for it in lines) else 1


def timed(work: Callable[[], _Given]) -> tuple[float, _Given]:
    start = process_time()
    given = work()
    return process_time() - start, given


def _described(size: int, seconds: float, found: ConflictLedger) -> str:
    counts = found.counts
    return (
        f"{size:>6,} provisions: {seconds:7.2f} s; {counts.pairs:,} pairs on one matter, "
        f"{counts.meeting:,} meet, {len(found.conflicts):,} conflicts, "
        f"{len(found.not_decided):,} not decided, {len(found.not_analysed):,} not analysed; "
        f"questions answered by boxes {counts.by_boxes:,}, by the solver {counts.by_solver:,}"
    )


def _growth(
    few: list[tuple[float, ConflictLedger]], many: tuple[float, ConflictLedger], times: float
) -> Line:
    """From the mean of several small programs to a large one."""
    seconds = fmean(it for it, _ in few)
    meeting = fmean(it.counts.meeting for _, it in few)
    exponent = math.log(many[0] / seconds) / math.log(times)
    pairs = math.log(many[1].counts.meeting / meeting) / math.log(times)
    what = f"growth exponent of the time, from {len(few)} small ones (of the pairs: {pairs:.2f})"
    return Line(what, f"{exponent:.2f}", f"at most {GROWTH}", exponent <= GROWTH)


def _against_pairwise(of: Program, cold: float) -> Line:
    """Every two provisions put to the solver, whatever they speak on, where and when.

    Far too long to be run out: so many pairs drawn at random are, with one question each, whether
    a household can come under both conditions; the mean stands for all.
    """
    random = Random(1)
    rules = index(of)
    prover = Prover(Knowledge(), Limits(), ("solver",))
    drawn = [random.sample(of.provisions, 2) for _ in range(SAMPLE)]
    leaf = max((it.code for it in of.areas), key=lambda it: len(list(rules.tables.areas.up(it))))

    def ask() -> None:
        for one, other in drawn:
            day = max(one.force.start, other.force.start)
            scene = Scene(rules, leaf, day, day)
            prover.prove((applies(one, True, scene), applies(other, True, scene)), scene)

    seconds, _ = timed(ask)
    count = len(of.provisions)
    whole = seconds / SAMPLE * count * (count - 1) / 2
    what = f"every pair by the solver ({whole:,.0f} s, from {SAMPLE} of them) against this"
    ratio = whole / cold
    return Line(what, f"{ratio:,.0f} ×", f"at least {PAIRWISE} ×", ratio >= PAIRWISE)


def _against_solver_alone(of: Program, cold: float, found: ConflictLedger) -> tuple[Line, Line]:
    """On the same pairs. Findings are compared by what they are about, how resolved, and who."""
    seconds, alone = timed(lambda: find_conflicts(of, routes=("solver",)))
    same = _named(alone) == _named(found)
    ratio = seconds / cold
    count = f"{len(found.conflicts):,}"
    return (
        Line(
            f"the solver alone on the same pairs ({seconds:.1f} s) against this",
            f"{ratio:.1f} ×",
            f"at least {BOXES} ×",
            ratio >= BOXES,
        ),
        Line("findings by both routes", count if same else "differ", "identical", same),
    )


def _named(ledger: ConflictLedger) -> list[tuple[str, ...]]:
    conflicts = [
        (it.id, it.matter.kind, str(it.matter.about), *it.provisions, it.class_)
        for it in ledger.conflicts
    ]
    return [*conflicts, *((it.why, *it.provisions) for it in ledger.not_decided)]


def _again(of: Program, memory: InProcess, cold: float) -> Line:
    changed = edited(of)
    seconds, _ = timed(lambda: find_conflicts(changed, memory=memory))
    what = f"after an edit of one provision ({seconds:.2f} s) against from nothing"
    return Line(what, f"{seconds / cold:.1%}", f"at most {AGAIN:.0%}", seconds <= AGAIN * cold)


if __name__ == "__main__":
    sys.exit(main())
