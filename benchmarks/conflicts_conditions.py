"""Conditions as notices have them: one to five things that must be so, some of them choices.

A grant is mostly for one category of people, with what else they must be; a duty of an office is
for batches. Comparisons are with figures, with standards, and of one fact with a share of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Final

from benchmarks.conflicts_ground import CATEGORIES
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Fact, Text
from doudi.runtime.program.ids import (
    ChoiceId,
    EntityId,
    FactId,
    StandardId,
    TermId,
)

ASKED: Final = 150
COUNTED: Final = 30
INCOMES: Final = 20
DATES: Final = 20
_LOCAL: Final = 30  # a group's notices ask about so many of the truths

_MEMBER: Final = EntityId("member")
_HOUSEHOLD: Final = EntityId("household")
_BATCH: Final = EntityId("batch")
_WHOLE: Final = types.Quantity(integer=True)
_INCOME: Final = types.Quantity(yuan=1, person=-1, month=-1)


def shared_facts() -> list[Fact]:
    """The facts that all groups share, by what they are."""
    found: list[tuple[str, EntityId, types.Type]] = [
        ("category", _MEMBER, types.Choice(ChoiceId("category_kind"))),
        ("hukou", _HOUSEHOLD, types.Choice(ChoiceId("hukou_kind"))),
        ("batch_kind", _BATCH, types.Choice(ChoiceId("category_kind"))),
    ]
    found += [(f"asked_{it:03}", _MEMBER, types.Boolean()) for it in range(ASKED)]
    found += [(f"counted_{it:02}", _MEMBER, _WHOLE) for it in range(COUNTED)]
    found += [(f"income_{it:02}", _HOUSEHOLD, _INCOME) for it in range(INCOMES)]
    found += [(f"spent_{it:02}", _HOUSEHOLD, _INCOME) for it in range(INCOMES)]
    found += [(f"since_{it:02}", _MEMBER, types.Date()) for it in range(DATES)]
    found += [(f"batch_asked_{it:02}", _BATCH, types.Boolean()) for it in range(20)]
    return [
        Fact(
            FactId(id_),
            Text(id_),
            entity,
            type_,
            Text(id_),
            Fraction(0) if isinstance(type_, types.Quantity) else None,
        )
        for id_, entity, type_ in found
    ]


@dataclass(frozen=True, slots=True)
class Facts:
    """Which facts a group's notices ask about: some of all, with thresholds that recur."""

    order: tuple[int, ...]

    def asked(self, group: int, random: Random) -> ir.Expr:
        at = (group * 7 + random.randrange(_LOCAL)) % ASKED
        return ir.Fact(FactId(f"asked_{self.order[at]:03}"))

    def among(self, of: TermId, number: int) -> ir.Expr:
        """What a group's own term means: some of those whom the nation already knows."""
        asked = ir.Fact(FactId(f"asked_{self.order[number * 11 % ASKED]:03}"))
        return ir.Op("and", (ir.Term(of), asked))


def condition(
    group: int, entity: EntityId, statuses: tuple[TermId, ...], facts: Facts, random: Random
) -> ir.Expr:
    """One to five conjuncts; what is chosen of is the first."""
    kind = FactId("category" if entity == _MEMBER else "batch_kind")
    parts: list[ir.Expr] = [_category(kind, random)]
    for _ in range(random.choices(range(5), (20, 30, 25, 15, 10))[0]):
        atom = _of_member(group, statuses, facts, random) if entity == _MEMBER else None
        parts.append(atom or _of_batch(random))
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else ir.Op("and", distinct)


def share_test(group: str, which: int, random: Random) -> ir.Expr:
    """What an office must see to: a thing is so, or a share of all has been checked."""
    if random.random() < 0.6:
        kept = ir.Fact(FactId(f"{group}_kept_{which}"))
        return kept if random.random() < 0.9 else ir.Op("not", (kept,))
    checked, of = (ir.Fact(FactId(f"{group}_{it}_{which}")) for it in ("checked", "all"))
    share = ir.Number(Fraction(random.choice((10, 20, 30, 30, 50)), 100), "percent")
    return ir.Op("ge", (checked, ir.Op("mul", (of, share))))


def _category(kind: FactId, random: Random) -> ir.Expr:
    some = random.sample(CATEGORIES, random.choices((1, 2, 3), (6, 3, 1))[0])
    options = tuple(ir.Option(it) for it in some)
    if len(options) == 1:
        return ir.Op("eq", (ir.Fact(kind), options[0]))
    return ir.Op("in", (ir.Fact(kind), *options))


def _of_member(group: int, statuses: tuple[TermId, ...], facts: Facts, random: Random) -> ir.Expr:
    match random.choices(range(7), (35, 15, 10, 7, 5, 4, 45 if statuses else 0))[0]:
        case 0:
            asked = facts.asked(group, random)
            return asked if random.random() < 0.8 else ir.Op("not", (asked,))
        case 1:
            several = {facts.asked(group, random): None for _ in range(random.randint(2, 4))}
            return ir.Op("or", (*several, facts.asked(group, random)))
        case 2:
            count = ir.Fact(FactId(f"counted_{random.randrange(COUNTED):02}"))
            figure = ir.Number(Fraction(random.choice((3, 6, 12, 16, 18, 60))))
            return ir.Op(random.choice(("lt", "ge", "le", "gt")), (count, figure))
        case 3:
            income = ir.Fact(FactId(f"income_{random.randrange(INCOMES):02}"))
            living = ir.Standard(StandardId("living"), (ir.Fact(FactId("hukou")),))
            times = ir.Number(Fraction(random.choice((2, 3, 4)), 2))
            return ir.Op(random.choice(("lt", "le")), (income, ir.Op("mul", (living, times))))
        case 4:
            at = random.randrange(INCOMES)
            spent, income = (ir.Fact(FactId(f"{it}_{at:02}")) for it in ("spent", "income"))
            share = ir.Number(Fraction(random.choice((30, 40, 60)), 100), "percent")
            return ir.Op("ge", (spent, ir.Op("mul", (income, share))))
        case 5:
            since = ir.Fact(FactId(f"since_{random.randrange(DATES):02}"))
            length = ir.Span(random.choice((3, 6, 12)), types.DurationUnit.MONTHS)
            return ir.Op("le", (ir.Special("as_of"), ir.Op("shift", (since, length))))
        case _:
            return ir.Term(random.choice(statuses))


def _of_batch(random: Random) -> ir.Expr:
    asked = ir.Fact(FactId(f"batch_asked_{random.randrange(20):02}"))
    return asked if random.random() < 0.8 else ir.Op("not", (asked,))
