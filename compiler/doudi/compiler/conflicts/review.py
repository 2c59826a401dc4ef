"""What `doudi check` says beside what it finds without proofs.

Takes a program without errors, what is known beside it, and where its declarations stand; gives
findings for people. Knowledge that contradicts itself is the only finding where it does: nothing
can be proven then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from doudi.compiler.conflicts import errors
from doudi.compiler.conflicts.acknowledge import acknowledged
from doudi.compiler.conflicts.defects.contradictions import contradictions, disjoint_words
from doudi.compiler.conflicts.defects.find import survey
from doudi.compiler.conflicts.defects.findings import findings
from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.keys import keys
from doudi.compiler.conflicts.memory import Memory
from doudi.compiler.conflicts.model import (
    ConflictLedger,
    Flaw,
    NotAnalysed,
    NotDecided,
)
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.recollection import recollection
from doudi.compiler.conflicts.search import Report, find_conflicts
from doudi.compiler.model.checked import Located
from doudi.compiler.model.knowledge import Knowledge, Partition
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.knowledge import Axiom, Disjoint


def contradictory(
    program: Program,
    knowledge: Knowledge,
    located: Iterable[Located],
    answers: Memory | None = None,
) -> tuple[Finding, ...]:
    """What the knowledge has against itself. `answers`: what earlier runs proved."""
    rules = index(program)
    recalled = None
    if answers is not None:
        recalled = recollection(keys(rules, knowledge, Limits()), answers)
    found = contradictions(Ground(rules, knowledge, Prover(knowledge, recollection=recalled)))
    if recalled is not None and answers is not None:
        recalled.keep(answers)
    return findings(found, _by_name(located, rules), rules)


def review(
    program: Program,
    knowledge: Knowledge,
    located: Iterable[Located],
    memory: Memory | None = None,
    report: Report | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    answers: Memory | None = None,
) -> tuple[Finding, ...]:
    """`memory`: what earlier runs found out of pairs; `answers`: of other questions.

    `report` and `jobs` are about the pairs.
    """
    declarations, rules, within = tuple(located), index(program), limits or Limits()
    places = _by_name(declarations, rules)
    surveyed = survey(program, knowledge, within, answers)
    against = [it for it in surveyed.defects if it.flaw is Flaw.CONTRADICTORY_KNOWLEDGE]
    if against:
        return findings(against, places, rules)
    ledger = find_conflicts(program, knowledge, within, memory=memory, report=report, jobs=jobs)
    ledger = _with_open(ledger, surveyed.open)
    found = acknowledged(ledger, surveyed.defects, (), declarations)
    return (
        *errors.of_ledger(found.ledger, rules, places),
        *findings(found.defects, places, rules),
        *found.findings,
    )


def _with_open(
    ledger: ConflictLedger, given_up: Iterable[NotDecided | NotAnalysed]
) -> ConflictLedger:
    """Whatever was given up is said once, whoever asked."""
    both = dict.fromkeys((*ledger.not_decided, *ledger.not_analysed, *given_up))
    return replace(
        ledger,
        not_decided=tuple(it for it in both if isinstance(it, NotDecided)),
        not_analysed=tuple(it for it in both if isinstance(it, NotAnalysed)),
    )


def _by_name(located: Iterable[Located], rules: Index) -> Mapping[str, Located]:
    """Declarations by id; what is asserted, by its words."""
    return {name: it for it in located for name in _names(it, rules)}


def _names(it: Located, rules: Index) -> Iterator[str]:
    if it.checked.id:
        yield it.checked.id
    match it.checked.value:
        case Axiom(statement=statement) | Partition(statement=statement):
            yield statement
        case Disjoint() as disjoint:
            yield disjoint_words(disjoint, rules)
