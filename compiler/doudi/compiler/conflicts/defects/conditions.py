"""Conditions that no household meets, or that every household does.

Takes the ground; gives a defect for each, with what excludes one another. Where a figure that a
condition leans on is not at hand nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from doudi.compiler.conflicts.defects.everywhere import all_scenes, everywhere
from doudi.compiler.conflicts.defects.expressions import everything, lines
from doudi.compiler.conflicts.defects.ground import Ground, told
from doudi.compiler.conflicts.defects.naming import provision_id, word_id
from doudi.compiler.conflicts.defects.words import in_words
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.proof.answer import Impossible
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, view_of
from doudi.compiler.proof.translate import formula
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Facets, NotExecutable, Provision, Text
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import Boolean


def conditions(ground: Ground) -> Iterator[Defect]:
    for provision in ground.rules.program.provisions:
        if provision.condition is not None:
            yield from _asked(provision, ground.scenes(provision), ground)
    for term in ground.rules.program.terms:
        if term.means is None or not isinstance(term.type, Boolean):
            continue
        said = everywhere(f"term/{term.id}", term.entity, term.means, ground.rules)
        for it in () if said is None else _asked(said, all_scenes(said, ground.rules), ground):
            yield replace(it, id=word_id(it.flaw, term.id), about=term.id)


def _asked(provision: Provision, places: tuple[Scene, ...], ground: Ground) -> Iterator[Defect]:
    constant = isinstance(provision.condition, ir.Truth)
    if not places or constant:
        return
    found = _never(provision, places, ground)
    if found is not None:
        yield _defect(Flaw.NEVER_TRUE, provision, _core(provision, found, ground))
    elif all(_always(it, provision, places, ground) for it in _simplest_first(provision)):
        yield _defect(Flaw.ALWAYS_TRUE, provision, ())


def _never(provision: Provision, places: tuple[Scene, ...], ground: Ground) -> Impossible | None:
    """The first of the proofs that in no place and on no day it is true."""
    first: Impossible | None = None
    asked = lines(provision.condition)
    for scene in places:
        view = view_of(provision, ground.rules)
        formulas = (formula(it, True, view, scene) for it in asked)
        answer = ground.ask(formulas, scene, (provision,))
        if not isinstance(answer, Impossible):
            return None
        excluding = tuple(asked[at] for at in answer.core if at < len(asked))
        if not told(scene, _alone(excluding, provision)):
            return None
        first = first or answer
    return first


def _alone(excluding: tuple[ir.Expr, ...], provision: Provision) -> Provision:
    """Some lines of a condition, for what they lean on."""
    return replace(
        provision,
        id=ProvisionId(f"{provision.id} {excluding!r}"),
        condition=ir.Op("and", excluding),
        effect=NotExecutable(""),
        facets=Facets(),
    )


def _simplest_first(provision: Provision) -> list[ir.Expr]:
    """One line that is not always true is enough: what is short is answered soonest."""
    return sorted(lines(provision.condition), key=lambda it: len(tuple(everything(it))))


def _always(line: ir.Expr, provision: Provision, places: tuple[Scene, ...], ground: Ground) -> bool:
    view = view_of(provision, ground.rules)
    return all(
        ground.excluded((untrue(formula(line, True, view, it), it),), it, (provision,))
        for it in places
    )


def _core(provision: Provision, found: Impossible, ground: Ground) -> tuple[Text, ...]:
    asked = lines(provision.condition)
    said = tuple(in_words(asked[at], ground.rules) for at in found.core if at < len(asked))
    return (*said, *(Text(it, it) for it in found.knowledge))


def _defect(flaw: Flaw, provision: Provision, core: tuple[Text, ...]) -> Defect:
    return Defect(provision_id(flaw, provision), flaw, provision.id, core=core)
