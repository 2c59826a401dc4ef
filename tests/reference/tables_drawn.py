"""Random standards: rows by area, kind and time, some without a figure, some missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

FIRST = date(2020, 11, 1)
DAYS = 900


def some_day(random: Random) -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def standards(random: Random) -> dict[str, tuple[Mapping[str, Any], ...]]:
    def rows(options: list[list[str]]) -> tuple[Mapping[str, Any], ...]:
        found: list[Mapping[str, Any]] = []
        for areas in (["000000"], ["620000"], ["620602", "500106"]):
            for option in options:
                if random.random() < 0.35 and areas != ["000000"]:
                    continue
                found += timeline(random, areas, option)
        return tuple(found)

    kinds = [["urban"], ["rural"]]
    people = ["kind_a", "kind_b", "kind_c"]
    return {
        "dibao_standard": rows(kinds),
        "care_standard": rows([[*it, person] for it in kinds for person in people]),
        "fuel_standard": rows([[]]),
    }


def timeline(random: Random, areas: list[str], options: list[str]) -> list[Mapping[str, Any]]:
    changes = [some_day(random).replace(day=random.choice((1, 1, 16))) for _ in range(2)]
    starts = sorted({date(2020, 1, 1), *changes[: random.choice((0, 1, 2))]})
    rows: list[Mapping[str, Any]] = []
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        if random.random() < 0.1:
            continue
        fen = Decimal(random.randrange(10000, 90000))
        yuan = fen / 100 if random.random() < 0.5 else Decimal(round(fen / 100))
        rows.append(
            {
                "areas": areas,
                "options": options,
                "start": start,
                "end": None if after is None else after - timedelta(days=1),
                "amount": None if random.random() < 0.15 else yuan,
                "document": "生成的通知",
                "source": "生成",
            }
        )
    return rows
