"""The text of a `notice.yaml`: steps, lines that are no sentences, closing words, damage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from doudi.compiler.notices.normalisation import (
    CloseBlanks,
    DropEmptyLines,
    DropLine,
    DropRuby,
    Erratum,
    FullWidth,
    Join,
    LineEnds,
    Radicals,
    Replace,
    Simplify,
    Step,
    TrimLines,
)

# Words that YAML takes as they are; all others stand in quotation marks.
_PLAIN: Final = re.compile(
    r"[\u3400-\u9fff〇（《][\u3400-\u9fff0-9A-Za-z〇，。、；：？！（）《》〔〕“”·—…▼]*"
)


def declaration(
    comments: Iterable[str],
    metadata: Mapping[str, str],
    steps: Iterable[Step],
    lines: Iterable[tuple[str, str]],
    closing: str | None,
    damage: Iterable[tuple[str, str]],
) -> str:
    parts = [f"# {it}" for it in comments]
    stated = {key: value for key, value in metadata.items() if value}
    if stated:
        parts += ["metadata:", *(f"  {key}: {_word(value)}" for key, value in stated.items())]
    taken = [f"  - {it}" for it in map(_step, steps)]
    parts += ["steps:", *taken] if taken else []
    named = [f"  - {{kind: {kind}, line: {_word(line)}}}" for kind, line in lines]
    parts += ["lines:", *named] if named else []
    if closing is not None:
        parts.append(f"closing: {_word(closing)}")
    parts += list(_damage(damage))
    return "\n".join(parts) + "\n"


def _damage(damage: Iterable[tuple[str, str]]) -> Iterator[str]:
    first = True
    for text, reason in damage:
        if first:
            yield "damage:"
        yield f"  - text: {_word(text)}"
        yield f"    reason: {_word(reason)}"
        first = False


def _step(step: Step) -> str:
    match step:
        case DropLine(kind, line):
            return f"drop_line: {{kind: {kind}, line: {_word(line)}}}"
        case Erratum(find, replace, reason):
            return (
                f"erratum: {{find: {_word(find)}, replace: {_word(replace)}, "
                f"reason: {_word(reason)}}}"
            )
        case Replace(find, replace):
            return f"replace: {{find: {_word(find)}, replace: {_word(replace)}}}"
        case FullWidth(characters):
            return f"full_width: {_quoted(characters)}"
        case Join(before, after):
            return f"join: {{before: {_word(before)}, after: {_word(after)}}}"
        case LineEnds():
            return "line_ends"
        case Radicals():
            return "radicals"
        case DropRuby():
            return "drop_ruby"
        case Simplify():
            return "simplify"
        case TrimLines():
            return "trim_lines"
        case CloseBlanks():
            return "close_blanks"
        case DropEmptyLines():
            return "drop_empty_lines"
        case _:
            assert_never(step)


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """JSON's way is YAML's, but for the few characters that YAML wants spelt out."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]",
        lambda it: f"\\u{ord(it.group()):04x}",
        quoted,
    )
