"""A program with one thing changed on purpose, and how a program is put together again.

A `Planted` says what was changed in words enough to make it again, and which provisions the
change is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Document, Program, Provision, Satisfy
from doudi.runtime.program.ids import AreaCode, ProvisionId


@dataclass(frozen=True, slots=True)
class Planted:
    kind: str
    what: str
    program: Program
    about: tuple[ProvisionId, ...]


def with_provision(program: Program, changed: Provision) -> Program:
    """In the place of the one with its id, or as one more."""
    others = tuple(it for it in program.provisions if it.id != changed.id)
    return replace(program, provisions=tuple(sorted((*others, changed), key=lambda it: it.id)))


def with_document(program: Program, changed: Document) -> Program:
    return replace(
        program,
        documents=tuple(changed if it.id == changed.id else it for it in program.documents),
    )


def document_of(provision: Provision, program: Program) -> Document:
    return next(it for it in program.documents if it.id == provision.document)


def seat_of(document: Document, program: Program) -> AreaCode:
    return next(it.area for it in program.authorities if it.id == document.authority)


def up(area: AreaCode, program: Program) -> tuple[AreaCode, ...]:
    """The area and all that contain it, from the inside out."""
    parents = {it.code: it.parent for it in program.areas}
    found: list[AreaCode] = []
    at: AreaCode | None = area
    while at is not None:
        found.append(at)
        at = parents[at]
    return tuple(found)


def conditions(provision: Provision) -> dict[str, ir.Expr]:
    """What is true or false in a provision, by the name of its place."""
    found: dict[str, ir.Expr] = {}
    if provision.condition is not None:
        found["condition"] = provision.condition
    if isinstance(provision.effect, Satisfy):
        found["test"] = provision.effect.test
    return found


def with_condition(provision: Provision, place: str, expr: ir.Expr) -> Provision:
    if place == "test":
        return replace(provision, effect=Satisfy(expr))
    return replace(provision, condition=expr)
