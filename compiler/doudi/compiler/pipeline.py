"""The order of the phases, and nothing else. Every other module knows one phase.

read ▸ split ▸ parse ▸ names ▸ types ▸ quotes and numbers ▸ ledger ▸ links ▸ graph ▸ versions ▸ emit

Takes a rules folder; gives what was found in one run, and the program where nothing
forbids one. Nothing a person writes into a rules folder raises here but `NoRulesError`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from doudi.compiler.cache.store import load_summaries, save
from doudi.compiler.checking.homes import Home, homes
from doudi.compiler.checking.ledger import check_ledger, matters
from doudi.compiler.checking.notices import check_notices
from doudi.compiler.checking.pieces import PROVISIONS, declared
from doudi.compiler.checking.provisions import Provided, Provisions, check_provisions, in_full
from doudi.compiler.checking.tables import read_standards, read_tables, surroundings
from doudi.compiler.checking.undisturbed import undisturbed
from doudi.compiler.checking.versions import load_lock, meanings
from doudi.compiler.checking.vocabulary import Vocabulary, check_vocabulary
from doudi.compiler.emit.program import Surroundings, assemble
from doudi.compiler.graph.build import build, may_close_a_circle
from doudi.compiler.graph.cycles import find_cycles
from doudi.compiler.graph.model import Graph
from doudi.compiler.ledger.account import account
from doudi.compiler.ledger.model import Ledger
from doudi.compiler.model.checked import Located
from doudi.compiler.model.knowledge import Acknowledgement, Knowledge, Partition
from doudi.compiler.names.link import link
from doudi.compiler.ruleset.find import NoRulesError, find_rules
from doudi.compiler.versions.check import Versioned, check_versions
from doudi.compiler.versions.lock import Lock
from doudi.policy_dsl.diagnostics.codes import MEANING_CHANGED
from doudi.policy_dsl.diagnostics.model import Finding, Severity
from doudi.policy_dsl.diagnostics.order import in_order
from doudi.runtime.bundle.write import write
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.knowledge import Axiom, Disjoint

__all__ = ["Compilation", "NoRulesError", "compile_rules"]


@dataclass(frozen=True)
class Compilation:
    """What compiling gave. There is a program exactly when there is no error."""

    root: Path
    findings: tuple[Finding, ...]
    versions: tuple[Versioned, ...]
    lock: Lock | None
    vocabulary: Vocabulary = field(repr=False)
    homes: tuple[Home, ...] = field(repr=False)
    provisions: Provisions = field(repr=False)
    around: Surroundings = field(repr=False)
    cache: Path | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(it for it in self.findings if it.code.severity is Severity.ERROR)

    @property
    def broken(self) -> bool:
        return bool(self.errors)

    @cached_property
    def whole(self) -> tuple[Provided, ...]:
        return in_full(self.provisions, self.vocabulary.interface, self.cache)

    @cached_property
    def located(self) -> tuple[Located, ...]:
        """Every declaration where it stands, with its uses."""
        return (*self.vocabulary.located, *(it.located for it in self.whole))

    @cached_property
    def knowledge(self) -> Knowledge:
        """What proofs lean on, as far as it is free of errors."""
        values = [it.checked.value for it in self.vocabulary.located]
        return Knowledge(
            tuple(it for it in values if isinstance(it, Axiom)),
            tuple(it for it in values if isinstance(it, Disjoint)),
            tuple(it for it in values if isinstance(it, Acknowledgement)),
            tuple(it for it in values if isinstance(it, Partition)),
        )

    @cached_property
    def graph(self) -> Graph:
        return build(self.located, self.vocabulary.interface, (it.part for it in self.whole))

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(tuple(account(it).value for it in matters(self.whole, self.homes)))

    @cached_property
    def program(self) -> Program | None:
        return None if self.broken else self.meant

    @cached_property
    def meant(self) -> Program | None:
        """The program to ask about, also where the one thing wrong is a version not raised yet."""
        if any(it.code != MEANING_CHANGED for it in self.errors):
            return None
        words = (it.checked.value for it in self.vocabulary.located)
        parts = (it.part for it in self.whole)
        return assemble((it for it in (*words, *parts) if it is not None), self.around)

    @cached_property
    def bundle(self) -> bytes | None:
        return None if self.program is None else write(self.program)


@undisturbed()
def compile_rules(root: Path, cache: Path | None = None) -> Compilation:
    """`cache`: a folder to keep what was clean in; None to check everything anew."""
    rules = find_rules(root)
    pieces = tuple(declared(rules.value.files))
    tables = read_tables(root)
    vocabulary = check_vocabulary(
        (it for it in pieces if it.keyword not in PROVISIONS), tables.value.areas
    )
    interface = vocabulary.value.interface
    places = homes(vocabulary.value, rules.value.files, root)
    remembered = None if cache is None else load_summaries(cache)
    notices = check_notices(places.value.values(), remembered)
    provisions = check_provisions(
        (it for it in pieces if it.keyword in PROVISIONS), interface, places.value, remembered
    )
    ledger = check_ledger(provisions.value, interface, places.value.values(), cache, remembered)
    located = (*vocabulary.value.located, *provisions.value.located)
    circles = build((it for it in located if may_close_a_circle(it)), interface)
    standards = read_standards(vocabulary.value, interface, root)
    lock = load_lock(root)
    versions = meanings(places.value.values(), provisions.value.all, vocabulary.value)
    if cache is not None:
        kept = (notices.value, provisions.value, ledger.value)
        new = {key: entry for it in kept for key, entry in it.new.items()}
        save(cache, new, frozenset().union(*(it.used for it in kept)))
    findings = (
        *rules.findings,
        *tables.findings,
        *vocabulary.findings,
        *places.findings,
        *notices.findings,
        *provisions.findings,
        *ledger.findings,
        *link(located),
        *find_cycles(circles),
        *standards.findings,
        *lock.findings,
        *(() if lock.value is None else check_versions(versions, lock.value)),
    )
    return Compilation(
        root=root,
        findings=in_order(findings),
        versions=versions,
        lock=lock.value,
        vocabulary=vocabulary.value,
        homes=tuple(places.value.values()),
        provisions=provisions.value,
        around=surroundings(tables.value, standards.value, versions, places.value.values()),
        cache=cache,
    )
