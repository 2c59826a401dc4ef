"""What a section of the letter is about: one outcome, the trace it stands in, the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.explanation import findings, lexicon
from doudi.runtime.explanation.conditions import Argued, Drawn
from doudi.runtime.explanation.contents import content
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.explanation.remembered import Turning
from doudi.runtime.explanation.within import within
from doudi.runtime.program.declarations import Grant
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Step, SubjectKey, Trace
from doudi.runtime.values import Truth


@dataclass(frozen=True, slots=True)
class Matter:
    outcome: SchemeOutcome
    trace: Trace
    names: Lexicon
    shown: set[Argued] = field(default_factory=set)  # terms argued so far
    drawn: Drawn = field(default_factory=Drawn)

    @property
    def key(self) -> SubjectKey:
        return (self.outcome.subject.entity, self.outcome.subject.id)

    @property
    def scheme(self) -> str:
        return lexicon.scheme(self.names, self.outcome.scheme)

    @property
    def who(self) -> str:
        return lexicon.subject(self.names, *self.key)


def standing(this: Matter) -> tuple[ProvisionId, ...]:
    """The clauses that would give it, by their own conditions."""
    return tuple(
        it.provision
        for it in this.trace.provisions
        if it.subject == this.key and it.truth == Truth.TRUE.value and _gives(it.provision, this)
    )


def _gives(id_: ProvisionId, this: Matter) -> bool:
    provision = this.names.provisions.get(id_)
    if provision is None or provision.norm == "prohibition":
        return False
    return provision.effect == Grant(this.outcome.scheme)


def condition(id_: ProvisionId, this: Matter) -> Step | None:
    found = this.trace.provision(id_, this.key)
    return found.condition if found is not None else None


def reasons(ids: tuple[ProvisionId, ...], wanted: Truth, this: Matter) -> list[str]:
    """The facts for which these provisions came out so, each once; what most turn on first."""
    steps = (it for id_ in ids if (it := condition(id_, this)) is not None)
    found = [it for step in steps if findings.truth(step) is wanted for it in _turning(step, this)]
    once = {text for text, _ in found}
    if len(once) < len(found):
        often = Counter(text for text, _ in found)
        found.sort(key=lambda it: -often[it[0]])
    said: set[str] = set()
    texts: list[str] = []
    for text, below in found:
        if text not in said:
            fresh = (it for it in below if it not in said)
            texts.append(aside(text, commas(fresh, this.names.lang), this.names.lang))
        said |= {text, *below}
    return texts


def _turning(step: Step, this: Matter) -> Turning:
    """What a condition turned on, and what of that was derived from what."""
    kept, key = this.drawn.turning, id(step)
    if key not in kept:
        plain = not within(step.expr, this.names).terms
        kept[key] = _plainly(step, this) if plain else _said(step, this)
    return kept[key]


def _plainly(step: Step, this: Matter) -> Turning:
    """Where nothing is derived, what a condition turned on hangs on the step's content alone."""
    its = content(step, this.names)
    if its.turning is None:
        its.turning = _said(step, this)
    return its.turning


def _said(step: Step, this: Matter) -> Turning:
    leaves = findings.decisive(step)
    return tuple((findings.finding(it, this.names), _basis(it, this)) for it in leaves)


def _basis(leaf: Step, this: Matter) -> Sequence[str]:
    """What a derived leaf was derived from."""
    found = findings.term_of(leaf, this.trace)
    if found is None:
        return ()
    kept, key = this.drawn.bases, (found.term, found.subject)
    if key not in kept:
        kept[key] = findings.bases(found, this.trace, this.names)
    return kept[key]
