"""Program ▶ plain JSON values, derived from the dataclasses (see `shape`)."""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TypeAlias, cast, get_args, get_origin

from doudi.runtime.bundle.shape import TAG, hints, members, optional, plain, tag
from doudi.runtime.canonical import Json
from doudi.runtime.program.declarations import Program

Encode: TypeAlias = Callable[[typing.Any], Json]


def encode(program: Program) -> Json:
    return encoder(Program)(program)


@cache
def encoder(hint: object) -> Encode:
    hint = plain(hint)
    if choices := members(hint):
        inner = encoder(choices[0]) if len(choices) == 1 else _union_encoder(choices)
        if optional(hint):
            return lambda value: None if value is None else inner(value)
        return inner
    if isinstance(hint, type) and is_dataclass(hint):
        return _object_encoder(hint)
    if hint is Fraction:
        return lambda value: int(value) if value.denominator == 1 else str(value)
    if hint is date:
        return date.isoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    if get_origin(hint) is tuple:
        arguments = get_args(hint)
        if arguments[1:] == (...,):
            each = encoder(plain(arguments[0]))
            return lambda value: [each(it) for it in value]
        parts = [encoder(plain(it)) for it in arguments]
        return lambda value: [part(it) for part, it in zip(parts, value, strict=True)]
    return lambda value: value


def _object_encoder(cls: type) -> Encode:
    """Looked up when first used: expressions hold expressions."""
    ready: list[tuple[str, Encode]] = []

    def encode_object(value: object) -> Json:
        if not ready:
            ready.extend((name, encoder(hint)) for name, hint in hints(cls).items())
        return {name: each(getattr(value, name)) for name, each in ready}

    return encode_object


def _union_encoder(choices: tuple[object, ...]) -> Encode:
    table = {it: (tag(cast("type", it)), encoder(it)) for it in choices}

    def encode_union(value: object) -> Json:
        name, each = table[type(value)]
        inner = each(value)
        return {TAG: name, **cast("dict[str, Json]", inner)}

    return encode_union
