"""A made-up program as large as wanted, of the kinds of provisions that the real notices have.

Takes a number of provisions and a seed; gives a `Program`, the same one every time. Documents
come in groups of 100 provisions: a ministry, a province and its cities write on the same few
schemes and the same few things to be done. No group speaks on another's, so that the pairs that
can meet grow as the provisions do. Facts, areas and standards are shared by all groups.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final, Literal

from benchmarks import conflicts_terms
from benchmarks.conflicts_conditions import ASKED, Facts, condition, share_test, shared_facts
from benchmarks.conflicts_ground import (
    CHOICES,
    ENTITIES,
    FUNDS,
    HOLDERS,
    NATION,
    PLACES,
    RANKS,
    areas,
    authorities,
    calendar,
    city,
    province,
    standards,
)
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import (
    Amount,
    Complete,
    Define,
    Document,
    Effect,
    Facet,
    Facets,
    Fact,
    Force,
    Grant,
    Norm,
    Period,
    Places,
    Principle,
    Program,
    Provision,
    Recognise,
    Relations,
    Satisfy,
    Scheme,
    Term,
    Text,
)
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    SchemeId,
    StandardId,
    TermId,
)

PER_GROUP: Final = 100
SCHEMES: Final = 8
DONE: Final = 6
CHECKED: Final = 12
CITIES: Final = 4

_MEMBER: Final = EntityId("member")
_BATCH: Final = EntityId("batch")
_MONEY_A_MONTH: Final = types.Quantity(yuan=1, month=-1)
_DAYS: Final = types.DurationUnit.DAYS
_AMOUNTS: Final[tuple[Literal["exactly", "at_most", "at_least"], ...]] = (
    "exactly",
    "at_most",
    "at_least",
)
_MODES: Final[tuple[Literal["allowed", "duty", "only"], ...]] = ("allowed", "duty", "only")
_KINDS: Final = ("grant", "bar", "facet", "test", "complete", "recognise", "define")
_WEIGHTS: Final = (24, 2, 15, 43, 8, 6, 2)


@dataclass(frozen=True, slots=True)
class _Group:
    """What one group of documents speaks on. `documents` with the share of provisions of each."""

    number: int
    schemes: tuple[SchemeId, ...]
    statuses: tuple[TermId, ...]
    measures: tuple[TermId, ...]
    documents: tuple[Document, ...]


def program(number: int, seed: int = 7) -> Program:
    """`number` provisions, more than 32; a last group that is not full has the fewer."""
    random = Random(seed)
    shared = conflicts_terms.provisions()
    own_count = number - len(shared)
    groups = [_group(it, random) for it in range(-(-own_count // PER_GROUP))]
    facts = Facts(tuple(random.sample(range(ASKED), ASKED)))
    provisions: list[Provision] = list(shared)
    for group in groups:
        count = min(PER_GROUP, own_count - group.number * PER_GROUP)
        provisions += [_provision(group, it, facts, random) for it in range(count)]
    own = [fact for group in groups for fact in _facts_of(group)]
    terms = [it for group in groups for it in _terms_of(group, facts)]
    documents = [*conflicts_terms.documents(), *(it for group in groups for it in group.documents)]
    return Program(
        entities=ENTITIES,
        choices=CHOICES,
        facts=tuple(
            sorted((*shared_facts(), *conflicts_terms.facts(), *own), key=lambda it: it.id)
        ),
        terms=tuple(sorted((*conflicts_terms.terms(), *terms), key=lambda it: it.id)),
        schemes=tuple(
            sorted(
                (
                    Scheme(it, Text(str(it)), _MEMBER, "cash")
                    for group in groups
                    for it in group.schemes
                ),
                key=lambda it: it.id,
            )
        ),
        standards=standards(),
        authorities=authorities(),
        ranks=RANKS,
        documents=tuple(sorted(documents, key=lambda it: it.id)),
        provisions=tuple(sorted(provisions, key=lambda it: it.id)),
        precedence=tuple(
            Principle(it, same_issuer=it == "later")
            for it in ("exception", "declared", "higher", "special", "later")
        ),
        areas=areas(),
        calendar=calendar(),
        axioms=(),
        disjoints=(),
    )


def edited(of: Program) -> Program:
    """One provision says otherwise: a figure of the first amount is another one."""
    at = next(i for i, it in enumerate(of.provisions) if it.facets.amount is not None)
    old = of.provisions[at]
    amount = old.facets.amount
    if amount is None or amount.value is None:
        raise ValueError(old.id)
    value = ir.Op("add", (amount.value, ir.Number(Fraction(12_300), "money")))
    new = replace(old, facets=replace(old.facets, amount=replace(amount, value=value)))
    return replace(of, provisions=(*of.provisions[:at], new, *of.provisions[at + 1 :]))


def _group(number: int, random: Random) -> _Group:
    name = f"g{number:03}"
    seat = province(number)
    seats = [(NATION, "ministry"), (seat, f"office_{seat}")]
    seats += [(city(number, it), f"office_{city(number, it)}") for it in range(CITIES)]
    return _Group(
        number,
        tuple(SchemeId(f"{name}_scheme_{it}") for it in range(SCHEMES)),
        tuple(TermId(f"{name}_status_{it}") for it in range(2)),
        (TermId(f"{name}_measure"),),
        tuple(
            _document(DocumentId(f"{name.upper()}D{at}"), area, office, random)
            for at, (area, office) in enumerate(seats)
        ),
    )


def _document(id_: DocumentId, area: AreaCode, office: str, random: Random) -> Document:
    issued = date(2019, 1, 1) + timedelta(days=random.randrange(1_400))
    ends = issued + timedelta(days=random.choice((120, 400, 800)))
    return Document(
        id=id_,
        title=f"关于{id_}的通知",
        number="",
        authority=AuthorityId(office),
        rank=RankId("department" if area == NATION else "local"),
        area=area,
        issued=issued,
        issued_assumed=None,
        force=Force(issued, ends if random.random() < 0.3 else None),
        version="1.0.0",
        links=(),
        meaning="",
        notice="",
    )


def _facts_of(group: _Group) -> list[Fact]:
    """What is done and what is counted in this group's own procedures."""
    name = f"g{group.number:03}"
    whole = types.Quantity(integer=True)
    found: list[tuple[str, types.Type]] = [(f"{name}_begun", types.Date())]
    found += [(f"{name}_done_{it}", types.Date()) for it in range(DONE)]
    found += [(f"{name}_checked_{it}", whole) for it in range(CHECKED)]
    found += [(f"{name}_all_{it}", whole) for it in range(CHECKED)]
    found += [(f"{name}_kept_{it}", types.Boolean()) for it in range(CHECKED)]
    return [Fact(FactId(id_), Text(id_), _BATCH, type_, Text(id_)) for id_, type_ in found]


