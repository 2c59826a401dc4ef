"""The published schema of bundles says what reading says."""

from __future__ import annotations

import json
import os
from pathlib import Path

from jsonschema import Draft202012Validator

from doudi.runtime.bundle import schema
from doudi.runtime.bundle.write import write
from tests.unit.runtime.sample_program import PROGRAM

_PUBLISHED = Path(schema.__file__).parents[1] / "schemas/bundle.schema.json"


def test_golden_schema_of_bundles_is_published() -> None:
    text = json.dumps(schema.bundle_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("DOUDI_GOLDEN") == "write":
        _PUBLISHED.write_text(text, "utf-8")
    assert _PUBLISHED.read_text("utf-8") == text, "`make golden` writes it anew"


def test_a_bundle_fits_the_schema() -> None:
    published = json.loads(_PUBLISHED.read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    Draft202012Validator(published).validate(json.loads(write(PROGRAM)))


def test_a_bundle_with_a_field_too_many_does_not_fit() -> None:
    bundle = json.loads(write(PROGRAM))
    bundle["program"]["facts"][0]["colour"] = "red"
    assert not Draft202012Validator(schema.bundle_schema()).is_valid(bundle)
