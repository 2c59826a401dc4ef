"""What the columns of a table are, by their names: checked whole before a row is read.

Takes an Arrow schema and the rules' vocabulary; gives a layout and what is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import pyarrow as pa

from doudi.runtime.facts.convert import Declared, Unfit, shown
from doudi.runtime.facts.errors import Findings
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.facts.naming import once, unknown_name
from doudi.runtime.facts.vocabulary import Member, Vocabulary, names
from doudi.runtime.facts.words import INSTANCE, TOP
from doudi.runtime.population.arrays import is_text
from doudi.runtime.population.errors import Place, Problem
from doudi.runtime.population.suits import in_fen, suits
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Entity, Fact, Term
from doudi.runtime.program.ids import EntityId, FactId, TermId

HOUSEHOLD: Final = EntityId("household")

Head: TypeAlias = Literal["area", "as_of"]
Role: TypeAlias = str  # what a column is: the id of a fact, term or kind, or one of these
_ID: Final[Role] = "/id"
_KEY: Final[Role] = "/key"

_HEADS: Final[Mapping[str, Head]] = {
    "评估日": "as_of",
    **{name: key for name, key in TOP.items() if key in ("area", "as_of")},
}
_HEAD_TYPES: Final[Mapping[Head, types.Type]] = {"area": types.Area(), "as_of": types.Date()}
_STATUS: Final = ("status", "状态")


@dataclass(frozen=True, slots=True)
class Column:
    """`fen`: whether it counts in fen. `status`: the column that says why a value is missing."""

    name: str
    declared: Declared
    fen: bool = False
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind. `key` names what a row lies in; `inside`: lists, by their column."""

    entity: Entity
    id: str = ""
    key: str | None = None
    heads: Mapping[Head, Column] = field(default_factory=dict)
    facts: Mapping[FactId, Column] = field(default_factory=dict)
    terms: Mapping[TermId, Column] = field(default_factory=dict)
    inside: Mapping[str, Layout] = field(default_factory=dict)

    def ids(self) -> Iterator[str]:
        yield from (it for it in (self.id, self.key) if it)

    def columns(self) -> Iterator[str]:
        """All that is read of the table."""
        yield from self.ids()
        for column in (*self.heads.values(), *self.facts.values(), *self.terms.values()):
            yield from (it for it in (column.name, column.status) if it)
        yield from self.inside


def layout(
    fields: Iterable[pa.Field],
    entity: Entity,
    words: Vocabulary,
    place: Place,
    ignored: Collection[str],
    container: Entity | None = None,
) -> tuple[Layout, tuple[Problem, ...]]:
    """`container`: what a row lies in, where the table has to name it row by row."""
    walk = _Walk(words, ignored, Findings())
    made = walk.layout(tuple(fields), entity, container, "")
    return made, tuple(Problem(place.at(it.path), it.zh, it.en) for it in walk.found.all())


