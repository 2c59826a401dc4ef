"""The JSON Schema of bundles, derived from the program's dataclasses as reading is.

Published as `schemas/bundle.schema.json`; a test holds the two together. A schema
cannot say that the hash fits or that an id is declared; `read` does.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal, TypeAlias, get_args, get_origin

from doudi.runtime.bundle.format import FORMAT, VERSION
from doudi.runtime.bundle.shape import TAG, hints, members, optional, plain, tag
from doudi.runtime.program.declarations import Program

Schema: TypeAlias = dict[str, Any]

_SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Fraction: {
        "type": ["integer", "string"],
        "description": "a whole number, or a reduced fraction such as 3/2",
        "pattern": "^-?[1-9][0-9]*/[1-9][0-9]*$",
    },
}

_UNIONS = {"expressions": "expression", "types": "type", "declarations": "effect"}


def bundle_schema() -> Schema:
    definitions: Schema = {}
    program = _of(Program, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:doudi:schema:bundle:{VERSION}",
        "title": FORMAT,
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            "program": program,
        },
        "required": ["format", "hash", "program"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(hint: object, definitions: Schema) -> Schema:
    hint = plain(hint)
    if choices := members(hint):
        found = _of(choices[0], definitions) if len(choices) == 1 else _union(choices, definitions)
        return {"anyOf": [found, {"type": "null"}]} if optional(hint) else found
    if isinstance(hint, type) and is_dataclass(hint):
        return _object(hint, definitions, tagged=False)
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [it.value for it in hint]}
    if get_origin(hint) is tuple:
        arguments = get_args(hint)
        if arguments[1:] == (...,):
            return {"type": "array", "items": _of(arguments[0], definitions)}
        parts = [_of(it, definitions) for it in arguments]
        return {
            "type": "array",
            "prefixItems": parts,
            "minItems": len(parts),
            "maxItems": len(parts),
        }
    return _SIMPLE[hint]


def _union(choices: tuple[object, ...], definitions: Schema) -> Schema:
    """A reference: expressions hold expressions, so what they can be is said once."""
    name = _UNIONS[_module(choices[0])]
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = {"oneOf": [_object(it, definitions, tagged=True) for it in choices]}
    return {"$ref": f"#/$defs/{name}"}


def _module(cls: object) -> str:
    return str(getattr(cls, "__module__", "")).rpartition(".")[2]


def _object(cls: object, definitions: Schema, *, tagged: bool) -> Schema:
    """A reference to the class's definition; expressions refer to themselves."""
    if not isinstance(cls, type):
        raise TypeError(cls)
    kind = _UNIONS[_module(cls)] if tagged else ""
    name = f"{kind}.{tag(cls)}" if tagged else tag(cls)
    if name not in definitions:
        definitions[name] = {}  # stands in for itself while its fields are described
        fields = hints(cls)
        properties: Schema = {TAG: {"const": tag(cls)}} if tagged else {}
        properties |= {field: _of(hint, definitions) for field, hint in fields.items()}
        definitions[name] = {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
