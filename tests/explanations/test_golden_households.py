"""The real rules as people meet them: the households of examples/, and every case of rules/.

The letters to the households are goldens in `households/`; of the cases, every
sum and every sentence must be told, and the JSON of facts and decisions must fit its schema.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from doudi.compiler.pipeline import compile_rules
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Depth, Heading, Lang, Line, Quote
from doudi.runtime.facts.python_tree import tree_from_python
from doudi.runtime.facts.read import MAX_DEPTH, case_from_python, read_case, read_facts
from doudi.runtime.facts.schema import facts_schema
from doudi.runtime.program.declarations import Program
from doudi.runtime.schemas.publish import published
from tests.support.golden import check_golden

_ROOT: Final = Path(__file__).parents[2]
_HOUSEHOLDS: Final = sorted((_ROOT / "examples").glob("*.yaml"))
_LETTERS: Final = Path(__file__).parent / "households"
_DEPTHS: Final = [("verdict", "zh"), ("verdict", "en"), ("argument", "zh")]
_SOME: Final = 10  # of a file's cases every tenth: checking against a schema is slow
_CASES: Final = sorted((_ROOT / "rules").glob("**/cases.yaml"))


@pytest.fixture(scope="module")
def program() -> Program:
    compilation = compile_rules(_ROOT / "rules")
    if compilation.program is None:
        pytest.fail("rules/ does not compile; `doudi check` says why", pytrace=False)
    return compilation.program


@pytest.mark.parametrize("facts", _HOUSEHOLDS, ids=lambda it: it.stem)
@pytest.mark.parametrize(("depth", "lang"), _DEPTHS)
def test_the_letter_to_a_household(facts: Path, depth: Depth, lang: Lang, program: Program) -> None:
    decision = decide(program, read_case(facts.read_bytes(), program))
    letter = text(explain(decision, program, depth, lang))
    check_golden(_LETTERS / f"{facts.stem}.{depth}.{lang}.txt", letter)


@pytest.mark.parametrize("cases", _CASES, ids=lambda it: it.parent.name)
def test_a_case_of_the_rules_fits_the_published_schema(cases: Path, program: Program) -> None:
    validator = Draft202012Validator(published("decision"))
    for case in _with_facts(cases)[::_SOME]:
        decision = decide(program, case_from_python(case["facts"], program), _day(case))
        document = decision_json(decision, program, "full")
        assert [it.message for it in validator.iter_errors(document)] == [], case["name"]


@pytest.fixture(scope="module")
def facts_validator(program: Program) -> Draft202012Validator:
    return Draft202012Validator(facts_schema(program))


@pytest.mark.parametrize("facts", _HOUSEHOLDS, ids=lambda it: it.stem)
def test_the_facts_of_a_household_fit_the_published_schema(
    facts: Path, facts_validator: Draft202012Validator
) -> None:
    tree = read_facts(facts.read_bytes())
    assert [it.message for it in facts_validator.iter_errors(tree)] == []


@pytest.mark.parametrize("cases", _CASES, ids=lambda it: it.parent.name)
def test_the_facts_of_a_case_fit_the_published_schema(
    cases: Path, facts_validator: Draft202012Validator
) -> None:
    for case in _with_facts(cases)[::_SOME]:
        tree = tree_from_python(case["facts"], MAX_DEPTH)
        assert [it.message for it in facts_validator.iter_errors(tree)] == [], case["name"]


@pytest.mark.parametrize("cases", _CASES, ids=lambda it: it.parent.name)
def test_every_amount_that_is_given_is_said_and_every_sentence_is_quoted(
    cases: Path, program: Program
) -> None:
    quoted = {it.id: [cite.quote for cite in it.citations] for it in program.provisions}
    for case in _with_facts(cases):
        decision = decide(program, case_from_python(case["facts"], program), _day(case))
        blocks = explain(decision, program, "verdict", "zh").blocks
        said = "\n".join(it.text for it in blocks if isinstance(it, Line | Heading))
        sentences = {it.text for it in blocks if isinstance(it, Quote)}
        for outcome in decision.outcomes:
            amount = outcome.amount
            once = outcome.schedule is None or outcome.schedule.every == "once"
            if amount.status == "exact" and amount.low is not None and once:
                assert f"{amount.low // 100:,}.{amount.low % 100:02d}元" in said, case["name"]
            if outcome.outcome.value in ("granted", "may_be_granted"):
                assert {q for id_ in outcome.provisions for q in quoted[id_]} <= sentences


def _with_facts(cases: Path) -> list[dict[str, Any]]:
    found = yaml.safe_load(cases.read_text("utf-8")) or []
    return [it for it in found if "facts" in it]


def _day(case: dict[str, Any]) -> date | None:
    """YAML reads some dates as dates and some as text."""
    given = case.get("as_of")
    return None if given is None else date.fromisoformat(str(given))
