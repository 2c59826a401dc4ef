"""Every pair of provisions on one matter, asked once: the conflict ledger.

Takes a program and what is known beside it. What a pair comes to hangs on the pair and on what it
leans on, never on the order of asking, so that runs are alike, in one process or in several, and
what did not change since the last run is not asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from doudi.compiler.conflicts.keys import keys
from doudi.compiler.conflicts.meetings import Meeting, meeting
from doudi.compiler.conflicts.memory import CLEAR, Memory, draft_from_text, draft_to_text
from doudi.compiler.conflicts.model import (
    ConflictLedger,
    NotAnalysed,
    NotDecided,
)
from doudi.compiler.conflicts.prove import ROUTES, Prover, Route
from doudi.compiler.conflicts.repeals import find_repeals
from doudi.compiler.conflicts.runs import NOTHING, InProcess, Run, Setting, ledger, touched
from doudi.compiler.conflicts.verdicts import (
    Clear,
    Found,
    Open,
    Verdict,
    again,
    conflict,
    undecided,
    verdict,
)
from doudi.compiler.conflicts.voices import Pair, pairs
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.answer import GaveUp
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Program

Report: TypeAlias = Callable[[int, int], None]

_NO_KNOWLEDGE: Final = Knowledge()
_LIMITS: Final = Limits()
_CHUNK: Final = 32
_OUT_OF_TIME: Final = GaveUp("time", "run")


@dataclass(frozen=True, slots=True)
class _Asked:
    pair: Pair
    met: Meeting


def find_conflicts(
    program: Program,
    knowledge: Knowledge = _NO_KNOWLEDGE,
    limits: Limits = _LIMITS,
    *,
    memory: Memory | None = None,
    report: Report | None = None,
    jobs: int = 1,
    routes: tuple[Route, ...] = ROUTES,
    only: frozenset[str] | None = None,
) -> ConflictLedger:
    """Conflicts with their households, in the order of matters and ids.

    `memory`: what earlier runs found out. `report`: told how many of how many pairs are done.
    `jobs`: processes. `only`: just the pairs that name one of these provisions.
    """
    rules, setting = index(program), Setting(program, knowledge, limits, routes)
    last = memory.last if isinstance(memory, InProcess) and only is None else None
    about = None if last is None else touched(last, setting, rules)
    kept = NOTHING if last is None or about is None else last.apart_from(about)
    part = _part(setting, rules, memory or InProcess(), report, jobs, only, about)
    whole = kept.joined(part)
    if isinstance(memory, InProcess) and only is None:
        memory.last = replace(whole, setting=setting)
    return ledger(whole, part, len(program.provisions))


def _part(
    setting: Setting,
    rules: Index,
    memory: Memory,
    report: Report | None,
    jobs: int,
    only: frozenset[str] | None,
    about: frozenset[str] | None,
) -> Run:
    """Of the pairs that name one of these provisions, on these schemes, terms and facts."""
    every = list(pairs(rules, only, about))
    asked = [_Asked(it, met) for it in every if (met := meeting(it.first, it.second, rules))]
    known, key_of = memory.recall(), keys(rules, setting.knowledge, setting.limits)
    found: dict[int, Verdict] = {}
    marks = [key_of.of(it.pair, it.met) for it in asked]
    for at, it in enumerate(asked):
        if (mark := known.get(marks[at])) is not None:
            remembered = _remembered(mark, it, rules)
            if remembered is not None:
                found[at] = remembered
    todo = [at for at in range(len(asked)) if at not in found]
    answered: Counter[Route] = Counter()
    for at, settled in _settled(asked, todo, setting, rules, answered, jobs):
        found[at] = settled
        if report is not None:
            report(len(found), len(asked))
    new = {marks[at]: text for at in todo if (text := _to_remember(found[at])) is not None}
    prover = Prover(setting.knowledge, setting.limits, setting.routes, answered)
    ended = list(find_repeals(rules, prover, key_of, known, only, about))
    new.update({it.mark: it.text for it in ended if known.get(it.mark) != it.text})
    memory.remember(new, frozenset((*marks, *(it.mark for it in ended))))
    conflicts = [it.conflict for it in ended if it.conflict is not None]
    open_: list[tuple[Pair, NotDecided | NotAnalysed]] = []
    for at, it in enumerate(asked):
        match found[at]:
            case Found(witness=witness):
                conflicts.append(conflict(it.pair, it.met, witness, rules))
            case Open() as given_up:
                open_ += ((it.pair, left) for left in undecided(it.pair, given_up))
            case _:
                pass
    return Run(
        setting,
        tuple(conflicts),
        tuple((pair.matter.about, left) for pair, left in open_),
        Counter(it.matter.about for it in every),
        Counter(it.pair.matter.about for it in asked),
        answered,
        len(todo),
    )


def _settled(
    asked: Sequence[_Asked],
    todo: Sequence[int],
    setting: Setting,
    rules: Index,
    answered: Counter[Route],
    jobs: int,
) -> Iterator[tuple[int, Verdict]]:
    if jobs <= 1 or len(todo) <= _CHUNK:
        prover = Prover(setting.knowledge, setting.limits, setting.routes, answered)
        for at in todo:
            yield at, _answer(asked[at], rules, prover)
        return
    chunks = [todo[at : at + _CHUNK] for at in range(0, len(todo), _CHUNK)]
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(setting,)) as pool:
        questions = ([asked[at] for at in chunk] for chunk in chunks)
        for chunk, (verdicts, counted) in zip(chunks, pool.map(_answers, questions), strict=True):
            answered.update(counted)
            yield from zip(chunk, verdicts, strict=True)


_at_work: tuple[Index, Prover] | None = None  # of a worker process, for its whole life


def _begin(setting: Setting) -> None:
    global _at_work  # noqa: PLW0603 - a pool has no other way to hand over what all its tasks share
    prover = Prover(setting.knowledge, setting.limits, setting.routes)
    _at_work = index(setting.program), prover


def _answers(asked: Sequence[_Asked]) -> tuple[list[Verdict], Counter[Route]]:
    if _at_work is None:
        return [Open(None) for _ in asked], Counter()
    rules, prover = _at_work
    prover.answered.clear()
    return [_answer(it, rules, prover) for it in asked], Counter(prover.answered)


def _answer(it: _Asked, rules: Index, prover: Prover) -> Verdict:
    return Open(_OUT_OF_TIME) if prover.late else verdict(it.pair, it.met, rules, prover)


def _remembered(mark: str, it: _Asked, rules: Index) -> Verdict | None:
    if mark == CLEAR:
        return Clear()
    compatible, _, text = mark.partition(" ")
    draft = draft_from_text(text)
    return None if draft is None else again(it.pair, draft, rules, compatible=compatible == "y")


def _to_remember(found: Verdict) -> str | None:
    match found:
        case Clear():
            return CLEAR
        case Found(witness=witness, compatible=compatible):
            return f"{'y' if compatible else 'n'} {draft_to_text(witness.draft)}"
        case _:
            return None
