"""Random facts of a case, with its date; much or little of it left out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.reference.tables_drawn import FIRST, some_day
from tests.reference.vocabulary import FACTS, OPTIONS, TERMS


def case(random: Random) -> dict[str, Any]:
    """Facts of a case, with its date; how much is left out differs from case to case."""
    blank = random.choice((0.0, 0.05, 0.15, 0.4))
    facts: dict[str, Any] = {
        "as_of": (
            FIRST
            + timedelta(days=random.choice((random.randrange(120), 60 + random.randrange(800))))
        ).isoformat(),
        "area": random.choice(
            ("620602", "凉州区", "武威市", "武威市", "620600", "兰州市", "甘肃省", "重庆市沙坪坝区")
        ),
        "area_facts": given(random, "地区", blank),
    }
    household = given(random, "家庭", blank)
    if random.random() > 0.1:
        household[random.choice(("成员", "member"))] = [
            {"id": f"p{it}", **given(random, "成员", blank)} for it in range(random.randint(0, 3))
        ]
    if random.random() < 0.97:
        facts[random.choice(("家庭", "household"))] = household
    if random.random() < 0.7:
        facts["申请"] = [
            {"id": f"a{it}", **given(random, "申请", blank)} for it in range(random.randint(0, 2))
        ]
    return facts


def given(random: Random, entity: str, blank: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for zh, en, of, type_, range_ in FACTS:
        if of == entity and random.random() >= blank:
            found[random.choice((zh, zh, en))] = value(random, zh, type_, range_, blank)
    for zh, _, of, type_, _ in TERMS:
        if of == entity and random.random() < 0.03:
            found[zh] = value(random, zh, type_, None, blank)
    return found


def value(
    random: Random, name: str, type_: str, range_: tuple[str, str] | None, blank: float
) -> object:
    if random.random() < blank / 2:
        return random.choice(("不详", "unknown", "未询问", "not_asked"))
    if random.random() < (0.3 if name in ("出院日期", "办结日", "办结时刻") else 0.04):
        return random.choice(("不适用", "not_applicable"))
    low, high = (None, None) if range_ is None else range_
    one = plain(random, type_, low, high)
    if random.random() < blank and counted(type_):
        ends = sorted((one, plain(random, type_, low, high)))  # type: ignore[type-var]
        kept = random.choice((("min", "max"), ("min", "max"), ("min",), ("max",), ("最小", "最大")))
        return {
            it: end for it, end in zip(("min", "max"), ends, strict=True) if it in kept
        } or dict(zip(kept, ends, strict=False))
    return {"value": one, "source": "证明"} if random.random() < 0.05 else one


def counted(type_: str) -> bool:
    return type_ not in ("是否", "地区型", *OPTIONS)


def plain(random: Random, type_: str, low: str | None, high: str | None) -> object:
    match type_:
        case "是否":
            return random.choice((True, True, False, "是", "否"))
        case "整数" | "整数 人":
            return random.randint(int(low or 0), min(int(high or 60), 90))
        case "比例":
            return Decimal(random.randrange(100)) / 100
        case "日期型":
            return (FIRST + timedelta(days=random.randrange(-300, 1100))).isoformat()
        case "时刻型":
            return f"{some_day(random)}T{random.randrange(24):02}:{random.randrange(60):02}"
        case "地区型":
            return random.choice(("凉州区", "甘肃省", "重庆市", "全国", "620600"))
        case "户籍类别" | "人员类别":
            return random.choice((*OPTIONS[type_], "urban" if type_ == "户籍类别" else "kind_b"))
        case _:
            return Decimal(random.randrange(0, 300000)) / 100
