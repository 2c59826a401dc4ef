"""A program without one of its documents: its provisions gone, and all that named them.

Takes a program and the document; gives a program that is whole, and what was left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from doudi.compiler.changes.parts import Part
from doudi.runtime.canonical import dumps, fingerprint
from doudi.runtime.program.declarations import Document, Facet, Program, Relations
from doudi.runtime.program.ids import DocumentId, ProvisionId


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What went with the document elsewhere: a provision, or what one says about one that went.

    `about` None: the whole provision, for all that it does is to add to one that went. `part`: as
    what it named that one, an exception, a repeal; of a document, its links.
    """

    at: ProvisionId | DocumentId
    about: ProvisionId | DocumentId | None
    part: Part | None = None


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
        yield from (
            LeftOut(it.id, each, part) for part, each in _related(it.relations) if each in gone
        )
    for one in program.documents:
        if one.id != document and any(link.document == document for link in one.links):
            yield LeftOut(one.id, document, Part.LINKS)


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


def _related(it: Relations) -> Iterator[tuple[Part, ProvisionId]]:
    for part, ids in (
        (Part.EXCEPTION_TO, it.exception_to),
        (Part.PREVAILS_OVER, it.prevails_over),
        (Part.SPECIAL_TO, it.special_to),
        (Part.TAKES_HIGHER, it.takes_higher),
        (Part.STACKS_WITH, it.stacks_with),
        (Part.REPEALS, it.repeals),
    ):
        yield from ((part, each) for each in ids)


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
