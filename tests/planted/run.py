"""Plants mistakes in the real rules, and edits that are none, and sees what the ledger says.

    python -m tests.planted.run --faults 500 --harmless 200 --seed 7 --jobs 2

Of every fault a search by brute force shows which provisions clash with the planted one; each of
these the ledger must name (recall). After a harmless edit it must name the same as before
(precision). Each fault and edit has a number and can be made again from the seed and that number:
`--only fault:17`. Exit code 1 if something was missed or added.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from doudi.compiler.conflicts.model import Matter
from doudi.compiler.conflicts.runs import InProcess
from doudi.compiler.conflicts.search import find_conflicts
from doudi.compiler.drafts.facts_tree import day_of, tree_of
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.pipeline import compile_rules
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Program, Satisfy
from doudi.runtime.program.ids import ProvisionId
from tests.planted.brute import CASES, Clash, Tried, clashes
from tests.planted.faults import FAULTS, plant
from tests.planted.harmless import HARMLESS, edit
from tests.planted.known import Ground
from tests.planted.planting import Planted

RULES: Final = Path(__file__).parents[2] / "rules"
KINDS: Final = tuple(FAULTS)
EDITS: Final = tuple(HARMLESS)
_NEARBY: Final = 1

# What is compared: the kind, what it is about (of tests one of several facts, so it is left out),
# and the two provisions.
Named: TypeAlias = tuple[str, str, ProvisionId, ProvisionId]
Findings: TypeAlias = frozenset[tuple[Named, str]]  # with the class


@dataclass(slots=True)
class Report:
    """What became of some faults and edits; `lost` and `odd` say enough to make them again."""

    planted: Counter[str] = field(default_factory=Counter)
    clashing: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    by_domain: int = 0
    unsettled: int = 0
    cases: int = 0
    edited: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        self.planted += other.planted
        self.clashing += other.clashing
        self.shown += other.shown
        self.by_domain += other.by_domain
        self.unsettled += other.unsettled
        self.cases += other.cases
        self.edited += other.edited
        self.lost += other.lost
        self.odd += other.odd


@dataclass(frozen=True, slots=True)
class Base:
    """The real rules, what is found in them, and what was remembered of finding it."""

    program: Program
    knowledge: Knowledge
    memory: dict[bytes, str]
    found: Findings


def base(*, whole: bool = True) -> Base:
    """`whole`: with all that is found in the rules as they stand, which takes a minute."""
    compiled = compile_rules(RULES)
    if compiled.program is None:
        sys.exit("rules/ has errors: run `doudi check rules` first")
    of = Base(compiled.program, compiled.knowledge, {}, frozenset())
    if not whole:
        return of
    memory = InProcess()
    return replace(of, found=_found(of.program, of, memory=memory), memory=memory.kept)


def fault(number: int, seed: int, of: Base) -> Planted:
    random = Random(f"{seed}/fault/{number}")  # noqa: S311 - it need not be secret
    return plant(random, of.program, KINDS[number % len(KINDS)])


def harmless(number: int, seed: int, of: Base) -> Planted:
    random = Random(f"{seed}/harmless/{number}")  # noqa: S311 - as above
    return edit(random, of.program, EDITS[number % len(EDITS)])


def try_fault(number: int, seed: int, of: Base, cases: int = CASES) -> Report:
    planted = fault(number, seed, of)
    rules = index(planted.program)
    random = Random(f"{seed}/cases/{number}")  # noqa: S311 - as above
    tried = clashes(planted.about, Ground(rules, of.knowledge), random, cases)
    report = Report(
        planted=Counter((planted.kind,)),
        clashing=Counter((planted.kind,) if tried.clashes else ()),
        shown=Counter({planted.kind: len(tried.clashes)}),
        by_domain=sum(it.by_domain for it in tried.clashes),
        unsettled=tried.open,
        cases=tried.cases,
    )
    report.lost += _lost(number, planted, tried, rules, of)
    return report


def try_harmless(number: int, seed: int, of: Base) -> Report:
    """All pairs are asked about: those that the edit does not touch are remembered."""
    edited = harmless(number, seed, of)
    now = _found(edited.program, of, memory=InProcess(dict(of.memory)))
    return _compared(number, edited, of.found, now)


def try_harmless_nearby(number: int, seed: int, of: Base) -> Report:
    """Only the pairs of the edited provision are asked about, or of some where none is."""
    edited = harmless(number, seed, of)
    random = Random(f"{seed}/nearby/{number}")  # noqa: S311 - it need not be secret
    some = [it.id for it in random.sample(of.program.provisions, _NEARBY)]
    only = frozenset(edited.about or some)
    memory = InProcess()
    before, now = (_found(it, of, memory=memory, only=only) for it in (of.program, edited.program))
    return _compared(number, edited, before, now)


def _compared(number: int, edited: Planted, before: Findings, now: Findings) -> Report:
    odd = [f"added {it}" for it in sorted(now - before)]
    odd += [f"gone {it}" for it in sorted(before - now)]
    return Report(
        edited=Counter((edited.kind,)),
        odd=[f"harmless:{number} {edited.kind} {edited.what}: {it}" for it in odd],
    )


def _lost(number: int, planted: Planted, tried: Tried, rules: Index, of: Base) -> Iterator[str]:
    if not tried.clashes:
        return
    ledger = find_conflicts(planted.program, of.knowledge, only=frozenset(planted.about))
    named = {_named(it.matter, it.provisions, rules) for it in ledger.conflicts}
    undecided = {it.provisions: it.why for it in ledger.not_decided}
    for it in tried.clashes:
        if _named(it.matter, it.pair, rules) not in named:
            why = undecided.get(it.pair, "not named")
            yield f"fault:{number} {planted.kind} {planted.what}\n{_reproduced(it, why, rules)}"


def _reproduced(it: Clash, why: str, rules: Index) -> str:
    how = "the whole domain" if it.by_domain else "a case"
    return (
        f"  {it.matter.kind} of {it.matter.about}: {it.pair[0]} against {it.pair[1]}: {why}\n"
        f"  shown by {how}: {day_of(it.draft.as_of)} {tree_of(it.draft, rules)}"
    )


def _found(
    program: Program,
    of: Base,
    *,
    memory: InProcess | None = None,
    only: frozenset[str] | None = None,
) -> Findings:
    ledger = find_conflicts(program, of.knowledge, memory=memory, only=only)
    rules = index(program)
    return frozenset(
        (_named(it.matter, it.provisions, rules), it.class_.value) for it in ledger.conflicts
    )


def _named(matter: Matter, pair: tuple[ProvisionId, ProvisionId], rules: Index) -> Named:
    tests = any(isinstance(rules.provisions[it].effect, Satisfy) for it in pair)
    return matter.kind.value, "" if tests else str(matter.about), *pair


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--harmless", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--cases", type=int, default=CASES, help="tried for each fault, at most")
    parser.add_argument("--only", help="one of them, such as fault:17 or harmless:3")
    options = parser.parse_args()
    wanted = [("fault", it) for it in range(options.faults)]
    wanted += [("harmless", it) for it in range(options.harmless)]
    if options.only:
        what, _, number = options.only.partition(":")
        wanted = [(what, int(number))]
    report = run(wanted, options.seed, options.jobs, options.cases)
    _print(report)
    return 1 if report.lost or report.odd else 0


def run(wanted: list[tuple[str, int]], seed: int, jobs: int, cases: int = CASES) -> Report:
    report = Report()
    tasks = [(what, number, seed, cases) for what, number in wanted]
    if jobs == 1:
        of = base()
        for task in tasks:
            report.add(_one(task, of))
        return report
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(base(),)) as pool:
        for part in pool.map(_task, tasks, chunksize=5):
            report.add(part)
    return report


_base: list[Base] = []  # of a worker process, for its whole life


def _begin(of: Base) -> None:
    _base.append(of)


def _task(task: tuple[str, int, int, int]) -> Report:
    return _one(task, _base[0])


def _one(task: tuple[str, int, int, int], of: Base) -> Report:
    what, number, seed, cases = task
    return try_fault(number, seed, of, cases) if what == "fault" else try_harmless(number, seed, of)


def _print(report: Report) -> None:
    say = sys.stdout.write
    for kind in KINDS:
        say(
            f"{kind:22}{report.planted[kind]:5} planted, {report.clashing[kind]:4} that clash, "
            f"in {report.shown[kind]:5} pairs and matters\n"
        )
    shown = report.shown.total()
    say(
        f"{report.cases} cases tried; {shown} clashes shown, {report.by_domain} of them by a whole "
        f"domain; {report.unsettled} left open by brute force and not counted\n"
    )
    found = shown - len(report.lost)
    say(f"recall: {found} of {shown} found\n")
    kept = report.edited.total() - len({it.partition(" ")[0] for it in report.odd})
    say(f"precision: {kept} of {report.edited.total()} harmless edits changed nothing\n")
    for it in (*report.lost, *report.odd):
        say(f"\n{it}\n")


if __name__ == "__main__":
    sys.exit(main())
