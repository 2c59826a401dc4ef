"""Names: the nearest one is proposed, and an area is found by any of its names."""

from __future__ import annotations

import pytest

from doudi.runtime.facts.area_names import area_names, full_name, meant
from doudi.runtime.facts.near import near
from doudi.runtime.program.ids import AreaCode
from tests.unit.runtime.sample_program import PROGRAM

AREAS = area_names(PROGRAM.areas)


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("年令", ["年龄", "户别"], "年龄"),
        ("月收入", ["家庭月收入", "户别"], "家庭月收入"),
        ("家庭月收人", ["家庭月收入", "家庭年收入"], "家庭月收入"),
        ("houshold", ["household", "member"], "household"),
        ("hosuehold", ["household"], "household"),
        ("HUKOU", ["hukou"], "hukou"),
        ("colour", ["age", "member"], None),
        ("性别", ["年龄", "收入"], None),
        ("a", ["ab", "b"], "ab"),
        ("", ["a"], None),
        ("x" * 10_000, ["x" * 9_999], None),
        ("age", [], None),
        ("cat", ["bat", "car"], "bat"),
    ],
)
def test_the_nearest_name_is_proposed(word: str, candidates: list[str], found: str | None) -> None:
    assert near(word, candidates) == found
    assert near(word, reversed(candidates)) == found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("500105", ["500105"]),
        ("沙坪坝区", ["500106"]),
        ("重庆市沙坪坝区", ["500106"]),
        ("江北区", ["330205", "500105"]),
        ("重庆市江北区", ["500105"]),
        ("宁波市江北区", ["330205"]),
        ("浙江省江北区", ["330205"]),
        ("浙江省宁波市江北区", ["330205"]),
        ("全国", ["000000"]),
        ("宁波市沙坪坝区", []),
        ("宁波市浙江省江北区", []),
        ("的江北区", []),
        ("", []),
        ("999999", []),
    ],
)
def test_an_area_is_found_by_code_name_and_what_contains_it(text: str, codes: list[str]) -> None:
    assert [it.code for it in meant(text, AREAS)] == codes


def test_a_full_name_begins_with_the_province() -> None:
    assert full_name(AreaCode("330205"), AREAS) == "浙江省宁波市江北区"
    assert full_name(AreaCode("000000"), AREAS) == "全国"
