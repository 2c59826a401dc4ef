"""A draft as an analyst writes it: names in Chinese, yuan, days, one entry for each fact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from doudi.compiler.drafts.draft import Cell, Draft, name_of, type_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.area_names import area_names, full_name, meant
from doudi.runtime.facts.convert import in_words
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.operators.truths import T
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId
from doudi.runtime.program.types import Date, Moment
from doudi.runtime.strict_json import exact_number
from doudi.runtime.values import Interval, NotApplicable, Symbol, Truth, Value

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | bool | int | Decimal"


def tree_of(draft: Draft, rules: Index) -> dict[str, Tree]:
    """What stands below `facts`, ready to be read as a facts file is."""
    found: dict[str, Tree] = {"area": area_of(draft.area, rules)}
    area_facts = _facts(AREA_ENTITY, 1, draft, rules)
    if area_facts:
        found["area_facts"] = area_facts
    for entity in sorted(draft.lists):
        if rules.entities[entity].container in (None, AREA_ENTITY):
            alone = draft.lists[entity] == 1
            listed = _listed(entity, draft, rules)
            found[rules.entities[entity].name.zh] = (
                _inside(entity, 1, draft, rules) if alone else listed
            )
    return found


def plain(tree: Tree) -> Any:
    """A number with decimals is a string here, so that no reader makes it inexact."""
    match tree:
        case dict():
            return {key: plain(it) for key, it in tree.items()}
        case list():
            return [plain(it) for it in tree]
        case Decimal():
            return f"{tree:f}"
        case _:
            return tree


def area_of(code: AreaCode, rules: Index) -> str:
    """The name that means just this area; its code where none does."""
    names = area_names(rules.program.areas)
    for name in (rules.tables.areas.by_code[code].name, full_name(code, names)):
        if [it.code for it in meant(name, names)] == [code]:
            return name
    return str(code)


def day_of(day: date) -> str:
    return day.isoformat()


def _listed(entity: EntityId, draft: Draft, rules: Index) -> list[Tree]:
    return [
        {"id": name_of(entity, number, draft, rules), **_inside(entity, number, draft, rules)}
        for number in range(1, draft.lists[entity] + 1)
    ]


def _inside(entity: EntityId, number: int, draft: Draft, rules: Index) -> dict[str, Tree]:
    found = _facts(entity, number, draft, rules)
    for inner in sorted(draft.lists):
        if number == 1 and rules.entities[inner].container == entity:
            found[rules.entities[inner].name.zh] = _listed(inner, draft, rules)
    return found


def _facts(entity: EntityId, number: int, draft: Draft, rules: Index) -> dict[str, Tree]:
    return {
        _name(cell, rules): _value(value, cell, rules)
        for cell, value in sorted(draft.cells.items(), key=lambda it: it[0])
        if cell.entity == entity and cell.number == number
    }


def _name(cell: Cell, rules: Index) -> str:
    fact = rules.facts.get(FactId(cell.name))
    return rules.terms[TermId(cell.name)].name.zh if fact is None else fact.name.zh


def _value(value: Value, cell: Cell, rules: Index) -> Tree:
    match value:
        case Truth():
            return value is T
        case NotApplicable():
            return "不适用"
        case Symbol(id=id_):
            areas = rules.tables.areas.by_code
            return area_of(AreaCode(id_), rules) if id_ in areas else _option(id_, rules)
        case Interval(low=number) if number is not None:
            type_ = type_of(cell, rules)
            words = in_words(number, type_)
            return words if isinstance(type_, Date | Moment) else exact_number(words)
        case _:
            return "不详"


def _option(id_: str, rules: Index) -> str:
    options = {str(it): text for choice in rules.program.choices for it, text in choice.options}
    return options[id_].zh
