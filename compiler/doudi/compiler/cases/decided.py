"""A case ready to be decided, as far as it is asked about, and the words to say so in."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.compiler.cases import errors
from doudi.compiler.cases.model import Case, Word
from doudi.compiler.cases.names import Names
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.source import Span
from doudi.runtime.evaluation.scope import Run

_SUBJECT = Message("对象", "subject")


@dataclass(frozen=True, slots=True)
class Decided:
    """Nothing of the run is worked out before an expectation asks for it."""

    case: Case
    run: Run
    names: Names


def subject_of(word: Word | None, span: Span, known: list[str]) -> str | Finding:
    """Whom an expectation is about; it may stay silent where there is only one."""
    if word is None:
        return known[0] if len(known) == 1 else errors.whom(span, tuple(known))
    return word.text if word.text in known else errors.unknown_name(word, _SUBJECT, known)
