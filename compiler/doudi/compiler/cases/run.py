"""Cases run through the runtime, and which provisions they reach and which they see decline.

Takes a program and cases; gives for each case what did not come out as expected. A
provision is reached by a case in which it is competent and its condition holds; it declines
one in which it is competent and its condition does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from doudi.compiler.cases import errors
from doudi.compiler.cases.compare import compare
from doudi.compiler.cases.decided import Decided
from doudi.compiler.cases.facts import day_of, facts_of
from doudi.compiler.cases.model import Case
from doudi.compiler.cases.names import Names, names_of
from doudi.compiler.cases.read import read_cases
from doudi.compiler.ruleset.find import read_files
from doudi.policy_dsl.diagnostics.model import Finding, Found, Message
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.evaluate import condition
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.explanation.contradictions import node as contradiction
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.program.declarations import NotExecutable, Program, Provision
from doudi.runtime.program.expressions import Op
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Truth

FILE_NAME: Final = "cases.yaml"


@dataclass(frozen=True, slots=True)
class CasesFile:
    """A file's cases; `path` is below the rules folder."""

    path: PurePosixPath
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Result:
    file: PurePosixPath
    case: Case
    findings: tuple[Finding, ...]
    reached: frozenset[ProvisionId] = frozenset()
    declined: frozenset[ProvisionId] = frozenset()

    @property
    def passed(self) -> bool:
        return not self.findings


def read_all(root: Path) -> Found[tuple[CasesFile, ...]]:
    """Every file below the folder whose name ends in `cases.yaml`."""
    given = read_files(root, FILE_NAME)
    found = list(given.findings)
    files: list[CasesFile] = []
    for it in given.value:
        read = read_cases(it.source)
        found.extend(read.findings)
        files.append(CasesFile(it.path, read.value))
    return Found(tuple(files), tuple(found))


def run_cases(
    files: Iterable[CasesFile], program: Program, root: Path, only: str | None = None
) -> tuple[Result, ...]:
    """`only`: just the cases whose name contains it."""
    rules = index(program)
    names = names_of(program)
    return tuple(
        _run(file.path, case, program, rules, names, root)
        for file in files
        for case in file.cases
        if only is None or only in case.name.text
    )


def unreached(program: Program, results: Iterable[Result]) -> tuple[ProvisionId, ...]:
    """Provisions that no case reaches."""
    reached = frozenset(id_ for it in results for id_ in it.reached)
    return tuple(it for it in reachable(program) if it not in reached)


def undeclined(program: Program, results: Iterable[Result]) -> tuple[ProvisionId, ...]:
    """Provisions of which no case shows where they end."""
    declined = frozenset(id_ for it in results for id_ in it.declined)
    return tuple(it for it in reachable(program) if it not in declined)


def reachable(program: Program) -> tuple[ProvisionId, ...]:
    """Every provision that can apply to anybody: what is not executable cannot."""
    return tuple(it.id for it in program.provisions if not isinstance(it.effect, NotExecutable))


def _run(
    file: PurePosixPath, case: Case, program: Program, rules: Index, names: Names, root: Path
) -> Result:
    given = facts_of(case, program, root, file.parent)
    if given.value is None:
        return Result(file, case, given.findings)
    as_of = day_of(case, given.value)
    if as_of is None:
        message = Message("案例没有写评估日", "the case does not say its date")
        return Result(file, case, (errors.facts_refused(case.name.span, message),))
    run = start(rules, given.value, as_of)
    decided = Decided(case, run, names)
    findings = (
        *_contradicted(case, run),
        *(it for each in case.expect for it in compare(each, decided)),
    )
    reached = frozenset(
        it.id
        for it in run.competent(program.provisions)
        if any(condition(it, node, run) is Truth.TRUE for node in run.nodes.get(it.entity, ()))
    )
    declined = frozenset(it.id for it in program.provisions if _declines(it, run))
    return Result(file, case, findings, reached, declined)


def _contradicted(case: Case, run: Run) -> Iterator[Finding]:
    """A case whose facts cannot all be so shows nothing of the rules, whatever comes out."""
    found = contradictions(run)
    if not found:
        return
    zh, en = (lexicon(run.index.program, lang) for lang in ("zh", "en"))
    for it in found:
        yield errors.contradicts(case.name, contradiction(it, zh), contradiction(it, en))


def _declines(provision: Provision, run: Run) -> bool:
    """Of somebody in the case; what asks for nothing declines only beyond its time and area."""
    nodes = run.nodes.get(provision.entity, ())
    competence = run.competence[provision.id]
    if provision.condition is None:
        return bool(nodes) and competence in ("date", "area")
    if competence != "competent":
        return False
    # Whom an open list does not name is left to judgement: that is where such a list ends.
    open_list = isinstance(provision.condition, Op) and provision.condition.op == "any_open"
    ends = (Truth.FALSE, Truth.JUDGEMENT) if open_list else (Truth.FALSE,)
    return any(condition(provision, node, run) in ends for node in nodes)
