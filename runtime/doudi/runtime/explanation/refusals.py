"""Schemes whose conditions are not met, briefly: what is missing, for whom, and the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doudi.runtime.explanation import clauses, lexicon
from doudi.runtime.explanation.punctuation import pair, semicolons
from doudi.runtime.explanation.subject_matter import Matter, reasons
from doudi.runtime.explanation.tree import Block, Heading, Line, Mark, Node, Quote, Tree
from doudi.runtime.explanation.wording import say
from doudi.runtime.values import Truth


def refusals(matters: Sequence[Matter]) -> Iterator[Block]:
    if not matters:
        return
    lang = matters[0].names.lang
    yield Heading(2, say("refusals", lang))
    by_scheme: dict[str, list[Matter]] = {}
    for it in matters:
        by_scheme.setdefault(it.scheme, []).append(it)
    yield Tree(tuple(_scheme(scheme, them) for scheme, them in by_scheme.items()))


def _scheme(scheme: str, matters: Sequence[Matter]) -> Node:
    """People who lack the same thing share a line; the sentences stand once below them."""
    names = matters[0].names
    by_reason: dict[str, list[str]] = {}
    for it in matters:
        unmet = semicolons(reasons(it.outcome.failed, Truth.FALSE, it), names.lang)
        by_reason.setdefault(unmet, []).append(it.who)
    people = [
        Node(pair(lexicon.listed(who, names.lang), unmet, names.lang).rstrip(":： "))
        for unmet, who in by_reason.items()
    ]
    failed = dict.fromkeys(id_ for it in matters for id_ in it.outcome.failed)
    sentences = [Node(_said(block)) for block in clauses.quotes(failed, names)]
    title = scheme if names.lang == "zh" else scheme[:1].upper() + scheme[1:]
    return Node(title, Mark.FAILS, (*people, *sentences))


def _said(block: Block) -> str:
    match block:
        case Quote(text=text, clause=clause):
            return f"「{text}」—— {clause}"
        case Line(text=text):
            return text
        case _:
            return ""
