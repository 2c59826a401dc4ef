"""The boundary cases laid out for review are those of the rules as they are, and they hold."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from doudi.compiler.case_generation.document import sections
from doudi.compiler.case_generation.find import find
from doudi.compiler.case_generation.writing import as_yaml
from doudi.compiler.cases.read import read_cases
from doudi.compiler.cases.run import CasesFile, Result, run_cases, undeclined, unreached
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.source import Source
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program

ROOT = Path(__file__).parents[2]
LAID_OUT = ROOT / "docs/review/boundary-cases.yaml"


@pytest.fixture(scope="module")
def program() -> Program:
    made = compile_rules(ROOT / "rules").program
    assert made is not None
    return made


@pytest.fixture(scope="module")
def results(program: Program) -> tuple[Result, ...]:
    read = read_cases(Source(LAID_OUT.name, LAID_OUT.read_text("utf-8")))
    assert read.findings == ()
    return run_cases([CasesFile(PurePosixPath(LAID_OUT.name), read.value)], program, ROOT)


def test_they_are_those_of_the_rules_as_they_are(program: Program) -> None:
    rules = index(program)
    made = as_yaml(sections(find(rules), rules))
    assert made == LAID_OUT.read_text("utf-8"), "run `make boundary-cases` and review the diff"


def test_every_one_of_them_holds(results: tuple[Result, ...]) -> None:
    assert [(it.case.name.text, it.findings) for it in results if it.findings] == []


def test_they_show_of_every_provision_where_it_applies_and_where_it_ends(
    program: Program, results: tuple[Result, ...]
) -> None:
    assert unreached(program, results) == ()
    assert undeclined(program, results) == ()


def test_no_analyst_is_said_to_have_reviewed_them() -> None:
    lines = LAID_OUT.read_text("utf-8").splitlines()
    assert lines.count("  review: pending") == sum(it.startswith("- name: ") for it in lines)
