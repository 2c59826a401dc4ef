"""Every provision, of a notice or of what it leans on, has a case on either side of it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from doudi.compiler.cases.model import ExpectedDuty, ExpectedOutcome, ExpectedTerm
from doudi.compiler.cases.run import read_all
from doudi.compiler.cases.wording import STATUSES
from doudi.compiler.pipeline import compile_rules
from doudi.runtime.program.declarations import Define, NotExecutable, Program, Provision, Recognise
from doudi.runtime.program.ids import DocumentId

RULES = Path(__file__).parents[2] / "rules"
REFUSING = {"not_met", "not_covered", "undetermined"}
KEPT_OR_NOT = {"met", "breached", "open"}


@cache
def program() -> Program:
    compiled = compile_rules(RULES).program
    assert compiled is not None
    return compiled


@cache
def expected() -> tuple[set[str], set[str], dict[str, set[str]], dict[str, set[str]]]:
    """Provisions that carry a grant, and that do not; statuses of duties; values of terms."""
    carries: set[str] = set()
    does_not: set[str] = set()
    duties: dict[str, set[str]] = defaultdict(set)
    terms: dict[str, set[str]] = defaultdict(set)
    for file in read_all(RULES).value:
        for it in (each for case in file.cases for each in case.expect):
            match it:
                case ExpectedOutcome():
                    refused = it.outcome is not None and it.outcome[0] in REFUSING
                    (does_not if refused else carries).update(by.text for by in it.by)
                    does_not.update(by.text for by in it.not_by)
                case ExpectedDuty():
                    duties[it.provision.text].add(STATUSES[it.status.text])
                case ExpectedTerm():
                    terms[it.term.text].add(it.value.text)
    return carries, does_not, duties, terms


def on_both_sides(provision: Provision) -> bool:
    carries, does_not, duties, terms = expected()
    match provision.effect:
        case Recognise() | Define():
            term = next(it for it in program().terms if it.id == provision.effect.term)
            return any(len(terms[name]) > 1 for name in (term.name.zh, term.name.en))
        case NotExecutable():
            return True
        case _:
            pass
    if provision.id in duties:
        return len(duties[provision.id]) > 1 and bool(duties[provision.id] & KEPT_OR_NOT)
    return provision.id in carries and provision.id in does_not


@pytest.mark.parametrize("document", [it.id for it in program().documents])
def test_every_provision_has_a_case_it_decides_and_one_it_does_not(document: DocumentId) -> None:
    provisions = [it for it in program().provisions if it.document == document]
    assert provisions
    assert [it.id for it in provisions if not on_both_sides(it)] == []
