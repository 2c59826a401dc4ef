"""What the rules assert of the world, as schemes: each is due to whoever breaks it.

So the column engine finds who breaks an axiom, and an axiom means here what it means in a decision:
only what is known breaks it, and derived terms count as they come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from doudi.runtime.areas import COUNTRY
from doudi.runtime.evaluation.claims import Said, claims
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import (
    Authority,
    Document,
    Facets,
    Force,
    Grant,
    Program,
    Provision,
    Rank,
    Relations,
    Scheme,
    Text,
)
from doudi.runtime.program.ids import (
    AuthorityId,
    DocumentId,
    EntityId,
    ProvisionId,
    RankId,
    SchemeId,
)

# No name of the language has a slash in it.
_AUTHORITY = AuthorityId("claims/world")
_DOCUMENT = DocumentId("claims/axioms")
_RANK = RankId("claims/above-all")
_ALWAYS = Force(date.min)


@dataclass(frozen=True, slots=True)
class Claim:
    """`scheme`: due to those of the entity who break it; `reads`: all that it can come from."""

    scheme: SchemeId
    entity: EntityId
    statement: str
    broken: ir.Expr
    reads: frozenset[str]


def claims_of(rules: Index) -> tuple[Claim, ...]:
    return tuple(
        Claim(SchemeId(f"claims/{number}"), *it) for number, it in enumerate(_claims(rules))
    )


def _claims(rules: Index) -> Iterator[tuple[EntityId, str, ir.Expr, frozenset[str]]]:
    asserted = claims(rules)
    for it in asserted.implications:
        fails: ir.Expr = ir.Op("not", (it.then.expr,))
        reads = it.then.reads
        if it.when is not None:
            fails, reads = ir.Op("and", (it.when.expr, fails)), reads | it.when.reads
        yield it.axiom.entity, it.axiom.statement, fails, reads
    for exclusion in asserted.exclusions:
        said: list[Said] = [it for _, it in exclusion.members]
        both = tuple(ir.Op("and", (one.expr, two.expr)) for one, two in combinations(said, 2))
        named = " / ".join(id_ for id_, _ in exclusion.members)
        yield (
            exclusion.entity,
            named,
            both[0] if len(both) == 1 else ir.Op("or", both),
            frozenset().union(*(it.reads for it in said)),
        )


def with_claims(program: Program, asserted: tuple[Claim, ...]) -> Program:
    """The program with a scheme for each claim, which one provision alone speaks on."""
    return replace(
        program,
        schemes=(
            *program.schemes,
            *(Scheme(it.scheme, Text(it.statement), it.entity, "status") for it in asserted),
        ),
        provisions=(*program.provisions, *(_due(it) for it in asserted)),
        documents=(*program.documents, _document()),
        authorities=(*program.authorities, Authority(_AUTHORITY, Text(""), COUNTRY)),
        ranks=(*program.ranks, Rank(_RANK, Text(""), ())),
    )


def _due(it: Claim) -> Provision:
    return Provision(
        id=ProvisionId(f"{_DOCUMENT}/{it.scheme}"),
        document=_DOCUMENT,
        title=it.statement,
        citations=(),
        sources=(),
        assumptions=(),
        ambiguities=(),
        area=COUNTRY,
        force=_ALWAYS,
        entity=it.entity,
        condition=it.broken,
        norm="duty",
        effect=Grant(it.scheme),
        facets=Facets(),
        relations=Relations(),
    )


def _document() -> Document:
    return Document(
        id=_DOCUMENT,
        title="",
        number="",
        authority=_AUTHORITY,
        rank=_RANK,
        area=COUNTRY,
        issued=None,
        issued_assumed=None,
        force=_ALWAYS,
        version="",
        links=(),
        meaning="",
        notice="",
    )
