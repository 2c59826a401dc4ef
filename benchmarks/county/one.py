"""One household at a time against ZEN, and how long the command line takes to begin."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, TypeAlias

from benchmarks.county import single
from benchmarks.county.engines import FEW, ZEN, population_of, zen
from benchmarks.county.files import bundle, installed
from benchmarks.county.inputs import tables
from benchmarks.county.report import Found, Line
from benchmarks.county.ways import BUILD, in_turn, started
from doudi.runtime.columns.straight.cells import Cell
from doudi.runtime.columns.straight.quick import Quick, quick
from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.decide import Detail, decide
from doudi.runtime.explanation.explain import explain
from doudi.runtime.facts.model import Case

SOME: Final = 100  # households
PASSES: Final = 20  # of what takes next to nothing
STARTS: Final = 10
WAYS: Final[Sequence[tuple[str, Detail, bool]]] = (
    ("no trace", "none", False),
    ("compact trace", "compact", False),
    ("full trace", "full", False),
    ("full explanation", "full", True),
)
STRAIGHT: Final = "compact trace, straight-line code"
UNMET: Final = "compact trace, straight-line code, the first {} of a day"
DOUDI: Final = str(Path(sys.executable).with_name("doudi"))


Said: TypeAlias = tuple[str, str, str, int, int]


def one(rounds: int) -> Found:
    """Best times; what is known is in memory, for ZEN as dicts, for doudi as cases."""
    given = tables(population_of(FEW, "known"))
    known = single.load({**given, "household": given["household"].slice(0, SOME)})
    best: dict[str, float] = {}

    def keep(name: str, seconds: float) -> None:
        best[name] = min(seconds, best.get(name, seconds))

    cells = quick(known.rules)
    with started([zen(FEW)]) as workers:
        workers[0].ask("load")
        for _ in range(rounds):
            keep(ZEN, in_turn(workers, "compute", 1)[ZEN][0].cpu / FEW)
            for name, detail, told in WAYS:
                keep(name, _seconds(known, partial(_decided, known, detail, told)))
            keep(UNMET.format(SOME), _seconds(known, _ready(known)))
            for _ in range(PASSES):
                keep(STRAIGHT, _seconds(known, cells))
    per = "one household, {:,.1f} µs against {:,.0f} µs"
    wanted = {STRAIGHT: 1 / 40, "full explanation": 1 / 4}
    lines = [
        Line(
            f"one decision, {name} / ZEN",
            seconds / best[ZEN],
            per.format(seconds * 1e6, best[ZEN] * 1e6),
            most=wanted.get(name),
        )
        for name, seconds in best.items()
        if name != ZEN
    ]
    return Found([*lines, *_starts()], [], [*_differing(known, cells)])


def _ready(known: single.Data) -> Quick:
    """The code for the day is written, and has decided one household."""
    cells = quick(known.rules)
    cells(known.cases[-1])
    return cells


def _decided(known: single.Data, detail: Detail, told: bool, case: Case) -> None:  # noqa: FBT001
    decision = decide(known.rules, case, detail=detail)
    if told:
        explain(decision, known.rules.program, "full", "zh")


def _seconds(known: single.Data, way: Callable[[Case], object]) -> float:
    """A household's, on average of some."""
    began = process_time()
    for case in known.cases:
        way(case)
    return (process_time() - began) / len(known.cases)


def _differing(known: single.Data, cells: Quick) -> Iterator[str]:
    """Cells that are not what the decision says."""
    for case in known.cases:
        found = [it for its in cells(case).values() for it in its]
        said = decide(known.rules, case, detail="none").outcomes
        if sorted(map(_of_cell, found)) != sorted(map(_of_decision, said)):
            yield f"straight-line code differs for household {case.roots[0].id}"


def _of_cell(it: Cell) -> Said:
    return it.scheme, it.outcome, it.status, it.low or 0, it.high or 0


def _of_decision(it: SchemeOutcome) -> Said:
    amount = it.amount
    return it.scheme, it.outcome, amount.status, amount.low or 0, amount.high or 0


def _starts() -> Sequence[Line]:
    """By the clock, with the machine as busy as it is."""
    facts = BUILD / "household.json"
    first = next(islice(single.facts(tables(population_of(FEW, "known"))), 1))
    facts.write_text(json.dumps(first, default=_in_json), "utf-8")
    decided = (DOUDI, "decide", str(facts), "--bundle", str(bundle()))
    return [
        Line(
            f"`{name}` / a second",
            min(_clock(command) for _ in range(STARTS)),
            "by the clock",
            most=most,
        )
        for name, command, most in (
            ("doudi --help", (DOUDI, "--help"), 0.25),
            ("doudi decide", decided, 0.5),
        )
    ]


def _clock(command: Sequence[str]) -> float:
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=installed())
    return perf_counter() - began


def _in_json(value: object) -> object:
    """Yuan with two decimals, which a facts file takes; a day as it is written."""
    return float(value) if isinstance(value, Decimal) else str(value)
