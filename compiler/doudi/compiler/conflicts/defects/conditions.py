"""Conditions that no household meets, or that every household does.

Takes the ground; gives a defect for each, with what excludes one another. Where a figure that a
condition leans on is not at hand nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from doudi.compiler.conflicts.defects.everywhere import all_scenes, everywhere
from doudi.compiler.conflicts.defects.ground import Ground, in_lines, told
from doudi.compiler.conflicts.defects.naming import provision_id, word_id
from doudi.compiler.conflicts.defects.words import in_words
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.proof.answer import Impossible
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import applies
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision, Text
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
    if not places or isinstance(provision.condition, ir.Truth):
        return
    first: Impossible | None = None
    for scene in places:
        asked = in_lines(provision, scene)
        answer = ground.ask((it for _, it in asked), scene, (provision,))
        if not isinstance(answer, Impossible):
            break
        first = first or answer
    else:
        if first is not None and all(told(it, provision) for it in places):
            core = [asked[at][0] for at in first.core if at < len(asked)]
            yield _defect(Flaw.NEVER_TRUE, provision, _core(core, first, ground))
        return
    if all(
        told(it, provision)
        and ground.excluded((untrue(applies(provision, True, it), it),), it, (provision,))
        for it in places
    ):
        yield _defect(Flaw.ALWAYS_TRUE, provision, ())


def _core(lines: list[ir.Expr], found: Impossible, ground: Ground) -> tuple[Text, ...]:
    said = tuple(in_words(it, ground.rules) for it in lines)
    return (*said, *(Text(it, it) for it in found.knowledge))


def _defect(flaw: Flaw, provision: Provision, core: tuple[Text, ...]) -> Defect:
    return Defect(provision_id(flaw, provision), flaw, provision.id, core=core)
