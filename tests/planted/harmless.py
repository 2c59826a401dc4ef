"""Ten kinds of edits that change no meaning: the same is said in other words, or beside the point.

Takes the real program; gives it edited. Nothing that is found may change by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final, TypeAlias

from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Fact, Program, Provision, Text
from doudi.runtime.program.ids import FactId
from doudi.runtime.program.types import Boolean, Quantity
from tests.planted.expressions import everywhere, put
from tests.planted.planting import (
    Planted,
    conditions,
    document_of,
    with_condition,
    with_provision,
)

Editor: TypeAlias = Callable[[Random, Program], Planted]
_Fits: TypeAlias = Callable[[ir.Expr], bool]

_MIRRORED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}
_NEXT: Final = {"le": ("lt", 1), "lt": ("le", -1), "ge": ("gt", -1), "gt": ("ge", 1)}
_BEYOND: Final = date(2190, 1, 1)


def edit(random: Random, program: Program, kind: str) -> Planted:
    return HARMLESS[kind](random, program)


def reordered(random: Random, program: Program) -> Planted:
    def change(expr: ir.Expr) -> ir.Expr:
        if not isinstance(expr, ir.Op):
            return expr
        args = list(expr.args)
        random.shuffle(args)
        return ir.Op(expr.op, tuple(args))

    return _rewritten("reordered", _is_op("and", "or"), change, random, program)


def doubly_negated(random: Random, program: Program) -> Planted:
    def change(expr: ir.Expr) -> ir.Expr:
        return ir.Op("not", (ir.Op("not", (expr,)),))

    logical = _is_op("and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "in")
    return _rewritten("doubly_negated", logical, change, random, program)


def mirrored_comparison(random: Random, program: Program) -> Planted:
    def change(expr: ir.Expr) -> ir.Expr:
        if not isinstance(expr, ir.Op):
            return expr
        return ir.Op(_MIRRORED[expr.op], (expr.args[1], expr.args[0]))

    return _rewritten("mirrored_comparison", _is_op(*_MIRRORED), change, random, program)


def next_whole_number(random: Random, program: Program) -> Planted:
    """At most 5 is less than 6, where whole things are counted."""
    facts = {it.id: it for it in program.facts}

    def counted(expr: ir.Expr) -> bool:
        match expr:
            case ir.Op(op=op, args=(ir.Fact(id=fact), ir.Number(value=value))) if op in _NEXT:
                type_ = facts[fact].type
                whole = isinstance(type_, Quantity) and (type_.integer or type_.yuan == 1)
                return whole and value.denominator == 1
            case _:
                return False

    def change(expr: ir.Expr) -> ir.Expr:
        match expr:
            case ir.Op(op=op, args=(fact, ir.Number() as number)):
                other, away = _NEXT[op]
                return ir.Op(other, (fact, replace(number, value=number.value + away)))
            case _:
                return expr

    return _rewritten("next_whole_number", counted, change, random, program)


def one_of_as_or(random: Random, program: Program) -> Planted:
    def change(expr: ir.Expr) -> ir.Expr:
        if not isinstance(expr, ir.Op):
            return expr
        one, *others = expr.args
        each = tuple(ir.Op("eq", (one, it)) for it in others)
        return each[0] if len(each) == 1 else ir.Op("or", each)

    return _rewritten("one_of_as_or", _is_op("in"), change, random, program)


def retitled(random: Random, program: Program) -> Planted:
    provision = random.choice(program.provisions)
    changed = replace(provision, title=f"{provision.title}（改）")
    return _edited("retitled", f"{provision.id}", program, changed)


def further_assumption(random: Random, program: Program) -> Planted:
    provision = random.choice(program.provisions)
    assumptions = (*provision.assumptions, "文中未写，按惯例")
    changed = replace(provision, assumptions=assumptions)
    return _edited("further_assumption", f"{provision.id}", program, changed)


def force_beyond_reach(random: Random, program: Program) -> Planted:
    """From a day before its document is in force, or up to one that no rule looks at."""
    provision = random.choice(program.provisions)
    force, own = document_of(provision, program).force, provision.force
    if random.random() < 0.5 and own.start <= force.start:
        changed = replace(own, start=own.start - timedelta(days=random.randint(1, 400)))
    elif own.end is None and force.end is None:
        changed = replace(own, end=_BEYOND + timedelta(days=random.randint(1, 400)))
    elif own.end is None and force.end is not None:
        changed = replace(own, end=force.end + timedelta(days=random.randint(0, 400)))
    else:
        changed = own
    what = f"{provision.id}: {changed.start} to {changed.end}"
    return _edited("force_beyond_reach", what, program, replace(provision, force=changed))


def unused_fact(random: Random, program: Program) -> Planted:
    entity = random.choice(program.entities)
    fact = Fact(
        FactId("asked_by_nobody"), Text("无人过问"), entity.id, Boolean(), Text("是否无人过问？")
    )
    facts = tuple(sorted((*program.facts, fact), key=lambda it: it.id))
    return Planted("unused_fact", f"of {entity.id}", replace(program, facts=facts), ())


def documents_in_other_order(random: Random, program: Program) -> Planted:
    documents = list(program.documents)
    random.shuffle(documents)
    changed = replace(program, documents=tuple(documents))
    return Planted("documents_in_other_order", "", changed, ())


HARMLESS: Final[Mapping[str, Editor]] = {
    it.__name__: it
    for it in (
        reordered,
        doubly_negated,
        mirrored_comparison,
        next_whole_number,
        one_of_as_or,
        retitled,
        further_assumption,
        force_beyond_reach,
        unused_fact,
        documents_in_other_order,
    )
}


def _is_op(*names: str) -> _Fits:
    return lambda expr: isinstance(expr, ir.Op) and expr.op in names


def _rewritten(
    kind: str,
    fits: _Fits,
    change: Callable[[ir.Expr], ir.Expr],
    random: Random,
    program: Program,
) -> Planted:
    found = [
        (it, place, path, expr)
        for it in program.provisions
        for place, whole in conditions(it).items()
        for path, expr in everywhere(whole)
        if fits(expr)
    ]
    provision, place, path, expr = random.choice(found)
    changed = with_condition(
        provision, place, put(conditions(provision)[place], path, change(expr))
    )
    return _edited(kind, f"{provision.id} {place}{path}", program, changed)


def _edited(kind: str, what: str, program: Program, changed: Provision) -> Planted:
    return Planted(kind, what, with_provision(program, changed), (changed.id,))
