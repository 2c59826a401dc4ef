"""One household at a time against ZEN, and how long the command line takes to begin."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from benchmarks.county import single
from benchmarks.county.engines import FEW, ZEN, population_of, zen
from benchmarks.county.files import bundle
from benchmarks.county.inputs import tables
from benchmarks.county.report import Found, Line
from benchmarks.county.ways import BUILD, in_turn, started
from doudi.runtime.evaluation.decide import Detail, decide
from doudi.runtime.explanation.explain import explain

SOME: Final = 100  # households
STARTS: Final = 10
WAYS: Final[Sequence[tuple[str, Detail, bool]]] = (
    ("no trace", "none", False),
    ("compact trace", "compact", False),
    ("full trace", "full", False),
    ("full explanation", "full", True),
)
DOUDI: Final = str(Path(sys.executable).with_name("doudi"))


def one(rounds: int) -> Found:
    """Best times; what is known is in memory, for ZEN as dicts, for doudi as cases."""
    given = tables(population_of(FEW, "known"))
    known = single.load({**given, "household": given["household"].slice(0, SOME)})
    best: dict[str, float] = {}

    def keep(name: str, seconds: float) -> None:
        best[name] = min(seconds, best.get(name, seconds))

    with started([zen(FEW)]) as workers:
        workers[0].ask("load")
        for _ in range(rounds):
            keep(ZEN, in_turn(workers, "compute", 1)[ZEN][0].cpu / FEW)
            for name, detail, told in WAYS:
                keep(name, _seconds(known, detail, told=told))
    per = "one household, {:,.0f} µs against {:,.0f} µs"
    lines = [
        Line(
            f"one decision, {name} / ZEN",
            best[name] / best[ZEN],
            per.format(best[name] * 1e6, best[ZEN] * 1e6),
            most=most,
        )
        for name, most in (
            ("no trace", None),
            ("compact trace", 1 / 40),
            ("full trace", None),
            ("full explanation", 1 / 4),
        )
    ]
    return Found([*lines, *_starts()], [], [])


def _seconds(known: single.Data, detail: Detail, *, told: bool) -> float:
    """A household's, on average of some."""
    program = known.rules.program
    began = process_time()
    for case in known.cases:
        decision = decide(known.rules, case, detail=detail)
        if told:
            explain(decision, program, "full", "zh")
    return (process_time() - began) / len(known.cases)


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
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


def _in_json(value: object) -> object:
    """Yuan with two decimals, which a facts file takes; a day as it is written."""
    return float(value) if isinstance(value, Decimal) else str(value)
