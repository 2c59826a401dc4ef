"""The documents' meanings, and what the lock says of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from doudi.compiler.checking.homes import Home
from doudi.compiler.checking.provisions import Provided
from doudi.compiler.checking.vocabulary import Vocabulary
from doudi.compiler.versions.check import Versioned
from doudi.compiler.versions.documents import Stated, meaning_of, words_of
from doudi.compiler.versions.lock import EMPTY, FILE_NAME, Lock, read_lock
from doudi.policy_dsl.diagnostics.model import Found
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Document


def load_lock(root: Path) -> Found[Lock | None]:
    """None where there is a lock that cannot be read as a whole."""
    path = root / FILE_NAME
    if not path.exists() and not path.is_symlink():  # a link to nowhere is no absence
        return Found(EMPTY)
    source = read_source(path)
    if source.value is None:
        return Found(None, source.findings)
    lock = read_lock(source.value)
    return Found(None if lock.findings else lock.value, (*source.findings, *lock.findings))


def meanings(
    homes: Iterable[Home], provisions: Iterable[Provided], vocabulary: Vocabulary
) -> tuple[Versioned, ...]:
    """Of every document that is whole: a broken provision leaves its document without meaning."""
    words = words_of(it.checked.checked for it in vocabulary.words if it.checked is not None)
    stated: dict[str, list[Stated]] = {}
    broken: set[str] = set()
    for it in provisions:
        if it.home is None:
            continue
        if it.part is None and it.key is None:
            broken.add(it.home.document)
        elif it.meaning:
            given_here = stated.setdefault(it.home.document, [])
            given_here.append(Stated(it.located.checked.id, it.meaning, it.names))
    given: dict[str, Versioned] = {}
    for home in homes:
        document = home.located.checked.value if home.located is not None else None
        if isinstance(document, Document) and home.document not in broken | given.keys():
            meaning = meaning_of(document, stated.get(home.document, ()), words)
            given[home.document] = Versioned(meaning, _version_span(home))
    return tuple(given[it] for it in sorted(given))


def _version_span(home: Home) -> Span:
    for clause in home.syntax.clauses:
        if clause.keyword == "VERSION":
            return clause.span
    return home.syntax.args[0].span
