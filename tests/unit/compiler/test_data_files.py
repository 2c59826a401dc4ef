"""Data files: read with places, and refused where they are hostile or broken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.data import fields
from doudi.compiler.data.yaml import DEEPEST, MOST, Mapping, Scalar, Sequence, read_yaml
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Source


def codes_of(text: str) -> list[str]:
    return [it.code.id for it in read_yaml(Source("x.yaml", text)).findings]


def test_lists_entries_and_words_keep_their_places() -> None:
    text = "甲:\n  - 一\n  - '二'\n"
    node = read_yaml(Source("x.yaml", text)).value
    match node:
        case Mapping(entries=((Scalar() as key, Sequence(items=(one, two))),)):
            assert [key.span.text, one.span.text, two.span.text] == ["甲", "一", "'二'"]
            assert [it.plain for it in (one, two) if isinstance(it, Scalar)] == [True, False]
        case _:
            pytest.fail(f"{node}")


def test_words_stay_words() -> None:
    node = read_yaml(Source("x.yaml", "[010, no, 2021-02-30, 1e9, null]")).value
    assert isinstance(node, Sequence)
    assert [it.text for it in node.items if isinstance(it, Scalar)] == [
        "010",
        "no",
        "2021-02-30",
        "1e9",
        "null",
    ]


def test_an_alias_cannot_explode() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert set(codes_of(bomb)) == {"P0702"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [1", "P0701"),
        ("a: 1\n\tb: 2", "P0701"),
        ('a: "\\UFFFFFFFF"', "P0701"),
        ("a: !!python/object/apply:os.system [ls]", "P0702"),
        ("a: 1\n---\nb: 2", "P0702"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "P0702"),
        ("a: 1\na: 2", "P0703"),
        ("{a: 1}: 2", "P0706"),
    ],
)
def test_what_data_files_do_without(text: str, code: str) -> None:
    assert code in codes_of(text)


def test_a_file_of_nothing_but_mistakes_is_not_told_all_of_them() -> None:
    assert len(codes_of("a: 1\n" * 2_000)) == MOST
    assert len(codes_of("".join(f"a{it}: &a 1\n" for it in range(2_000)))) == MOST


def test_the_first_of_two_equal_keys_counts() -> None:
    node = read_yaml(Source("x.yaml", "a: 1\na: 2")).value
    assert isinstance(node, Mapping)
    assert [(key.text, getattr(it, "text", "")) for key, it in node.entries] == [("a", "1")]


@given(st.text(max_size=60))
def test_no_text_makes_reading_fail(text: str) -> None:
    read_yaml(Source("x.yaml", text))


@given(st.text(alphabet="ab:- \n[]{}&*!'\"|>#?,%@\\U0\t", max_size=60))
def test_no_nearly_yaml_makes_reading_fail(text: str) -> None:
    read_yaml(Source("x.yaml", text))


def test_a_misspelt_key_is_told_its_neighbour() -> None:
    found: list[Finding] = []
    node = read_yaml(Source("x.yaml", "amuont: 1")).value
    assert fields.entries(node, found, optional=("amount",)) == {}
    (finding,) = found
    assert finding.code.id == "P0704"
    assert finding.help is not None
    assert "`amount`" in finding.help.en


@pytest.mark.parametrize("written", ["2021-02-30", "2021-2-3", "20210203", "昨天"])
def test_a_day_that_is_none_is_a_finding(written: str) -> None:
    found: list[Finding] = []
    assert fields.day(read_yaml(Source("x.yaml", written)).value, found) is None
    assert [it.code.id for it in found] == ["P0707"]


def test_a_day_is_read() -> None:
    found: list[Finding] = []
    node = read_yaml(Source("x.yaml", "2020-02-29")).value
    assert (fields.day(node, found), found) == (date(2020, 2, 29), [])
