"""YAML as people write it by hand, without its surprises.

A tree is built from the parser's events, so that nothing happens that is not written
here: no aliases, no tags, no second document; a key given twice is refused; only
`true` and `false` are truths, only `null` and nothing are null; numbers are exact; what looks
like a date, like `no` or like `12:30` is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from doudi.runtime.strict_json import Refused, check_tree, exact_number, too_deep, twice

MAX_LENGTH: Final = 1_000_000
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,4})?")
_NOT_A_NUMBER: Final = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)
_WORDS: Final = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "": None,
    "~": None,
    "null": None,
}


def read_yaml(text: str, max_depth: int) -> object:
    if len(text) > MAX_LENGTH:
        raise Refused(
            "YAML 超过一百万字，请改用 JSON", "the YAML has over a million characters; use JSON"
        )
    import yaml  # noqa: PLC0415 - facts are the boundary; nothing else needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = yaml.parse(text, Loader=loader)
        tree = _document(events, max_depth)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error.problem_mark) from None
    except (yaml.YAMLError, RecursionError):
        raise _syntax(None) from None
    check_tree(tree, max_depth)
    return tree


def _document(events: Iterator[Any], max_depth: int) -> object:
    tree: object = None
    documents = 0
    for event in events:
        match _kind(event):
            case "DocumentStart":
                documents += 1
                if documents > 1:
                    raise _at(
                        event, "又开始了一份文档，一个文件只写一份", "a second document begins"
                    )
            case "Scalar" | "SequenceStart" | "MappingStart" | "Alias":
                tree = _node(event, events, max_depth, max_depth)
            case _:
                pass
    return tree


def _node(event: Any, events: Iterator[Any], depth: int, max_depth: int) -> object:
    kind = _kind(event)
    if kind == "Alias" or event.anchor is not None:
        raise _alias(event)
    if event.tag is not None:
        raise _at(
            event, "用了标签（`!`），请直接写值", "a tag (`!`) is used; write the plain value"
        )
    if depth == 0:
        raise too_deep(max_depth)
    match kind:
        case "Scalar":
            return _scalar(event)
        case "SequenceStart":
            items = []
            while _kind(following := next(events)) != "SequenceEnd":
                items.append(_node(following, events, depth - 1, max_depth))
            return items
        case _:
            return _mapping(events, depth, max_depth)


def _mapping(events: Iterator[Any], depth: int, max_depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    while (kind := _kind(event := next(events))) != "MappingEnd":
        if kind == "Alias" or event.anchor is not None:
            raise _alias(event)
        if kind != "Scalar":
            raise _at(event, "名称不能是列表或对象", "a name cannot be a list or an object")
        if event.tag is not None or (event.value == "<<" and not event.style):
            raise _at(event, "用了标签或合并键", "a tag or a merge key is used")
        if event.value in found:
            refused = twice(event.value)
            raise _at(event, refused.zh, refused.en)
        found[event.value] = _node(next(events), events, depth - 1, max_depth)
    return found


def _kind(event: Any) -> str:
    """`ScalarEvent` is a Scalar: by name, so that yaml is imported in one place."""
    return type(event).__name__.removesuffix("Event")


def _scalar(event: Any) -> object:
    text: str = event.value
    if event.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return exact_number(text)
    if _NOT_A_NUMBER.fullmatch(text):
        raise _at(event, f"`{text}` 不是数；不详请写 不详", f"`{text}` is no number; write unknown")
    return text


def _alias(event: Any) -> Refused:
    return _at(
        event,
        "用了锚或别名（`&`、`*`），请把值写全",
        "an anchor or alias (`&`, `*`) is used; write the value out",
    )


def _syntax(mark: Any) -> Refused:
    if mark is None:
        return Refused("不是合格的 YAML", "it is not well-formed YAML")
    return Refused(
        f"第 {mark.line + 1} 行第 {mark.column + 1} 列不是合格的 YAML",
        f"line {mark.line + 1}, column {mark.column + 1} is not well-formed YAML",
    )


def _at(event: Any, zh: str, en: str) -> Refused:
    mark = event.start_mark
    return Refused(
        f"第 {mark.line + 1} 行第 {mark.column + 1} 列{zh}",
        f"line {mark.line + 1}, column {mark.column + 1}: {en}",
    )
