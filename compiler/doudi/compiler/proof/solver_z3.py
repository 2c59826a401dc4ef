"""The port's answers by z3: worlds, proofs that there is none, and giving up in time.

Every question has a context of its own, so that an answer hangs on its arguments alone. What can
be worked out beforehand never reaches the solver; what is too long to be written out (working
days) is put right for the days that the solver tries, until it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, Literal, TypeAlias

import z3

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.answer import Answer, Asserted, GaveUp, Impossible, World
from doudi.compiler.proof.encoding.cells import number_of, value_of
from doudi.compiler.proof.encoding.expressions import Expressions, NotAnalysedError
from doudi.compiler.proof.encoding.formulas import encoded
from doudi.compiler.proof.encoding.ground import Ground, Step
from doudi.compiler.proof.encoding.terms import Condition
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.scene import AS_OF, Scene

Verdict: TypeAlias = Literal["sat", "unsat", "time", "memory"]

# The solver's own measure of work, which unlike time is the same on every machine.
WORK_PER_MILLISECOND: Final = 10_000
MEMORY_MB: Final = 1_024
# After so many days that were put right one by one, all that are left are, at once.
MOST_TRIES: Final = 24
# So many attempts to leave something out of a core.
MOST_DROPS: Final = 24


def solve(
    formulas: tuple[Formula, ...],
    knowledge: tuple[Asserted, ...],
    scene: Scene,
    milliseconds: int,
) -> Answer:
    """A world in which all of the formulas and of the knowledge hold, or why there is none."""
    until = monotonic() + milliseconds / 1000
    ground = Ground(z3.Context(), scene.rules.tables)
    expressions = Expressions(scene, ground)
    try:
        conditions = [encoded(it, expressions) for it in formulas]
        asked = tuple(expressions.cells.made)
        conditions += [encoded(it.formula, expressions) for it in knowledge]
        effort = _Effort(milliseconds * WORK_PER_MILLISECOND, until)
        search = _outright(conditions, ground, effort)
        found = search.check(())
        if found in ("time", "memory"):
            return GaveUp(found)
        if found == "unsat":
            asked_of = len(formulas)
            core = _core(conditions, asked_of, ground, effort)
            said = (knowledge[it - asked_of].statement for it in core if it >= asked_of)
            return Impossible(tuple(it for it in core if it < asked_of), tuple(said))
        model = search.plainest(expressions.cells.wishes(asked))
        return _world(asked, model, expressions, scene)
    except NotAnalysedError as error:
        return GaveUp("not_analysed", error.what)
    except RecursionError:
        return GaveUp("size")
    except z3.Z3Exception as error:
        return GaveUp("memory" if "memory" in str(error) else "time")


@dataclass(slots=True)
class _Effort:
    """What is left of the work that may be done, and until when."""

    work: int
    until: float


@dataclass(slots=True)
class _Search:
    """One solver. `marks`: for each condition what stands for it, where it is not just asserted."""

    solver: z3.Solver
    marks: list[z3.BoolRef]
    ground: Ground
    effort: _Effort

    def check(self, places: Sequence[int]) -> Verdict:
        """Whether what is asserted and these conditions can all hold."""
        tries = 0
        while True:
            left = int((self.effort.until - monotonic()) * 1000)
            if left <= 0 or self.effort.work <= 0:
                return "time"
            self.solver.set("timeout", left)
            self.solver.set("rlimit", self.effort.work)
            before = _work_done(self.solver)
            found = self.solver.check(*(self.marks[it] for it in places))
            self.effort.work -= _work_done(self.solver) - before
            if found == z3.unsat:
                return "unsat"
            if found == z3.unknown:
                return "memory" if "memory" in self.solver.reason_unknown() else "time"
            wrong = self._wrong(self.solver.model())
            if not wrong:
                return "sat"
            tries += 1
            for step, day in wrong:
                self.solver.add(*_put_right(step, day, everywhere=tries > MOST_TRIES))

    def plainest(self, wishes: Sequence[z3.BoolRef]) -> z3.ModelRef:
        """Of what was found possible, a world that has as many of these wishes as possible."""
        found = self.solver.model()
        for it in wishes:
            if z3.is_true(found.eval(it, model_completion=True)):
                self.solver.add(it)
                continue
            self.solver.push()
            self.solver.add(it)
            if self.check(()) == "sat":
                found = self.solver.model()
            else:
                self.solver.pop()
        return found

    def core(self) -> list[int]:
        names = {str(it) for it in self.solver.unsat_core()}
        return [place for place, mark in enumerate(self.marks) if str(mark) in names]

    def _wrong(self, model: z3.ModelRef) -> list[tuple[Step, int]]:
        found = []
        for step in self.ground.steps:
            day = int(number_of(step.argument, model))
            there = step.around(day)
            if there is not None and number_of(step.result, model) != day + there.more:
                found.append((step, day))
        return found


def _outright(conditions: Sequence[Condition], ground: Ground, effort: _Effort) -> _Search:
    """All conditions asserted: quicker by far, but without a core."""
    search = _search(ground, effort, [])
    search.solver.add(*(_asserted(it, ground) for it in conditions))
    return search


def _core(
    conditions: Sequence[Condition], first_known: int, ground: Ground, effort: _Effort
) -> list[int]:
    """Places that already exclude one another, as few as a few attempts can tell; else all.

    Knowledge, which begins at `first_known`, is named only where the formulas alone would do.
    """
    never = [place for place, it in enumerate(conditions) if it is False]
    if never:
        return never[:1]
    marks = [z3.Bool(f"m{place}", ground.context) for place in range(len(conditions))]
    search = _search(ground, effort, marks)
    for mark, it in zip(marks, conditions, strict=True):
        search.solver.add(z3.Implies(mark, _asserted(it, ground)))
    core = list(range(len(conditions)))
    if search.check(core) != "unsat":
        return core
    core = search.core()
    for it in sorted(core, key=lambda it: (it < first_known, it))[:MOST_DROPS]:
        less = [other for other in core if other != it]
        if len(less) == len(core):
            continue
        found = search.check(less)
        if found == "unsat":
            core = [other for other in search.core() if other in less]
        elif found != "sat":
            break
    return core


def _search(ground: Ground, effort: _Effort, marks: list[z3.BoolRef]) -> _Search:
    # Without the tactics of z3.Solver: they cost more than most of our questions.
    solver = z3.SimpleSolver(ctx=ground.context)
    solver.set("random_seed", 0)
    solver.set("max_memory", MEMORY_MB)
    solver.add(*ground.facts)
    return _Search(solver, marks, ground, effort)


def _asserted(it: Condition, ground: Ground) -> z3.BoolRef:
    return z3.BoolVal(it, ground.context) if isinstance(it, bool) else it


def _put_right(step: Step, day: int, *, everywhere: bool) -> list[z3.BoolRef]:
    """What the operator is near a day, and that it never falls from there; or all of it."""
    stretches = step.stretches if everywhere else [it for it in (step.around(day),) if it]
    found = []
    for it in stretches:
        before, after = step.argument < it.start, step.argument > it.end
        found += [
            z3.Or(before, after, step.result == step.argument + it.more),
            z3.Or(z3.Not(before), step.argument < step.first, step.result <= it.start + it.more),
            z3.Or(z3.Not(after), step.argument > step.last, step.result >= it.end + it.more),
        ]
    return found


def _world(
    asked: Sequence[Cell], model: z3.ModelRef, expressions: Expressions, scene: Scene
) -> World:
    made, symbols = expressions.cells.made, expressions.desk.symbols
    return World(
        {
            it: value_of(made[it], model, symbols)
            for it in sorted(asked)
            if it != AS_OF or scene.start != scene.end
        }
    )


def _work_done(solver: z3.Solver) -> int:
    counts = dict(iter(solver.statistics()))
    return int(counts.get("rlimit count", 0))
