"""The decision as JSON: what the published schemas promise, and no more than was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, cast

import pytest
from jsonschema import Draft202012Validator

from doudi.runtime.canonical import canonical
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation import decision_json as encoding
from doudi.runtime.explanation import trace_json
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.facts.read import read_case
from doudi.runtime.schemas.publish import published
from tests.support.sample_program import PROGRAM

_CASES: Final = sorted((Path(__file__).parent / "sample").glob("*.yaml"))
_DEPTHS: Final[tuple[Depth, ...]] = ("verdict", "argument", "full")
_MINIMUM: Final = {
    "scheme",
    "subject",
    "outcome",
    "amount",
    "provisions",
    "place",
    "fund",
    "due",
    "needs",
}


@pytest.mark.parametrize("facts", _CASES, ids=lambda it: it.stem)
@pytest.mark.parametrize("depth", _DEPTHS)
def test_every_decision_fits_the_published_schema(facts: Path, depth: Depth) -> None:
    validator = Draft202012Validator(published("decision"))
    found = [f"{it.json_path}: {it.message}" for it in validator.iter_errors(_json(facts, depth))]
    assert found == []


@pytest.mark.parametrize("name", ["decision", "trace", "bundle"])
def test_a_published_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(published(name))


def test_the_schemas_name_the_versions_that_are_written() -> None:
    assert published("decision")["properties"]["schema"]["const"] == encoding.SCHEMA
    assert published("trace")["properties"]["schema"]["const"] == trace_json.SCHEMA


def test_a_schema_refuses_what_is_no_decision() -> None:
    validator = Draft202012Validator(published("decision"))
    decision = _json(_CASES[0], "full")
    decision["outcomes"][0]["outcome"] = "perhaps"
    assert not validator.is_valid(decision)
    decision = _json(_CASES[0], "full")
    decision["trace"]["amounts"][0]["step"]["kind"] = "guess"
    assert not validator.is_valid(decision)


def test_the_minimum_of_the_contract_is_there() -> None:
    decision = _json(_CASES[0], "verdict")
    assert {"schema", "bundle", "as_of", "area", "outcomes", "duties"} <= decision.keys()
    assert all(it.keys() >= _MINIMUM for it in decision["outcomes"])
    assert all(
        {"min", "max", "period", "status"} <= it["amount"].keys() for it in decision["outcomes"]
    )
    assert all(
        {"provision", "holder", "subject", "status", "due"} <= it.keys()
        for it in decision["duties"]
    )


def test_the_trace_is_there_only_when_all_is_asked_for() -> None:
    assert ["trace" in _json(_CASES[0], depth) for depth in _DEPTHS] == [False, False, True]


def test_money_is_a_decimal_string_in_yuan_and_unknown_money_is_null() -> None:
    patient = _outcome("patient", "temporary_relief", "p1")["amount"]
    assert (patient["min"], patient["max"], patient["period"]) == ("1272.00", "1272.00", "month")
    upper = _outcome("patient", "relief_once", "p2")["amount"]
    assert (upper["min"], upper["max"]) == ("0.00", "1272.00")
    left = _outcome("patient", "holiday_money", "p1")["amount"]
    assert (left["min"], left["max"], left["left_to"]) == (None, None, "区县政府")


def test_each_month_of_a_schedule_has_its_own_amount() -> None:
    schedule = _outcome("months", "temporary_relief", "p1")["schedule"]
    assert [(it["month"], it["amount"]["min"]) for it in schedule["instalments"]] == [
        ("2021-06", "1240.00"),
        ("2021-07", "1240.00"),
        ("2021-08", "1240.00"),
        ("2021-09", "1272.00"),
        ("2021-10", "1272.00"),
        ("2021-11", "1272.00"),
    ]


def test_every_provision_that_is_named_comes_with_its_sentence() -> None:
    decision = _json(_CASES[0], "verdict")
    named = {id_ for it in decision["outcomes"] for id_ in (*it["provisions"], *it["failed"])}
    assert named
    assert named <= decision["clauses"].keys()
    assert all(it["quotes"] or it["sources"] for it in decision["clauses"].values())


def test_nothing_in_a_decision_is_a_binary_floating_point_number() -> None:
    # `canonical` refuses floats, so a decision that it takes has none.
    assert canonical(_json(_CASES[0], "full")).startswith(b'{"area":')


def _outcome(case: str, scheme: str, person: str) -> dict[str, Any]:
    decision = _json(next(it for it in _CASES if it.stem == case), "verdict")
    return next(
        cast("dict[str, Any]", it)
        for it in decision["outcomes"]
        if it["scheme"] == scheme and it["subject"]["id"] == person
    )


def _json(facts: Path, depth: Depth) -> dict[str, Any]:
    decision = decide(PROGRAM, read_case(facts.read_bytes(), PROGRAM))
    return cast("dict[str, Any]", decision_json(decision, PROGRAM, depth))
