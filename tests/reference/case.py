"""The facts of a case as a tree of entities, read from plain Python values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from doudi.policy_dsl import ast
from tests.reference.rules import Provision, Rules
from tests.reference.values import (
    ANYTHING,
    FALSE,
    MINUTES_A_DAY,
    NA,
    TRUE,
    UNKNOWN,
    Range,
    Symbol,
    Truth,
    Value,
    exactly,
)

OPEN = ("不详", "未询问", "unknown", "not_asked")
NOT_APPLICABLE = ("不适用", "not_applicable")
YES = (True, "是", "yes", "true")
FEN = {"YUAN": 100, "TEN_THOUSAND": 1_000_000}


@dataclass(frozen=True, eq=False)
class Node:
    """An entity of the case; `inside` are its lists, by the Chinese name of their kind."""

    entity: str
    id: str
    given: Mapping[str, Any] = field(repr=False)
    parent: Node | None
    inside: dict[str, list[Node]] = field(default_factory=dict, repr=False)
    named: dict[str, Value] = field(default_factory=dict, repr=False)  # what names come to here

    def around(self) -> list[Node]:
        return [self, *(self.parent.around() if self.parent else [])]

    def nearest(self, entity: str) -> Node | None:
        """Itself, or what is around it, of a kind."""
        if self.entity == entity:
            return self
        return None if self.parent is None else self.parent.nearest(entity)

    def all_inside(self) -> list[Node]:
        return [it for nodes in self.inside.values() for node in nodes for it in node.and_inside()]

    def and_inside(self) -> list[Node]:
        return [self, *self.all_inside()]


@dataclass(frozen=True, eq=False)
class Case:
    rules: Rules
    area: str
    as_of: date
    here: Node  # the area, and everything in it
    terms: dict[tuple[str, Node], Value] = field(default_factory=dict, repr=False)
    truths: dict[tuple[Provision, Node], Truth] = field(default_factory=dict, repr=False)
    said: dict[tuple[Provision, Node, date, Fraction], Any] = field(
        default_factory=dict, repr=False
    )  # of amounts

    @cached_property
    def nodes(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for it in self.here.and_inside():
            found.setdefault(it.entity, []).append(it)
        return found

    def subjects(self, entity: str) -> list[Node]:
        return self.nodes.get(entity, [])


def case_of(facts: Mapping[str, Any], rules: Rules) -> Case:
    area = rules.area(facts["area"])
    given = {rules.zh(k): v for k, v in facts.get("area_facts", {}).items()}
    here = Node("地区", area, given, None)
    _fill(here, facts, rules)
    return Case(rules, area, date.fromisoformat(facts["as_of"]), here)


def _fill(node: Node, given: Mapping[str, Any], rules: Rules) -> None:
    for name, value in given.items():
        entity = rules.zh(name) if name in rules.declared else None
        if entity is None or entity not in rules.kinds:
            continue
        english = rules.declared[name][0].args[0].en  # type: ignore[union-attr]
        for each in value if isinstance(value, list) else [value]:
            said = {rules.zh(k): v for k, v in each.items() if k in rules.declared}
            inner = Node(entity, each.get("id", english), said, node)
            node.inside.setdefault(entity, []).append(inner)
            _fill(inner, each, rules)
        node.inside.setdefault(entity, [])


def is_given(name: str, node: Node) -> bool:
    return name in node.given


def fact(name: str, node: Node, rules: Rules) -> Value:
    """What is given under a name; an unknown number is its declared range."""
    type_ = rules.type_of(name)
    raw = node.given.get(name, "不详")
    if isinstance(raw, dict) and "value" in raw:
        raw = raw["value"]
    if raw in NOT_APPLICABLE:
        return NA
    if isinstance(raw, dict):
        return _limited(raw, name, type_, rules)
    if raw in OPEN:
        return unknown(name, rules)
    match type_:
        case "BOOLEAN":
            return TRUE if raw in YES else FALSE
        case "CHOICE":
            return Symbol(rules.options[raw])
        case "AREA_TYPE":
            return Symbol(rules.area(raw))
        case _:
            return exactly(number(raw, type_))


def unknown(name: str, rules: Rules) -> Value:
    match rules.type_of(name):
        case "BOOLEAN":
            return UNKNOWN
        case "CHOICE" | "AREA_TYPE":
            return Symbol(None)
        case type_:
            return _declared(name, type_, rules)


def _declared(name: str, type_: str, rules: Rules) -> Range:
    clauses = rules.clauses(name)
    if "RANGE" not in clauses:
        return ANYTHING
    low, high = clauses.arg("RANGE"), clauses.part("RANGE", "TO")
    return Range(_end(low, type_), _end(high, type_))


def _end(it: ast.Expr, type_: str) -> Fraction:
    match it:
        case ast.MoneyLiteral(value, unit):
            return Fraction(value) * FEN[unit.tokens[0]]
        case ast.DateLiteral(text):
            return number(text, "DATE_TYPE")
        case ast.NumberLiteral(value) | ast.Quantity(value):
            return number(value, type_)
        case _:
            raise AssertionError(it)


def _limited(raw: Mapping[str, Any], name: str, type_: str, rules: Rules) -> Range:
    around = _declared(name, type_, rules)
    low, high = (raw.get(zh, raw.get(en)) for zh, en in (("最小", "min"), ("最大", "max")))
    return Range(
        around.low if low is None else number(low, type_),
        around.high if high is None else number(high, type_),
    )


def number(raw: Any, type_: str) -> Fraction:
    match type_:
        case "MONEY":
            return Fraction(Decimal(raw)) * 100
        case "DATE_TYPE":
            return Fraction(date.fromisoformat(raw).toordinal())
        case "MOMENT":
            at = datetime.fromisoformat(raw)
            return Fraction((at.toordinal() - 1) * MINUTES_A_DAY + at.hour * 60 + at.minute)
        case _:
            text = str(raw)
            return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
