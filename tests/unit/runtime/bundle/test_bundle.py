"""A bundle is exactly what was compiled, or it is refused with one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.read import load, read, read_bundle
from doudi.runtime.bundle.write import frame, hash_of, write
from doudi.runtime.canonical import canonical
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.declarations import Define, Program, Recognise
from doudi.runtime.program.ids import TermId
from tests.unit.runtime.sample_program import CQ, PROGRAM, PROVISION

BUNDLE = write(PROGRAM)


def _refusal(data: bytes) -> BundleError:
    with pytest.raises(BundleError) as caught:
        read(data)
    assert caught.value.message_zh
    return caught.value


def _edited(change: Any) -> bytes:
    """A bundle whose content was changed by hand, with a hash that fits."""
    content = json.loads(BUNDLE)["program"]
    change(content)
    return frame(canonical(content))


def test_what_is_written_is_read() -> None:
    assert read(BUNDLE) == PROGRAM


def test_bytes_that_were_read_just_before_are_the_same_program() -> None:
    assert read_bundle(bytes(bytearray(BUNDLE))).program is read_bundle(BUNDLE).program


def test_a_bundle_states_the_hash_of_its_program() -> None:
    assert read_bundle(BUNDLE).hash == json.loads(BUNDLE)["hash"] == hash_of(PROGRAM)


def test_a_bundle_is_one_line_of_canonical_json() -> None:
    assert BUNDLE.endswith(b"}\n")
    assert canonical(json.loads(BUNDLE)) + b"\n" == BUNDLE


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_program_gives_the_same_bytes_on_every_machine(seed: str) -> None:
    script = (
        "import sys; from tests.unit.runtime.sample_program import PROGRAM;"
        "from doudi.runtime.bundle.write import write;"
        "sys.stdout.buffer.write(write(PROGRAM))"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    ran = subprocess.run(  # a fresh interpreter, for its own hash seed
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True
    )
    assert ran.stdout == BUNDLE


def test_a_file_is_loaded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "规则.bundle"
    path.write_bytes(BUNDLE)
    assert load(path).program == PROGRAM


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=r"gone\.bundle` cannot be opened"):
        load(tmp_path / "gone.bundle")


def test_a_changed_figure_does_not_fit_the_hash() -> None:
    assert "does not match its `hash`" in _refusal(BUNDLE.replace(b"62000", b"63000")).message_en


def test_a_bundle_of_a_newer_format_says_to_upgrade() -> None:
    newer = _refusal(BUNDLE.replace(b"doudi-bundle/2", b"doudi-bundle/3"))
    assert newer.in_("en") == (
        "the bundle was made by a newer version of doudi "
        "(format 3, this one reads format 2); upgrade doudi"
    )
    assert "升级" in newer.in_("zh")


def test_a_bundle_of_an_older_format_says_to_build_again() -> None:
    older = _refusal(BUNDLE.replace(b"doudi-bundle/2", b"doudi-bundle/1"))
    assert older.in_("en") == (
        "the bundle has format 1, which is no longer read (this one reads format 2); "
        "build it again with `doudi build`, or fetch the original file again"
    )
    assert "重新生成" in older.in_("zh")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "line 1, column 1"),
        (b"[]", "no bundle"),
        (b"{}", "lacks `format`"),
        (b'{"format":"something"}', "should be `doudi-bundle/2`"),
        (b'{"format":"doudi-bundle/2"}', "and nothing else"),
        (BUNDLE[:-1], "canonical form"),
        (BUNDLE + b" ", "canonical form"),
        (json.dumps(json.loads(BUNDLE)).encode(), "canonical form"),
        (BUNDLE[:200], "well-formed JSON"),
        (b"\xff" + BUNDLE, "byte 1 is not UTF-8"),
        (BUNDLE.replace(b'{"format"', b'{"format":"doudi-bundle/2","format"'), "given twice"),
        (BUNDLE.replace(b"62000", b"NaN"), "a number that is none"),
        (BUNDLE.replace(b"62000", b"-Infinity"), "a number that is none"),
        (BUNDLE.replace(b"62000", b"9" * 9000), "too many digits"),
        (b"[" * 100_000, "nested more than"),
        (b"[" * 300 + b"]" * 300, "nested more than"),
        (b'{"a":' * 100_000, "nested more than"),
        (BUNDLE.replace("低保".encode(), b"\\ud800"), "half a character"),
    ],
    ids=range(18),
)
def test_what_is_no_bundle_is_refused_with_a_reason(data: bytes, said: str) -> None:
    message = _refusal(data).message_en
    assert said in message


def test_an_unknown_field_is_refused_with_its_place() -> None:
    data = _edited(lambda it: it["facts"][0].update(colour="red"))
    assert "program.facts[0] has an unknown field `colour`" in _refusal(data).message_en


def test_a_missing_field_is_refused_with_its_place() -> None:
    data = _edited(lambda it: it["facts"][0].pop("question"))
    assert "program.facts[0] lacks the field `question`" in _refusal(data).message_en


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("documents", 0, "issued"), "2021-02-30", "a day such as"),
        (("documents", 0, "issued"), 20210230, "a day such as"),
        (("documents", 0, "issued"), "20210204", "a day such as"),
        (("documents", 0, "title"), None, "a text is needed"),
        (("standards", 0, "rows", 0, "amount"), 620.5, "a whole number"),
        (("standards", 0, "rows", 0, "amount"), True, "a whole number"),
        (("facts", 0, "sensitive"), 0, "true or false"),
        (("facts", 1, "maximum"), "2/4", "a reduced"),
        (("facts", 1, "maximum"), "4/1", "a reduced"),
        (("facts", 1, "maximum"), "1/0", "a reduced"),
        (("schemes", 0, "kind"), "loan", "one of cash, in_kind, service, status"),
        (("facts",), {}, "a list is needed"),
        (("facts", 0), [], "an object is needed"),
        (("facts", 0, "type"), "boolean", "an object is needed"),
        (("facts", 0, "type", "is"), "colour", "there is no kind `colour` here"),
        (("facts", 0, "type", "is"), [], "there is no kind"),
        (("choices", 0, "options", 0), ["rural"], "a list of 2"),
        (("provisions", 1, "condition", "op"), "launch", "the operator `launch`"),
        (("provisions", 1, "condition", "args"), [7], "condition.args[0] is `7`"),
        (("provisions", 1, "entity"), "village", "the entity `village`"),
        (("provisions", 1, "document"), "XX2021", "the document `XX2021`"),
        (("provisions", 1, "condition", "args", 0, "id"), "aeg", "the fact `aeg`"),
        (("provisions", 1, "effect", "scheme"), "loan", "effect.scheme uses the scheme `loan`"),
        (("provisions", 1, "area"), "999999", "the area `999999`"),
        (("provisions", 1, "facets", "places", 0, "options"), ["moon"], "the option `moon`"),
        (("provisions", 1, "relations", "repeals"), ["A/1"], "repeals[0] uses the provision"),
        (("provisions", 1, "force", "end"), "2020-01-01", "ends before it starts"),
        (("provisions", 1, "norm"), None, "lacks a duty, permission or the like"),
        (
            ("provisions", 1, "effect"),
            {"is": "facet", "scheme": None, "provision": None},
            "exactly one of them",
        ),
        (("provisions", 1, "facets", "amount", "value"), None, "lacks its figure"),
        (("provisions", 1, "facets", "amount", "mode"), "between", "lacks its figure"),
        (("provisions", 1, "facets", "amount", "rounding", "to"), 0, "less than one fen"),
        (("provisions", 1, "facets", "period", "months"), 0, "less than one month"),
        (("calendar", "years"), [0], "a year that does not exist"),
        (("terms", 0, "entity"), "village", "the entity `village`"),
        (("entities", 0, "container"), "area", "goes round in a circle: area → area"),
        (("entities", 1, "container"), "member", "household → member → household"),
        (("areas", 1, "parent"), "330205", "goes round in a circle"),
        (("axioms", 0, "entity"), "village", "the entity `village`"),
        (("axioms", 0, "when", "args", 0, "id"), "rich", "the fact `rich`"),
        (("axioms", 0, "then"), {"is": "fact", "id": "age"}, "where a truth is needed"),
        (("disjoints", 0, "members"), ["confirmed"], "are fewer than two"),
        (("disjoints", 0, "members", 1), "rich", "members[1] uses the fact or term `rich`"),
        (("disjoints", 0, "members", 1), "age", "which is no yes or no"),
        (("disjoints", 0, "members", 1), "able_county", "are not of one kind of entity"),
        (("facts", 1, "id"), "able_county", "declares `able_county` again"),
    ],
)
def test_a_field_that_does_not_fit_is_refused_with_its_place(
    path: tuple[str | int, ...], value: object, said: str
) -> None:
    def change(content: Any) -> None:
        place = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    content = json.loads(BUNDLE)["program"]
    change(content)
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert said in _refusal(frame(body)).message_en


def test_a_truth_cannot_stand_where_a_number_is_needed() -> None:
    wrong = ex.Op("ge", (ex.Truth(value=True), ex.Number(Fraction(0))))
    program = _with_condition(wrong)
    assert (
        "program.provisions[1].condition.args[0] has an expression that gives a truth "
        "where a number or date is needed" in _refusal(write(program)).message_en
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ex.Op("not", ()),
        ex.Op("eq", (ex.Truth(value=True),)),
        ex.Op("either", ()),
        ex.Aggregate("sum", PROVISION.entity, None, None),
        ex.Aggregate("count", PROVISION.entity, None, None),
        ex.Special("as_of"),
        ex.Op("shift", (ex.Special("as_of"), ex.Special("as_of"))),
    ],
    ids=str,
)
def test_an_expression_that_could_not_be_evaluated_is_refused(wrong: ex.Expr) -> None:
    _refusal(write(_with_condition(wrong)))


def test_terms_that_lean_on_each_other_are_refused_with_their_path() -> None:
    poor = PROGRAM.terms[0]
    other = replace(poor, id=TermId("other"), means=ex.Term(poor.id))
    circle = replace(
        PROGRAM,
        terms=(poor, other),
        provisions=(
            replace(
                PROVISION, condition=None, effect=Define(poor.id, ex.Term(other.id)), norm=None
            ),
        ),
    )
    said = _refusal(write(circle)).message_en
    assert "program.terms goes round in a circle: low_income → other → low_income" in said


def test_only_a_status_can_be_recognised() -> None:
    numeric = replace(PROGRAM.terms[0], type=PROGRAM.facts[1].type)
    program = replace(PROGRAM, terms=(numeric,))
    assert isinstance(program.provisions[0].effect, Recognise)
    _refusal(write(replace(program, provisions=program.provisions[:1])))


def test_an_expression_nested_without_measure_is_not_written() -> None:
    expr: ex.Expr = ex.Truth(value=True)
    for _ in range(2000):
        expr = ex.Op("not", (expr,))
    with pytest.raises(BundleError, match="nested more than"):
        write(_with_condition(expr))


def test_an_expression_as_deep_as_the_format_allows_is_read_again() -> None:
    expr: ex.Expr = ex.Truth(value=True)
    for _ in range(100):
        expr = ex.Op("not", (expr,))
    program = _with_condition(expr)
    assert read(write(program)) == program


def _with_condition(expr: ex.Expr) -> Program:
    first, second = PROGRAM.provisions
    assert second.document == CQ
    return replace(PROGRAM, provisions=(first, replace(second, condition=expr)))
