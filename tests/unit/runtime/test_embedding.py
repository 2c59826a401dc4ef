"""What a program that embeds doudi meets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import doudi.runtime
from doudi.runtime.bundle.write import write
from doudi.runtime.receipt.signature import new_key
from tests.unit.runtime.sample_program import PROGRAM

FACTS = {
    "as_of": "2021-02-15",
    "area": "沙坪坝区",
    "household": {
        "户别": "城镇",
        "家庭月收入": 500,
        "member": [{"id": "p1", "年龄": 40, "新冠确诊": True}],
    },
}


@pytest.fixture
def bundle(tmp_path: Path) -> doudi.runtime.Loaded:
    path = tmp_path / "rules.bundle"
    path.write_bytes(write(PROGRAM))
    return doudi.runtime.load_bundle(path)


def test_every_public_name_is_there() -> None:
    for name in doudi.runtime.__all__:
        assert getattr(doudi.runtime, name) is not None


def test_a_name_that_is_not_public_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = doudi.runtime.nothing


def test_a_household_is_decided_in_one_call(bundle: doudi.runtime.Loaded) -> None:
    decision = doudi.runtime.decide(bundle, FACTS)
    (outcome,) = decision.outcomes
    assert outcome.outcome is doudi.runtime.Outcome.GRANTED
    assert outcome.amount.low == outcome.amount.high == 124_000
    assert decision.bundle_hash == bundle.hash


def test_facts_may_be_python_values_bytes_or_a_case(bundle: doudi.runtime.Loaded) -> None:
    data = json.dumps(FACTS).encode()
    case = doudi.runtime.read_case(data, bundle.program)
    decided = [doudi.runtime.decide(bundle, it) for it in (FACTS, data, case)]
    assert decided[0] == decided[1] == decided[2]


def test_a_date_may_be_given_apart_from_the_facts(bundle: doudi.runtime.Loaded) -> None:
    decision = doudi.runtime.decide(bundle, FACTS, date(2020, 1, 1))
    assert decision.outcomes[0].outcome is doudi.runtime.Outcome.NOT_COVERED


def test_a_receipt_is_made_and_verified_in_one_call_each(bundle: doudi.runtime.Loaded) -> None:
    data = doudi.runtime.make_receipt(bundle, FACTS)
    found = doudi.runtime.verify_receipt(data)
    assert (found.result, found.bundle_hash) == ("verified", bundle.hash)
    assert doudi.runtime.verify_receipt(data[:-9]).result == "unchecked"


def test_a_receipt_without_its_bundle_is_verified_with_it(bundle: doudi.runtime.Loaded) -> None:
    key = b"sixteen bytes or more"
    data = doudi.runtime.make_receipt(
        bundle, FACTS, subjects=["p1"], with_bundle=False, pseudonym_key=key
    )
    assert b"p1" not in data
    assert doudi.runtime.verify_receipt(data).result == "unchecked"
    assert doudi.runtime.verify_receipt(data, bundle=bundle).result == "verified"


def test_a_receipt_of_somebody_who_is_not_there_is_not_made(bundle: doudi.runtime.Loaded) -> None:
    with pytest.raises(ValueError, match="there is no p2"):
        doudi.runtime.make_receipt(bundle, FACTS, subjects=["p2"])


def test_a_signed_receipt_satisfies_whoever_trusts_its_key(bundle: doudi.runtime.Loaded) -> None:
    office, stranger = new_key(), new_key()
    data = doudi.runtime.make_receipt(bundle, FACTS, signing_key=office.private)
    for trusted, result in ((office, "verified"), (stranger, "refused")):
        found = doudi.runtime.verify_receipt(data, trusted_keys=[trusted.public])
        assert found.result == result
    with pytest.raises(doudi.runtime.ReceiptError):
        doudi.runtime.make_receipt(bundle, FACTS, signing_key=b"no key")


def test_a_program_is_told_what_is_still_to_be_asked(bundle: doudi.runtime.Loaded) -> None:
    inquiry = doudi.runtime.next_questions(bundle, FACTS, schemes=["temporary_relief"])
    asked = {(it.cell.subject, it.cell.name) for it in inquiry.questions}
    assert ("p1", "discharge_date") in asked
    assert {it.scheme for question in inquiry.questions for it in question.asked} == {
        "temporary_relief"
    }


def test_questions_need_a_day_and_names_that_are_there(bundle: doudi.runtime.Loaded) -> None:
    undated = {"area": "沙坪坝区"}
    with pytest.raises(doudi.runtime.NoDateError, match="the facts name no date") as raised:
        doudi.runtime.next_questions(bundle, undated)
    assert raised.value.in_("zh").startswith("案情里没有评估日")
    assert doudi.runtime.next_questions(bundle, undated, date(2021, 2, 15)).questions == ()
    with pytest.raises(ValueError, match="there is no p9, temporary"):
        doudi.runtime.next_questions(bundle, FACTS, schemes=["temporary"], subjects=["p9"])
