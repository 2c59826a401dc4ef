"""The ledger's entries against the provisions: contradictions, repetitions, missing reasons.

Takes all provisions and entries and the notices they belong to; gives for each document with a
notice what the ledger is made from. A document without entries has nothing to contradict, and one
whose text was clean before, byte for byte, is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from doudi.compiler.cache.keys import environment
from doudi.compiler.cache.store import Entry
from doudi.compiler.checking.homes import Home
from doudi.compiler.checking.notices import Kept
from doudi.compiler.checking.provisions import Provided, Provisions, in_full
from doudi.compiler.ledger.account import account
from doudi.compiler.ledger.model import Claim, Matter, Rule, Stretch
from doudi.compiler.model.interface import Interface
from doudi.compiler.model.ledger import LedgerEntry
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Document, NotExecutable, Provision

_ENTRY = "SENTENCE"


def check_ledger(
    provisions: Provisions,
    interface: Interface,
    homes: Iterable[Home],
    cache: Path | None,
    remembered: Mapping[bytes, str] | None,
) -> Found[Kept]:
    found: list[Finding] = []
    new: dict[bytes, Entry] = {}
    used: set[bytes] = set()
    for home, given in _of_documents(provisions.all, homes):
        if not any(it.declared.keyword == _ENTRY for it in given):
            continue
        key = _key(home, given)
        if remembered is not None and key in remembered:
            used.add(key)
            continue
        whole = in_full(Provisions(given, {}, frozenset()), interface, cache)
        matter = _matter(home, whole)
        checked = () if matter is None else account(matter).findings
        found.extend(checked)
        complete = matter is not None and all(it.part is not None for it in whole)
        if remembered is not None and complete and not checked:
            new[key] = Entry("ledger", "")
    return Found(Kept(new, frozenset(used)), tuple(found))


def matters(whole: Iterable[Provided], homes: Iterable[Home]) -> Iterator[Matter]:
    """Of every document with a notice that can be read, in the order of the files."""
    for home, given in _of_documents(tuple(whole), homes):
        matter = _matter(home, given)
        if matter is not None:
            yield matter


def _of_documents(
    all_: tuple[Provided, ...], homes: Iterable[Home]
) -> Iterator[tuple[Home, tuple[Provided, ...]]]:
    """Each document with a notice, once, and what belongs to it."""
    with_text: dict[str, Home] = {}
    for home in homes:
        if home.text is not None:
            with_text.setdefault(home.document, home)
    given: dict[str, list[Provided]] = {it: [] for it in with_text}
    for it in all_:
        if it.home is not None and it.home.document in given:
            given[it.home.document].append(it)
    for document, home in with_text.items():
        yield home, tuple(given[document])


def _key(home: Home, given: tuple[Provided, ...]) -> bytes:
    text = b"" if home.text is None else home.text.key
    return environment("ledger", text, *(it.declared.text for it in given))


def _matter(home: Home, whole: Iterable[Provided]) -> Matter | None:
    notice = None if home.text is None else home.text.read.value
    if notice is None:
        return None
    document = None if home.located is None else home.located.checked.value
    title, number = (
        (document.title, document.number) if isinstance(document, Document) else ("", "")
    )
    rules: list[Rule] = []
    claims: list[Claim] = []
    for it in whole:
        head = it.located.span(it.located.checked.head)
        match it.part:
            case Provision():
                rules.append(_rule(it, it.part, head))
            case LedgerEntry():
                claims.append(Claim(it.part, head))
            case None:
                pass  # broken, and that is said
    return Matter(home.document, title, number, notice, tuple(rules), tuple(claims))


def _rule(it: Provided, provision: Provision, head: Span) -> Rule:
    source = it.declared.file.source
    text = source.text[it.located.start : it.declared.piece.end]
    return Rule(
        id=provision.id,
        title=provision.title,
        runs=not isinstance(provision.effect, NotExecutable),
        quoted=tuple(Stretch(each.start, each.end) for each in provision.citations),
        head=head,
        file=it.declared.file.path.as_posix(),
        line=source.position(it.located.start)[0],
        text=text.rstrip(),
    )
