"""Every document's meaning against what is recorded for its version.

Takes the meanings, where each version is written, and the lock; gives the findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from doudi.compiler.versions import errors
from doudi.compiler.versions.lock import Lock
from doudi.compiler.versions.meaning import Meaning
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Span


@dataclass(frozen=True, slots=True)
class Versioned:
    """A document's meaning, and the place of its 版本 clause."""

    meaning: Meaning
    span: Span


def check_versions(documents: Iterable[Versioned], lock: Lock) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for it in documents:
        recorded = lock.releases.get((it.meaning.document, it.meaning.version))
        if recorded is None:
            found.append(errors.not_locked(it.meaning, it.span))
        elif recorded.hash != it.meaning.hash:
            found.append(errors.changed(it.meaning, it.span, recorded.span))
    return tuple(found)
