"""What the made-up program stands on: areas, offices, standards, a calendar, kinds of things."""

from __future__ import annotations

from datetime import date
from typing import Final

from doudi.runtime.program import types
from doudi.runtime.program.declarations import (
    Area,
    Authority,
    Calendar,
    Choice,
    Entity,
    Rank,
    Standard,
    StandardRow,
    Text,
)
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    EntityId,
    OptionId,
    RankId,
    StandardId,
)

NATION: Final = AreaCode("000000")
PROVINCES: Final = 31
CITIES_EACH: Final = 5

FUNDS: Final = tuple(OptionId(it) for it in ("relief_fund", "local_fund", "insurance_fund"))
PLACES: Final = tuple(OptionId(it) for it in ("hukou_place", "home_place", "event_place"))
HOLDERS: Final = tuple(OptionId(it) for it in ("county", "town", "village"))
HUKOU: Final = tuple(OptionId(it) for it in ("urban", "rural"))
CATEGORIES: Final = tuple(OptionId(f"category_{it:02}") for it in range(16))

RANKS: Final = (
    Rank(RankId("department"), Text("部门文件"), ()),
    Rank(RankId("local"), Text("地方文件"), ()),
)
ENTITIES: Final = (
    Entity(EntityId("area"), Text("地区"), None),
    Entity(EntityId("batch"), Text("批次"), None),
    Entity(EntityId("household"), Text("家庭"), None),
    Entity(EntityId("member"), Text("成员"), EntityId("household")),
)


def _choice(id_: str, name: str, options: tuple[OptionId, ...]) -> Choice:
    return Choice(ChoiceId(id_), Text(name), tuple((it, Text(str(it))) for it in options))


CHOICES: Final = (
    _choice("category_kind", "类别", CATEGORIES),
    _choice("fund", "资金", FUNDS),
    _choice("holder", "责任主体", HOLDERS),
    _choice("hukou_kind", "户别", HUKOU),
    _choice("place", "地点", PLACES),
)


def province(number: int) -> AreaCode:
    return AreaCode(f"{number % PROVINCES + 11}0000")


def city(number: int, which: int) -> AreaCode:
    """Each province has so many, and groups of one province do not all use the same."""
    at = (which + number // PROVINCES) % CITIES_EACH + 1
    return AreaCode(f"{number % PROVINCES + 11}{at:02}00")


def areas() -> tuple[Area, ...]:
    found = [Area(NATION, "全国", None)]
    for number in range(PROVINCES):
        found.append(Area(province(number), f"省{number}", NATION))
        found += [
            Area(city(number, it), f"省{number}市{it}", province(number))
            for it in range(CITIES_EACH)
        ]
    return tuple(sorted(found, key=lambda it: it.code))


def authorities() -> tuple[Authority, ...]:
    offices = [
        Authority(AuthorityId(f"office_{it.code}"), Text(f"{it.name}民政厅局"), it.code)
        for it in areas()
        if it.code != NATION
    ]
    ministry = Authority(AuthorityId("ministry"), Text("民政部"), NATION)
    return tuple(sorted((ministry, *offices), key=lambda it: it.id))


def standards() -> tuple[Standard, ...]:
    """Each province has its figures, raised every July."""
    rows = [
        StandardRow(
            province(number),
            (kind,),
            date(year, 7, 1),
            date(year + 1, 6, 30),
            (40_000 if kind == "rural" else 60_000) + number * 1_000 + (year - 2018) * 3_000,
            "生成的文件",
            "生成的数据",
        )
        for number in range(PROVINCES)
        for kind in HUKOU
        for year in range(2018, 2024)
    ]
    unit = types.Quantity(yuan=1, person=-1, month=-1)
    living = Standard(
        StandardId("living"), Text("生活标准"), (ChoiceId("hukou_kind"),), unit, tuple(rows)
    )
    return (living,)


def calendar() -> Calendar:
    """Three holidays a year; enough for working days to be no plain count."""
    years = tuple(range(2018, 2027))
    days = [
        date(year, month, day)
        for year in years
        for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
    ]
    return Calendar(
        years,
        tuple(it for it in days if it.weekday() < 5),
        (),
        (date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22)),
        "生成的数据",
    )
