"""Types as they are named in declarations: `钱 元/月`, `整数 人`, `是否`, a choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from doudi.compiler.model.interface import Entry, Kind
from doudi.policy_dsl import ast
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.program.types import (
    NUMBER,
    WHOLE,
    Area,
    Boolean,
    Choice,
    Date,
    Moment,
    Quantity,
    Type,
)

BOOLEAN: Final = Boolean()
DATE: Final = Date()
MOMENT: Final = Moment()
AREA: Final = Area()
_WORDS: Final[Mapping[str, Type]] = {
    "BOOLEAN": BOOLEAN,
    "INTEGER": WHOLE,
    "RATIO": NUMBER,
    "DATE_TYPE": DATE,
    "MOMENT": MOMENT,
    "AREA_TYPE": AREA,
}
_FIRST: Final = {"YUAN": "yuan", "TEN_THOUSAND": "yuan", "PERSON": "person"}
_PER: Final = {"PERSON": "person", "MONTH": "month", "YEAR": "year"}


def named_type(args: Iterable[object], names: Mapping[str, Entry]) -> Type | None:
    """The type a TYPE clause names; a clause without arguments is that of a plain truth."""
    word: ast.Word | None = None
    unit: ast.Unit | None = None
    for arg in args:
        match arg:
            case ast.Word():
                word = arg
            case ast.Unit():
                unit = arg
            case ast.Name(text):
                entry = names.get(text)
                if entry is None or entry.kind is not Kind.CHOICE:
                    return None
                return Choice(ChoiceId(entry.id))
    if unit is not None:
        return quantity(unit, integer=word is not None and _WORDS.get(word.token) == WHOLE)
    return BOOLEAN if word is None else _WORDS.get(word.token)


def unit_quantity(args: Iterable[object]) -> Quantity | None:
    for arg in args:
        if isinstance(arg, ast.Unit):
            return quantity(arg, integer=False)
    return None


def quantity(unit: ast.Unit, *, integer: bool) -> Quantity:
    exponents = {"yuan": 0, "person": 0, "month": 0, "year": 0}
    exponents[_FIRST[unit.tokens[0]]] += 1
    for token in unit.tokens[1:]:
        exponents[_PER[token]] -= 1
    return Quantity(**exponents, integer=integer)
