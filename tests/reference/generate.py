"""Random rule sets: a rules folder as texts and tables.

Everything that the language can say of a decision occurs. Expressions, tables and cases are drawn
by modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.reference.expressions_drawn import Drawn
from tests.reference.tables_drawn import FIRST, some_day, standards
from tests.reference.vocabulary import (
    FACTS,
    FUNDS,
    GROUND,
    HOLDERS,
    INSIDE,
    ISSUERS,
    PLACES,
    RANKS,
    SCHEMES,
    TERMS,
)


@dataclass(frozen=True)
class RuleSet:
    """Declarations by the file they stand in, each a text; standards' rows by English name."""

    files: Mapping[str, tuple[str, ...]]
    standards: Mapping[str, tuple[Mapping[str, Any], ...]]

    def text(self, file: str) -> str:
        return "\n".join(self.files[file])

    def without(self, file: str, index: int, instead: str | None = None) -> RuleSet:
        """Less a declaration, or with a shorter one in its place."""
        kept = list(self.files[file])
        kept[index : index + 1] = [] if instead is None else [instead]
        return replace(self, files={**self.files, file: tuple(kept)})


def rule_set(random: Random) -> RuleSet:
    documents = [f"A{letter}2020" for letter in "ABC"[: random.choice((1, 2, 2, 3, 3))]]
    files = {
        "precedence.policy": (precedence(random),),
        "vocabulary.policy": (GROUND, *facts_declared(), *terms_declared(random)),
    }
    provisions = Provisions(random)
    for id_ in documents:
        # Documents cite each other by name, and provisions by address: older ones only, so that
        # nothing goes round in a circle.
        count = random.randint(2, 6)
        head = document(id_, random, documents[: documents.index(id_)])
        issuer = next(it for it in ISSUERS if f"发文机关 {it}\n" in head)
        start = date.fromisoformat(head.split("施行 ")[1][:10])
        said = [provisions.draw(id_, issuer, start, "至" in head) for _ in range(count)]
        files[f"{id_.lower()}/rules.policy"] = (head, *said)
    return RuleSet(files, standards(random))


def precedence(random: Random) -> str:
    principles = ["例外", "明示", "上位", "特别", "后法"]
    if random.random() < 0.3:
        random.shuffle(principles)
    kept = [it for it in principles if random.random() < 0.9] or principles
    only = {it: " 限 同一机关" for it in kept if random.random() < 0.2}
    lines = [f"  - {it}{only.get(it, '')}" for it in kept]
    return "优先次序 「生成的次序」\n" + "\n".join(lines) + "\n"


def facts_declared() -> list[str]:
    return [
        f"事实 {zh}({en})\n  属于 {entity}\n  类型 {type_}\n" + bounds(type_, range_)
        for zh, en, entity, type_, range_ in FACTS
    ]


def bounds(type_: str, range_: tuple[str, str] | None) -> str:
    if range_ is None:
        return ""
    unit = type_.removeprefix("钱 ") if type_.startswith("钱") else "人" if "人" in type_ else ""
    return f"  范围 {range_[0]}{unit} 至 {range_[1]}{unit}\n"


def terms_declared(random: Random) -> list[str]:
    return [
        f"用语 {zh}({en})\n  属于 {entity}\n  类型 {type_}\n"
        + (
            f"  指 {Drawn(random, entity, place, provision=False).of(type_, 2)}\n"
            if how == "means" or random.random() < 0.4
            else ""
        )
        for place, (zh, en, entity, type_, how) in enumerate(TERMS)
    ]


def document(id_: str, random: Random, earlier: list[str]) -> str:
    issuer = random.choice(("国务院", "民政部", "民政部", "甘肃省政府", "武威市政府"))
    issued = FIRST + timedelta(days=random.randrange(200))
    start = issued + timedelta(days=random.choice((0, 0, 30)))
    end = f" 至 {start + timedelta(days=500)}" if random.random() < 0.2 else ""
    area = f"  辖区 {random.choice(INSIDE[ISSUERS[issuer]])}\n" if random.random() < 0.15 else ""
    repeals = ""
    if earlier and random.random() < 0.15:
        dated = random.choice(("", f" {some_day(random)}"))
        repeals = f"  废止 {random.choice(earlier)}{dated}\n"
    rank = random.choice(RANKS)
    return (
        f"文件 {id_} 「关于{id_}的通知」\n  发文机关 {issuer}\n  位阶 {rank}\n{area}"
        f"  印发 {issued}\n  施行 {start} 起{end}\n  版本 1.0.0\n{repeals}"
    )


