"""Refusals to explain: households of the real rules, with some more of their facts changeable.

Few facts of the rules are changeable, so that most refusals would have one answer or none. The
search is the same whichever are: some that the scheme reads are declared so besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.index import Index
from doudi.runtime.probing.cells import Cell
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import reads
from doudi.runtime.program.ids import FactId
from tests.support.drawn_households import household, partly_known

_SUMS = (100, 500, 636, 1000, 1272, 3000)  # yuan


@dataclass(frozen=True, slots=True)
class Refusal:
    """`cells`: the facts that may be different. `at_least`: fen that are asked for, if any."""

    probe: Probe
    cells: tuple[Cell, ...]
    at_least: int | None


def refusals(random: Random, rules: Index, most: int) -> Iterator[Refusal]:
    """Endless; with up to `most` facts that may be different, and with at least one."""
    while True:
        drawn = household(random, rules)
        if random.random() < 0.2:
            drawn = partly_known(random, drawn)
        probe = _with_changeable(drawn.probe, drawn.cells, random, most)
        cells = tuple(it for it in reads(probe).cells if _is_changeable(it, probe.rules))
        if not cells or contradictions(probe.run()):
            continue
        sum_ = random.choice(_SUMS) * 100 if random.random() < 0.15 else None
        yield Refusal(probe, cells, sum_)


def _with_changeable(probe: Probe, read: tuple[Cell, ...], random: Random, most: int) -> Probe:
    """A few of the facts that are read; what the rules declare so is more likely among them."""
    rules = probe.rules
    names = sorted({it.name for it in read if FactId(it.name) in rules.facts})
    likely = [it for it in names if rules.facts[FactId(it)].changeable]
    chosen = set(random.sample(names, min(len(names), random.randint(1, most))))
    if random.random() < 0.5:
        chosen |= set(likely)
    chosen = set(random.sample(sorted(chosen), min(len(chosen), most)))
    facts = {id_: replace(it, changeable=id_ in chosen) for id_, it in rules.facts.items()}
    return replace(probe, rules=replace(rules, facts=facts))


def _is_changeable(cell: Cell, rules: Index) -> bool:
    fact = rules.facts.get(FactId(cell.name))
    return fact is not None and fact.changeable