def _terms_of(group: _Group, facts: Facts) -> list[Term]:
    statuses = [
        Term(
            it,
            Text(str(it)),
            _MEMBER,
            types.Boolean(),
            facts.among(conflicts_terms.USED[(group.number + at) % 5], group.number + at),
        )
        for at, it in enumerate(group.statuses)
    ]
    money = types.Quantity(yuan=1, month=-1)
    measures = [Term(it, Text(str(it)), _MEMBER, money, None) for it in group.measures]
    return [*statuses, *measures]


def _provision(group: _Group, number: int, facts: Facts, random: Random) -> Provision:
    weights = (10, 30, *(15,) * CITIES)
    document = random.choices(group.documents, weights)[0]
    kind = random.choices(_KINDS, _WEIGHTS)[0]
    norm, effect, facets, entity = _said(kind, group, random)
    # A status is not made of statuses: nothing may lean on itself.
    usable = () if kind in ("recognise", "define") else (*group.statuses, *conflicts_terms.USED)
    return Provision(
        id=ProvisionId(f"{document.id}/{number:03}"),
        document=document.id,
        title=f"{kind}{number}",
        citations=(),
        sources=(f"{document.id}",),
        assumptions=(),
        ambiguities=(),
        area=document.area,
        force=document.force,
        entity=entity,
        condition=condition(group.number, entity, usable, facts, random),
        norm=norm,
        effect=effect,
        facets=facets,
        relations=Relations(),
    )


def _said(kind: str, group: _Group, random: Random) -> tuple[Norm | None, Effect, Facets, EntityId]:
    scheme = random.choice(group.schemes)
    norms: tuple[Norm, ...] = ("duty", "permission", "case_by_case", "encouragement")
    match kind:
        case "grant":
            norm = random.choices(norms, (80, 14, 4, 2))[0]
            facets = Facets(amount=_amount(random), period=_period(random), funds=_funds(random))
            return norm, Grant(scheme), facets, _MEMBER
        case "bar":
            return "prohibition", Grant(scheme), Facets(), _MEMBER
        case "facet":
            return None, Facet(scheme, None), _places_or_fund(random), _MEMBER
        case "test":
            norm = random.choices(("duty", "prohibition", "permission"), (90, 7, 3))[0]
            test = share_test(f"g{group.number:03}", random.randrange(CHECKED), random)
            holders = (random.choice(HOLDERS),) if random.random() < 0.3 else ()
            return norm, Satisfy(test), Facets(holders=holders), _BATCH
        case "complete":
            done = FactId(f"g{group.number:03}_done_{random.randrange(DONE)}")
            begun = ir.Fact(FactId(f"g{group.number:03}_begun"))
            days = random.choice((5, 10, 10, 20, 20, 30))
            unit = types.DurationUnit.WORKING_DAYS if random.random() < 0.7 else _DAYS
            facets = Facets(due=ir.Op("shift", (begun, ir.Span(days, unit))))
            return "duty", Complete(done), facets, _BATCH
        case "recognise":
            norm = "duty" if random.random() < 0.9 else "prohibition"
            return norm, Recognise(random.choice(group.statuses)), Facets(), _MEMBER
        case _:
            figure = ir.Number(Fraction(random.randint(4, 12) * 10_000), "money")
            return None, Define(group.measures[0], figure), Facets(), _MEMBER


def _amount(random: Random) -> Amount | None:
    if random.random() < 0.5:
        return None
    figure: ir.Expr = ir.Number(Fraction(random.choice((200, 500, 1_000)) * 100), "money")
    if random.random() < 0.4:
        of = ir.Standard(StandardId("living"), (ir.Fact(FactId("hukou")),))
        figure = ir.Op("mul", (of, ir.Number(Fraction(random.randint(1, 6)))))
    mode = random.choices(_AMOUNTS, (7, 2, 1))[0]
    return Amount(mode, figure, None, "", _MONEY_A_MONTH, None)


def _period(random: Random) -> Period | None:
    return Period(random.choice(("once", "month"))) if random.random() < 0.3 else None


def _funds(random: Random) -> tuple[OptionId, ...]:
    return (random.choice(FUNDS),) if random.random() < 0.15 else ()


def _places_or_fund(random: Random) -> Facets:
    if random.random() < 0.4:
        return Facets(funds=(random.choice(FUNDS),))
    mode = random.choices(_MODES, (6, 2, 2))[0]
    return Facets(places=(Places(mode, (random.choice(PLACES),)),))
