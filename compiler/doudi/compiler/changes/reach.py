"""Which declarations an answer can depend on: what speaks of it, and all that that is made of.

Generous on purpose. Where a case lies is known to the case alone: areas that nothing names are not
among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from doudi.compiler.changes.declared import Declaration, Declarations, Key, Kind, Row
from doudi.compiler.changes.references import named
from doudi.runtime.program.declarations import Define, Document, Facet, Grant, Provision, Recognise

# No declaration names these, and any of them can bear on anything.
_EVERYWHERE: Final = frozenset({Kind.PRECEDENCE, Kind.CALENDAR, Kind.RANK})


@dataclass(frozen=True, slots=True)
class Reaches:
    """`ways`: from each key to those that can bear on it, of several programs at once."""

    ways: Mapping[Key, frozenset[Key]]
    everywhere: frozenset[Key]
    _known: dict[Key, frozenset[Key]] = field(default_factory=dict, repr=False)

    def of(self, start: Key) -> frozenset[Key]:
        found = self._known.get(start)
        if found is None:
            found = self._known[start] = self._reached(start) | self.everywhere
        return found

    def _reached(self, start: Key) -> frozenset[Key]:
        reached, waiting = {start}, [start]
        while waiting:
            new = self.ways.get(waiting.pop(), frozenset()) - reached
            reached |= new
            waiting += new
        return frozenset(reached)


def reaches(programs: Iterable[Declarations]) -> Reaches:
    ways: defaultdict[Key, set[Key]] = defaultdict(set)
    everywhere: set[Key] = set()
    for values in programs:
        for key, declaration in values.items():
            if key.kind in _EVERYWHERE:
                everywhere.add(key)
            ways[key] |= named(declaration)
            for other in _speaks_of(declaration):
                ways[other].add(key)
    return Reaches({key: frozenset(it) for key, it in ways.items()}, frozenset(everywhere))


def _speaks_of(declaration: Declaration) -> Iterator[Key]:
    """What a declaration has a say in: the way from that leads to it."""
    match declaration:
        case Provision(effect=effect, relations=relations):
            match effect:
                case Grant(scheme=scheme):
                    yield Key(Kind.SCHEME, scheme)
                case Recognise(term=term) | Define(term=term):
                    yield Key(Kind.TERM, term)
                case Facet(scheme=scheme, provision=of):
                    if scheme is not None:
                        yield Key(Kind.SCHEME, scheme)
                    if of is not None:
                        yield Key(Kind.PROVISION, of)
            yield from (Key(Kind.SCHEME, it) for it in relations.excludes)
            yield from (
                Key(Kind.PROVISION, it)
                for it in (
                    *relations.exception_to,
                    *relations.prevails_over,
                    *relations.special_to,
                    *relations.takes_higher,
                    *relations.stacks_with,
                    *relations.repeals,
                )
            )
        case Document(links=links):
            yield from (
                Key(Kind.DOCUMENT, it.document)
                for it in links
                if it.relation == "repeals" and it.document is not None
            )
        case Row(standard=standard):
            yield Key(Kind.STANDARD, standard)
        case _:
            return
