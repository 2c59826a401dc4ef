"""Generated cases as a file: YAML as analysts write it, or JSON. The same cases, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from doudi.compiler.case_generation.document import GeneratedCase, Section
from doudi.compiler.drafts.facts_tree import Tree, plain

SCHEMA: Final = "doudi-cases/1"
_HEAD: Final = """\
# 机器生成的边界案例，供复核；不是分析员的案例，`doudi test` 不读。
# Generated boundary cases, for review; no analyst wrote them, and `doudi test` does not read them.
# 每个条件一对案例：只差这一处，结果随之改变。预期结果是规则现在给出的，对不对要由人看。
# 重新生成 · regenerate: make boundary-cases
"""
_PLAIN: Final = re.compile(r"[\w（）·]+(?:[-/()（）·\w]*[\w（）)])?")
_NUMBER_LIKE: Final = re.compile(r"[-+]?[0-9.][0-9._eExXoO:+-]*")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"})


def as_yaml(sections: Iterable[Section]) -> str:
    parts = [_HEAD]
    for section in sections:
        lines = [f"\n# {section.id} {section.title}".rstrip()]
        lines += [f"# 没有展示 {it}" for it in section.unshown]
        parts.append("\n".join(lines) + "\n")
        parts += [_case(it) for it in section.cases]
    if len(parts) == 1 or not any("- name" in it for it in parts):
        parts.append("[]\n")
    return "".join(parts)


def as_json(sections: Iterable[Section]) -> str:
    whole = {
        "schema": SCHEMA,
        "provisions": [
            {
                "id": it.id,
                "title": it.title,
                "cases": [_plain_case(case) for case in it.cases],
                "not_shown": list(it.unshown),
            }
            for it in sections
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _case(it: GeneratedCase) -> str:
    expect = "".join(f"    - {_flow(dict(each))}\n" for each in it.expect)
    return (
        f"\n- name: {_scalar(it.name)}\n"
        f"  note: {_scalar(it.note)}\n"
        "  review: pending\n"
        f"  as_of: {it.as_of.isoformat()}\n"
        f"  facts: {_flow(it.facts)}\n"
        f"  expect:\n{expect}"
    )


def _flow(tree: Tree) -> str:
    match tree:
        case dict():
            return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in tree.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(it) for it in tree) + "]"
        case _:
            return _scalar(tree)


def _scalar(value: str | bool | int | Decimal) -> str:  # noqa: FBT001 - a value, not a switch
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case str():
            bare = (
                _PLAIN.fullmatch(value)
                and not _NUMBER_LIKE.fullmatch(value)
                and value.lower() not in _WORDS
            )
            return value if bare else json.dumps(value, ensure_ascii=False)


def _plain_case(it: GeneratedCase) -> dict[str, Any]:
    return {
        "name": it.name,
        "note": it.note,
        "review": "pending",
        "as_of": it.as_of.isoformat(),
        "facts": plain(it.facts),
        "expect": [plain(dict(each)) for each in it.expect],
    }
