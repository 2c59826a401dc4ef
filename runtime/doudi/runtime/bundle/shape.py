"""How the program's dataclasses lie in JSON, read from their type hints.

A dataclass is an object with all its fields, nothing left out. Where a field can be
one of several dataclasses, `"is"` names which: `{"is": "op", "op": "and", …}`. A
day is `"2021-02-15"`; an exact number is a JSON integer, or `"3/2"`. There is exactly
one encoding of every value.
"""

from __future__ import annotations

import re
import typing
from dataclasses import fields
from types import NoneType, UnionType
from typing import Final, get_args, get_origin

TAG: Final = "is"


def tag(cls: type) -> str:
    """`NotExecutable` is written `not_executable`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def hints(cls: type) -> dict[str, object]:
    """The fields of a dataclass with their types, in order."""
    found = typing.get_type_hints(cls)
    return {it.name: plain(found[it.name]) for it in fields(cls)}


def plain(hint: object) -> object:
    """A NewType as what it is a new type of."""
    return getattr(hint, "__supertype__", hint)


def members(hint: object) -> tuple[object, ...]:
    """What a union can be, without None; () where it is no union. Ids of any kind are texts."""
    if get_origin(hint) not in (typing.Union, UnionType):
        return ()
    return tuple(dict.fromkeys(plain(it) for it in get_args(hint) if it is not NoneType))


def optional(hint: object) -> bool:
    return bool(members(hint)) and NoneType in get_args(hint)
