"""Mistakes planted in the real rules are found; edits that are none change nothing."""

from __future__ import annotations

import pytest

from doudi.runtime.bundle.check import check
from doudi.runtime.program.declarations import Program
from tests.planted.faults import FAULTS
from tests.planted.harmless import HARMLESS
from tests.planted.run import (
    Base,
    Report,
    base,
    fault,
    harmless,
    run,
    try_fault,
    try_harmless_nearby,
)

SEED = 7
_CASES = 400


@pytest.fixture(scope="module")
def real() -> Base:
    return base(whole=False)


def test_a_mistake_is_one_that_could_have_been_written(real: Base) -> None:
    for number in range(2 * len(FAULTS)):
        planted = fault(number, SEED, real)
        assert planted.program != real.program
        check(planted.program)


def test_a_harmless_edit_is_one_that_could_have_been_written(real: Base) -> None:
    for number in range(2 * len(HARMLESS)):
        check(harmless(number, SEED, real).program)


def test_the_same_number_is_the_same_mistake(real: Base) -> None:
    programs: list[Program] = [fault(3, SEED, real).program for _ in range(2)]
    assert programs[0] == programs[1]
    assert fault(3, SEED + 1, real).program != programs[0]


def test_every_clash_that_trying_cases_shows_is_named(real: Base) -> None:
    report = Report()
    for number in range(30):
        report.add(try_fault(number, SEED, real, _CASES))
    assert report.shown.total() >= 15
    assert report.lost == []


def test_a_harmless_edit_changes_no_finding(real: Base) -> None:
    report = Report()
    for number in range(20):
        report.add(try_harmless_nearby(number, SEED, real))
    assert report.edited.total() == 20
    assert report.odd == []


@pytest.mark.nightly
def test_five_hundred_mistakes_and_two_hundred_harmless_edits() -> None:
    wanted = [("fault", it) for it in range(500)] + [("harmless", it) for it in range(200)]
    report = run(wanted, SEED, jobs=2)
    assert report.lost == []
    assert report.odd == []
