"""From expressions to a tape, for one epoch.

As `columns.expressions`, with registers for planes; what a tape cannot say is asked of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from doudi.runtime.columns.expressions import place_of
from doudi.runtime.columns.figures import differs
from doudi.runtime.columns.scene import Place
from doudi.runtime.columns.tape.code import Asked, Register, Width
from doudi.runtime.columns.tape.lower_choices import chosen, same
from doudi.runtime.columns.tape.lower_columns import asked, column, figure
from doudi.runtime.columns.tape.lower_comparisons import less
from doudi.runtime.columns.tape.lower_given import given
from doudi.runtime.columns.tape.lower_numbers import arithmetic
from doudi.runtime.columns.tape.lower_people import count, every, some, total
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Graded,
    both,
    either,
    left_open,
    negated,
    of_bits,
    of_truth,
    unless,
)
from doudi.runtime.columns.tape.lowering import Coded, Lowered, Lowering, spread
from doudi.runtime.columns.tape.numbers import Amount, Numbers, Tabled, Worked
from doudi.runtime.columns.tape.writing import NoTapeError
from doudi.runtime.evaluation import evaluate
from doudi.runtime.evaluation.evaluate import counting_against
from doudi.runtime.evaluation.index import unknown_of
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.operators import apply
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.values import UNKNOWN_SYMBOL, Interval, Symbol, Truth, UnknownSymbol, Value

_TWELFTH: Final = Interval(Fraction(1, 12), Fraction(1, 12))


def truth(expr: ir.Expr | None, place: Place, its: Lowering) -> Bits:
    if expr is None:
        return True
    match lowered(expr, place, its):
        case bool() | Graded() | Register(width=Width.BYTE) as found:
            return found
        case _:
            raise NoTapeError


def condition(provision: Provision, entity: EntityId, its: Lowering) -> Bits:
    return truth(provision.condition, place_of(provision, entity, its.scene), its)


def number(expr: ir.Expr, place: Place, its: Lowering) -> Amount:
    match lowered(expr, place, its):
        case Interval() | Tabled() | Worked() as found:
            return found
        case _:
            raise NoTapeError


def lowered(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
    """What has no operations here is asked of the general way, as near the leaves as can be."""
    try:
        return _lowered(expr, place, its)
    except NoTapeError:
        return asked(Asked(expr, place), its)


def _lowered(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
    if differs(expr, place, its.scene):
        return figure(expr, place, its)
    match expr:
        case ir.Op(op=op, args=args):
            return _operation(op, args, place, its)
        case ir.Fact(id=fact):
            return _fact(fact, place, its)
        case ir.Term(id=term):
            return _term(term, place.entity, its)
        case ir.Standard():
            return _standard(expr, place, its)
        case ir.Aggregate():
            return _aggregate(expr, place, its)
        case _:
            return _constant(evaluate.constant(expr, _anywhere(place, its)))


def _anywhere(place: Place, its: Lowering) -> Scope:
    """In one epoch, for what is the same in all."""
    return place.in_epoch(its.scene.regime.runs[0])


def _constant(it: Value) -> Lowered:
    match it:
        case Truth():
            return of_truth(it)
        case Symbol() | UnknownSymbol() | Interval():
            return it
        case _:
            raise NoTapeError


def _operation(op: str, args: Sequence[ir.Expr], place: Place, its: Lowering) -> Lowered:
    tape = its.tape
    match op:
        case "and" | "or":
            return _logic(op, args, place, its)
        case "any_open":
            return left_open([truth(it, place, its) for it in args], tape)
        case "not":
            return negated(truth(args[0], place, its), tape)
    values = [lowered(it, place, its) for it in args]
    constants = [it for it in values if isinstance(it, Interval | Symbol | UnknownSymbol)]
    if len(constants) == len(values):
        return _constant(apply(op, constants, its.scene.rules.tables))
    match op:
        case "eq":
            return same(values[0], values[1], its)
        case "ne":
            return negated(same(values[0], values[1], its), tape)
        case "in":
            return either([same(values[0], it, its) for it in values[1:]], tape)
    numbers = [it for it in values if isinstance(it, Interval | Tabled | Worked)]
    if len(numbers) < len(values):
        raise NoTapeError
    return _of_numbers(op, numbers, its.numbers)


def _of_numbers(op: str, numbers: Sequence[Amount], its: Numbers) -> Lowered:
    first, *rest = numbers
    match op:
        case "lt" | "le":
            return less(first, rest[0], its, or_equal=op == "le")
        case "gt" | "ge":
            return less(rest[0], first, its, or_equal=op == "ge")
        case "add" | "sub" | "mul" | "div" | "shortfall" | "max" | "min":
            for it in rest:
                first = arithmetic(op, first, it, its)
            return first
        case "per_month":
            return arithmetic("mul", first, _TWELFTH, its)
        case "neg":
            return arithmetic("mul", first, Interval(-1, -1), its)
        case _:
            raise NoTapeError


def _logic(op: str, args: Sequence[ir.Expr], place: Place, its: Lowering) -> Bits:
    """What is not for tapes does no harm beside what settles the whole."""
    parts: list[Bits] = []
    lacking = False
    for it in args:
        try:
            parts.append(truth(it, place, its))
        except NoTapeError:
            lacking = True
    settles = op == "or"
    if any(it is settles for it in parts):
        return settles
    if lacking:
        raise NoTapeError
    return (both if op == "and" else either)(parts, its.tape)


def _fact(fact: FactId, place: Place, its: Lowering) -> Lowered:
    declared = its.scene.rules.facts[fact]
    owner = declared.entity
    if fact not in its.bounds or not its.scene.lies_in(place.entity, owner):
        return _constant(evaluate.fact_use(ir.Fact(fact), _anywhere(place, its)).value)
    return spread(column(fact, its), owner, place.entity, its)


def _standard(expr: ir.Standard, place: Place, its: Lowering) -> Lowered:
    """For one kind of option at most that is not known beforehand."""
    scope = _anywhere(place, its)
    args: list[Coded | Symbol | UnknownSymbol] = []
    for arg in expr.args:
        found = lowered(arg, place, its)
        if not isinstance(found, Coded | Symbol | UnknownSymbol):
            raise NoTapeError
        args.append(found)
    coded = list(dict.fromkeys(it for it in args if isinstance(it, Coded)))
    if len(coded) > 1:
        raise NoTapeError
    figures: list[Interval] = []
    for option in coded[0].values if coded else (UNKNOWN_SYMBOL,):
        known: list[Value] = [option if isinstance(it, Coded) else it for it in args]
        figure = evaluate.standard_value(expr, known, scope)[0]
        if not isinstance(figure, Interval):
            raise NoTapeError
        figures.append(figure)
    return Tabled(coded[0].at, tuple(figures)) if coded else figures[0]


def _aggregate(expr: ir.Aggregate, place: Place, its: Lowering) -> Lowered:
    scene = its.scene
    outer = scene.within(place.entity, expr.entity)
    if outer is None or expr.entity not in scene.levels:
        raise NoTapeError
    inside = replace(place, entity=expr.entity)
    when = truth(expr.when, inside, its)
    return spread(_reduced(expr, when, inside, outer, its), outer, place.entity, its)


def _reduced(
    expr: ir.Aggregate, when: Bits, inside: Place, outer: EntityId, its: Lowering
) -> Lowered:
    match expr.kind:
        case "exists":
            return some(when, expr.entity, outer, its)
        case "every":
            return every(when, expr.entity, outer, its)
        case "count":
            return count(when, expr.entity, outer, its)
        case "sum" if expr.value is not None:
            return total(number(expr.value, inside, its), of_bits(when), outer, its.tape)
        case _:
            raise NoTapeError


def _term(term: TermId, entity: EntityId, its: Lowering) -> Lowered:
    scene = its.scene
    owner = scene.owner(entity, scene.rules.terms[term].entity)
    if owner is None:
        return _constant(unknown_of(scene.rules.terms[term].type))
    found = _derived(term, owner, its)
    if scene.rules.terms[term].entity == owner and term in scene.levels[owner].terms:
        found = given(term, owner, found, its)
    return spread(found, owner, entity, its)


def _derived(term: TermId, owner: EntityId, its: Lowering) -> Lowered:
    scene = its.scene
    rules, regime = scene.rules.by_term[term], scene.regime
    recognising = regime.competent(rules.recognising)
    if recognising:
        return _recognised(recognising, regime.competent(rules.forbidding), owner, its)
    defining = regime.competent(rules.defining)
    means = scene.rules.terms[term].means
    conditions = [condition(it, owner, its) for it in defining]
    if all(it is False for it in conditions):
        if means is None:
            return _constant(unknown_of(scene.rules.terms[term].type))
        return lowered(means, Place(owner, monthly=False, issued=None), its)
    values = [
        lowered(it.effect.value, place_of(it, owner, scene), its)
        for it in defining
        if isinstance(it.effect, Define)
    ]
    if conditions == [True]:
        return values[0]
    options = [it for it in values if isinstance(it, Symbol)]
    if means is not None or len(options) < len(values):
        raise NoTapeError
    return chosen(term, defining, conditions, options, its)


def _recognised(
    recognising: Sequence[Provision],
    forbidding: Sequence[Provision],
    owner: EntityId,
    its: Lowering,
) -> Bits:
    verdicts: list[Bits] = []
    for one in recognising:
        parts = [condition(one, owner, its)]
        for other, beats in counting_against(one, forbidding, its.scene.rules):
            against = condition(other, owner, its)
            parts.append(negated(against, its.tape) if beats else unless(against, its.tape))
        verdicts.append(both(parts, its.tape))
    return either(verdicts, its.tape)
