"""A receipt holds all that its decision rests on, and nothing of where or when it was made."""

from __future__ import annotations

import json
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.canonical import canonical, fingerprint
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.decision_json import decided_json, decision_json
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.receipt.read import read_receipt
from doudi.runtime.schemas.publish import published
from tests.receipts.made import ASKED, FACTS, RULES, asked, content, keys, receipt
from tests.unit.runtime.sample_program import PROGRAM


def test_the_bundle_inside_is_the_bundle() -> None:
    inside = canonical(content(receipt())["bundle"]) + b"\n"
    assert read_bundle(inside).program == PROGRAM


def test_without_the_bundle_its_hash_is_told() -> None:
    made = content(receipt(with_bundle=False))
    assert made["bundle"] is None
    assert made["bundle_hash"] == RULES.loaded.hash


def test_the_facts_are_a_facts_file_with_its_hash() -> None:
    made = content(receipt())
    assert made["facts"]["household"][0]["share"] == Decimal("0.125")
    assert made["facts_hash"] == fingerprint(canonical(made["facts"]))
    assert case_from_python(made["facts"], PROGRAM).roots[0].id == "household"


def test_the_decision_is_that_of_the_runtime_and_the_hash_is_of_its_full_trace() -> None:
    made = content(receipt())
    case = case_from_python(FACTS, PROGRAM)
    decision = decide(RULES.index, case, ASKED.as_of, bundle_hash=RULES.loaded.hash)
    assert canonical(made["decision"]) == canonical(decided_json(decision, PROGRAM))
    full: Any = decision_json(decision, PROGRAM, "full")
    assert made["trace_hash"] == fingerprint(canonical(full["trace"]))


def test_every_document_is_named_with_the_hashes_of_its_meaning_and_its_text() -> None:
    (source,) = content(receipt())["sources"]
    assert (source["document"], source["version"]) == ("CQ2021", "1.0.0")
    assert source["meaning"] == "sha256:00"
    assert source["notice"] == ""


def test_what_was_asked_for_is_all_that_is_decided() -> None:
    mine = Selection((SchemeId("temporary_relief"),), ("李秀英",))
    made = content(receipt(asked=asked(selection=mine)))
    assert [it["subject"]["id"] for it in made["decision"]["outcomes"]] == ["李秀英"]
    assert made["decision"]["duties"] == []
    assert made["selection"] == {"schemes": ["temporary_relief"], "subjects": ["李秀英"]}


def test_a_receipt_keeps_its_published_schema() -> None:
    schema = published("receipt")
    signed = receipt(signing_key=keys().private)
    for data in (receipt(), receipt(with_bundle=False), signed):
        jsonschema.validate(json.loads(data), schema)


def test_the_same_question_has_the_same_bytes_at_any_time_in_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receipt(signing_key=keys().private)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert receipt(signing_key=keys().private) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_another_day_is_another_receipt() -> None:
    assert receipt(asked=asked(as_of=date(2021, 2, 16))) != receipt()


def test_a_share_without_an_end_as_a_decimal_has_no_receipt() -> None:
    with pytest.raises(FactsError, match="has no end as a decimal"):
        receipt({"area": "沙坪坝区", "household": {"share": Fraction(1, 3)}})


def test_reading_gives_what_was_written() -> None:
    data = receipt(signing_key=keys().private)
    read = read_receipt(data)
    assert read.asked == ASKED
    assert read.signature is not None
    assert read.signature.signer == keys().fingerprint
    assert read.bundle_hash == RULES.loaded.hash
