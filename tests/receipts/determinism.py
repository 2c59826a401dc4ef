"""The same decisions under thirty surroundings: do they hash alike?

    python -m tests.receipts.determinism --decisions 10000

A decision is one scheme for one subject. They are those of the rules' own cases, on the
days around which the rules change. In every surrounding a fresh process makes all of
them, with the full trace, and hashes them one by one; a table shows what came out, and
the exit code is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import contextlib
import locale
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

from doudi.compiler.cases.facts import facts_of
from doudi.compiler.cases.run import read_all
from doudi.runtime.bundle.read import load
from doudi.runtime.bundle.write import write
from doudi.runtime.canonical import Json, canonical, fingerprint
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.trace_json import trace_json
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import read_case
from doudi.runtime.facts.written import facts_json
from doudi.runtime.program.declarations import Program
from tests.support.real_rules import RULES, Rules, real_rules

_BUNDLE: Final = "rules.doudi"


@dataclass(frozen=True, slots=True)
class Surroundings:
    seed: str
    zone: str
    locale: str

    def variables(self) -> dict[str, str]:
        """Of the process, besides what it needs to run at all. The locale is what it says."""
        return {
            "PYTHONHASHSEED": self.seed,
            "TZ": self.zone,
            "LC_ALL": self.locale,
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }


ALL: Final = tuple(
    Surroundings(*it)
    for it in product(
        ("0", "1", "2", "3", "4294967295"),
        ("UTC", "Asia/Shanghai", "America/St_Johns"),
        ("C", "C.UTF-8"),
    )
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a process made: how many decisions, and the hash of each case's."""

    surroundings: Surroundings
    decisions: int
    hashes: tuple[str, ...]
    seconds: float

    @property
    def hash(self) -> str:
        return fingerprint("\n".join(self.hashes).encode())


def made(decisions: int, where: Sequence[Surroundings], jobs: int = 1) -> Iterator[Made]:
    """At least so many decisions, made in each of the surroundings; each told as it is done."""
    rules = real_rules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / _BUNDLE).write_bytes(write(rules.program))
        for number, (case, on) in enumerate(_questions(decisions, rules)):
            document = {**facts_json(case, rules.program), "as_of": on.isoformat()}
            (folder / f"{number:05}.json").write_bytes(canonical(document))
        with ThreadPoolExecutor(jobs) as threads:
            yield from threads.map(partial(_made_in, folder), where)


def _questions(decisions: int, rules: Rules) -> Iterator[tuple[Case, date]]:
    """Cases with their days, drawn alike every time, until there are enough decisions."""
    random = Random(decisions)  # noqa: S311 - a sample that is the same every time
    cases = list(_cases(rules.program))
    days = _days(rules.program)
    while decisions > 0:
        case, own = random.choice(cases)
        on = own if own is not None and random.random() < 1 / 2 else random.choice(days)
        nodes = start(rules.index, case, on).nodes
        decisions -= sum(len(nodes.get(it.entity, ())) for it in rules.program.schemes)
        yield case, on


def _cases(program: Program) -> Iterator[tuple[Case, date | None]]:
    for file in read_all(RULES).value:
        for it in file.cases:
            case = facts_of(it, program, RULES, file.path.parent).value
            if case is not None:
                yield case, it.as_of or case.as_of


def _days(program: Program) -> tuple[date, ...]:
    """The day before a provision comes into force, that day, and one a month on."""
    starts = {it.force.start for it in program.provisions}
    return tuple(sorted(on + timedelta(days=it) for on in starts for it in (-1, 0, 31)))


def _made_in(folder: Path, where: Surroundings) -> Made:
    begun = time.monotonic()
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(
        [sys.executable, "-m", "tests.receipts.determinism", "--in", str(folder)],
        env={**kept, **where.variables()},
        capture_output=True,
        text=True,
        check=True,
    )
    decisions, *hashes = told.stdout.split()
    return Made(where, int(decisions), tuple(hashes), time.monotonic() - begun)


def _make(folder: Path) -> None:
    """In a process of its own: the number of decisions, then a hash for each case."""
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    loaded = load(folder / _BUNDLE)
    rules, names = index(loaded.program), lexicon(loaded.program, "zh")
    count, hashes = 0, []
    for file in sorted(folder.glob("*.json")):
        case = read_case(file.read_bytes(), loaded.program)
        decision = decide(rules, case, bundle_hash=loaded.hash)
        whole: Json = [decision_json(decision, loaded.program), trace_json(decision.trace, names)]
        count += len(decision.outcomes)
        hashes.append(fingerprint(canonical(whole)))
    sys.stdout.write("\n".join([str(count), *hashes]))


def _row(it: Made) -> str:
    where = it.surroundings
    return (
        f"{where.seed:<14}  {where.zone:<16}  {where.locale:<7}  {len(it.hashes):>5}"
        f"  {it.decisions:>9}  {round(it.seconds):>7}  {it.hash}"
    )


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--in", type=Path, dest="folder", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.folder is not None:
        _make(args.folder)
        return 0
    _tell("PYTHONHASHSEED  TZ                LC_ALL   cases  decisions  seconds  hash")
    hashes = set()
    for it in made(args.decisions, ALL, args.jobs):
        _tell(_row(it))
        hashes.add(it.hash)
    _tell(f"{len(ALL)} surroundings, {len(hashes)} {'hash' if len(hashes) == 1 else 'hashes'}")
    return int(len(hashes) > 1)


if __name__ == "__main__":
    sys.exit(main())
