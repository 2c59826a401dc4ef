"""What is drawn is what was assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final, TypeAlias

import numpy as np
import pytest

from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import TRUE
from doudi.runtime.sampling.assumptions import ASSUMED
from doudi.runtime.sampling.distributions import Draw, Seldom, Share, Spread, Weights, When
from doudi.runtime.sampling.inverse import enlarged, picked, spread, within
from doudi.runtime.sampling.rows import holding
from doudi.runtime.sampling.sample import drawn, sample
from doudi.runtime.sampling.streams import CHANCES, Streams
from doudi.runtime.sampling.tables import Writing, tables
from tests.sampling.drawn import EPOCHS

Row: TypeAlias = Mapping[str, Any]

_EVERY_TENTH: Final = np.arange(0, CHANCES, CHANCES // 10, dtype=np.int64)[:10]


@pytest.fixture(scope="module")
def homes(rules: Index) -> list[Row]:
    asked = sample(rules, EPOCHS, 4000, seed=20211012)
    (drawing,) = drawn(asked)
    (table,) = tables(drawing, Writing("nested", "en", Fraction(0))).values()
    return [dict(it) for it in table.to_pylist()]


@pytest.fixture(scope="module")
def people(homes: list[Row]) -> list[Row]:
    """With what is known of their households."""
    return [home | person for home in homes for person in home["member"]]


def _thousandths(of: Iterable[bool]) -> int:
    found = list(of)
    return 1000 * sum(found) // len(found)


def test_households_are_as_large_as_assumed(homes: list[Row]) -> None:
    sizes = [it["household_size"] for it in homes]
    assert 2850 < 1000 * sum(sizes) // len(sizes) < 3050  # 2.94
    assert 130 < _thousandths(it == 1 for it in sizes) < 170
    assert set(sizes) == {1, 2, 3, 4, 5, 6, 7}


def test_a_household_adds_up(homes: list[Row]) -> None:
    for home in homes:
        assert home["household_size"] == len(home["member"])
        incomes = [it["personal_monthly_income"] for it in home["member"]]
        assert home["household_monthly_income"] == sum(incomes)


@pytest.mark.parametrize(
    ("among", "what", "assumed"),
    [
        (lambda _: True, lambda it: it["household_hukou"] == "rural", 550),
        (lambda it: it["age"] >= 60, lambda it: it["hypertension"], 500),
        (lambda it: 40 <= it["age"] < 60, lambda it: it["hypertension"], 230),
        (lambda it: it["age"] >= 60, lambda it: it["kind_of_disability"] != "no_disability", 150),
        (lambda it: it["disability_grade"], lambda it: it["disability_grade"] <= 2, 400),
        (lambda it: 6 <= it["age"] < 15, lambda it: it["in_school_up_to_senior"], 990),
        (lambda it: it["at_risk_of_poverty"], lambda it: it["in_hardship"], 400),
        (lambda it: not it["at_risk_of_poverty"], lambda it: it["in_hardship"], 20),
        (lambda it: it["age"] < 18, lambda it: it["father_state"] == "able_to_raise", 940),
    ],
    ids=[
        "rural households",
        "hypertension of elders",
        "hypertension of middle age",
        "disability of elders",
        "severe disability",
        "children in school",
        "hardship of the poor",
        "hardship of others",
        "fathers who can raise a child",
    ],
)
def test_shares_are_as_assumed(
    people: list[Row], among: Callable[[Row], bool], what: Callable[[Row], bool], assumed: int
) -> None:
    assert abs(_thousandths(bool(what(it)) for it in people if among(it)) - assumed) <= 30


def test_every_share_is_drawn_as_it_is_written(rules: Index) -> None:
    """Within five standard deviations, of those for whom its case is the first that holds."""
    (drawing,) = drawn(sample(rules, EPOCHS, 4000, seed=1))
    judged = 0
    for it in ASSUMED:
        rows = next((it_ for it_ in drawing.kinds.values() if it.name in it_.columns), None)
        left = np.ones(0 if rows is None else len(rows), bool)
        for case in (*it.cases, When((), it.otherwise)):
            if rows is None or not isinstance(case.draw, Share):
                break
            among = left.copy()
            for condition in case.conditions:
                among &= holding(condition, rows, rules)
            left &= ~among
            number, yes = int(among.sum()), int((rows.columns[it.name].values[among] == TRUE).sum())
            share = case.draw.true
            off = 1000 * yes - share * number
            assert off**2 <= 25 * share * (1000 - share) * number, (it.name, case)
            judged += number > 0
    assert judged > 150


def test_incomes_lie_as_assumed(people: list[Row]) -> None:
    """Of earners who are not poor: half have up to 3,200 yuan, eight in ten up to 6,000."""
    earners = [
        it["personal_monthly_income"]
        for it in people
        if 19 <= it["age"] < 60
        and not it["at_risk_of_poverty"]
        and not it["in_school_up_to_senior"]
        and not it["months_without_income"]
    ]
    assert abs(_thousandths(it <= 3200_00 for it in earners) - 500) <= 40
    assert abs(_thousandths(it <= 6000_00 for it in earners) - 800) <= 40
    assert max(earners) <= 50_000_00


def test_every_area_and_day_has_its_part(homes: list[Row]) -> None:
    counted = Counter((it["area"], it["as_of"]) for it in homes)
    assert set(counted) == {(it.area, it.as_of) for it in EPOCHS}
    assert all(900 < it < 1100 for it in counted.values())


def test_what_has_happened_lies_before_the_day(homes: list[Row], people: list[Row]) -> None:
    for it in people:
        assert it["confirmed_on"] is None or it["confirmed_on"] <= it["as_of"]
        assert it["discharge_date"] is None or it["confirmed_on"] < it["discharge_date"]
        assert it["discharge_date"] is None or it["discharge_date"] <= it["as_of"]
    for it in homes:
        assert it["disaster_year"] is None or it["disaster_year"] <= it["as_of"].year


def test_quantiles_are_met() -> None:
    some = Spread(((0, 0), (300, 0), (600, 900), (1000, 3000)))
    assert spread(_EVERY_TENTH, some).tolist() == [0, 0, 0, 0, 300, 600, 900, 1425, 1950, 2475]


def test_the_ends_of_a_spread_are_drawn_as_often_as_what_lies_between() -> None:
    numbers = spread(
        np.arange(0, CHANCES, CHANCES // 7000, dtype=np.int64), Spread(((0, 0), (1000, 6)))
    )
    counted = Counter(numbers.tolist())
    assert set(counted) == set(range(7))
    assert max(counted.values()) - min(counted.values()) <= 2


def test_the_first_and_the_last_chance_are_drawn_as_well() -> None:
    ends = np.array([0, CHANCES - 1], np.int64)
    assert spread(ends, Spread(((0, 5), (1000, 9)))).tolist() == [5, 9]
    assert picked(ends, (7, 8), (1, 2)).tolist() == [7, 8]
    assert within(ends, 1).tolist() == [True, False]
    assert within(ends, 1000).tolist() == [True, True]
    assert within(ends, 0).tolist() == [False, False]


def test_a_few_of_a_thousand_have_values_over_the_whole_range() -> None:
    few = _EVERY_TENTH // 1000
    assert np.abs(enlarged(few, 1) - _EVERY_TENTH).max() <= 1000


def test_chances_hang_on_seed_block_and_name_and_on_nothing_else() -> None:
    chances = Streams(7, 3).chances("age", 1000)
    assert Streams(7, 3).chances("age", 10).tolist() == chances[:10].tolist()
    for other in (Streams(8, 3), Streams(7, 4)):
        assert other.chances("age", 1000).tolist() != chances.tolist()
    assert Streams(7, 3).chances("income", 1000).tolist() != chances.tolist()
    assert (int(chances.min()), int(chances.max())) < (CHANCES // 100, CHANCES)


def test_chances_are_the_same_on_every_machine() -> None:
    assert Streams(1, 0).chances("age", 4).tolist() == [
        3359701188,
        1711800596,
        3189427761,
        1105037509,
    ]


def _draws() -> list[tuple[str, Draw]]:
    found = [
        (it.name, draw) for it in ASSUMED for draw in (it.otherwise, *(of.draw for of in it.cases))
    ]
    return [(name, draw.one if isinstance(draw, Seldom) else draw) for name, draw in found]


def test_quantiles_rise_from_nought_to_a_thousand() -> None:
    for name, draw in _draws():
        if isinstance(draw, Spread):
            shares = [share for share, _ in draw.quantiles]
            numbers = [number for _, number in draw.quantiles]
            assert (name, shares[0], shares[-1]) == (name, 0, 1000)
            assert sorted(set(shares)) == shares
            assert sorted(numbers) == numbers


def test_options_weigh_a_thousand_in_all() -> None:
    """Or are shares of few, such as one option for all."""
    for name, draw in _draws():
        if isinstance(draw, Weights):
            assert (name, sum(weight for _, weight in draw.of)) in {(name, 1000), (name, 1)}
