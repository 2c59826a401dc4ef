"""What keeps a result open and cannot be asked for; what can be done about it all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from doudi.runtime.decision import Need
from doudi.runtime.explanation import lexicon, requests
from doudi.runtime.explanation.lexicon import AREA, Lexicon
from doudi.runtime.explanation.tree import Block, Heading, Mark, Node, Tree
from doudi.runtime.inquiry.wording import said
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.types import Boolean


def missing(needs: Iterable[Need], names: Lexicon) -> Iterator[Block]:
    """Figures, notices, statuses and lists; where the facts file may say it, how it is written."""
    told = {requests.in_words(it, names): it for it in needs}
    if told:
        yield Heading(2, said("missing", names.lang))
        nodes = (
            Node(text, Mark.UNKNOWN, tuple(Node(it) for it in _to_be_written(need, names)))
            for text, need in told.items()
        )
        yield Tree(tuple(nodes))


def _to_be_written(need: Need, names: Lexicon) -> Iterator[str]:
    """A term may be given outright, and a list is the facts' own; a figure is for the rules."""
    match need.kind:
        case "definition":
            declared = names.terms[need.name]
            yes = isinstance(declared.type, Boolean)
            yield said(
                "give_term" if yes else "give_value",
                names.lang,
                who=_where(need, names),
                name=_key(declared.name, need.name, names),
            )
        case "fact" if need.name in names.entities:
            name = _key(names.entities[need.name].name, need.name, names)
            yield said("give_list", names.lang, name=name)
        case "fact" | "standard" | "calendar":
            return
        case _:
            assert_never(need.kind)


def _where(need: Need, names: Lexicon) -> str:
    if need.subject is None or need.subject.entity == AREA:
        return said("area_facts", names.lang)
    return lexicon.subject(names, need.subject.entity, need.subject.id)


def _key(name: Text, id_: str, names: Lexicon) -> str:
    """As a facts file knows it, not as a letter calls it."""
    return name.zh if names.lang == "zh" else id_
