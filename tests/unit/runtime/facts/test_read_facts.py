"""Facts come from strangers: read exactly, or refused with one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import yaml

from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.read import MAX_BYTES, case_from_python, read_case, read_facts
from doudi.runtime.values import Interval
from tests.unit.runtime.sample_program import PROGRAM


def _refusal(data: bytes, kind: Any = None) -> str:
    with pytest.raises(FactsError) as caught:
        read_facts(data, kind)
    (problem,) = caught.value.problems
    assert problem.zh
    return problem.en


def test_numbers_are_read_as_written() -> None:
    tree = read_facts(b'{"a": 0.1, "b": 1200.50, "c": 3.0, "d": 1e2}')
    assert tree == {"a": Decimal("0.1"), "b": Decimal("1200.50"), "c": 3, "d": 100}
    assert isinstance(tree, dict)
    assert type(tree["c"]) is int


def test_a_byte_order_mark_is_no_harm() -> None:
    assert read_facts(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"a": NaN}', '`NaN` is no number; write "unknown" where it is not known'),
        (b'{"a": -Infinity}', '`-Infinity` is no number; write "unknown" where it is not known'),
        (b'{"a": 1, "a": 2}', "`a` is given twice in one object"),
        (b'{"a": {"b": 1, "b": 1}}', "`b` is given twice in one object"),
        (b'{"a": 1,}', "line 1, column 9 is not well-formed JSON"),
        (b'{\n"a" 1}', "line 2, column 5 is not well-formed JSON"),
        (b'{"a": "\xff"}', "byte 8 is not UTF-8; save the file as UTF-8"),
        ("{}".encode("utf-16"), "byte 1 is not UTF-8; save the file as UTF-8"),
        (b'{"a": "\\ud800"}', "a text holds half a surrogate pair, which is no character"),
        (b'{"a": 1e999999999}', "the number `1e999999999` has too many digits (at most 40)"),
        (b'{"a": 1E-99}', "the number `1E-99` has too many digits (at most 40)"),
        (b'{"a": ' + b"9" * 5000 + b"}",
         "the number `99999999999999999999…` has too many digits (at most 40)"),
        (b"[" * 100_000, "it is nested more than 64 levels deep"),
        (b"[" * 65 + b"]" * 65, "it is nested more than 64 levels deep"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "it is nested more than 64 levels deep"),
        (b" " * (MAX_BYTES + 1), "the file is larger than 10 MB"),
    ],
    ids=range(16),
)  # fmt: skip
def test_json_that_cannot_be_trusted_is_refused(data: bytes, said: str) -> None:
    assert _refusal(data, "json") == said


def test_json_as_deep_as_allowed_is_read() -> None:
    read_facts(b"[" * 64 + b"]" * 64)


@pytest.mark.parametrize("parser", ["C", "Python"])
def test_yaml_is_read_without_surprises(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    text = """
    area: 凉州区
    day: 2021-02-15
    norway: no
    switch: on
    clock: 12:30
    code: 000000
    octal: 0o17
    grouped: 1_000
    exact: 1200.50
    whole: 3.0
    truth: true
    nothing:
    quoted: "12"
    infinite: infinity
    list: [1, 二]
    """
    assert read_facts(text.encode()) == {
        "area": "凉州区",
        "day": "2021-02-15",
        "norway": "no",
        "switch": "on",
        "clock": "12:30",
        "code": "000000",
        "octal": "0o17",
        "grouped": "1_000",
        "exact": Decimal("1200.50"),
        "whole": 3,
        "truth": True,
        "nothing": None,
        "quoted": "12",
        "infinite": "infinity",
        "list": [1, "二"],
    }


_ALIAS = "line 1, column 4: an anchor or alias (`&`, `*`) is used; write the value out"


@pytest.mark.parametrize("parser", ["C", "Python"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x", _ALIAS),
        ("a: *x", _ALIAS),
        ("a: &a [1]\nb: &b [*a, *a]", _ALIAS),
        ("a: 1\nb:\n  <<: {c: 1}", "line 3, column 3: a tag or a merge key is used"),
        ("a: !!python/object:os.system 1",
         "line 1, column 4: a tag (`!`) is used; write the plain value"),
        ("a: 1\na: 2", "line 2, column 1: `a` is given twice in one object"),
        ("a: 1\n---\nb: 2", "line 2, column 1: a second document begins"),
        ("? [a]\n: 1", "line 1, column 3: a name cannot be a list or an object"),
        ("a: .nan", "line 1, column 4: `.nan` is no number; write unknown"),
        ("a: -.INF", "line 1, column 4: `-.INF` is no number; write unknown"),
        ("a: 1e9999", "the number `1e9999` has too many digits (at most 40)"),
        ("a: " + "[" * 100 + "]" * 100, "it is nested more than 64 levels deep"),
        ("a: 1\x00", None),
        ("a: 'b", None),
        ("a: [1", None),
        ("\ta: 1", None),
        ("a" * 1_000_001, "the YAML has over a million characters; use JSON"),
    ],
    ids=range(17),
)  # fmt: skip
def test_yaml_that_cannot_be_trusted_is_refused(
    text: str, said: str | None, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parser == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    refusal = _refusal(text.encode(), "yaml")
    if said is None:
        assert "not well-formed YAML" in refusal
    else:
        assert refusal == said


def test_an_empty_file_lacks_everything() -> None:
    with pytest.raises(FactsError, match="should be one object"):
        read_case(b"", PROGRAM)


def test_python_values_count_as_they_print() -> None:
    case = case_from_python(
        {
            "as_of": date(2021, 2, 15),
            "area": "重庆市",
            "household": (
                {"id": "a", "household_income": 0.1, "reported_at": datetime(2021, 2, 15, 9, 30)},  # noqa: DTZ001
                {"id": "b", "household_income": Decimal("0.10"), "share": Fraction(1, 3)},
            ),
        },
        PROGRAM,
    )
    first, second = (dict(it.facts) for it in case.roots)
    moment = (date(2021, 2, 15).toordinal() - 1) * 1440 + 570
    assert [it.value for it in first.values()] == [Interval(10, 10), Interval(moment, moment)]
    third = Fraction(1, 3)
    assert [it.value for it in second.values()] == [Interval(10, 10), Interval(third, third)]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (float("nan"), "is no number"),
        (float("inf"), "is no number"),
        (1e300, "too many digits"),
        (10**5000, "too many digits"),
        (Fraction(1, 10**50), "too many digits"),
        (Decimal("sNaN"), "is no number"),
        (object(), "`object` cannot be the value of a fact"),
        (b"bytes", "`bytes` cannot be the value of a fact"),
        ({1: 2}, "the name `1` is not a text"),
        (datetime(2021, 2, 15, tzinfo=UTC), "a moment has no time zone; it is Beijing time"),
    ],
    ids=range(10),
)
def test_python_values_that_are_no_facts_are_refused(value: object, said: str) -> None:
    with pytest.raises(FactsError, match=said):
        case_from_python({"area": "重庆市", "household": {"share": value}}, PROGRAM)


def test_a_python_value_that_holds_itself_is_refused() -> None:
    facts: dict[str, Any] = {"area": "重庆市"}
    facts["household"] = facts
    with pytest.raises(FactsError, match="nested more than 64 levels"):
        case_from_python(facts, PROGRAM)