@dataclass(frozen=True, slots=True)
class _Walk:
    words: Vocabulary
    ignored: Collection[str]
    found: Findings

    def layout(
        self, fields: tuple[pa.Field, ...], entity: Entity, container: Entity | None, path: str
    ) -> Layout:
        """`path` stands before the names of columns that lie in a list."""
        members = self.words.members[entity.id]
        chosen = self._chosen(fields, entity, container, path)
        by_id: dict[Role, Member] = {it.id: it for it in members.values()}
        own = [by_id[it] for it in chosen if it in by_id]
        if _ID not in chosen:
            self.found.add(path, "缺少编号列 `id`（编号）", "there is no column `id`")
        if container is not None and _KEY not in chosen:
            self.found.add(
                path,
                f"缺少列 `{container.name.zh}`（`{container.id}`），即每行属于哪一个",
                f"there is no column `{container.id}`, which says in which one a row lies",
            )
        for role in (_ID, _KEY):
            if role in chosen:
                self._is_id(chosen[role], path)
        return Layout(
            entity,
            chosen[_ID].name if _ID in chosen else "",
            chosen[_KEY].name if _KEY in chosen else None,
            {
                head: self._column(chosen[f"/{head}"], Declared(type_), None, path)
                for head, type_ in _HEAD_TYPES.items()
                if f"/{head}" in chosen
            },
            {
                it.id: self._column(
                    chosen[it.id],
                    Declared(it.type, it.minimum, it.maximum),
                    chosen.get(_status_of(it.id)),
                    path,
                )
                for it in own
                if isinstance(it, Fact)
            },
            {
                it.id: self._column(
                    chosen[it.id], Declared(it.type), chosen.get(_status_of(it.id)), path
                )
                for it in own
                if isinstance(it, Term)
            },
            {
                chosen[it.id].name: self._list(chosen[it.id], it, path)
                for it in own
                if isinstance(it, Entity)
            },
        )

    def _chosen(
        self, fields: tuple[pa.Field, ...], entity: Entity, container: Entity | None, path: str
    ) -> dict[Role, pa.Field]:
        """The column for each role; what has none, or one that is taken, is said."""
        roles = _roles(entity, container, self.words)
        chosen: dict[Role, pa.Field] = {}
        seen: dict[str, str] = {}
        many = Counter(it.name for it in fields if it.name not in self.ignored)
        for it in {it.name: it for it in fields if it.name in many}.values():
            at, role = f"{path}{it.name}", roles.get(it.name)
            if many[it.name] > 1:
                self.found.add(at, "同名的列不止一个", "there is more than one column of this name")
            if role is None:
                self._unknown(it.name, at, roles)
            elif once(role, it.name, at, seen, self.found):
                chosen[role] = it
        for it in {it.id: it for it in self.words.members[entity.id].values()}.values():
            status = chosen.get(_status_of(it.id))
            if status is not None and it.id not in chosen:
                self.found.add(
                    f"{path}{status.name}",
                    f"有状态列，却没有 `{it.name.zh}`（`{it.id}`）本身的列",
                    f"it tells the status of `{it.id}`, for which there is no column",
                )
        return chosen

    def _column(
        self, it: pa.Field, declared: Declared, status: pa.Field | None, path: str
    ) -> Column:
        self._judged(it, suits(it, declared), path)
        if status is not None and not (is_text(status.type) or pa.types.is_null(status.type)):
            wrong = f"状态列应为文字，却是 {status.type}"
            self._judged(status, Unfit(wrong, f"a status is a text, not {status.type}"), path)
        return Column(it.name, declared, in_fen(it), None if status is None else status.name)

    def _list(self, it: pa.Field, entity: Entity, path: str) -> Layout:
        listed = pa.types.is_list(it.type) or pa.types.is_large_list(it.type)
        if listed and pa.types.is_struct(it.type.value_type):
            struct = it.type.value_type
            inner = tuple(struct.field(index) for index in range(struct.num_fields))
            return self.layout(inner, entity, None, f"{path}{it.name}.")
        said = f"应为 {entity.name.zh} 的列表 list<struct<…>>，却是 {it.type}"
        self._judged(
            it, Unfit(said, f"should be a list<struct<…>> of {entity.id}, not {it.type}"), path
        )
        return Layout(entity)

    def _is_id(self, it: pa.Field, path: str) -> None:
        if not _may_be_id(it.type):
            zh = f"编号应为文字，或 int64 装得下的整数，却是 {it.type}"
            en = f"an id is a text, or a whole number that int64 holds, not {it.type}"
            self._judged(it, Unfit(zh, en), path)

    def _judged(self, it: pa.Field, wrong: Unfit | None, path: str) -> None:
        if wrong is not None:
            self.found.add(f"{path}{it.name}", wrong.zh, wrong.en)

    def _unknown(self, name: str, at: str, roles: Mapping[str, Role]) -> None:
        if self.words.homes.get(name) == AREA_ENTITY:
            self.found.add(
                at,
                f"`{shown(name)}` 是地区的事实，不是家庭的；请另行给出各地区的事实",
                f"`{shown(name)}` is a fact of the area, which is given apart from households",
            )
        else:
            unknown_name(name, at, roles, self.words, self.found)


def _roles(entity: Entity, container: Entity | None, words: Vocabulary) -> dict[str, Role]:
    """What each name would be; the rules' own names go before all others."""
    members = words.members[entity.id]
    heads = _HEADS if entity.id == HOUSEHOLD else {}
    keys = () if container is None else names(container)
    statuses = {
        f"{name}.{word}": _status_of(it.id)
        for name, it in members.items()
        if not isinstance(it, Entity)
        for word in _STATUS
    }
    return {
        **statuses,
        **dict.fromkeys(INSTANCE, _ID),
        **{name: f"/{head}" for name, head in heads.items()},
        **dict.fromkeys(keys, _KEY),
        **{name: it.id for name, it in members.items()},
    }


def _may_be_id(type_: pa.DataType) -> bool:
    """Of nothing but nulls: then nobody is in the table, or its rows are refused."""
    whole = pa.types.is_integer(type_) and not pa.types.is_uint64(type_)
    return bool(is_text(type_) or whole or pa.types.is_null(type_))


def _status_of(id_: str) -> Role:
    return f"{id_}/status"
