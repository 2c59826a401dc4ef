"""The facts of a case as a person reads them: line by line, or all in one line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doudi.compiler.conflicts import wording
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.drafts.facts_tree import Tree, tree_of
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.punctuation import commas


def facts(draft: Draft, rules: Index, lang: Lang) -> list[str]:
    """The facts as a facts file has them, a line each; the area is said elsewhere."""
    return list(_lines(_told(draft, rules, lang), "", lang))


def facts_in_line(draft: Draft, rules: Index, lang: Lang) -> str:
    """The facts in one line: `失业：是，年龄：17`; `` where there are none."""
    return commas(_leaves(_told(draft, rules, lang), "", lang), lang)


def _told(draft: Draft, rules: Index, lang: Lang) -> dict[str, Tree]:
    tree = {key: it for key, it in tree_of(draft, rules).items() if key != "area"}
    of_area = tree.pop("area_facts", None)
    return tree if of_area is None else {wording.AREA_FACTS.in_(lang): of_area, **tree}


def _lines(tree: Tree, indent: str, lang: Lang) -> Iterator[str]:
    match tree:
        case dict():
            for key, it in tree.items():
                if isinstance(it, dict | list):
                    yield f"{indent}{key}:"
                    yield from _lines(it, indent + "  ", lang)
                else:
                    yield f"{indent}{key}: {_scalar(it, lang)}"
        case list():
            for it in tree:
                first, *rest = _lines(it, "", lang)
                yield f"{indent}- {first}"
                yield from (f"{indent}  {line}" for line in rest)
        case _:
            yield f"{indent}{_scalar(tree, lang)}"


def _leaves(tree: Tree, who: str, lang: Lang) -> Iterator[str]:
    match tree:
        case dict():
            for key, it in tree.items():
                if isinstance(it, dict | list):
                    yield from _leaves(it, who, lang)
                elif key != "id":
                    said = _scalar(it, lang)
                    yield Message(f"{who}{key}：{said}", f"{who}{key}: {said}").in_(lang)
        case list():
            for it in tree:
                named = it.get("id") if isinstance(it, dict) and len(tree) > 1 else None
                yield from _leaves(it, f"{named} " if isinstance(named, str) else who, lang)
        case _:
            yield _scalar(tree, lang)


def _scalar(value: str | bool | int | Decimal, lang: Lang) -> str:  # noqa: FBT001 - a value
    match value:
        case bool():
            return Message("是", "yes").in_(lang) if value else Message("否", "no").in_(lang)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
