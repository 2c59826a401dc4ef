"""By what a pair is known from one run to the next: what it means, and what it leans on.

Wording is not in it: a title, a quote or a reason may change without a question being asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from doudi.compiler.cache.keys import tool_fingerprint
from doudi.compiler.conflicts.meetings import Leaning, Meeting, leaning_of
from doudi.compiler.conflicts.voices import Pair, carrying
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Define, Provision, Recognise
from doudi.runtime.program.ids import ProvisionId, SchemeId


@dataclass(frozen=True, slots=True)
class Keys:
    """Of one index. What was hashed once is kept."""

    rules: Index
    ground: bytes
    _provisions: dict[ProvisionId, bytes] = field(default_factory=dict)
    _leanings: dict[Leaning, bytes] = field(default_factory=dict)

    def of(self, pair: Pair, met: Meeting) -> bytes:
        about = (pair.first, pair.second, *carrying(pair, self.rules))
        parts = [
            self.ground,
            repr((pair.matter.kind.value, pair.matter.about, met)).encode(),
            *(self._provision(it) for it in about),
            *(self._leaning(leaning_of(it, self.rules)) for it in about),
            *(self._provision(it) for it in self._barring(pair)),
        ]
        return blake2b(b"\0".join(parts), digest_size=16).digest()

    def law(self) -> bytes:
        """Of all that a condition can lean on: what derives terms, and every figure."""
        rules = self.rules
        deriving = [
            it for it in rules.program.provisions if isinstance(it.effect, Recognise | Define)
        ]
        return (
            self.ground
            + self._leaning(Leaning(frozenset(rules.terms), frozenset(rules.standards)))
            + _hash([(self._provision(it), it.force) for it in deriving])
        )

    def _provision(self, it: Provision) -> bytes:
        found = self._provisions.get(it.id)
        if found is None:
            document = self.rules.documents[it.document]
            says = (
                *(document.authority, document.rank, document.issued),
                *(it.id, it.area, it.force.start, it.force.end, it.entity),
                *(it.condition, it.norm, it.effect, it.facets, it.relations),
            )
            found = self._provisions[it.id] = _hash(says)
        return found

    def _leaning(self, leaning: Leaning) -> bytes:
        found = self._leanings.get(leaning)
        if found is None:
            rules = self.rules
            speaking = [
                self._provision(it) + repr(it.force).encode()
                for term in sorted(leaning.terms)
                for of in (rules.by_term[term],)
                for it in (*of.recognising, *of.forbidding, *of.defining)
            ]
            figures = [
                (row.area, row.options, row.start, row.end, row.amount)
                for standard in sorted(leaning.standards)
                for row in rules.standards[standard].rows
            ]
            found = self._leanings[leaning] = _hash((speaking, figures, sorted(leaning.standards)))
        return found

    def _barring(self, pair: Pair) -> tuple[Provision, ...]:
        """What can keep both from being heard."""
        scheme = self.rules.by_scheme.get(SchemeId(pair.matter.about))
        return () if scheme is None else scheme.bars


def keys(rules: Index, knowledge: Knowledge, limits: Limits) -> Keys:
    program = rules.program
    ground = (
        *(tool_fingerprint(), limits.boxes, knowledge.axioms, knowledge.disjoints),
        *(program.entities, program.choices, program.schemes, program.authorities),
        *(program.ranks, program.precedence, program.areas, program.calendar),
        tuple((it.id, it.entity, it.type, it.minimum, it.maximum) for it in program.facts),
        tuple((it.id, it.entity, it.type, it.means) for it in program.terms),
        tuple(sorted(rules.repealed.items())),
    )
    return Keys(rules, _hash(ground))


def _hash(value: object) -> bytes:
    # Frozen dataclasses of tuples, numbers and texts: what they print is what they are.
    return blake2b(repr(value).encode(), digest_size=16).digest()
