"""What a section of the letter is about: one outcome, the trace it stands in, the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.explanation import findings, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Step, SubjectKey, Trace
from doudi.runtime.values import Truth


@dataclass(frozen=True, slots=True)
class Matter:
    outcome: SchemeOutcome
    trace: Trace
    names: Lexicon
    shown: set[tuple[str, SubjectKey]] = field(default_factory=set)  # terms argued so far

    @property
    def key(self) -> SubjectKey:
        return (self.outcome.subject.entity, self.outcome.subject.id)

    @property
    def scheme(self) -> str:
        return lexicon.scheme(self.names, self.outcome.scheme)

    @property
    def who(self) -> str:
        return lexicon.subject(self.names, *self.key)


def condition(id_: ProvisionId, this: Matter) -> Step | None:
    found = findings.provision_trace(id_, this.key, this.trace)
    return found.condition if found is not None else None


def reasons(ids: tuple[ProvisionId, ...], wanted: Truth, this: Matter) -> list[str]:
    """The facts for which the conditions of these provisions came out so, each once."""
    steps = [it for id_ in ids if (it := condition(id_, this)) is not None]
    texts = [_reason(leaf, this) for step in steps for leaf in _leaves(step, wanted)]
    return list(dict.fromkeys(texts))


def _leaves(step: Step, wanted: Truth) -> Iterator[Step]:
    if findings.truth(step) is wanted:
        yield from findings.decisive(step)


def _reason(leaf: Step, this: Matter) -> str:
    """A leaf, and where it is derived what it was derived from."""
    text = findings.finding(leaf, this.names)
    found = findings.term_of(leaf, this.trace)
    if found is None:
        return text
    below = [
        findings.basis(it, this.names)
        for _, step in findings.grounds(found, this.trace)
        for it in findings.decisive(step)
    ]
    return aside(text, commas(below, this.names.lang), this.names.lang)
