"""A provision copied as people copy: under another number, in the same notice or another one."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from doudi.runtime.program.declarations import Document, Program, Provision
from doudi.runtime.program.ids import ProvisionId
from tests.planted.planting import document_of, seat_of, up


def copied(original: Provision, random: Random, program: Program) -> Provision:
    """A copy that meets its original: in a document whose area and days allow for it."""
    home = document_of(original, program)
    others = [it for it in program.documents if it.id != home.id and _meets(it, original, program)]
    document = random.choice(others) if others and random.random() < 0.5 else home
    area = original.area
    if document.id != home.id and original.area in up(seat_of(document, program), program):
        area = seat_of(document, program)
    force = original.force if document.id == home.id else document.force
    return replace(
        original,
        id=ProvisionId(f"{document.id}/{original.id.partition('/')[2]}-copy"),
        document=document.id,
        area=area,
        force=force,
    )


def _meets(document: Document, original: Provision, program: Program) -> bool:
    seat = seat_of(document, program)
    if original.area not in up(seat, program) and seat not in up(original.area, program):
        return False
    starts = max(document.force.start, original.force.start)
    ends = [it for it in (document.force.end, original.force.end) if it is not None]
    return all(starts <= it for it in ends)
