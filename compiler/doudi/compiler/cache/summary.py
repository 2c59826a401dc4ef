"""What is kept of a provision: the little that every run needs, and the rest, as text and back.

Written compactly, for the summary is read ten thousand times before anything is said. What
comes back was written here (its checksum was right), so its shape is not doubted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from doudi.compiler.model.checked import Checked, Place, Target, Use
from doudi.compiler.model.interface import Kind


@dataclass(frozen=True, slots=True)
class Summary:
    """`checked` has no value, and of its uses just those that links and circles ask for.

    `start` is that of the declaration in its piece; `meaning` is "" where it has none;
    `names` are the vocabulary's names it uses, as `names_of` gives them.
    """

    checked: Checked
    start: int
    meaning: str
    names: str


_KINDS: Final = {it.value: it for it in Kind}
# What an act is about says whether it grants, and which term it defines.
_ACTS: Final = frozenset({"GRANT", "RECOGNISE", "DEFINE", "FACET_OF", "EXCLUDES", "COMPLETE"})
_DEFINING: Final = frozenset({"RECOGNISE", "DEFINE"})


def brief(checked: Checked) -> Checked:
    uses = checked.uses
    if not any(it.role in _DEFINING for it in uses):
        # One use at least stays: a declaration without any counts as broken.
        uses = tuple(it for it in uses if it.role in _ACTS) or uses[:1]
    return replace(checked, value=None, uses=uses, numbers=(), quotes=(), files=())


def names_of(uses: Iterable[Use]) -> str:
    return " ".join(sorted({f"{it.kind.value}:{it.id}" for it in uses}))


def summary_to_text(summary: Summary) -> str:
    checked = summary.checked
    return _dumps(
        [
            checked.id,
            summary.start,
            summary.meaning,
            summary.names,
            [*checked.head],
            _uses(checked.uses),
            [[it.document, it.address, it.role, *it.place] for it in checked.targets],
        ]
    )


def summaries_from_text(texts: Iterable[str]) -> list[Summary]:
    """Many at once, which is quicker than each by itself."""
    return [_summary(it) for it in json.loads(f"[{','.join(texts)}]")]


def _summary(written: list[Any]) -> Summary:
    id_, begin, meaning, names, head, uses, targets = written
    checked = Checked(
        id_,
        None,
        Place(*head),
        tuple(map(_use, uses)),
        tuple(
            Target(document, address, role, Place(start, end))
            for document, address, role, start, end in targets
        ),
    )
    return Summary(checked, begin, meaning, names)


def rest_to_text(uses: Iterable[Use], part: str) -> str:
    """All the uses, for the graph, and the part of the program."""
    return f"{_dumps(_uses(uses))}\n{part}"


def rest_from_text(text: str) -> tuple[tuple[Use, ...], str]:
    uses, _, part = text.partition("\n")
    return tuple(map(_use, json.loads(uses))), part


def _uses(uses: Iterable[Use]) -> list[list[str | int]]:
    return [[it.kind.value, it.id, it.role, *it.place] for it in uses]


def _use(written: list[Any]) -> Use:
    kind, name, role, start, end = written
    return Use(_KINDS[kind], name, role, Place(start, end))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
