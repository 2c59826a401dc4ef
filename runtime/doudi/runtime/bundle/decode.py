"""Plain JSON values ▶ program, derived from the dataclasses (see `shape`).

Checks the type of every field and refuses unknown and missing ones. Decoders are
made once for each type, when a value of it is met; what they find wrong is a `Misfit`
whose path grows on the way out.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Final, Literal, TypeAlias, cast, get_args, get_origin

from doudi.runtime.bundle.misfit import Misfit
from doudi.runtime.bundle.shape import TAG, hints, members, optional, plain, tag
from doudi.runtime.program.declarations import Program

Decode: TypeAlias = Callable[[object], typing.Any]

_RATIO: Final = re.compile(r"-?[1-9][0-9]{0,79}/[1-9][0-9]{0,79}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SHOWN: Final = 40


def decode(value: object) -> Program:
    return cast("Program", decoder(Program)(value))


@cache
def decoder(hint: object) -> Decode:
    hint = plain(hint)
    if choices := members(hint):
        inner = decoder(choices[0]) if len(choices) == 1 else _union_decoder(choices)
        if optional(hint):
            return lambda value: None if value is None else inner(value)
        return inner
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_decoder(hint, ())
    if get_origin(hint) is tuple:
        arguments = get_args(hint)
        if arguments[1:] == (...,):
            return _list_decoder(decoder(plain(arguments[0])))
        return _pair_decoder(tuple(decoder(plain(it)) for it in arguments))
    if get_origin(hint) is Literal:
        return _word_decoder({it: it for it in get_args(hint)})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word_decoder({it.value: it for it in hint})
    simple: dict[object, Decode] = {
        str: _str,
        int: _int,
        bool: _bool,
        date: _date,
        Fraction: _fraction,
    }
    return simple[hint]


@cache
def _object_decoder(cls: type, extra: tuple[str, ...]) -> Decode:
    """`extra` are keys that are there and already read (the tag)."""
    ready: list[tuple[str, Decode]] = []
    expected = {*(it.name for it in fields(cls)), *extra}

    def decode_object(value: object) -> object:
        if type(value) is not dict:
            raise _wrong("对象", "an object", value)
        if value.keys() != expected:
            raise _keys(value, expected)
        if not ready:
            ready.extend((name, decoder(hint)) for name, hint in hints(cls).items())
        found = []
        name = ""
        try:
            for name, each in ready:
                found.append(each(value[name]))
        except Misfit as misfit:
            misfit.path = f".{name}{misfit.path}"
            raise
        return cls(*found)

    return decode_object


@cache
def _union_decoder(choices: tuple[object, ...]) -> Decode:
    classes = [cast("type", it) for it in choices]
    table = {tag(it): _object_decoder(it, (TAG,)) for it in classes}

    def decode_union(value: object) -> object:
        if type(value) is not dict:
            raise _wrong("对象", "an object", value)
        name = value.get(TAG)
        each = table.get(name) if type(name) is str else None
        if each is None:
            raise Misfit(f"没有 `{_shown(name)}` 这一种", f"there is no kind `{_shown(name)}` here")
        return each(value)

    return decode_union


def _list_decoder(each: Decode) -> Decode:
    def decode_list(value: object) -> object:
        if type(value) is not list:
            raise _wrong("列表", "a list", value)
        found = []
        try:
            for item in value:
                found.append(each(item))  # noqa: PERF401 - the length says where it failed
        except Misfit as misfit:
            misfit.path = f"[{len(found)}]{misfit.path}"
            raise
        return tuple(found)

    return decode_list


def _pair_decoder(parts: tuple[Decode, ...]) -> Decode:
    def decode_pair(value: object) -> object:
        if type(value) is not list or len(value) != len(parts):
            raise _wrong(f"{len(parts)} 项的列表", f"a list of {len(parts)}", value)
        found = []
        try:
            for part, item in zip(parts, value, strict=True):
                found.append(part(item))
        except Misfit as misfit:
            misfit.path = f"[{len(found)}]{misfit.path}"
            raise
        return tuple(found)

    return decode_pair


def _word_decoder(words: dict[str, object]) -> Decode:
    def decode_word(value: object) -> object:
        if type(value) is not str or value not in words:
            listed = ", ".join(words)
            raise _wrong(f"以下之一：{listed}", f"one of {listed}", value)
        return words[value]

    return decode_word


def _str(value: object) -> str:
    if type(value) is not str:
        raise _wrong("文字", "a text", value)
    return value


def _int(value: object) -> int:
    if type(value) is not int:
        raise _wrong("整数", "a whole number", value)
    return value


def _bool(value: object) -> bool:
    if type(value) is not bool:
        raise _wrong("true 或 false", "true or false", value)
    return value


def _date(value: object) -> date:
    if type(value) is str and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise _wrong("日期（如 2021-02-15）", "a day such as 2021-02-15", value)


def _fraction(value: object) -> Fraction:
    if type(value) is int:
        return Fraction(value)
    if type(value) is str and _RATIO.fullmatch(value):
        number = Fraction(value)
        if str(number) == value:
            return number
    raise _wrong('整数或约简的 "3/2"', 'a whole number or a reduced "3/2"', value)


def _wrong(zh: str, en: str, value: object) -> Misfit:
    return Misfit(f"应为{zh}，却是 `{_shown(value)}`", f"is `{_shown(value)}` where {en} is needed")


def _keys(value: dict[str, object], expected: set[str]) -> Misfit:
    unknown = sorted(value.keys() - expected)
    if unknown:
        name = _shown(unknown[0])
        return Misfit(f"有未知的字段 `{name}`", f"has an unknown field `{name}`")
    missing = min(expected - value.keys())
    return Misfit(f"缺少字段 `{missing}`", f"lacks the field `{missing}`")


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            text = str(value)
            return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
