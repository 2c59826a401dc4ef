"""Raw tree ▶ case: everything that is wrong with a facts file, in one go, in its own words.

Takes what `read_facts` gave and a program; gives the case, or all problems. What this walk
lets pass fits the published JSON Schema too; tests hold the two together.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Declared, Unfit
from doudi.runtime.facts.errors import Findings, Problem
from doudi.runtime.facts.given import Place, given
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.facts.naming import once, unknown_name
from doudi.runtime.facts.vocabulary import Vocabulary, vocabulary
from doudi.runtime.facts.words import FAMILY, INSTANCE, SCHEMA, TOP
from doudi.runtime.program.declarations import Entity, Fact, Program, Term
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId

Tree: TypeAlias = object


def validate(tree: Tree, program: Program) -> Case | tuple[Problem, ...]:
    walk = _Walk(vocabulary(program))
    case = walk.case(tree)
    if case is None or walk.found.count:
        return walk.found.all()
    return case


class _Walk:
    """The state of one validation: what was found, and which ids were seen where."""

    def __init__(self, words: Vocabulary) -> None:
        self.vocabulary = words
        self.found = Findings()
        self.ids: dict[tuple[EntityId, str], str] = {}

    def case(self, tree: Tree) -> Case | None:
        if not isinstance(tree, dict):
            self.found.add(
                "",
                "文件应是一个对象：地区、基准日，以及家庭等",
                "the file should be one object with an area, a date and a household",
            )
            return None
        as_of: date | None = None
        area: AreaCode | None = None
        area_facts = Instance(AREA_ENTITY, "", {}, {}, {})
        roots: list[Instance] = []
        kinds: set[EntityId] = set()
        seen: dict[str, str] = {}
        for name, raw in tree.items():
            if name in self.vocabulary.roots:
                entity = self.vocabulary.roots[name]
                if once(entity.id, name, "", seen, self.found):
                    kinds.add(entity.id)
                    roots.extend(self._roots(raw, entity, name))
                continue
            key = TOP.get(name)
            if key is None:
                expected = (*self.vocabulary.roots, *TOP)
                unknown_name(name, "", expected, self.vocabulary, self.found)
            elif not once(f"/{key}", name, "", seen, self.found):
                continue
            elif key == "schema":
                self._schema(raw, name)
            elif key == "as_of":
                as_of = self._day(raw, name)
            elif key == "area":
                area = self._area(raw, name)
            else:
                area_facts = self._inside(raw, AREA_ENTITY, "", name)
        if "/area" not in seen:
            self.found.add(
                "", "缺少 `area`（地区）", "`area` is missing: which area is this case in"
            )
        if area is None:
            return None
        instance = Instance(AREA_ENTITY, area, area_facts.facts, area_facts.terms, {})
        return Case(as_of, area, instance, tuple(roots), frozenset(kinds))

    def _schema(self, raw: Tree, path: str) -> None:
        if raw == SCHEMA:
            return
        if isinstance(raw, str) and raw.startswith(FAMILY):
            self.found.add(
                path,
                f"格式 `{convert.shown(raw)}` 不是本程序所读的 `{SCHEMA}`；可能要升级 doudi",
                f"the format `{convert.shown(raw)}` is not `{SCHEMA}`, which this version reads; "
                "perhaps doudi needs an upgrade",
            )
        else:
            self.found.add(path, f"应为 `{SCHEMA}`", f"should be `{SCHEMA}`")

    def _day(self, raw: Tree, path: str) -> date | None:
        try:
            return convert.day_of(raw)
        except Unfit as unfit:
            self.found.add(path, unfit.zh, unfit.en)
            return None

    def _area(self, raw: Tree, path: str) -> AreaCode | None:
        try:
            return AreaCode(convert.area_of(raw, self.vocabulary))
        except Unfit as unfit:
            self.found.add(path, unfit.zh, unfit.en)
            return None

    def _roots(self, raw: Tree, entity: Entity, path: str) -> tuple[Instance, ...]:
        if isinstance(raw, dict):
            return (self._instance(raw, entity, path, entity.id),)
        if isinstance(raw, list):
            return self._list(raw, entity, path)
        self.found.add(
            path,
            f"应为一个对象或列表，却是 `{convert.shown(raw)}`",
            f"should be an object or a list, not `{convert.shown(raw)}`",
        )
        return ()

    def _list(self, raw: Tree, entity: Entity, path: str) -> tuple[Instance, ...]:
        if not isinstance(raw, list):
            self.found.add(
                path,
                f"应为 {entity.name.zh} 的列表，却是 `{convert.shown(raw)}`",
                f"should be a list of {entity.id}, not `{convert.shown(raw)}`",
            )
            return ()
        return tuple(
            self._instance(item, entity, f"{path}[{index}]", None) for index, item in enumerate(raw)
        )

    def _instance(self, raw: Tree, entity: Entity, path: str, default: str | None) -> Instance:
        inside = self._inside(raw, entity.id, default, path)
        if isinstance(raw, dict) and inside.id:
            first = self.ids.setdefault((entity.id, inside.id), path)
            if first != path:
                self.found.add(
                    path,
                    f"编号 `{convert.shown(inside.id)}` 与 {first} 重复",
                    f"the id `{convert.shown(inside.id)}` is also that of {first}",
                )
        return inside

    def _inside(self, raw: Tree, entity: EntityId, default: str | None, path: str) -> Instance:
        """`default`: the id where none is given; None where one is needed."""
        facts: dict[FactId, Given] = {}
        terms: dict[TermId, Given] = {}
        children: dict[EntityId, tuple[Instance, ...]] = {}
        id_ = default
        members = self.vocabulary.members[entity]
        if not isinstance(raw, dict):
            self.found.add(
                path,
                f"应为一个对象 {{…}}，却是 `{convert.shown(raw)}`",
                f"should be an object {{…}}, not `{convert.shown(raw)}`",
            )
            return Instance(entity, "", facts, terms, children)
        seen: dict[str, str] = {}
        reserved = INSTANCE if entity != AREA_ENTITY else {}
        for name, value in raw.items():
            at = f"{path}.{convert.shown(name)}"
            member = members.get(name)
            if member is None and name in reserved:
                if once("/id", name, path, seen, self.found):
                    id_ = self._id(value, at)
                continue
            if member is None:
                expected = (*members, *reserved)
                unknown_name(name, path, expected, self.vocabulary, self.found)
                continue
            if not once(member.id, name, path, seen, self.found):
                continue
            match member:
                case Fact():
                    declared = Declared(member.type, member.minimum, member.maximum)
                    facts[member.id] = given(value, self._place(at, declared))
                case Term():
                    terms[member.id] = given(value, self._place(at, Declared(member.type)))
                case Entity():
                    children[member.id] = self._list(value, member, at)
                case _:
                    assert_never(member)
        if id_ is None:
            self.found.add(path, "缺少编号 `id`", "the `id` is missing")
        return Instance(entity, id_ or "", facts, terms, children)

    def _id(self, raw: Tree, path: str) -> str:
        try:
            return convert.id_of(raw)
        except Unfit as unfit:
            self.found.add(path, unfit.zh, unfit.en)
            return ""

    def _place(self, path: str, declared: Declared) -> Place:
        return Place(path, declared, self.vocabulary, self.found)
