"""Everything that is wrong with provisions beside their conflicts.

Takes a program, what is known beside it, and limits; gives defects in the order of their kinds and
of what they are about. See docs/language/findings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from doudi.compiler.conflicts.defects.conditions import conditions
from doudi.compiler.conflicts.defects.contradictions import contradictions
from doudi.compiler.conflicts.defects.exclusions import exclusions
from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.defects.partitions import partitions
from doudi.compiler.conflicts.defects.periods import ends_before_it_begins
from doudi.compiler.conflicts.defects.references import dead_references
from doudi.compiler.conflicts.defects.shadows import shadows
from doudi.compiler.conflicts.defects.unused import unused
from doudi.compiler.conflicts.keys import keys
from doudi.compiler.conflicts.memory import Memory
from doudi.compiler.conflicts.model import Defect, Flaw, NotAnalysed, NotDecided
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.recollection import recollection
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program

_NO_KNOWLEDGE: Final = Knowledge()
_LIMITS: Final = Limits()
_ORDER: Final = {flaw: at for at, flaw in enumerate(Flaw)}


@dataclass(frozen=True, slots=True)
class Survey:
    """`open`: what was asked and nothing answered; of that nothing is said to be a defect."""

    defects: tuple[Defect, ...]
    open: tuple[NotDecided | NotAnalysed, ...]


def find_defects(
    program: Program, knowledge: Knowledge = _NO_KNOWLEDGE, limits: Limits = _LIMITS
) -> tuple[Defect, ...]:
    return survey(program, knowledge, limits).defects


def survey(
    program: Program,
    knowledge: Knowledge = _NO_KNOWLEDGE,
    limits: Limits = _LIMITS,
    memory: Memory | None = None,
) -> Survey:
    """The defects, and the questions that were given up. `memory`: answers of earlier runs."""
    rules = index(program)
    recalled = None if memory is None else recollection(keys(rules, knowledge, limits), memory)
    ground = Ground(rules, knowledge, Prover(knowledge, limits, recollection=recalled))
    found = [*dead_references(rules), *unused(program, knowledge)]
    against = tuple(contradictions(ground))
    found += against
    if not against:
        # From knowledge that contradicts itself everything would follow.
        found += conditions(ground)
        silent = frozenset(it.about for it in found if it.flaw is Flaw.NEVER_TRUE)
        found += shadows(ground, silent)
        found += exclusions(ground, silent)
        found += partitions(ground)
        found += ends_before_it_begins(ground, silent)
    if recalled is not None and memory is not None:
        recalled.keep(memory)
    ordered = sorted(found, key=lambda it: (_ORDER[it.flaw], it.about, it.others))
    return Survey(tuple(ordered), tuple(dict.fromkeys(ground.open)))
