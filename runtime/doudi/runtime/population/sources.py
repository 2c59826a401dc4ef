"""What somebody names as a population ▸ the tables of each kind.

One table whose rows are households with lists in them, or a table for each kind: a folder, several
files, or a mapping, each named after its kind in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, TypeVar

import pyarrow as pa

from doudi.runtime.facts.convert import did_you_mean, did_you_mean_zh, shown
from doudi.runtime.facts.near import near
from doudi.runtime.facts.vocabulary import Vocabulary, names
from doudi.runtime.population.errors import Place, PopulationError, Problem, problem
from doudi.runtime.population.files import file_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.tables import Held, Source, check_names
from doudi.runtime.program.declarations import Entity
from doudi.runtime.program.ids import EntityId

Shape: TypeAlias = Literal["nested", "flat"]
Tabular: TypeAlias = Any  # a pyarrow.Table or RecordBatch, or whatever has __arrow_c_stream__
Named: TypeAlias = str | Path | Tabular | Sequence[str | Path] | Mapping[str, Any]
Of = TypeVar("Of")

_SUFFIXES: Final = frozenset({".parquet", ".pq", ".arrow", ".feather", ".ipc"})
_EMPTY: Final = ("里面没有表", "there is no table in it")


@dataclass(frozen=True, slots=True)
class Tables:
    """`shape`: whether each kind has its table, or all lie in that of the households."""

    shape: Shape
    by_kind: Mapping[EntityId, tuple[Source, ...]]


def tables(named: Named, words: Vocabulary) -> Tables:
    if isinstance(named, Mapping):
        return _flat([(name, _one(it, name)) for name, it in named.items()], words)
    if isinstance(named, str | Path):
        path = Path(named)
        if path.is_dir():
            return _files(_contents(path, words), path.name, words)
        # Named after a kind in a household, it has no households in it, whatever its columns are.
        inner = _kinds(words).keys() - names(words.entities[HOUSEHOLD])
        return _files([path], "", words) if _stem(path) in inner else _nested([path])
    if isinstance(named, Sequence):
        return _files([Path(it) for it in named], "", words)
    return Tables("nested", {HOUSEHOLD: _one(named, "")})


def kinds_of(
    named: Tabular | Mapping[str, Tabular], words: Vocabulary
) -> Mapping[EntityId, Tabular]:
    """Of tables that stay where they are: which kind each is of."""
    if not isinstance(named, Mapping):
        return {HOUSEHOLD: named}
    return _by_kind(list(named.items()), words)


def _files(paths: Sequence[Path], folder: str, words: Vocabulary) -> Tables:
    """A table for each kind if any is named after one; else the parts of one table."""
    if not paths:
        raise problem(Place(folder), *_EMPTY)
    if any(_stem(it) in _kinds(words) for it in paths):
        return _flat([(_stem(it), _stored(it)) for it in paths], words)
    return _nested(paths)


def _nested(paths: Iterable[Path]) -> Tables:
    return Tables("nested", {HOUSEHOLD: tuple(file_of(it) for it in paths)})


def _flat(found: Sequence[tuple[str, tuple[Source, ...]]], words: Vocabulary) -> Tables:
    return Tables("flat", _by_kind(found, words))


def _by_kind(found: Sequence[tuple[str, Of]], words: Vocabulary) -> dict[EntityId, Of]:
    """Each after what it lies in. Raises PopulationError where a name is not that of a kind."""
    kinds = _kinds(words)
    problems: list[Problem] = []
    by_kind: dict[EntityId, Of] = {}
    said: dict[EntityId, str] = {}
    for name, sources in found:
        kind = kinds.get(name)
        if kind is None:
            problems.append(_no_kind(name, words))
        elif kind.id in by_kind:
            problems.append(
                Problem(
                    Place(name),
                    f"与 `{said[kind.id]}` 是同一类的表，只给其一",
                    f"is of the same kind as `{said[kind.id]}`; give one of them",
                )
            )
        else:
            by_kind[kind.id], said[kind.id] = sources, name
    for kind in _needed(by_kind, words):
        if kind.id not in by_kind:
            zh, en = f"缺少 {kind.name.zh}（`{kind.id}`）的表", f"there is no table of `{kind.id}`"
            problems.append(Problem(Place(), zh, en))
    if problems:
        raise PopulationError(problems)
    return {it.id: by_kind[it.id] for it in inside(words) if it.id in by_kind}


def inside(words: Vocabulary) -> tuple[Entity, ...]:
    """The household and every kind that lies in one, each after what it lies in."""
    found = [words.entities[HOUSEHOLD]]
    for above in found:  # it grows while it is gone through
        found += [it for it in words.entities.values() if it.container == above.id]
    return tuple(found)


def _needed(given: Iterable[EntityId], words: Vocabulary) -> tuple[Entity, ...]:
    """The household, and what the given kinds lie in."""
    wanted = {HOUSEHOLD}
    for it in given:
        container = words.entities[it].container
        while container is not None and container not in wanted:
            wanted.add(container)
            container = words.entities[container].container
    return tuple(it for it in inside(words) if it.id in wanted)


def _kinds(words: Vocabulary) -> Mapping[str, Entity]:
    return {name: it for it in inside(words) for name in names(it)}


def _no_kind(name: str, words: Vocabulary) -> Problem:
    kinds = _kinds(words)
    if name in words.roots:
        return Problem(
            Place(name),
            "不是家庭，也不在家庭之内；这里只算家庭和家庭里的人",
            "is no household and lies in none; only households and who is in them are decided here",
        )
    guess = near(name, kinds)
    listed = "、".join(it.name.zh for it in inside(words))
    ids = ", ".join(it.id for it in inside(words))
    return Problem(
        Place(name),
        f"没有名为 `{shown(name)}` 的类{did_you_mean_zh(guess) or f'，表名可用：{listed}'}",
        f"there is no kind `{shown(name)}`{did_you_mean(guess) or f'; tables are named {ids}'}",
    )


def _contents(folder: Path, words: Vocabulary) -> Sequence[Path]:
    """Tables by name; whatever else lies there is of no concern unless it is named as one."""
    return sorted(
        it
        for it in folder.iterdir()
        if not it.name.startswith((".", "_"))
        and (it.is_dir() or it.suffix in _SUFFIXES or _stem(it) in _kinds(words))
    )


def _stem(path: Path) -> str:
    return path.stem if path.suffix in _SUFFIXES else path.name.partition(".")[0]


def _stored(path: Path) -> tuple[Source, ...]:
    """One file, or the parts in a folder in the order of their names."""
    if not path.is_dir():
        return (file_of(path),)
    parts = sorted(it for it in path.iterdir() if it.suffix in _SUFFIXES and it.is_file())
    if not parts:
        raise problem(Place(path.name), *_EMPTY)
    return tuple(file_of(it) for it in parts)


def _one(named: Tabular, name: str) -> tuple[Source, ...]:
    """A path, or what pyarrow can take as a table without copying it."""
    if isinstance(named, str | Path):
        return _stored(Path(named))
    if isinstance(named, pa.Table | pa.RecordBatch):
        check_names(named.schema, name)
    if isinstance(named, pa.Table | pa.RecordBatch) or hasattr(named, "__arrow_c_stream__"):
        return (Held(name, pa.table(named)),)
    kind = type(named).__name__
    raise problem(
        Place(name),
        f"`{kind}` 不是表；可用 Parquet、Arrow 文件，或 Arrow、pandas、Polars、DuckDB 的表",
        f"`{kind}` is no table; give a Parquet or Arrow file, or a table of Arrow, pandas, Polars "
        "or DuckDB",
    )
