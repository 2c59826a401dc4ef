"""JSON as strangers send it: read whole or refused, with one sentence that says why.

Takes bytes; gives plain Python values with exact numbers (int and Decimal). Refuses
what other readers let pass: a key given twice, NaN and Infinity, half a surrogate
pair, numbers and nesting without measure, bytes that are not UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn

MAX_DIGITS = 40
"""More digits (or a larger exponent) than any amount, ordinal or ratio has."""

_LONGEST_SHOWN = 20


class Refused(ValueError):  # noqa: N818 - it is data for a finding, not an error of its own
    """Why a text could not be read, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def read_text(data: bytes, max_bytes: int) -> str:
    """The bytes as text: strict UTF-8, at most `max_bytes`, a byte order mark skipped."""
    if len(data) > max_bytes:
        size = f"{max_bytes // 1_000_000} MB"
        raise Refused(f"文件超过 {size}，不予读取", f"the file is larger than {size}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(
            f"第 {error.start + 1} 个字节不是 UTF-8，请另存为 UTF-8 编码",
            f"byte {error.start + 1} is not UTF-8; save the file as UTF-8",
        ) from None
    return text.removeprefix("\ufeff")


def read_json(text: str, max_depth: int) -> object:
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=exact_number,
            parse_float=exact_number,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise _syntax(error) from None
    except RecursionError:
        raise too_deep(max_depth) from None
    check_tree(value, max_depth)
    return value


def check_tree(value: object, max_depth: int) -> None:
    """Depth and texts of a tree from any reader, without recursion."""
    check_depth(value, max_depth)
    if not all(map(_encodable, _texts(value))):
        raise Refused(
            "文中有残缺的字符（半个代理对）",
            "a text holds half a surrogate pair, which is no character",
        )


def check_depth(value: object, max_depth: int) -> None:
    level = [value]
    for _ in range(max_depth):
        below: list[object] = []
        for item in level:
            if type(item) is dict:
                below.extend(item.values())
            elif type(item) is list:
                below.extend(item)
        if not below:
            return
        level = below
    raise too_deep(max_depth)


def _texts(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if type(item) is dict:
            waiting.extend(item)
            waiting.extend(item.values())
        elif type(item) is list:
            waiting.extend(item)
        elif type(item) is str:
            yield item


def exact_number(text: str) -> int | Decimal:
    """A decimal number as it is written; one without a fraction is an int, however written."""
    if len(text) > 2 * MAX_DIGITS:
        raise too_long(text)
    number = Decimal(text)
    if not number.is_finite():
        _constant(text)
    _, digits, exponent = number.as_tuple()
    if len(digits) > MAX_DIGITS or abs(int(exponent)) > MAX_DIGITS:
        raise too_long(text)
    whole = int(number)
    return whole if whole == number else number


def too_deep(max_depth: int) -> Refused:
    return Refused(f"嵌套超过 {max_depth} 层", f"it is nested more than {max_depth} levels deep")


def too_long(text: str) -> Refused:
    shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return Refused(
        f"数 `{shown}` 位数过多（最多 {MAX_DIGITS} 位）",
        f"the number `{shown}` has too many digits (at most {MAX_DIGITS})",
    )


def _constant(text: str) -> NoReturn:
    raise Refused(
        f'`{text}` 不是数；不详请写 "不详"',
        f'`{text}` is no number; write "unknown" where it is not known',
    )


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise twice(key)
            seen.add(key)
    return found


def twice(key: str) -> Refused:
    return Refused(f"`{key}` 在同一层写了两次", f"`{key}` is given twice in one object")


def _syntax(error: json.JSONDecodeError) -> Refused:
    return Refused(
        f"第 {error.lineno} 行第 {error.colno} 列不是合格的 JSON",
        f"line {error.lineno}, column {error.colno} is not well-formed JSON",
    )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
