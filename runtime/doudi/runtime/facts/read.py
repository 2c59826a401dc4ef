"""Facts file ▶ raw tree with exact numbers, and on to a checked case.

Takes bytes of JSON or YAML, or Python values from a program that embeds doudi.
Whatever cannot be read gives a `FactsError`; nothing else is ever raised for a
user's mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.python_tree import tree_from_python
from doudi.runtime.facts.validate import validate
from doudi.runtime.program.declarations import Program
from doudi.runtime.strict_json import Refused, read_json, read_text

Kind: TypeAlias = Literal["json", "yaml"]

MAX_BYTES: Final = 10_000_000
MAX_DEPTH: Final = 64


def read_facts(data: bytes, kind: Kind | None = None) -> object:
    """The raw tree; without a `kind`, what begins with `{` or `[` is JSON."""
    try:
        text = read_text(data, MAX_BYTES)
        if kind is None:
            kind = "json" if text.lstrip()[:1] in {"{", "["} else "yaml"
        if kind == "json":
            return read_json(text, MAX_DEPTH)
        from doudi.runtime.facts.yaml_text import read_yaml  # noqa: PLC0415 - brings in yaml

        return read_yaml(text, MAX_DEPTH)
    except Refused as refused:
        raise FactsError((Problem("", refused.zh, refused.en),)) from None


def read_case(data: bytes, program: Program, kind: Kind | None = None) -> Case:
    return _checked(read_facts(data, kind), program)


def case_from_python(facts: Mapping[str, Any], program: Program) -> Case:
    """As from a file; a float counts as the number that it prints as, a date as its day."""
    try:
        tree = tree_from_python(facts, MAX_DEPTH)
    except Refused as refused:
        raise FactsError((Problem("", refused.zh, refused.en),)) from None
    return _checked(tree, program)


def _checked(tree: object, program: Program) -> Case:
    case = validate(tree, program)
    if isinstance(case, Case):
        return case
    raise FactsError(case)
