"""Random expressions of every type, well typed and in every operator, as text of the language."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.reference.vocabulary import FACTS, INSIDE, OPTIONS, TERMS

IN_SIGHT = {
    "成员": ("成员", "家庭", "地区"),
    "家庭": ("家庭", "地区"),
    "申请": ("申请", "地区"),
    "地区": ("地区",),
}
COUNTS_MEMBERS = ("成员", "家庭")


class Drawn:
    """Expressions for one entity, of terms before `terms`; `provision` where 印发日 may stand."""

    def __init__(self, random: Random, entity: str, terms: int, *, provision: bool) -> None:
        self.random = random
        self.entity = entity
        self.terms = terms
        self.provision = provision

    def name(self, type_: str) -> str | None:
        seen = IN_SIGHT[self.entity]
        names = [it[0] for it in FACTS if it[2] in seen and it[3] == type_]
        names += [it[0] for it in TERMS[: self.terms] if it[2] in seen and it[3] == type_]
        return self.random.choice(names) if names else None

    def pick(self, *ways: Callable[[], str]) -> str:
        return self.random.choice(ways)()

    def of(self, type_: str, depth: int) -> str:
        match type_:
            case "是否":
                return self.truth(depth)
            case "日期型":
                return self.day(depth)
            case "钱 元/月":
                return self.monthly(depth)
            case _:
                return self.option(type_, depth)

    # Truths

    def truth(self, depth: int) -> str:
        named = self.name("是否")
        if depth <= 0 or self.random.random() < 0.15:
            return named or self.pick(lambda: "是", lambda: "否")
        less = depth - 1
        return self.pick(
            lambda: f"({self.truths(less, ' 且 ')})",
            lambda: f"({self.truths(less, ' 或 ')})",
            lambda: f"非 {self.bracketed(self.truth(less))}",
            lambda: f"任一({self.truths(less, ', ')}{self.random.choice(('', ', 等'))})",
            lambda: f"全部({self.truths(less, ', ')})",
            lambda: self.compared(less),
            lambda: self.compared(less),
            lambda: self.compared(less),
            lambda: self.membership(less),
            self.area_test,
            lambda: f"两可({self.truth(less)}, {self.truth(less)})",
            lambda: self.quantified(less),
        )

    def bracketed(self, text: str) -> str:
        return text if text.startswith("(") else f"({text})"

    def truths(self, depth: int, joint: str) -> str:
        return joint.join(self.truth(depth) for _ in range(self.random.choice((2, 2, 3))))

    def compared(self, depth: int) -> str:
        kind = self.random.choice(
            ("plain", "monthly", "yearly", "day", "months", "persons", "truth")
        )
        if kind == "truth":
            left, right = (self.bracketed(self.truth(depth)) for _ in range(2))
            return f"({left} {self.random.choice('=≠')} {right})"
        op = self.random.choice(("=", "≠", "<", "<=", ">", ">="))
        if kind == "months":
            days = f"{self.day(depth)}, {self.day(depth)}"
            return f"(相隔月数({days}) {op} {self.random.randint(0, 24)}个月)"
        draw: Callable[[int], str] = getattr(self, kind)
        return f"({draw(depth)} {op} {draw(depth)})"

    def membership(self, depth: int) -> str:
        choice = self.random.choice(tuple(OPTIONS))
        options = self.random.sample(OPTIONS[choice], 2)
        one = self.option(choice, depth)
        return self.pick(
            lambda: f"({one} 为其一 ({', '.join(options)}))",
            lambda: f"({one} {self.random.choice(('=', '≠'))} {options[0]})",
            lambda: (
                f"({self.plain(depth)} 为其一 ({self.plain(depth)}, {self.random.randint(0, 80)}))"
            ),
        )

    def area_test(self) -> str:
        if self.entity != "成员":
            return self.truth(0)
        area = self.random.choice(INSIDE["全国"])
        return f"(居住地 {self.random.choice(('位于', '=', '≠'))} {area})"

    def quantified(self, depth: int) -> str:
        if self.entity not in COUNTS_MEMBERS:
            return self.truth(depth)
        kind = self.random.choice(("存在", "每个"))
        return f"{kind}(成员{self.of_member(depth)})"

    def of_member(self, depth: int) -> str:
        inner = Drawn(self.random, "成员", self.member_terms(), provision=self.provision)
        said = inner.truth(min(depth, 1))
        match self.random.choice((", 当", " 当", ",", ",")):
            case ", 当":
                return f", {said} 当 {inner.truth(0)}"
            case joint:
                return f"{joint} {said}"

    def member_terms(self) -> int:
        return self.terms

    # Symbols

    def option(self, choice: str, depth: int) -> str:
        named = self.name(choice)
        literal = self.random.choice(OPTIONS[choice])
        if depth > 0 and self.random.random() < 0.2:
            return f"两可({self.option(choice, depth - 1)}, {self.option(choice, depth - 1)})"
        return named if named and self.random.random() < 0.8 else literal

    # Numbers

    def plain(self, depth: int) -> str:
        literal = self.random.choice(("0", "1", "2", "18", "60", "3.5", "30%", "150%"))
        named = self.name("整数")
        share = self.name("比例")
        leaf = self.random.choice([it for it in (literal, named, share) if it])
        if depth <= 0 or self.random.random() < 0.25:
            return leaf
        less = depth - 1
        return self.pick(
            lambda: f"周岁({self.day(less)}, {self.day(less)})",
            lambda: f"年份({self.day(less)})",
            lambda: f"月份({self.day(less)})",
            lambda: f"({self.plain(less)} {self.random.choice('+-×')} {self.plain(less)})",
            lambda: f"({self.plain(less)} ÷ {self.divisor(less)})",
            lambda: f"({self.monthly(less)} ÷ {self.monthly_divisor()})",
            lambda: f"(-{self.bracketed(self.plain(less))})",
            lambda: self.function(self.plain, less),
        )

    def divisor(self, depth: int) -> str:
        return self.pick(
            lambda: self.random.choice(("2", "4", "30%")),
            lambda: self.name("整数") or "2",
            lambda: f"({self.plain(depth)} + 1)",
        )

    def monthly_divisor(self) -> str:
        return self.pick(lambda: "100元/月", lambda: self.name("钱 元/月") or "低保标准(城镇)")

    def function(self, draw: Callable[[int], str], depth: int) -> str:
        name = self.random.choice(("补差", "取大", "取小", "两可"))
        return f"{name}({draw(depth)}, {draw(depth)})"

    def persons(self, depth: int) -> str:
        if self.entity not in COUNTS_MEMBERS:
            return f"{self.random.randint(0, 4)}人"
        return self.pick(
            lambda: f"{self.random.randint(0, 4)}人",
            lambda: self.name("整数 人") or "1人",
            lambda: "计数(成员)",
            lambda: f"计数(成员{self.of_member(depth)})",
            lambda: f"(人口 × {self.random.choice(('2', '30%', '0.5'))})",
        )

    def monthly(self, depth: int) -> str:
        """A sum a month."""
        literal = f"{self.random.choice((0, 1, 99.99, 300, 620, 1500))}元/月"
        leaf = self.name("钱 元/月") or literal
        if self.random.random() < 0.3:
            leaf = literal
        if depth <= 0 or self.random.random() < 0.15:
            return leaf
        less = depth - 1
        return self.pick(
            lambda: f"低保标准({self.option('户籍类别', 0)})",
            lambda: f"低保标准({self.option('户籍类别', less)})",
            lambda: f"照料标准({self.option('户籍类别', 0)}, {self.option('人员类别', 0)})",
            lambda: f"({self.monthly(less)} {self.random.choice('+-')} {self.monthly(less)})",
            lambda: f"({self.monthly(less)} × {self.plain(less)})",
            lambda: f"({self.monthly(less)} × {self.random.choice(('2', '50%', '0.333'))})",
            lambda: f"({self.monthly(less)} ÷ {self.divisor(less)})",
            lambda: f"(-{self.bracketed(self.monthly(less))})",
            lambda: self.function(self.monthly, less),
            lambda: f"月均({self.yearly(less)})",
            lambda: self.summed(less),
        )

    def summed(self, depth: int) -> str:
        if self.entity not in COUNTS_MEMBERS:
            return self.monthly(depth)
        inner = Drawn(self.random, "成员", self.member_terms(), provision=self.provision)
        when = f" 当 {inner.truth(min(depth, 1))}" if self.random.random() < 0.5 else ""
        return f"合计(成员, {inner.monthly(0)}{when})"

    def yearly(self, depth: int) -> str:
        return self.pick(
            lambda: "燃料标准",
            lambda: "1.2万元/年",
            lambda: self.name("钱 元/年") or "600元/年",
            lambda: f"(燃料标准 × {self.plain(min(depth, 1))})",
        )

    # Days

    def day(self, depth: int) -> str:
        fixed = ["评估日", "2021-02-28", "2020-02-29", "2021-12-31", "2022-06-15"]
        if self.provision:
            fixed += ["印发日", "发放月"]
        named = self.name("日期型")
        leaf = named if named and self.random.random() < 0.6 else self.random.choice(fixed)
        if depth <= 0 or self.random.random() < 0.25:
            return leaf
        less = depth - 1
        length = self.random.choice(
            ("20日", "2周", "1个月", "6个月", "0.5年", "1年", "5个工作日", "20个工作日")
        )
        year, month = self.random.randint(2020, 2023), self.random.randint(1, 13)
        return self.pick(
            lambda: f"({self.day(less)} {self.random.choice('+-')} {length})",
            lambda: f"月初({self.day(less)})",
            lambda: f"月末({self.day(less)})",
            lambda: f"季末({self.day(less)})",
            lambda: f"年末({self.day(less)})",
            lambda: f"春节({self.random.choice((str(year), f'年份({self.day(less)})'))})",
            lambda: f"年月日({year}, {month}, {self.random.choice((1, 29, 30, 31))})",
            lambda: f"年月日(年份({self.day(less)}), 月份({self.day(less)}), 15)",
            lambda: self.of_days(less),
        )

    def of_days(self, depth: int) -> str:
        name = self.random.choice(("取大", "取小", "两可"))
        return f"{name}({self.day(depth)}, {self.day(depth)})"
