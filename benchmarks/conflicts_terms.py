"""Terms that lean on one another as those of the real notices do, and who recognises what.

Half a dozen layers: income a head against the standard, assets, inability to work, and what is
made of them. Each province recognises one of them in its own way, so that what a condition comes
to differs by area.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from benchmarks.conflicts_ground import NATION, PROVINCES, province
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import (
    Document,
    Facets,
    Fact,
    Force,
    Provision,
    Recognise,
    Relations,
    Term,
    Text,
)
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    StandardId,
    TermId,
)

MEMBER: Final = EntityId("member")
HOUSEHOLD: Final = EntityId("household")
_INCOME: Final = types.Quantity(yuan=1, person=-1, month=-1)

POOR: Final = TermId("poor_household")
LOW: Final = TermId("low_income_household")
DISABLED: Final = TermId("severely_disabled")
UNABLE: Final = TermId("unable_to_work")
UNSUPPORTED: Final = TermId("unsupported")
DESTITUTE: Final = TermId("destitute")
IN_NEED: Final = TermId("in_need")
USED: Final = (POOR, LOW, DISABLED, DESTITUTE, IN_NEED)


def facts() -> list[Fact]:
    found: list[tuple[str, EntityId, types.Type]] = [
        ("age", MEMBER, types.Quantity(integer=True)),
        ("disability", MEMBER, types.Choice(ChoiceId("category_kind"))),
        ("disability_grade", MEMBER, types.Quantity(integer=True)),
        ("own_income", MEMBER, _INCOME),
        ("has_supporter", MEMBER, types.Boolean()),
        ("supporter_unable", MEMBER, types.Boolean()),
        ("assets_kept_to", HOUSEHOLD, types.Boolean()),
        ("hardship", HOUSEHOLD, types.Boolean()),
    ]
    return [
        Fact(FactId(id_), Text(id_), entity, type_, Text(id_), low)
        for id_, entity, type_ in found
        for low in (Fraction(0) if isinstance(type_, types.Quantity) else None,)
    ]


def terms() -> list[Term]:
    grade = ir.Fact(FactId("disability_grade"))
    age = ir.Fact(FactId("age"))
    kept = ir.Fact(FactId("assets_kept_to"))
    supporter = ir.Fact(FactId("has_supporter"))
    means: list[tuple[TermId, EntityId, ir.Expr]] = [
        (POOR, HOUSEHOLD, ir.Op("and", (_a_head_within(Fraction(1)), kept))),
        (LOW, HOUSEHOLD, ir.Op("and", (_a_head_within(Fraction(3, 2)), kept))),
        (DISABLED, MEMBER, ir.Op("le", (grade, _number(2)))),
        (
            UNABLE,
            MEMBER,
            ir.Op(
                "or",
                (
                    ir.Op("ge", (age, _number(60))),
                    ir.Op("lt", (age, _number(16))),
                    ir.Term(DISABLED),
                ),
            ),
        ),
        (
            UNSUPPORTED,
            MEMBER,
            ir.Op("or", (ir.Op("not", (supporter,)), ir.Fact(FactId("supporter_unable")))),
        ),
        (DESTITUTE, MEMBER, ir.Op("and", (ir.Term(UNABLE), ir.Term(UNSUPPORTED)))),
        (
            IN_NEED,
            MEMBER,
            ir.Op(
                "or",
                (
                    ir.Term(POOR),
                    ir.Term(DESTITUTE),
                    ir.Op("and", (ir.Term(LOW), ir.Fact(FactId("hardship")))),
                ),
            ),
        ),
    ]
    return [Term(id_, Text(id_), of, types.Boolean(), expr) for id_, of, expr in means]


def documents() -> list[Document]:
    """One of the nation and one of each province, on who is recognised."""
    return [_document(it) for it in _seats()]


def provisions() -> list[Provision]:
    """The nation says when somebody is unable to work; each province adds a case of its own."""
    return [_provision(number, it) for number, it in enumerate(_seats())]


def _seats() -> list[AreaCode]:
    return [NATION, *(province(it) for it in range(PROVINCES))]


def _document(seat: AreaCode) -> Document:
    start = date(2018, 1, 1) if seat == NATION else date(2020, 1 + int(seat[:2]) % 12, 1)
    return Document(
        id=DocumentId(f"T{seat}"),
        title="关于认定的通知",
        number="",
        authority=AuthorityId("ministry" if seat == NATION else f"office_{seat}"),
        rank=RankId("department" if seat == NATION else "local"),
        area=seat,
        issued=start,
        issued_assumed=None,
        force=Force(start),
        version="1.0.0",
        links=(),
        meaning="",
        notice="",
    )


def _provision(number: int, seat: AreaCode) -> Provision:
    document = _document(seat)
    young, grade = ir.Fact(FactId("age")), ir.Fact(FactId("disability_grade"))
    own: ir.Expr = ir.Op("or", (ir.Op("lt", (young, _number(16))), ir.Term(DISABLED)))
    if seat != NATION:
        kind = ir.Option(OptionId(f"category_{number % 16:02}"))
        local = ir.Op("eq", (ir.Fact(FactId("disability")), kind))
        own = ir.Op("and", (local, ir.Op("le", (grade, _number(3)))))
    return Provision(
        id=ProvisionId(f"{document.id}/1"),
        document=document.id,
        title="认定",
        citations=(),
        sources=(str(document.id),),
        assumptions=(),
        ambiguities=(),
        area=seat,
        force=document.force,
        entity=MEMBER,
        condition=own,
        norm="duty",
        effect=Recognise(UNABLE),
        facets=Facets(),
        relations=Relations(),
    )


def _a_head_within(times: Fraction) -> ir.Expr:
    """What all members have together, against so many standards for each of them."""
    together = ir.Aggregate("sum", MEMBER, ir.Fact(FactId("own_income")), None)
    heads = ir.Aggregate("count", MEMBER, None, None)
    living = ir.Standard(StandardId("living"), (ir.Fact(FactId("hukou")),))
    line = ir.Op("mul", (living, ir.Number(times)))
    return ir.Op("le", (together, ir.Op("mul", (line, heads))))


def _number(value: int) -> ir.Number:
    return ir.Number(Fraction(value))
