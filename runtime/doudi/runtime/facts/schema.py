"""The JSON Schema of a program's facts files, as `doudi schema --of facts` publishes it.

Every name in both languages, with its question as description. `validate` alone reads facts
and refuses whatever this refuses; it says what a schema cannot (that a day exists, that an
id is there once).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, TypeAlias, assert_never

from doudi.runtime.facts.convert import scale
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.facts.vocabulary import Member, Vocabulary, vocabulary
from doudi.runtime.facts.words import INSTANCE, SCHEMA, SOURCED, STATUS, TOP, TRUTHS, Key
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Entity, Fact, Program, Term
from doudi.runtime.program.ids import EntityId

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DAY: Final = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT: Final = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:00)?$",
}
_AREA: Final = {
    "description": "名称或六位代码 / name or six-digit code",
    "type": ["string", "integer"],
}
_PERCENT: Final = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?[%％]$"}
_ID: Final = {"type": ["string", "integer"]}


def facts_schema(program: Program) -> Schema:
    words = vocabulary(program)
    definitions: Schema = {
        "status": {"enum": list(STATUS)},
        "source": {"type": "string"},
        "id": _ID,
    }
    for members in words.members.values():
        for member in members.values():
            if not isinstance(member, Entity):
                definitions[_key(member)] = _member(member, words)
    for entity in words.entities.values():
        definitions[f"entity.{entity.id}"] = _entity(entity.id, words)
    top: dict[Key, Schema] = {
        "schema": {"const": SCHEMA},
        "as_of": _DAY,
        "area": _AREA,
        "area_facts": {"$ref": f"#/$defs/entity.{AREA_ENTITY}"},
    }
    properties = {name: top[key] for name, key in TOP.items()}
    for name, entity in words.roots.items():
        one = {"$ref": f"#/$defs/entity.{entity.id}"}
        properties[name] = {"anyOf": [one, _listed(one)]}
    return {
        "$schema": DIALECT,
        "title": SCHEMA,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "anyOf": [{"required": [name]} for name, key in TOP.items() if key == "area"],
        "$defs": definitions,
    }


def _listed(item: Schema) -> Schema:
    """In a list every one has an id."""
    needed = {"anyOf": [{"required": [name]} for name in INSTANCE]}
    return {"type": "array", "items": {"allOf": [item, needed]}}


def _entity(entity: EntityId, words: Vocabulary) -> Schema:
    properties: Schema = {} if entity == AREA_ENTITY else dict.fromkeys(INSTANCE, _ref("id"))
    for name, member in words.members[entity].items():
        if isinstance(member, Entity):
            properties[name] = _listed(_ref(f"entity.{member.id}"))
        else:
            properties[name] = _ref(_key(member))
    return {
        "title": words.entities[entity].name.zh,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _key(member: Member) -> str:
    match member:
        case Fact():
            return f"fact.{member.id}"
        case Term():
            return f"term.{member.id}"
        case Entity():
            return f"entity.{member.id}"
        case _:
            assert_never(member)


def _member(member: Fact | Term, words: Vocabulary) -> Schema:
    fact = member if isinstance(member, Fact) else None
    low, high = (fact.minimum, fact.maximum) if fact else (None, None)
    plain = _value(member.type, low, high, words)
    known = {"anyOf": [plain, _ref("status")]}
    given = [*known["anyOf"], _sourced({"value": known})]
    if isinstance(member.type, types.Quantity | types.Date | types.Moment):
        given.append(_sourced({"min": plain, "max": plain}))
    described = {"description": f"{fact.question.zh} {fact.question.en}".strip()} if fact else {}
    return {"title": member.name.zh, **described, "anyOf": given}


def _sourced(parts: dict[Key, Schema]) -> Schema:
    kinds: dict[Key, Schema] = {**parts, "source": _ref("source")}
    return {
        "type": "object",
        "properties": {name: kinds[key] for name, key in SOURCED.items() if key in kinds},
        "additionalProperties": False,
        "anyOf": [{"required": [name]} for name, key in SOURCED.items() if key in parts],
    }


def _value(
    type_: types.Type, low: Fraction | None, high: Fraction | None, words: Vocabulary
) -> Schema:
    match type_:
        case types.Boolean():
            return {"enum": [True, False, *TRUTHS]}
        case types.Quantity():
            bounds = {"minimum": _bound(low, type_), "maximum": _bound(high, type_)}
            limits = {name: bound for name, bound in bounds.items() if bound is not None}
            number: Schema = {"type": "integer" if type_.integer else "number", **limits}
            return {"anyOf": [number, _PERCENT]} if type_ == types.NUMBER else number
        case types.Date():
            return _DAY
        case types.Moment():
            return _MOMENT
        case types.Duration():
            return {"type": "integer"}
        case types.Area():
            return _AREA
        case types.Choice(id=choice):
            return {"enum": list(words.options.get(choice, {}))}
        case _:
            assert_never(type_)


def _bound(limit: Fraction | None, quantity: types.Quantity) -> int | None:
    """Only whole bounds: JSON would write others as binary fractions; `validate` checks all."""
    if limit is None:
        return None
    own = limit / scale(quantity.yuan)
    return own.numerator if own.denominator == 1 else None


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
