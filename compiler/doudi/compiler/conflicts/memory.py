"""What is remembered of pairs between runs: that they are clear, or the household that was found.

A household that is remembered is replayed again before it is shown; what does not replay counts
as forgotten. Like the cache of declarations it may only ever save time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from doudi.compiler.cache.store import Entry, load_summaries, save
from doudi.compiler.drafts.draft import Cell, Draft
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.values import NOT_APPLICABLE, Interval, NotApplicable, Symbol, Truth, Value

PAIRS: Final = "conflicts.sqlite"
ANSWERS: Final = "answers.sqlite"

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


class Memory(Protocol):
    def recall(self) -> Mapping[bytes, str]: ...

    def remember(self, new: Mapping[bytes, str], used: frozenset[bytes]) -> None: ...


@dataclass(frozen=True, slots=True)
class InFolder:
    """A file of its own in the folder of the cache."""

    folder: Path
    name: str = PAIRS

    def recall(self) -> Mapping[bytes, str]:
        return load_summaries(self.folder, self.name)

    def remember(self, new: Mapping[bytes, str], used: frozenset[bytes]) -> None:
        if new:
            save(self.folder, {key: Entry(text, "") for key, text in new.items()}, used, self.name)


CLEAR: Final = "clear"


def draft_to_text(draft: Draft) -> str:
    return json.dumps(
        {
            "as_of": draft.as_of.isoformat(),
            "area": draft.area,
            "subject": draft.subject,
            "lists": dict(draft.lists),
            "cells": cells_to_json(draft.cells),
        },
        ensure_ascii=False,
    )


def draft_from_text(text: str) -> Draft | None:
    """None for what is no draft: as good as forgotten."""
    try:
        found = json.loads(text)
        return Draft(
            date.fromisoformat(found["as_of"]),
            AreaCode(found["area"]),
            EntityId(found["subject"]),
            {EntityId(it): int(count) for it, count in found["lists"].items()},
            cells_from_json(found["cells"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


def cells_to_json(cells: Mapping[Cell, Value]) -> list[Json]:
    return [[it.entity, it.number, it.name, _plain(value)] for it, value in cells.items()]


def cells_from_json(found: list[tuple[str, int, str, list[str]]]) -> dict[Cell, Value]:
    """Raises ValueError, TypeError or KeyError for what are no cells."""
    return {
        Cell(EntityId(entity), int(number), str(name)): _value(value)
        for entity, number, name, value in found
    }


def _plain(value: Value) -> Json:
    match value:
        case Truth():
            return ["truth", value.value]
        case Symbol(id=id_):
            return ["symbol", id_]
        case NotApplicable():
            return ["not_applicable", ""]
        case Interval(low=low) if low is not None:
            return ["number", str(low)]
        case _:
            raise TypeError(value)


def _value(plain: list[str]) -> Value:
    kind, text = plain
    match kind:
        case "truth":
            return Truth(text)
        case "symbol":
            return Symbol(text)
        case "not_applicable":
            return NOT_APPLICABLE
        case "number":
            number = Fraction(text)
            return Interval(number, number)
        case _:
            raise ValueError(kind)
