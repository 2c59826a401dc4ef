"""A case in which nobody is named: ids and sources give way to marks that only a key can make.

It is the case itself that is changed, before anything is decided, so that nothing that
follows from it has ever held the original. Whoever has the key makes the same mark of the
same name again; without it a mark leads nowhere. Amounts, ages, dates and the area stay:
without them nobody could decide again.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.receipt.contents import Asked
from doudi.runtime.receipt.errors import unchecked

SHORTEST: Final = 16  # bytes: what nobody can try out
LONGEST: Final = 4096

_DIGITS: Final = (
    16  # hexadecimal: that two of a million marks are alike is one chance in ten million
)

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """`key`: the bytes of a key file, all of them."""

    key: bytes

    def __post_init__(self) -> None:
        if not SHORTEST <= len(self.key) <= LONGEST:
            raise unchecked(
                f"假名的密钥应为 {SHORTEST} 至 {LONGEST} 个随机字节，却有 {len(self.key)} 个",
                f"a key for pseudonyms has {SHORTEST} to {LONGEST} random bytes, "
                f"and this one {len(self.key)}",
            )

    def subject(self, entity: str, id_: str) -> str:
        return f"id-{self._mark('subject', entity, id_)}"

    def source(self, text: str) -> str:
        """Nothing stays nothing: that no source was named may be known."""
        return f"source-{self._mark('source', text)}" if text else ""

    def _mark(self, *parts: str) -> str:
        told = "\0".join(parts).encode()
        return hmac.digest(self.key, told, "sha256").hex()[:_DIGITS]


def without_names(case: Case, asked: Asked, pseudonyms: Pseudonyms) -> tuple[Case, Asked]:
    """The case, and what is asked for in the words of the case without names."""
    unnamed = replace(
        case,
        area_instance=_sources_marked(case.area_instance, pseudonyms),
        roots=tuple(_unnamed(it, pseudonyms) for it in case.roots),
    )
    chosen = asked.selection.subjects
    marks = {pseudonyms.subject(it.entity, it.id) for it in _all(case.roots) if it.id in chosen}
    marks |= {case.area} & set(chosen)
    selection = replace(asked.selection, subjects=tuple(sorted(marks)))
    return unnamed, replace(asked, selection=selection, pseudonyms=True)


def _all(instances: Iterable[Instance]) -> Iterator[Instance]:
    for it in instances:
        yield it
        for inside in it.children.values():
            yield from _all(inside)


def _unnamed(instance: Instance, pseudonyms: Pseudonyms) -> Instance:
    return replace(
        _sources_marked(instance, pseudonyms),
        id=pseudonyms.subject(instance.entity, instance.id),
        children={
            kind: tuple(_unnamed(it, pseudonyms) for it in inside)
            for kind, inside in instance.children.items()
        },
    )


def _sources_marked(instance: Instance, pseudonyms: Pseudonyms) -> Instance:
    return replace(
        instance,
        facts=_marked(instance.facts, pseudonyms),
        terms=_marked(instance.terms, pseudonyms),
    )


def _marked(said: Mapping[Name, Given], pseudonyms: Pseudonyms) -> dict[Name, Given]:
    return {name: replace(it, source=pseudonyms.source(it.source)) for name, it in said.items()}
