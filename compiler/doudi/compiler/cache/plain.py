"""A value as nested tuples whose `repr` is the same in every run: what keys are made of.

Every field of every dataclass is in it, so that a field added later is in the key as well.
Places are left out: what a declaration is checked against does not depend on where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TypeAlias

from doudi.policy_dsl.source import Span

Plain: TypeAlias = "str | int | tuple[Plain, ...] | None"


def plain(value: object) -> Plain:
    match value:
        case None | int():
            return value
        case str():
            return str(value)
        case Span():
            return None
        case Mapping():
            return tuple(sorted(((plain(key), plain(it)) for key, it in value.items()), key=repr))
        case frozenset() | set():
            return tuple(sorted((plain(it) for it in value), key=repr))
        case tuple() | list():
            return tuple(plain(it) for it in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            named = ((it.name, plain(getattr(value, it.name))) for it in fields(value))
            return (type(value).__name__, *named)
        case _:
            return repr(value)
