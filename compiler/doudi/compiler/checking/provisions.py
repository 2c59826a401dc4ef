"""Provisions and ledger entries: each checked by itself, or remembered.

A provision's check depends on its text, the interface, its document's frame and the notice
it quotes; the key of the cache holds all of that. Only what was found clean is kept: a
declaration with anything to say about it is checked again until there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path, PurePosixPath

from doudi.compiler.cache import keys
from doudi.compiler.cache.plain import plain
from doudi.compiler.cache.store import Entry, load_parts
from doudi.compiler.cache.summary import (
    Summary,
    brief,
    names_of,
    rest_from_text,
    rest_to_text,
    summaries_from_text,
    summary_to_text,
)
from doudi.compiler.checking.consequences import without_consequences
from doudi.compiler.checking.errors import internal
from doudi.compiler.checking.homes import Home
from doudi.compiler.checking.pieces import Declared
from doudi.compiler.checking.quotes import verify_part, verify_quotes_alone
from doudi.compiler.checking.stand_ins import address_of
from doudi.compiler.emit import parts
from doudi.compiler.model.checked import Checked, Located, Place
from doudi.compiler.model.interface import Interface
from doudi.compiler.model.ledger import LedgerEntry
from doudi.compiler.types.elaborate import elaborate
from doudi.compiler.versions.meaning import provision_meaning
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.parse import parse_declaration
from doudi.runtime.program.declarations import Provision


@dataclass(frozen=True, slots=True)
class Provided:
    """One provision or ledger entry. `part` is None where it is broken, or still in the cache.

    What is in the cache has a `key`, and of its uses just the most needed.
    """

    declared: Declared
    home: Home | None
    located: Located
    meaning: str
    names: str
    part: parts.Part | None
    key: bytes | None


@dataclass(frozen=True, slots=True)
class Provisions:
    all: tuple[Provided, ...]
    new: Mapping[bytes, Entry]
    used: frozenset[bytes]

    @property
    def located(self) -> tuple[Located, ...]:
        return tuple(it.located for it in self.all)


def check_provisions(
    pieces: Iterable[Declared],
    interface: Interface,
    homes: Mapping[PurePosixPath, Home],
    remembered: Mapping[bytes, str] | None,
) -> Found[Provisions]:
    """`remembered` are summaries by key; None: nothing is kept, and no key is made."""
    found: list[Finding] = []
    given: list[Provided] = []
    new: dict[bytes, Entry] = {}
    used: list[bytes] = []
    placed = tuple(_placed(pieces, interface, homes, keyed=remembered is not None))
    kept = remembered or {}
    known = iter(summaries_from_text(kept[key] for _, _, key in placed if key and key in kept))
    for it, home, key in placed:
        if key is not None and key in kept:
            used.append(key)
            given.append(_recall(it, home, key, next(known)))
            continue
        checked = check(it, interface, home)
        found.extend(checked.findings)
        given.append(checked.value)
        part = checked.value.part
        if key is not None and part is not None and not checked.findings:
            new[key] = _entry(checked.value, part)
    return Found(Provisions(tuple(given), new, frozenset(used)), tuple(found))


def _placed(
    pieces: Iterable[Declared],
    interface: Interface,
    homes: Mapping[PurePosixPath, Home],
    *,
    keyed: bool,
) -> Iterator[tuple[Declared, Home | None, bytes | None]]:
    """Each with its home and its key in the cache; what has no sound home has no key."""
    seen = repr(plain(interface)) if keyed else ""
    for file, declared in groupby(pieces, attrgetter("file")):
        home = homes.get(file.path)
        if not keyed or home is None or not home.sound:
            yield from ((it, home, None) for it in declared)
            continue
        text = b"" if home.text is None else home.text.key
        surroundings = keys.environment(seen, repr(plain(home.frame)), text)
        yield from ((it, home, keys.key(surroundings, it.text)) for it in declared)


def in_full(
    provisions: Provisions, interface: Interface, cache: Path | None
) -> tuple[Provided, ...]:
    """Every provision with its part and all its uses: what was kept is read, or made again."""
    keys_ = [it.key for it in provisions.all if it.key is not None]
    kept = load_parts(cache, keys_) if cache is not None and keys_ else {}
    return tuple(
        it if it.key is None else _in_full(it, kept.get(it.key), interface) for it in provisions.all
    )


def _in_full(it: Provided, rest: str | None, interface: Interface) -> Provided:
    if rest is not None:
        uses, text = rest_from_text(rest)
        part = parts.from_text(text)
        if part is not None:
            located = replace(it.located, checked=replace(it.located.checked, uses=uses))
            return replace(it, located=located, part=part)
    return check(it.declared, interface, it.home).value


def check(it: Declared, interface: Interface, home: Home | None) -> Found[Provided]:
    """One declaration through parsing, types, quotes and numbers."""
    try:
        return _check(it, interface, home)
    except ModuleNotFoundError:
        raise  # an extra is missing: the command says which
    except Exception as error:  # noqa: BLE001 - a failure of ours hides no other finding
        return Found(_broken(it, home), (internal(it, error),))


def _check(it: Declared, interface: Interface, home: Home | None) -> Found[Provided]:
    source = it.file.source
    parsed = parse_declaration(source, it.piece)
    if parsed.value is None:
        return Found(_broken(it, home), parsed.findings)
    found = list(parsed.findings)
    elaborated = elaborate(parsed.value, interface, None if home is None else home.frame)
    found.extend(without_consequences(parsed.findings, elaborated.findings))
    checked = elaborated.value
    located = Located(checked, source, parsed.value.span.start)
    part = checked.value if isinstance(checked.value, Provision | LedgerEntry) else None
    if part is not None and home is not None:
        verified = verify_part(located, part, home)
        found.extend(verified.findings)
        part = verified.value
    elif home is not None:
        found.extend(verify_quotes_alone(located, home))
    meaning = provision_meaning(part) if isinstance(part, Provision) else ""
    return Found(
        Provided(it, home, located, meaning, names_of(checked.uses), part, None), tuple(found)
    )


def _recall(it: Declared, home: Home | None, key: bytes, summary: Summary) -> Provided:
    located = Located(summary.checked, it.file.source, it.piece.start + summary.start)
    return Provided(it, home, located, summary.meaning, summary.names, None, key)


def _entry(it: Provided, part: parts.Part) -> Entry:
    checked = it.located.checked
    begin = it.located.start - it.declared.piece.start
    summary = Summary(brief(checked), begin, it.meaning, it.names)
    return Entry(summary_to_text(summary), rest_to_text(checked.uses, parts.to_text(part)))


def _broken(it: Declared, home: Home | None) -> Provided:
    """Whatever else refers to it should not be told that it does not exist."""
    source = it.file.source
    start = it.piece.head or it.piece.start
    saved = address_of(it)
    if saved is None or home is None:
        located = Located(Checked("", None, Place(0, 0)), source, start)
    else:
        address, span = saved
        id_ = f"{home.document}/{address}" if it.keyword == "PROVISION" else ""
        head = Place(span.start - start, span.end - start)
        located = Located(Checked(id_, None, head), source, start)
    return Provided(it, home, located, "", "", None, None)