class Provisions:
    """Provisions one after another; later ones may speak of earlier ones."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.made: list[tuple[str, str, str]] = []  # id, kind, what about

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def draw(self, document: str, issuer: str, start: date, ends: bool) -> str:  # noqa: FBT001
        number = 1 + sum(id_.startswith(document) for id_, _, _ in self.made)
        kinds = {
            self.grant: 9, self.bar: 3, self.facet: 4, self.recognise: 2, self.forbid: 2,
            self.define: 3, self.satisfy: 3, self.complete: 3, self.words: 1, self.idle: 1,
        }  # fmt: skip
        draw = self.random.choices(tuple(kinds), tuple(kinds.values()))[0]
        kind, about, body = draw()
        head = f"条款 {number}\n  出处 「生成的条款」\n"
        if self.chance(0.12):
            head += f"  辖区 {self.random.choice(INSIDE[ISSUERS[issuer]])}\n"
        if self.chance(0.15) and not ends:
            first = start + timedelta(days=self.random.randrange(200))
            last = f" 至 {first + timedelta(days=300)}" if self.chance(0.5) else ""
            head += f"  施行 {first}{last}\n"
        body += self.relations(kind, about)
        self.made.append((f"{document}/{number}", kind, about))
        return head + body

    # Effects

    def drawn(self, entity: str, terms: int = len(TERMS)) -> Drawn:
        return Drawn(self.random, entity, terms, provision=True)

    def when(self, entity: str, terms: int = len(TERMS)) -> str:
        if self.chance(0.2):
            return ""
        drawn = self.drawn(entity, terms)
        lines = [self.line(drawn) for _ in range(self.random.choice((1, 1, 2)))]
        return f"  当 {'   且 '.join(lines)}"

    def line(self, drawn: Drawn) -> str:
        if self.chance(0.25):
            items = "".join(f"      - {drawn.truth(1)}\n" for _ in range(2))
            kind = self.random.choice(("任一", "任一", "全部"))
            etc = "      - 等\n" if kind == "任一" and self.chance(0.6) else ""
            return f"{kind}\n{items}{etc}"
        return f"{drawn.truth(self.random.choice((0, 1, 1, 2, 3)))}\n"

    def scheme(self) -> str:
        return self.random.choices(("临时救助", "价格补贴", "家庭补助"), (5, 1, 2))[0]

    def grant(self) -> tuple[str, str, str]:
        scheme = self.scheme()
        norm = self.random.choice(("应当", "应当", "可以", "可以", "一事一议", "鼓励"))
        entity = SCHEMES[scheme]
        said = f"{self.when(entity)}  {norm} 给予 {scheme}\n"
        return "grant", scheme, said + self.facets(entity, much=0.75, other=0.2)

    def bar(self) -> tuple[str, str, str]:
        scheme = self.scheme()
        return "bar", scheme, f"{self.when(SCHEMES[scheme])}  不得 给予 {scheme}\n"

    def facet(self) -> tuple[str, str, str]:
        grants = [(id_, scheme) for id_, kind, scheme in self.made if kind == "grant"]
        target = scheme = self.scheme()
        entity = SCHEMES[scheme]
        if grants and self.chance(0.4):
            target, scheme = self.random.choice(grants)
            entity = SCHEMES[scheme]
        each = f"  对每名 {entity}\n"
        facets = ""
        while not facets:
            facets = self.facets(entity, much=0.4, other=0.4)
        return "facet", scheme, f"{each}{self.when(entity)}  补充 {target}\n{facets}"

    def term(self, how: str) -> tuple[int, tuple[str, str, str, str, str]]:
        places = [it for it, term in enumerate(TERMS) if term[4] == how]
        place = self.random.choice(places)
        return place, TERMS[place]

    def recognise(self) -> tuple[str, str, str]:
        place, (zh, _, entity, *_) = self.term("recognised")
        word = self.random.choice(("应当", "可以"))
        return "recognise", zh, f"{self.when(entity, place)}  {word} 认定 {zh}\n"

    def forbid(self) -> tuple[str, str, str]:
        place, (zh, _, entity, *_) = self.term("recognised")
        return "recognise", zh, f"{self.when(entity, place)}  不得 认定 {zh}\n"

    def define(self) -> tuple[str, str, str]:
        place, (zh, _, entity, type_, _) = self.term("defined")
        value = self.drawn(entity, place).of(type_, 2)
        return "define", zh, f"{self.when(entity, place)}  定义 {zh} 指 {value}\n"

    def duty_word(self) -> str:
        return self.random.choice(("应当", "应当", "可以", "鼓励", "不得"))

    def satisfy(self) -> tuple[str, str, str]:
        entity = self.random.choice(("申请", "成员", "家庭"))
        test = self.drawn(entity).truth(2)
        due = f"  期限 {self.drawn(entity).day(2)}\n" if self.chance(0.5) else ""
        if entity == "申请" and self.chance(0.2):
            due = "  期限 受理时刻 + 2小时\n"
        said = f"  对每名 {entity}\n{self.when(entity)}  {self.duty_word()} 满足 {test}\n{due}"
        return "duty", entity, said + f"  责任主体 {self.random.choice(HOLDERS)}\n"

    def complete(self) -> tuple[str, str, str]:
        each = f"  对每名 申请\n{self.when('申请')}  {self.duty_word()} 完成"
        moment = f"  期限 受理时刻 + {self.random.choice((1, 24))}小时\n"
        day = f"  期限 {self.drawn('申请').day(2)}\n"
        if self.chance(0.4):
            return "duty", "申请", f"{each} 办结时刻\n{moment if self.chance(0.8) else ''}"
        return "duty", "申请", f"{each} 办结日\n{day if self.chance(0.8) else ''}"

    def words(self) -> tuple[str, str, str]:
        entity = self.random.choice(("申请", "成员"))
        said = f"  对每名 {entity}\n{self.when(entity)}  {self.duty_word()} 「加强宣传」\n"
        return (
            "duty",
            entity,
            said + (f"  期限 {self.drawn(entity).day(1)}\n" if self.chance(0.3) else ""),
        )

    def idle(self) -> tuple[str, str, str]:
        return "idle", "", "  不执行 「无法判断」\n"

    # Facets

    def facets(self, entity: str, much: float, other: float) -> str:
        said = ""
        if self.chance(much):
            said += self.amount_and_period(entity)
        if self.chance(other):
            mode = self.random.choice(("可在", "可在", "由", "限于", "限于"))
            places = self.random.sample(PLACES, self.random.choice((1, 2)))
            said += f"  地点 {mode} {', '.join(places)}\n"
        if self.chance(other * 0.4):
            said += f"  取消限制 {self.random.choice(PLACES)}\n"
        if self.chance(other):
            said += (
                f"  资金 {', '.join(self.random.sample(FUNDS, self.random.choice((1, 1, 2))))}\n"
            )
        if self.chance(other):
            said += f"  期限 {self.drawn(entity).day(2)}\n"
        return said

    def amount_and_period(self, entity: str) -> str:
        every = self.random.choice(("按月", "按月", "一次性", "按年", ""))
        said = f"  {every}\n" if every else ""
        if self.chance(0.85):
            drawn = self.drawn(entity)
            said += self.amount(drawn.yearly if every == "按年" else drawn.monthly)
        if every in ("按月", "按年"):
            said += self.run(entity, every)
        return said

    def amount(self, draw: Callable[[int], str]) -> str:
        one = self.random.choice((0, 0, 1, 2))
        mode = self.random.choice(("", "", "", "至多 ", "至少 ", "between", "left"))
        match mode:
            case "between":
                value = f"{draw(one)} 至 {draw(one)}"
            case "left":
                value = "由 「县级人民政府」"
            case _:
                value = f"{mode}{draw(one)}"
        rounding = ""
        if self.chance(0.3):
            step = self.random.choice(("1元", "0.1元", "10元"))
            rounding = f"  舍入 {self.random.choice(('四舍五入', '进位', '舍去'))} 至 {step}\n"
        return f"  金额 {value}\n{rounding}"

    def run(self, entity: str, every: str) -> str:
        said = ""
        drawn = self.drawn(entity)
        if self.chance(0.6):
            said += f"  起于 {drawn.day(1)}\n"
        end = self.random.choice(("", "止于", "期间"))
        if end == "止于":
            said += f"  止于 {drawn.day(1)}\n"
        if end == "期间":
            said += f"  期间 {self.random.choice(('3个月', '12个月', '1年'))}\n"
        if every == "按月" and self.chance(0.5):
            said += f"  不足月 {self.random.choice(('按整月', '按日', '不计'))}\n"
        return said

    # Relations

    def relations(self, kind: str, about: str) -> str:
        """To earlier provisions about the same thing."""
        said = ""
        alike = [
            id_
            for id_, other, of in self.made
            if of == about and (other == kind or {other, kind} <= {"grant", "bar", "facet"})
        ]
        if alike and kind not in ("duty", "idle"):
            for word in ("例外于", "优先于", "特别于"):
                if self.chance(0.12):
                    said += f"  {word} {self.random.choice(alike)}\n"
            grants = [id_ for id_, other, of in self.made if other == "grant" and of == about]
            if kind == "grant" and grants and self.chance(0.2):
                word = self.random.choice(("取高于", "叠加于"))
                said += f"  {word} {self.random.choice(grants)}\n"
        if kind == "grant" and self.chance(0.1):
            others = [it for it in SCHEMES if it != about and self.reaches(about, it)]
            said += f"  排除 {self.random.choice(others)}\n"
        duties = [id_ for id_, other, _ in self.made if other == "duty"]
        share = 0.4 if kind == "duty" else 0.03 if kind in ("grant", "bar", "recognise") else 0
        for word in ("例外于", "优先于", "特别于"):
            if duties and word not in said and self.chance(share):
                said += f"  {word} {self.random.choice(duties)}\n"
        if self.made and self.chance(0.05):
            said += f"  废止 {self.random.choice(self.made)[0]}\n"
        return said

    def reaches(self, scheme: str, other: str) -> bool:
        """Whether what is true of those the one is for says something of those the other is for."""
        return SCHEMES[scheme] == "家庭" or SCHEMES[other] == "成员"
