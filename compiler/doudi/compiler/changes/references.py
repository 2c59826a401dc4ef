"""Which declarations another one names, found by the types of ids that it holds.

A provision names its document and what its words are made of; the provisions and documents that
it is related to are named apart, for they only matter to who prevails and to what is over.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Final, TypeAlias, cast, get_args, get_origin

from doudi.compiler.changes.declared import Declaration, Key, Kind
from doudi.runtime.program import ids

Walk: TypeAlias = Callable[[Any], Iterator[Key]]

_KINDS: Final[dict[object, Kind]] = {
    ids.EntityId: Kind.ENTITY,
    ids.ChoiceId: Kind.CHOICE,
    ids.FactId: Kind.FACT,
    ids.TermId: Kind.TERM,
    ids.SchemeId: Kind.SCHEME,
    ids.StandardId: Kind.STANDARD,
    ids.DocumentId: Kind.DOCUMENT,
    ids.ProvisionId: Kind.PROVISION,
    ids.AuthorityId: Kind.AUTHORITY,
    ids.RankId: Kind.RANK,
    ids.AreaCode: Kind.AREA,
}


def named(declaration: Declaration) -> frozenset[Key]:
    """Every key that stands in it, its own among them."""
    kind: type = type(declaration)
    return frozenset(_walk(kind)(declaration))


@cache
def _walk(hint: object) -> Walk:
    if hint in _KINDS:
        kind = _KINDS[hint]
        return lambda value: iter((Key(kind, value),))
    if get_origin(hint) in (typing.Union, UnionType):
        return _one_of(tuple(it for it in get_args(hint) if it is not type(None)))
    if get_origin(hint) is tuple:
        return _each(get_args(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        return _fields(hint)
    return lambda _: iter(())


def _one_of(choices: tuple[object, ...]) -> Walk:
    """Of dataclasses the one that the value is; ids of several kinds are all thought of."""

    def walk(value: object) -> Iterator[Key]:
        if isinstance(value, str):
            for it in choices:
                yield from _walk(it)(value)
        elif value is not None:
            kind: type = type(value)
            yield from _walk(kind)(value)

    return walk


def _each(arguments: tuple[object, ...]) -> Walk:
    def walk(value: tuple[object, ...]) -> Iterator[Key]:
        hints = arguments[:1] * len(value) if arguments[1:] == (...,) else arguments
        for hint, it in zip(hints, value, strict=True):
            yield from _walk(hint)(it)

    return walk


def _fields(cls: type) -> Walk:
    ready: list[tuple[str, Walk]] = []

    def walk(value: object) -> Iterator[Key]:
        if not ready:  # looked up when first used: expressions hold expressions
            found = typing.get_type_hints(cls)
            ready.extend((name, _walk(hint)) for name, hint in found.items())
        for name, each in ready:
            yield from each(getattr(value, name))

    return cast("Walk", walk)
