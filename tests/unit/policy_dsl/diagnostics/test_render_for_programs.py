"""Findings for programs: JSON by its published schema, SARIF 2.1.0, workflow commands."""

from __future__ import annotations

import json
from typing import Any, Final

import jsonschema
import pytest

from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Lang, Message, Severity
from doudi.policy_dsl.diagnostics.render import github, sarif
from doudi.policy_dsl.diagnostics.render import json as as_json
from doudi.policy_dsl.source import Source, Span

UNKNOWN = Code("P0205", "unknown-name", Message("名称未声明", "unknown name"))
UNUSED = Code("P0299", "never-used", Message("没用到", "never used"), Severity.WARNING)
TEXT = "条款 𠮷\n  当 𠮷低保对像 且\n     年龄\n"
SOURCE = Source("rules/重庆/a b.policy", TEXT)

# The parts of SARIF 2.1.0 that a reader relies on, kept by hand from the standard.
SARIF: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {"type": "array", "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "additionalProperties": False,
                    "properties": {"driver": {"$ref": "#/$defs/driver"}},
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "required": ["id"],
                        "additionalProperties": False,
                        "properties": {
                            "id": {"type": "string"},
                            "name": {"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$"},
                            "shortDescription": {"$ref": "#/$defs/message"},
                            "help": {"$ref": "#/$defs/message"},
                            "defaultConfiguration": {
                                "type": "object",
                                "properties": {"level": {"$ref": "#/$defs/level"}},
                            },
                        },
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/message"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "relatedLocations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                },
            },
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "integer", "minimum": 0},
                "message": {"$ref": "#/$defs/message"},
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation", "region"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "required": ["uri"],
                            "additionalProperties": False,
                            "properties": {
                                "uri": {"type": "string", "pattern": "^[!-~]+$"},
                            },
                        },
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "additionalProperties": False,
                            "properties": {
                                key: {"type": "integer", "minimum": 1}
                                for key in ("startLine", "startColumn", "endLine", "endColumn")
                            },
                        },
                    },
                },
            },
        },
    },
}


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(SOURCE, start, start + len(words))


def two() -> list[Finding]:
    return [
        Finding(
            UNKNOWN,
            Message("未声明 `低保对像`", "unknown `低保对像`"),
            Label(span("低保对像"), Message("没有", "none")),
            (Label(span("条款 𠮷")),),
            Message("是不是 `低保对象`", "did you mean `低保对象`"),
        ),
        Finding(UNUSED, Message("没用到", "never used"), Label(span("且\n     年龄"))),
    ]


def result(number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sarif.render(two(), "zh"))["runs"][0]["results"][number]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_keeps_its_published_schema(lang: Lang) -> None:
    schema = json.loads(as_json.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    for findings in (two(), []):
        jsonschema.validate(json.loads(as_json.render(findings, lang)), schema)


def test_json_gives_places_in_code_points() -> None:
    first = json.loads(as_json.render(two(), "en"))["findings"][0]
    assert first["headline"] == "unknown `低保对像`"
    assert first["primary"]["start"] == {"line": 2, "column": 6, "offset": 10}
    assert first["primary"]["source"] == "低保对像"
    assert json.loads(as_json.render(two(), "en"))["totals"] == {"error": 1, "warning": 1}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_has_what_the_standard_requires(lang: Lang) -> None:
    for findings in (two(), []):
        jsonschema.validate(json.loads(sarif.render(findings, lang, version="1")), SARIF)


def test_sarif_counts_a_character_outside_the_basic_plane_as_two() -> None:
    region = result(0)["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 11}


def test_sarif_places_reach_over_lines() -> None:
    region = result(1)["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 12, "endLine": 3, "endColumn": 8}


def test_sarif_names_files_as_uris() -> None:
    location = result(0)["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "rules/%E9%87%8D%E5%BA%86/a%20b.policy"


def test_sarif_points_every_result_at_its_rule() -> None:
    run = json.loads(sarif.render(two(), "zh"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[it["ruleIndex"]]["id"] for it in run["results"]] == ["P0205", "P0299"]
    assert [it["level"] for it in run["results"]] == ["error", "warning"]


def test_a_finding_that_only_moved_keeps_its_fingerprint() -> None:
    moved = Source(SOURCE.name, "\n\n" + TEXT)
    first, _ = two()
    start = moved.text.index("低保对像")
    later = Finding(first.code, first.headline, Label(Span(moved, start, start + 4)))
    again = json.loads(sarif.render([later], "zh"))["runs"][0]["results"][0]
    assert again["partialFingerprints"] == result(0)["partialFingerprints"]


def test_the_same_finding_at_two_places_has_two_fingerprints() -> None:
    source = Source("a", "甲 甲")
    both = [Finding(UNUSED, Message("x", "x"), Label(Span(source, i, i + 1))) for i in (0, 2)]
    results = json.loads(sarif.render(both, "zh"))["runs"][0]["results"]
    assert len({it["partialFingerprints"]["doudi/v1"] for it in results}) == 2


def test_a_workflow_command_is_one_escaped_line() -> None:
    source = Source("a,b:c%.policy", "甲乙")
    one = Finding(
        Code("P0205", "unknown-name", Message("甲：乙, 丙", "a: b, c")),
        Message("100% `甲`", "100% `甲`"),
        Label(Span(source, 0, 1)),
        help=Message("改掉", "change it"),
    )
    assert github.render([one], "en") == (
        "::error file=a%2Cb%3Ac%25.policy,line=1,endLine=1,col=1,endColumn=2,"
        "title=P0205 a%3A b%2C c::100%25 `甲`%0Achange it\n"
    )


def test_a_workflow_command_over_several_lines_names_no_columns() -> None:
    said = github.render([two()[1]], "zh")
    assert said.startswith("::warning file=")
    assert "line=2,endLine=3,title=" in said


def test_a_workflow_command_cannot_be_forged_by_a_rule_file() -> None:
    forged = "x\n::error::boo\r::warning::boo"
    source = Source(forged, "甲")
    one = Finding(UNUSED, Message(forged, forged), Label(Span(source, 0, 1)))
    assert len(github.render([one], "zh").splitlines()) == 1
