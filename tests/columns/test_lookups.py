"""What straight-line code looks up: little at a time, together where it hangs on the same."""

from __future__ import annotations

import pytest

from doudi.runtime.columns.straight import told as told_
from doudi.runtime.columns.straight.lookups import Lookup, together
from doudi.runtime.columns.straight.told import Told


def looked_up(name: str, mask: int) -> Lookup:
    return Lookup(name, mask, lambda told: (name, told))


def groups(*answers: Lookup) -> list[set[str]]:
    return [{it.name for it in those.answers} for those in together(answers)]


def test_what_hangs_on_part_of_the_same_bits_is_looked_up_with_it() -> None:
    assert groups(looked_up("few", 0b11), looked_up("more", 0b111)) == [{"few", "more"}]


def test_what_hangs_on_ten_bits_at_most_together_is_looked_up_together() -> None:
    low, high = looked_up("low", 0b11111), looked_up("high", 0b11111 << 5)
    assert groups(low, high) == [{"low", "high"}]
    assert groups(low, looked_up("higher", 0b111111 << 5)) == [{"higher"}, {"low"}]


def test_one_that_hangs_on_many_bits_takes_only_those_along_that_hang_on_no_others() -> None:
    many = looked_up("many", (1 << 14) - 1)
    assert groups(many, looked_up("within", 1 << 3), looked_up("beside", 1 << 14)) == [
        {"many", "within"},
        {"beside"},
    ]


def test_together_gives_one_answer_for_each_in_the_order_of_their_names() -> None:
    (those,) = together([looked_up("few", 0b1), looked_up("more", 0b11)])
    assert those.answer(2) == tuple((it.name, 2) for it in those.answers)


def test_an_answer_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def answer(told: int) -> int:
        asked.append(told)
        return told * told

    kept = Told(answer)
    assert [kept[3], kept[3], kept[4]] == [9, 9, 16]
    assert asked == [3, 4]
    monkeypatch.setattr(told_, "_MOST_KEPT", 2)
    assert [kept[5], kept[3]] == [25, 9]  # with more than it keeps, it begins anew
    assert asked == [3, 4, 5, 3]
