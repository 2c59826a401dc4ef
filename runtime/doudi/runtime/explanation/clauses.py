"""Provisions as a reader meets them: the sentence of the notice, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.gists import gist, in_full
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, pair
from doudi.runtime.explanation.remembered import Granted
from doudi.runtime.explanation.tree import Block, Line, Quote, Tone
from doudi.runtime.explanation.wording import TAKEN_FOR_GRANTED, say
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId

_HALF_WIDTH: Final = str.maketrans("（）", "()")  # as addresses have them


def quotes(ids: Iterable[ProvisionId], names: Lexicon, *, sources: bool = False) -> list[Block]:
    """The sentences behind provisions, each once; the article where no notice is carried.

    `sources`: say also where the text of such an article was found.
    """
    found: list[Block] = []
    for id_ in ids:
        key = (id_, sources)
        known = names.behind.get(key)
        if known is None:
            known = names.behind.keep(key, _behind(id_, names, sources=sources))
        found += known
    return found if len(found) <= 1 else list(dict.fromkeys(found))


def _behind(id_: ProvisionId, names: Lexicon, *, sources: bool) -> tuple[Block, ...]:
    provision = names.provisions.get(id_)
    if provision is None:
        return (Line(id_),)
    if provision.citations:
        return tuple(
            Quote(
                it.quote,
                f"{lexicon.cited(names, provision.document, it.address)} [{provision.id}]",
            )
            for it in provision.citations
        )
    where, about = lexicon.clause(names, provision.id), in_full(provision, names)
    text = f"{pair(where, about, names.lang) if about else where} [{provision.id}]"
    found_in = commas(_telling(provision, names), names.lang) if sources else ""
    source = say("source", names.lang, text=found_in) if found_in else ""
    return (Line(aside(text, source, names.lang), Tone.QUIET),)


def _telling(provision: Provision, names: Lexicon) -> Iterator[str]:
    """Its sources, without what its address says already: the document and the article."""
    document = names.documents.get(provision.document)
    address = lexicon.place(provision.id.partition("/")[2])
    for source in provision.sources:
        rest = source
        if document is not None:
            rest = rest.replace(document.title, "").replace(document.number, "", 1)
        article, _, more = rest.strip().partition(" ")
        told = more if article.translate(_HALF_WIDTH) == address else rest
        if told.strip():
            yield told.strip()


def titled(id_: ProvisionId, names: Lexicon) -> str:
    """A provision as the head of an argument: short address and what it is about."""
    known = names.titles.get(id_)
    return names.titles.keep(id_, _titled(id_, names)) if known is None else known


def _titled(id_: ProvisionId, names: Lexicon) -> str:
    provision = names.provisions.get(id_)
    about = gist(provision, names) if provision is not None else ""
    return f"{lexicon.short(id_, names.lang)} {about}".rstrip()


def sides(winner: ProvisionId, loser: ProvisionId, names: Lexicon) -> dict[str, str]:
    """Two clauses that differ, each so that it is no other."""
    return {"winner": _called(winner, names), "loser": _called(loser, names)}


def _called(id_: ProvisionId, names: Lexicon) -> str:
    """Its address; of several rules on one sentence, with what this one is about.

    In English, where that has no words of its own, with our own address.
    """
    short = lexicon.short(id_, names.lang)
    alike = [it for it in names.provisions if lexicon.short(ProvisionId(it), names.lang) == short]
    if len(alike) <= 1:
        return short
    about = names.provisions[id_].title if id_ in names.provisions else ""
    return f"{short}「{about}」" if names.lang == "zh" and about else f"{short} [{id_}]"


def taken_for_granted(
    ids: Iterable[ProvisionId], own: Iterable[str], names: Lexicon, *, given: bool = True
) -> Iterator[Block]:
    """Readings and assumptions, each with the clauses that it is about.

    `ids`: the provisions that speak; `own`: what evaluation collected on the way,
    which repeats some of theirs without saying where they came from. What is not `given`
    has no part months and no deadline.
    """
    key = (tuple(ids), given)
    granted = names.granted.get(key)
    if granted is None:
        granted = names.granted.keep(key, _granted(key[0], names, given=given))
    yield from granted.blocks
    for text in dict.fromkeys(it for it in own if it not in granted.silent):
        ours = text if names.lang == "zh" else TAKEN_FOR_GRANTED.get(text, text)
        yield Line(say("assumed", names.lang, text=ours), Tone.ASSUMED)


def _granted(ids: tuple[ProvisionId, ...], names: Lexicon, *, given: bool) -> Granted:
    """What provisions say themselves; their documents' time of force is told for all of them."""
    known = [it for id_ in dict.fromkeys(ids) if (it := names.provisions.get(id_)) is not None]
    blocks = []
    doubted = _about(known, lambda it: (("doubt", text) for text in it.ambiguities))
    for (key, text), of in doubted.items():
        said = say(key, names.lang, of=lexicon.shorts(of, names.lang), text=text)
        blocks.append(Line(said, Tone.ASSUMED))
    assumed = _about(known, lambda it: _assumptions(it, names, given=given))
    for (key, why), of in assumed.items():
        said = say(key, names.lang, of=lexicon.shorts(of, names.lang), why=why)
        blocks.append(Line(say("assumed", names.lang, text=said), Tone.ASSUMED))
    silent = {text for _, text in (*doubted, *assumed)}
    silent.update(_forces((it.id for it in known), names).values())
    return Granted(tuple(blocks), frozenset(silent))


def _about(
    provisions: Iterable[Provision], said: Callable[[Provision], Iterable[tuple[str, str]]]
) -> dict[tuple[str, str], list[ProvisionId]]:
    """What is said alike of several provisions, once."""
    found: dict[tuple[str, str], list[ProvisionId]] = {}
    for provision in provisions:
        for it in said(provision):
            found.setdefault(it, []).append(provision.id)
    return found


def _assumptions(provision: Provision, names: Lexicon, *, given: bool) -> Iterator[tuple[str, str]]:
    """What is assumed, by its wording's key, and why."""
    period = provision.facets.period
    inherited = provision.force.assumed in _forces([provision.id], names).values()
    found = (
        ("force_assumed", None if inherited else provision.force.assumed),
        ("part_month_assumed", period.part_month_assumed if period and given else None),
        ("due_assumed", provision.facets.due_assumed if given else None),
        *(("assumed_of", text) for text in provision.assumptions),
    )
    return ((key, why) for key, why in found if why)


def forces(ids: Iterable[ProvisionId], names: Lexicon) -> Iterator[Block]:
    """Documents whose time of force is assumed, by the reason; a letter says it once."""
    by_why: dict[str, list[str]] = {}
    for title, why in _forces(ids, names).items():
        by_why.setdefault(why, []).append(title)
    for why, titles in by_why.items():
        text = say("force_assumed", names.lang, of=lexicon.listed(titles, names.lang), why=why)
        yield Line(say("assumed", names.lang, text=text), Tone.ASSUMED)


def _forces(ids: Iterable[ProvisionId], names: Lexicon) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_ in ids:
        document = names.documents.get(id_.partition("/")[0])
        if document is not None and document.force.assumed:
            found[f"《{document.title}》"] = document.force.assumed
    return found
