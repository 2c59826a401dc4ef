"""Addresses are read in the order of their notice, not in that of code points."""

from __future__ import annotations

import pytest

from doudi.compiler.notices.reading_order import reading_order


@pytest.mark.parametrize(
    "read",
    [
        ["〇-1", "一-2", "二-1", "三-1", "四-1", "五-1", "九-1", "十-1", "十一-1", "二十-1", "末"],
        ["二", "二-0", "二-1", "二-2a", "二-2b", "二-10", "二(一)", "二(一)-1", "二(二)", "二(十)"],
        ["二(一)-3", "二(一)·1-1", "二(一)·2", "二(一)▶1", "二(一)▶3-1", "二(二)"],
        ["二·一是-1", "二·二是-1", "二·三是-1", "三(三)·一是"],
        ["8", "8c", "9-1", "9-2", "10", "47a", "未核·1", "未核·2"],
    ],
)
def test_what_stands_first_comes_first(read: list[str]) -> None:
    assert sorted(read, key=reading_order, reverse=True) == read[::-1]


def test_brackets_of_either_width_are_the_same_place() -> None:
    assert sorted(["五（二）-2", "五(一)", "五(三)"], key=reading_order) == [
        "五(一)",
        "五（二）-2",
        "五(三)",
    ]
