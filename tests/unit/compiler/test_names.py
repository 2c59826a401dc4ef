"""Areas by name, names that look alike, orders and circles, links between provisions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.names.link import link
from doudi.compiler.names.look_alikes import skeleton
from doudi.compiler.names.order import circles, reachable
from tests.support.small_world import AREAS, elaborated

_STEPS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6
)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("全国", ["000000"]),
        ("江北区", ["330205", "500105"]),
        ("重庆市江北区", ["500105"]),
        ("浙江省江北区", ["330205"]),
        ("浙江省宁波市江北区", ["330205"]),
        ("重庆市宁波市", []),
        ("重庆市重庆市", []),
        ("某区", []),
    ],
)
def test_an_area_goes_by_its_name_or_behind_one_around_it(name: str, codes: list[str]) -> None:
    assert list(AREAS.named(name)) == codes


def test_the_full_name_of_an_area_means_it_alone() -> None:
    assert all(AREAS.named(AREAS.full_name(code)) == (code,) for code in AREAS.by_code)


@pytest.mark.parametrize(
    ("one", "other"), [("户别", "戶别"), ("已婚", "己婚"), ("存款Ａ", "存款a")]
)
def test_names_that_differ_by_look_alone_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_names_that_differ_have_two() -> None:
    assert skeleton("户主") != skeleton("户别")


@given(_STEPS)
def test_there_is_a_circle_exactly_where_something_leads_to_itself(
    steps: dict[str, list[str]],
) -> None:
    closed = reachable(steps)
    leads_back = any(
        start == end or start in closed.get(end, ()) for start in steps for end in steps[start]
    )
    assert bool(circles(steps)) == leads_back


@given(_STEPS)
def test_a_circle_is_made_of_steps(steps: dict[str, list[str]]) -> None:
    for path in circles(steps):
        assert path[0] == path[-1]
        assert all(end in steps[start] for start, end in pairwise(path))


def test_links_are_followed_without_the_values_of_what_they_name() -> None:
    text = (
        "条款 1\n  出处 「甲」\n  应当 认定 困难人员\n\n"
        "条款 2\n  出处 「甲」\n  应当 给予 生活补助\n  取高于 XX2021/1\n  例外于 XX2021/1\n"
    )
    (finding,) = link(located for located, _ in elaborated(text))
    assert finding.code.id == "P0215"
    assert finding.primary.span.text == "XX2021/1"
