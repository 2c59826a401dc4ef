"""Names in a facts file: one thing is named once, and an unknown name gets a suggestion."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.runtime.facts.convert import did_you_mean, did_you_mean_zh, shown
from doudi.runtime.facts.errors import Findings
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.facts.near import near
from doudi.runtime.facts.vocabulary import Vocabulary


def once(key: str, name: str, path: str, seen: dict[str, str], found: Findings) -> bool:
    """Whether `name` is the first name for `key`; the Chinese and the English one are the same."""
    first = seen.setdefault(key, name)
    if first == name:
        return True
    found.add(
        path,
        f"`{first}` 与 `{name}` 是同一项，只写其一",
        f"`{first}` and `{name}` are the same; give one of them",
    )
    return False


def unknown_name(
    name: str, path: str, expected: Iterable[str], vocabulary: Vocabulary, found: Findings
) -> None:
    if found.full:  # looking for near names costs time, and nobody would see them
        found.add(path, "", "")
        return
    written = shown(name)
    home = vocabulary.homes.get(name)
    if home == AREA_ENTITY:
        found.add(
            path, f"`{written}` 应写在 `area_facts` 之内", f"`{written}` belongs in `area_facts`"
        )
    elif home is not None:
        entity = vocabulary.entities[home]
        found.add(
            path,
            f"`{written}` 应写在 `{entity.name.zh}` 之内",
            f"`{written}` belongs inside `{entity.id}`",
        )
    else:
        guess = near(name, expected) or near(name, vocabulary.homes)
        found.add(
            path,
            f"没有名为 `{written}` 的项{did_you_mean_zh(guess)}",
            f"there is nothing called `{written}` here{did_you_mean(guess)}",
        )
