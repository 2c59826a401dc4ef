"""What terms come to in a scene, by the provisions that speak of them there.

The same logic as the runtime's, once for true and once for false. A term that nothing derives is
an input of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.asking import Asking
from doudi.compiler.proof.comparisons import Rail
from doudi.compiler.proof.formula import Formula, Is, both, either
from doudi.compiler.proof.scene import Scene, View
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import TermId


@dataclass(frozen=True, slots=True)
class Speaking:
    """Competent provisions on a term. Those that define it are silent where one recognises it."""

    recognising: tuple[Provision, ...]
    forbidding: tuple[Provision, ...]
    defining: tuple[Provision, ...]
    means: ir.Expr | None

    @property
    def derived(self) -> bool:
        return bool(self.recognising or self.defining) or self.means is not None


def speaking(term: TermId, scene: Scene) -> Speaking:
    said = scene.rules.by_term[term]
    recognising = tuple(scene.competent(said.recognising))
    if recognising:
        return Speaking(recognising, tuple(scene.competent(said.forbidding)), (), None)
    defining = tuple(scene.competent(said.defining))
    return Speaking((), (), defining, scene.rules.terms[term].means)


def value_of(provision: Provision) -> ir.Expr:
    """What a defining provision says that its term is."""
    if not isinstance(provision.effect, Define):
        raise TypeError(f"{provision.id} defines nothing")
    return provision.effect.value


def term_truth(term: TermId, number: int, truth: Rail, asking: Asking) -> Formula:
    """Of a boolean term of one of its entities."""
    key = (term, number, truth)
    if key not in asking.terms:
        asking.terms[key] = _term(term, number, truth, asking)
    return asking.terms[key]


def _term(term: TermId, number: int, truth: Rail, asking: Asking) -> Formula:
    owner = View(asking.scene.rules.terms[term].entity, number)
    said = speaking(term, asking.scene)
    if not said.derived:
        return Is(Cell(owner.entity, number, term), truth)
    if said.recognising:
        return _recognised(said, owner, truth, asking)
    found = [_defined(one, said, owner, truth, asking) for one in said.defining]
    if said.means is not None:
        silent = (asking.condition(it, owner, truth=False) for it in said.defining)
        found.append(both(*silent, asking.of(said.means, truth, owner)))
    return either(*found)


def _recognised(said: Speaking, owner: View, truth: Rail, asking: Asking) -> Formula:
    beats = asking.scene.rules.beats
    found = []
    for one in said.recognising:
        against = [it for it in said.forbidding if beats(one, it) is None]
        if not truth:  # one that neither beats nor is beaten leaves it to judgement
            against = [it for it in against if beats(it, one) is not None]
        parts = [asking.condition(one, owner, truth=truth)]
        parts += [asking.condition(it, owner, truth=not truth) for it in against]
        found.append(both(*parts) if truth else either(*parts))
    return either(*found) if truth else both(*found)


def _defined(one: Provision, said: Speaking, owner: View, truth: Rail, asking: Asking) -> Formula:
    """One of the defining provisions applies and says so, and no other that applies gainsays it."""
    beats = asking.scene.rules.beats

    def says(it: Provision) -> Formula:
        return asking.of(value_of(it), truth, asking.read(it, owner))

    parts = [asking.condition(one, owner, truth=True), says(one)]
    for it in said.defining:
        if it.id != one.id:
            silent = asking.condition(it, owner, truth=False)
            applies = asking.condition(it, owner, truth=True)
            beaten = beats(one, it) is not None
            parts.append(either(silent, applies if beaten else both(applies, says(it))))
    return both(*parts)
