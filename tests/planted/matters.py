"""On what a provision speaks, read off docs/language/conflicts.md, not off the compiler.

A test's matters are named by each of its facts, for which of them a finding is about is a choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from doudi.compiler.conflicts.model import Kind, Matter
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import (
    Complete,
    Define,
    Facet,
    Facets,
    Grant,
    Provision,
    Recognise,
    Satisfy,
)
from doudi.runtime.program.ids import SchemeId
from tests.planted.expressions import everywhere

# Of these a case is proof enough; for the others something must hold in every case.
OF_TESTS: Final = frozenset({Kind.PROCEDURE, Kind.FORCE, Kind.HOLDER})


def matters_of(provision: Provision, rules: Index) -> frozenset[Matter]:
    return frozenset(_matters(provision, rules))


def shared(one: Provision, other: Provision, rules: Index) -> tuple[Matter, ...]:
    found = matters_of(one, rules) & matters_of(other, rules)
    return tuple(sorted(found, key=lambda it: (it.kind, it.about)))


def _matters(provision: Provision, rules: Index) -> Iterator[Matter]:
    for excluded in provision.relations.excludes:
        yield Matter(Kind.OUTCOME, excluded)
    match provision.effect:
        case Grant(scheme=scheme):
            yield Matter(Kind.OUTCOME, scheme)
            if provision.norm != "prohibition":
                yield Matter(Kind.FORCE, scheme)
                yield from _stated(provision.facets, scheme)
        case Facet(scheme=of_scheme, provision=of):
            scheme_ = of_scheme or _granted(of, rules)
            if scheme_ is not None:
                yield from _stated(provision.facets, scheme_)
        case Recognise(term=term):
            yield Matter(Kind.STATUS, term)
        case Define(term=term):
            yield Matter(Kind.MEANING, term)
        case Complete(fact=fact):
            for kind in (Kind.FORCE, Kind.DEADLINE, Kind.HOLDER):
                yield Matter(kind, fact)
        case Satisfy(test=test):
            for _, part in everywhere(test):
                if isinstance(part, ir.Fact):
                    for kind in OF_TESTS:
                        yield Matter(kind, part.id)


def _stated(facets: Facets, scheme: SchemeId) -> Iterator[Matter]:
    said = {
        Kind.AMOUNT: facets.amount is not None,
        Kind.PERIOD: facets.period is not None,
        Kind.PLACE: bool(facets.places or facets.lifts),
        Kind.FUND: bool(facets.funds),
        Kind.DEADLINE: facets.due is not None,
    }
    yield from (Matter(kind, scheme) for kind, stated in said.items() if stated)


def _granted(of: object, rules: Index) -> SchemeId | None:
    found = next((it for it in rules.program.provisions if it.id == of), None)
    return found.effect.scheme if found is not None and isinstance(found.effect, Grant) else None
