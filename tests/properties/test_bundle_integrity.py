"""Properties: a bundle decodes to the program it was written from, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.read import read
from doudi.runtime.bundle.write import frame, write
from doudi.runtime.canonical import canonical
from doudi.runtime.program import declarations as decl
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import FactId, TermId
from tests.unit.runtime.sample_program import POOR, PROGRAM

BUNDLE = write(PROGRAM)

_numbers: st.SearchStrategy[ex.Expr] = st.one_of(
    st.fractions().map(ex.Number),
    st.just(ex.Fact(FactId("age"))),
    st.sampled_from(["as_of", "issue_date", "payment_month"]).map(ex.Special),  # type: ignore[arg-type]
)
_truths: st.SearchStrategy[ex.Expr] = st.recursive(
    st.one_of(
        st.booleans().map(ex.Truth),
        st.just(ex.Fact(FactId("confirmed"))),
        st.builds(lambda a, b: ex.Op("lt", (a, b)), _numbers, _numbers),
    ),
    lambda inner: st.builds(
        lambda name, args: ex.Op(name, tuple(args)),
        st.sampled_from(["and", "or", "any_open"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)
_texts = st.text(st.characters(exclude_categories=["Cs"]))
_days = st.dates()


@st.composite
def _programs(draw: st.DrawFn) -> decl.Program:
    first, second = PROGRAM.provisions
    provision = replace(
        second,
        title=draw(_texts),
        condition=draw(st.none() | _truths),
        sources=tuple(draw(st.lists(_texts, max_size=3))),
        force=decl.Force(draw(_days), None, draw(st.none() | _texts)),
    )
    term = decl.Term(
        TermId("shared"), decl.Text(draw(_texts)), provision.entity, PROGRAM.terms[0].type, None
    )
    fact = replace(PROGRAM.facts[0], maximum=draw(st.none() | st.fractions()))
    return replace(
        PROGRAM,
        provisions=(first, provision),
        terms=(*PROGRAM.terms, term),
        facts=(fact, *PROGRAM.facts[1:]),
    )


@given(_programs())
@settings(max_examples=60, deadline=None)
def test_reading_undoes_writing_and_writing_undoes_reading(program: decl.Program) -> None:
    data = write(program)
    assert read(data) == program
    assert write(read(data)) == data


@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_a_bundle_with_one_byte_changed_is_refused(position: int, change: int) -> None:
    changed = bytearray(BUNDLE)
    changed[position] ^= change
    assert _read(bytes(changed)) is None


@pytest.mark.nightly
def test_a_bundle_with_any_bit_of_any_byte_changed_is_refused() -> None:
    for position in range(len(BUNDLE)):
        for bit in range(8):
            changed = bytearray(BUNDLE)
            changed[position] ^= 1 << bit
            assert _read(bytes(changed)) is None, (position, bit)


@given(st.integers(0, len(BUNDLE) - 1), st.binary(max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_bundle_with_bytes_lost_or_added_is_refused(position: int, added: bytes) -> None:
    changed = BUNDLE[:position] + added + BUNDLE[position + 1 :]
    assume(changed != BUNDLE)
    assert _read(changed) is None


_json = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from(["", "fact", "op", "member", "1/2", "2021-02-15", str(POOR)]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["is", "id", "op", "args", "value"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_forged_bundle_is_a_program_or_refused(data: st.DataObject) -> None:
    """Its hash fits, its content was exchanged at some place: never another exception."""
    content = json.loads(BUNDLE)["program"]
    place = content
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 5)) == 0:
            place[key] = data.draw(_json)
            break
        place = inner
    forged = frame(canonical(content))
    program = _read(forged)
    assert program is None or write(program) == forged


def test_an_exact_number_has_one_spelling() -> None:
    assert b'"maximum":"1/2"' in write(replace(PROGRAM, facts=_with_maximum(Fraction(2, 4))))
    assert b'"maximum":2,' in write(replace(PROGRAM, facts=_with_maximum(Fraction(4, 2))))


def _with_maximum(maximum: Fraction) -> tuple[decl.Fact, ...]:
    return (replace(PROGRAM.facts[0], maximum=maximum), *PROGRAM.facts[1:])


def test_a_day_has_one_spelling() -> None:
    first, second = PROGRAM.provisions
    early = replace(second, force=decl.Force(date(1, 1, 1)))
    data = write(replace(PROGRAM, provisions=(first, early)))
    assert b'"start":"0001-01-01"' in data
    assert read(data).provisions[1].force.start == date(1, 1, 1)


def _read(data: bytes) -> decl.Program | None:
    try:
        return read(data)
    except BundleError:
        return None
