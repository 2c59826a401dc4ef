"""One value has one spelling, and none is a binary floating-point number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from doudi.runtime.canonical import canonical
from doudi.runtime.strict_json import read_json


def test_a_decimal_is_a_number_with_one_spelling() -> None:
    for spelling in ("1200.5", "1200.50", "12005E-1"):
        assert canonical({"b": [Decimal(spelling), 3], "a": None}) == b'{"a":null,"b":[1200.5,3]}'


def test_every_digit_of_a_decimal_is_kept_and_read_again() -> None:
    number = Decimal("0.1234567890123456789012345678901234567891")
    assert read_json(canonical([number]).decode(), 2) == [number]


def test_a_float_is_refused_wherever_it_stands() -> None:
    with pytest.raises(TypeError):
        canonical({"a": [{"b": 0.5}]})  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        canonical([Decimal("0.5"), 0.5])  # type: ignore[list-item]
