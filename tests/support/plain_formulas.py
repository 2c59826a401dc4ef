"""A few provisions on the hand-made vocabulary, scenes of them, and formulas in short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.formula import (
    Formula,
    Within,
)
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.index import index
from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import (
    AuthorityId,
    DocumentId,
    EntityId,
    FactId,
    ProvisionId,
    RankId,
    TermId,
)
from tests.support.sample_vocabulary import (
    AGE,
    COUNTRY,
    HOUSEHOLD,
    JIANGBEI,
    MEMBER,
    TEKUN_TERM,
    VOCABULARY,
)

INSURED: Final = ex.Fact(FactId("insured"))
HUKOU_FACT: Final = ex.Fact(FactId("hukou"))
PER_HEAD: Final = ex.Term(TermId("income_per_head"))
INSIDE: Final = EntityId("supporter")
SUPPORTER: Final = d.Entity(INSIDE, d.Text("赡养人", "supporter"), MEMBER)

NOTICE: Final = d.Document(
    DocumentId("A"), "关于甲的通知", "", AuthorityId("ministry"), RankId("normative"), COUNTRY,
    date(2021, 1, 1), None, d.Force(date(2021, 1, 1)), "1.0.0", (), "sha256:0", "",
)  # fmt: skip
OF_MEMBER, OF_HOUSEHOLD = View(MEMBER), View(HOUSEHOLD)


def provision(
    id_: str,
    effect: d.Effect,
    when: ex.Expr | None,
    norm: d.Norm | None = None,
    **relations: object,
) -> d.Provision:
    return d.Provision(
        ProvisionId(id_), NOTICE.id, "", (), (), (), (), COUNTRY, d.Force(date(2021, 1, 1)),
        MEMBER, when, norm, effect, d.Facets(), d.Relations(**relations),  # type: ignore[arg-type]
    )  # fmt: skip


def scene(
    *provisions: d.Provision,
    start: date = date(2021, 3, 1),
    end: date = date(2021, 3, 1),
    members: int = 2,
) -> Scene:
    program = replace(
        VOCABULARY,
        entities=(*VOCABULARY.entities, SUPPORTER),
        documents=(NOTICE,),
        provisions=provisions,
        precedence=(d.Principle("exception", same_issuer=False),),
    )
    return Scene(index(program), JIANGBEI, start, end, members)


def recognising(when: ex.Expr, norm: d.Norm = "duty", **relations: object) -> d.Provision:
    name = "A/2" if norm == "prohibition" else "A/1"
    return provision(name, d.Recognise(TEKUN_TERM.id), when, norm, **relations)


def at(fact: ex.Fact | ex.Term, number: int = 1, entity: EntityId = MEMBER) -> Cell:
    return Cell(entity, number, fact.id)


def rails(expr: ex.Expr, view: View, in_: Scene) -> tuple[Formula, Formula]:
    return formula(expr, True, view, in_), formula(expr, False, view, in_)


def from_(low: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return Within(cell, Fraction(low), None)


def to(high: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return Within(cell, None, Fraction(high))


def below(high: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return replace(to(high, cell), under=True)


def above(low: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return replace(from_(low, cell), over=True)
