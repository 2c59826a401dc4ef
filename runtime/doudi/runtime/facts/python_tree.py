"""Python values of an embedding program ▶ the tree that a facts file would give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from doudi.runtime.facts.convert import shown
from doudi.runtime.strict_json import Refused, check_tree, exact_number, too_deep, too_long

_MOST_BITS: Final = 130  # some forty digits, as in a file


def tree_from_python(value: object, max_depth: int) -> object:
    tree = _tree(value, max_depth, max_depth)
    check_tree(tree, max_depth)
    return tree


def _tree(value: object, depth: int, max_depth: int) -> object:
    if depth == 0:
        raise too_deep(max_depth)
    match value:
        case None | bool() | str():
            return value
        case int() if value.bit_length() > _MOST_BITS:
            raise too_long(hex(value)[:20])
        case int() | Decimal() | float():
            return exact_number(str(value))
        case Fraction():
            return _fraction(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {_key(name): _tree(it, depth - 1, max_depth) for name, it in value.items()}
        case list() | tuple():
            return [_tree(it, depth - 1, max_depth) for it in value]
        case _:
            kind = type(value).__name__
            raise Refused(f"`{kind}` 不能作为事实的值", f"`{kind}` cannot be the value of a fact")


def _fraction(value: Fraction) -> int | Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise too_long("n/d")
    return value.numerator if value.denominator == 1 else value


def _moment(value: datetime) -> str:
    if value.tzinfo is not None:
        raise Refused(
            "时刻不带时区，一律为北京时间", "a moment has no time zone; it is Beijing time"
        )
    return value.isoformat(timespec="auto").removesuffix(":00")


def _key(name: object) -> str:
    if isinstance(name, str):
        return name
    raise Refused(f"名称 `{shown(name)}` 不是文字", f"the name `{shown(name)}` is not a text")
