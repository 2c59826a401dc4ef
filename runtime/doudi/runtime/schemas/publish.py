"""The published JSON Schemas, each with a version in it: facts, decision, trace, bundle and more.

They are files of this folder, but for that of facts, which is made from the rules,
because they say which facts there are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.command_line.output import deliver
from doudi.runtime.facts.schema import facts_schema
from doudi.runtime.rules import RulesError, find_rules
from doudi.runtime.schemas.parts import of_other_parts

_FOLDER: Final = files("doudi.runtime.schemas")
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "decision": ("trace",),
    "receipt": ("bundle", "decision"),
    "whynot": ("decision",),
}


def published(name: str) -> dict[str, Any]:
    """A schema that stands alone: what it refers to is inside it."""
    others = of_other_parts()
    text = others[name].load()() if name in others else _own(name)
    schema: dict[str, Any] = json.loads(text)
    for part in _PARTS.get(name, ()):
        schema["$defs"][part] = published(part)
    return schema


def _own(name: str) -> str:
    return (_FOLDER / f"{name}.schema.json").read_text("utf-8")


def run(args: argparse.Namespace) -> int:
    try:
        schema = (
            facts_schema(find_rules(args.bundle, args.rules, args.lang).program)
            if args.of == "facts"
            else published(args.of)
        )
    except (BundleError, RulesError) as error:
        sys.stderr.write(f"doudi: {error.in_(args.lang)}\n")
        return 1 if isinstance(error, RulesError) and error.findings else 2
    deliver((json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode(), args.output)
    return 0
