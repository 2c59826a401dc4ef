"""Which values of a number are tried first: the nearest to what the case says."""

from __future__ import annotations

import pytest

from doudi.runtime.values import Interval
from doudi.runtime.whynot.values import Part, _parts


@pytest.mark.parametrize(
    ("known", "last", "parts"),
    [
        (Interval(50, 50), False, [Part(20, 10)]),  # all of the stretch lies below
        (Interval(5, 5), False, [Part(10, 20)]),  # or above
        (Interval(15, 15), False, [Part(14, 10), Part(16, 20)]),  # or on both sides
        (Interval(10, 10), False, [Part(11, 20)]),
        (Interval(12, 40), False, [Part(11, 10), Part(20, 12)]),  # of a range some is inside
        (Interval(None, None), False, [Part(20, 10)]),  # unknown: where the condition turns
        (Interval(None, None), True, [Part(10, 20)]),  # which for the last stretch is below
    ],
)
def test_a_stretch_is_tried_from_its_nearer_end(
    known: Interval, *, last: bool, parts: list[Part]
) -> None:
    assert list(_parts(10, 20, known, 1, last=last)) == parts
