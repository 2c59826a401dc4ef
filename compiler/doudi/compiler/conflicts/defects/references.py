"""References to what is never in force where and while that which refers to it is.

Takes an index; gives a defect for each. Where the two share a single day there is none: a notice
may outlive, or be older than, what it leans on. What has ended by itself may be repealed as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from doudi.compiler.conflicts.defects.naming import provision_id, word_id
from doudi.compiler.conflicts.meetings import meeting, reach
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.window import Window
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Document, Facet, Link, Provision
from doudi.runtime.program.ids import ProvisionId


def dead_references(rules: Index) -> Iterator[Defect]:
    for provision in rules.program.provisions:
        yield from _of_provision(provision, rules)
    for document in rules.program.documents:
        yield from _of_document(document, rules)


def days_of(document: Document, rules: Index) -> Window | None:
    """The days on which a document is in force; None where there is none."""
    ends = [] if document.force.end is None else [document.force.end]
    if document.id in rules.repealed:
        ends.append(rules.repealed[document.id] - timedelta(days=1))
    start, end = document.force.start, min(ends, default=None)
    return None if end is not None and end < start else Window(start, end)


def _of_provision(provision: Provision, rules: Index) -> Iterator[Defect]:
    own = reach(provision, rules)
    if own is None:
        return
    for named in _named(provision):
        target = rules.provisions[named]
        if meeting(provision, target, rules) is None:
            yield _defect(provision, target, own.window)
    for named in provision.relations.repeals:
        target = rules.provisions[named]
        starts = max(target.force.start, rules.documents[target.document].force.start)
        if starts > own.window.start:
            yield _defect(provision, target, own.window)


def _defect(provision: Provision, target: Provision, window: Window) -> Defect:
    return Defect(
        provision_id(Flaw.DEAD_REFERENCE, provision, target),
        Flaw.DEAD_REFERENCE,
        provision.id,
        (target.id,),
        since=window.start,
        until=window.end,
    )


def _named(provision: Provision) -> tuple[ProvisionId, ...]:
    to = provision.relations
    found = [*to.exception_to, *to.prevails_over, *to.special_to, *to.takes_higher]
    found += to.stacks_with
    match provision.effect:
        case Facet(provision=of) if of is not None:
            found.append(of)
    return tuple(dict.fromkeys(found))


def _of_document(document: Document, rules: Index) -> Iterator[Defect]:
    own = days_of(document, rules)
    for link in document.links:
        other = None if link.document is None else rules.documents[link.document]
        if own is None or other is None or link.relation == "mentions":
            continue
        if _leads_nowhere(link, own, document, other, rules):
            yield Defect(
                word_id(Flaw.DEAD_REFERENCE, document.id, other.id, link.relation),
                Flaw.DEAD_REFERENCE,
                document.id,
                (other.id,),
                since=own.start,
                until=own.end,
            )


def _leads_nowhere(
    link: Link, own: Window, document: Document, other: Document, rules: Index
) -> bool:
    if link.relation == "repeals":
        return other.force.start > (link.start or document.force.start)
    its = days_of(other, rules)
    return its is None or not _overlap(own, its)


def _overlap(one: Window, other: Window) -> bool:
    later, earlier = (one, other) if one.start >= other.start else (other, one)
    return earlier.end is None or later.start <= earlier.end
