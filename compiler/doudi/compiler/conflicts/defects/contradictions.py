"""Knowledge that no household can have: axioms that exclude one another, facts that they rule out.

Takes the ground; gives a defect for each, with the statements that it needs. As long as there is
one nothing is proven of those facts: everything would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from doudi.compiler.conflicts.defects.everywhere import all_scenes, everywhere
from doudi.compiler.conflicts.defects.expressions import everything
from doudi.compiler.conflicts.defects.ground import Ground, told
from doudi.compiler.conflicts.defects.naming import word_id
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.proof.answer import Impossible, World
from doudi.compiler.proof.formula import Formula, either
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.index import Index
from doudi.runtime.operators.truths import T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Fact, Provision, Term, Text
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId
from doudi.runtime.program.knowledge import Disjoint
from doudi.runtime.program.types import Boolean

_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class _Claim:
    """`met`: what a household meets that keeps to it."""

    statement: str
    entity: EntityId
    when: ir.Expr | None
    then: ir.Expr

    @property
    def whole(self) -> ir.Expr:
        return self.then if self.when is None else ir.Op("and", (self.when, self.then))

    def borne_out(self, scene: Scene) -> Formula:
        """It does not only hold, but has something to say."""
        return formula(self.whole, True, View(self.entity), scene)

    def met(self, scene: Scene) -> Formula:
        view = View(self.entity)
        holds = formula(self.then, True, view, scene)
        if self.when is None:
            return holds
        return either(formula(self.when, False, view, scene), holds)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim, as a provision, where and when it is asked about."""

    claim: _Claim
    said: Provision
    scene: Scene


def contradictions(ground: Ground) -> Iterator[Defect]:
    """Of statements that leave no household at all; where there are none, of ruled out facts."""
    possible: set[str] = set()
    against: dict[frozenset[str], Defect] = {}
    claims = tuple(_claims(ground))
    together: dict[tuple[AreaCode, date], list[_Asked]] = {}
    for claim in claims:
        for said, scene in _places(claim, ground):
            asked = _Asked(claim, said, scene)
            together.setdefault((scene.area, scene.start), []).append(asked)
    for every in together.values():
        for at in range(0, len(every), _AT_ONCE):
            for claim, core in _refuted(every[at : at + _AT_ONCE], ground, possible):
                against.setdefault(frozenset(core), _defect(claim.statement, core))
    yield from against.values()
    for claim in () if against else claims:
        yield from _ruled_out(claim, ground, possible)


def _refuted(
    asked: list[_Asked], ground: Ground, possible: set[str]
) -> Iterator[tuple[_Claim, tuple[str, ...]]]:
    """Claims that no household keeps to, with the statements that this takes.

    `possible`: what is seen to be true of somebody. One household for many claims is found sooner
    than one for each; where there is none for all of them, each half is asked about.
    """
    about = tuple(it.said for it in asked)
    scene = asked[0].scene
    told_of = (it.claim.borne_out(scene) for it in asked)
    answer = ground.ask(told_of, scene, about, last=len(asked) == 1)
    if isinstance(answer, World):
        possible.update(cell.name for cell, value in answer.cells.items() if value is T)
    elif len(asked) > 1:
        half = len(asked) // 2
        yield from _refuted(asked[:half], ground, possible)
        yield from _refuted(asked[half:], ground, possible)
    elif isinstance(answer, Impossible):
        claim = asked[0].claim
        answer = ground.ask((claim.met(scene),), scene, about)
        if isinstance(answer, Impossible) and told(scene, *about):
            yield claim, (claim.statement, *answer.knowledge)


def _ruled_out(claim: _Claim, ground: Ground, possible: set[str]) -> Iterator[Defect]:
    for said, scene in _places(claim, ground):
        for fact in _truths(claim.whole, ground.rules):
            if fact.id in possible:
                continue
            possible.add(fact.id)  # or it is told of: of either enough is said
            is_so = formula(fact, True, View(_entity(fact, ground.rules)), scene)
            alone = ground.ask((is_so,), scene, (said,))
            if isinstance(alone, Impossible) and alone.knowledge and told(scene, said):
                yield _defect(fact.id, alone.knowledge)


def _places(claim: _Claim, ground: Ground) -> Iterator[tuple[Provision, Scene]]:
    name = f"axiom/{claim.statement}"
    said = everywhere(name, claim.entity, claim.whole, ground.rules)
    if said is not None:
        yield from ((said, it) for it in all_scenes(said, ground.rules))


def _defect(about: str, statements: tuple[str, ...]) -> Defect:
    core = tuple(dict.fromkeys(statements))
    flaw = Flaw.CONTRADICTORY_KNOWLEDGE
    others = tuple(it for it in core if it != about)
    told_as = tuple(Text(it, it) for it in core)
    return Defect(word_id(flaw, about, *core), flaw, about, others, core=told_as)


def _claims(ground: Ground) -> Iterator[_Claim]:
    for axiom in ground.knowledge.axioms:
        yield _Claim(axiom.statement, axiom.entity, axiom.when, axiom.then)
    for disjoint in ground.knowledge.disjoints:
        members = [_member(it, ground.rules) for it in disjoint.members]
        apart = [ir.Op("not", (ir.Op("and", two),)) for two in combinations(members, 2)]
        yield _Claim(
            disjoint_words(disjoint, ground.rules),
            _entity(members[0], ground.rules),
            None,
            ir.Op("and", tuple(apart)),
        )


def disjoint_words(disjoint: Disjoint, rules: Index) -> str:
    """What a 互斥 is known by."""
    members = (_declared(_member(it, rules), rules) for it in disjoint.members)
    return "、".join(it.name.zh for it in members)


def _member(id_: FactId | TermId, rules: Index) -> ir.Fact | ir.Term:
    return ir.Fact(FactId(id_)) if id_ in rules.facts else ir.Term(TermId(id_))


def _truths(expr: ir.Expr, rules: Index) -> Iterator[ir.Fact | ir.Term]:
    found = (it for it in everything(expr) if isinstance(it, ir.Fact | ir.Term))
    yield from (it for it in dict.fromkeys(found) if isinstance(_declared(it, rules).type, Boolean))


def _entity(named: ir.Fact | ir.Term, rules: Index) -> EntityId:
    return _declared(named, rules).entity


def _declared(named: ir.Fact | ir.Term, rules: Index) -> Fact | Term:
    return rules.facts[named.id] if isinstance(named, ir.Fact) else rules.terms[named.id]
