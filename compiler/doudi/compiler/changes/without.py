"""A program without one of its documents: its provisions gone, and all that named them.

Takes a program and the document; gives a program that is whole, and what was left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from doudi.runtime.canonical import dumps, fingerprint
from doudi.runtime.program.declarations import Document, Facet, Program, Relations
from doudi.runtime.program.ids import DocumentId, ProvisionId


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What went with the document elsewhere: a provision, or what one says about one that went.

    `about` None: the whole provision, for all that it does is to add to one that went. Of a
    document, that it leans on this one.
    """

    at: ProvisionId | DocumentId
    about: ProvisionId | DocumentId | None


@dataclass(frozen=True, slots=True)
class Without:
    program: Program
    left_out: tuple[LeftOut, ...]


def without(program: Program, document: DocumentId) -> Without:
    """A document that is not there leaves the program as it is."""
    gone = _gone(program, document)
    stay = [it for it in program.provisions if it.id not in gone]
    left = tuple(_left_out(program, document, gone))
    touched = {DocumentId(it.at.partition("/")[0]) for it in left}
    return Without(
        replace(
            program,
            documents=tuple(
                _unlinked(it, document, touched=it.id in touched)
                for it in program.documents
                if it.id != document
            ),
            provisions=tuple(replace(it, relations=_unrelated(it.relations, gone)) for it in stay),
        ),
        left,
    )


def _left_out(
    program: Program, document: DocumentId, gone: frozenset[ProvisionId]
) -> Iterator[LeftOut]:
    for it in program.provisions:
        if it.document == document:
            continue
        if it.id in gone:
            yield LeftOut(it.id, None)
            continue
        yield from (LeftOut(it.id, each) for each in _related(it.relations) if each in gone)
    for one in program.documents:
        if one.id != document and any(link.document == document for link in one.links):
            yield LeftOut(one.id, document)


def _gone(program: Program, document: DocumentId) -> frozenset[ProvisionId]:
    """Its provisions, those that only add to one of them, and so on."""
    gone = {it.id for it in program.provisions if it.document == document}
    found = bool(gone)
    while found:
        more = {
            it.id
            for it in program.provisions
            if it.id not in gone and isinstance(it.effect, Facet) and it.effect.provision in gone
        }
        gone |= more
        found = bool(more)
    return frozenset(gone)


def _related(it: Relations) -> Iterator[ProvisionId]:
    for ids in (
        it.exception_to,
        it.prevails_over,
        it.special_to,
        it.takes_higher,
        it.stacks_with,
        it.repeals,
    ):
        yield from ids


def _unrelated(it: Relations, gone: frozenset[ProvisionId]) -> Relations:
    def stay(ids: tuple[ProvisionId, ...]) -> tuple[ProvisionId, ...]:
        return tuple(each for each in ids if each not in gone)

    return Relations(
        exception_to=stay(it.exception_to),
        prevails_over=stay(it.prevails_over),
        special_to=stay(it.special_to),
        excludes=it.excludes,
        takes_higher=stay(it.takes_higher),
        stacks_with=stay(it.stacks_with),
        repeals=stay(it.repeals),
    )


def _unlinked(it: Document, document: DocumentId, *, touched: bool) -> Document:
    """What lost something means something else under the same version: its hash says so."""
    if not touched:
        return it
    return replace(
        it,
        links=tuple(link for link in it.links if link.document != document),
        meaning=fingerprint(dumps([it.meaning, "without", document])),
    )
