"""Provisions as a reader meets them: the sentence of the notice, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, pair
from doudi.runtime.explanation.tree import Block, Line, Quote, Tone
from doudi.runtime.explanation.wording import TAKEN_FOR_GRANTED, say
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId


def quotes(ids: Iterable[ProvisionId], names: Lexicon, *, sources: bool = False) -> list[Block]:
    """The sentences behind provisions, each once; the article where no notice is carried.

    `sources`: say also where the text of such an article was found.
    """
    found: dict[Block, None] = {}
    for id_ in ids:
        provision = names.provisions.get(id_)
        if provision is None:
            found[Line(id_)] = None
            continue
        for block in _behind(provision, names, sources=sources):
            found[block] = None
    return list(found)


def _behind(provision: Provision, names: Lexicon, *, sources: bool) -> list[Block]:
    if provision.citations:
        return [
            Quote(
                it.quote,
                f"{lexicon.cited(names, provision.document, it.address)} [{provision.id}]",
            )
            for it in provision.citations
        ]
    where = aside(
        lexicon.clause(names, provision.id),
        commas(provision.sources, names.lang) if sources else "",
        names.lang,
    )
    text = pair(where, provision.title, names.lang) if provision.title else where
    return [Line(f"{text} [{provision.id}]", Tone.QUIET)]


def titled(id_: ProvisionId, names: Lexicon) -> str:
    """A provision as the head of an argument: short address and what it is about."""
    provision = names.provisions.get(id_)
    title = provision.title if provision is not None else ""
    return f"{lexicon.short(id_, names.lang)} {title}".rstrip()


def documents(ids: Iterable[ProvisionId], names: Lexicon) -> list[str]:
    """`CQ2021：《…》（文号）` for each document of these provisions, once."""
    found: dict[str, None] = {}
    for id_ in ids:
        document = names.documents.get(id_.partition("/")[0])
        if document is not None:
            title = aside(f"《{document.title}》", document.number, names.lang)
            found[pair(document.id, title, names.lang)] = None
    return list(found)


def doubts(ids: Iterable[ProvisionId], names: Lexicon) -> list[str]:
    """Where a sentence can be read in more than one way."""
    provisions = [it for id_ in ids if (it := names.provisions.get(id_)) is not None]
    return list(dict.fromkeys(text for it in provisions for text in it.ambiguities))


def taken_for_granted(
    ids: Iterable[ProvisionId], own: Iterable[str], names: Lexicon
) -> Iterator[Block]:
    """Assumptions, each saying what it is about.

    `ids`: the provisions that speak; `own`: what evaluation collected on the way,
    which repeats some of theirs without saying where they came from.
    """
    ids = list(ids)
    for text in doubts(ids, names):
        yield Line(say("doubt", names.lang, text=text), Tone.ASSUMED)
    labelled: dict[str, list[str]] = {}
    for id_ in ids:
        for why, text in _labelled(id_, names):
            labelled.setdefault(why, []).append(text)
    silent = {*labelled, *doubts(ids, names), *_forces(ids, names).values()}
    ours = [
        it if names.lang == "zh" else TAKEN_FOR_GRANTED.get(it, it)
        for it in own
        if it not in silent
    ]
    texts = [text for them in labelled.values() for text in them]
    for text in dict.fromkeys([*texts, *ours]):
        yield Line(say("assumed", names.lang, text=text), Tone.ASSUMED)


def forces(ids: Iterable[ProvisionId], names: Lexicon) -> Iterator[Block]:
    """Documents whose time of force is assumed, by the reason; a letter says it once."""
    by_why: dict[str, list[str]] = {}
    for title, why in _forces(ids, names).items():
        by_why.setdefault(why, []).append(title)
    for why, titles in by_why.items():
        text = say("force_assumed", names.lang, of="、".join(titles), why=why)
        yield Line(say("assumed", names.lang, text=text), Tone.ASSUMED)


def _forces(ids: Iterable[ProvisionId], names: Lexicon) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_ in ids:
        document = names.documents.get(id_.partition("/")[0])
        if document is not None and document.force.assumed:
            found[f"《{document.title}》"] = document.force.assumed
    return found


def _labelled(id_: ProvisionId, names: Lexicon) -> Iterator[tuple[str, str]]:
    """Each assumption of a provision, as the rule has it and as it reads."""
    provision = names.provisions.get(id_)
    if provision is None:
        return
    where = lexicon.short(id_, names.lang)
    period = provision.facets.period
    inherited = provision.force.assumed in _forces([id_], names).values()
    found = [
        ("force_assumed", where, None if inherited else provision.force.assumed),
        ("part_month_assumed", where, period.part_month_assumed if period else None),
        ("due_assumed", where, provision.facets.due_assumed),
    ]
    for key, of, why in found:
        if why:
            yield why, say(key, names.lang, of=of, why=why)
    for text in provision.assumptions:
        yield text, text
