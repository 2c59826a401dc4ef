"""From expressions to a tape, for one epoch and for chunks in which all that is read is known.

As `columns.expressions`, with registers for planes. What a tape cannot say is no tape's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias, cast

from doudi.runtime.columns.expressions import place_of, scope_of
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.columns.tape.code import Op, Part, Register, Width
from doudi.runtime.columns.tape.lower_numbers import (
    Amount,
    Quotient,
    Tabled,
    arithmetic,
    column,
    equal,
    less,
)
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Judged,
    Plain,
    both,
    either,
    left_open,
    negated,
    of_truth,
    unless,
)
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation import evaluate
from doudi.runtime.evaluation.evaluate import counting_against
from doudi.runtime.operators import apply
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, FactId, OptionId, TermId
from doudi.runtime.values import Interval, Symbol, Truth, Value

MOST_INSIDE: Final = 1 << 10  # a chunk with a larger household is not run by tapes
MOST_SUMMED: Final = 1 << 20  # nor one with more members


@dataclass(frozen=True, slots=True)
class Coded:
    """An option for each, by its place in its choice."""

    at: Register
    options: tuple[OptionId, ...]


Lowered: TypeAlias = Bits | Amount | Coded | Symbol


@dataclass(frozen=True, slots=True, eq=False)
class Lowering:
    """`bounds`: of the numbers of each column that there is."""

    scene: Scene
    tape: Writing
    bounds: Mapping[FactId, int]


def truth(expr: ir.Expr | None, place: Place, its: Lowering) -> Bits:
    if expr is None:
        return True
    found = lowered(expr, place, its)
    if isinstance(found, bool | Judged) or (
        isinstance(found, Register) and found.width is Width.BYTE
    ):
        return found
    raise NoTapeError


def condition(provision: Provision, entity: EntityId, its: Lowering) -> Bits:
    return truth(provision.condition, place_of(provision, entity, its.scene), its)


def number(expr: ir.Expr, place: Place, its: Lowering) -> Amount:
    found = lowered(expr, place, its)
    if isinstance(found, Fraction | Tabled | Quotient):
        return found
    raise NoTapeError


def spread(it: Bits, outer: EntityId, entity: EntityId, its: Lowering) -> Bits:
    if isinstance(it, Judged):
        return Judged(
            _spread(it.certain, outer, entity, its), _spread(it.possible, outer, entity, its)
        )
    return _spread(it, outer, entity, its)


def _spread(it: Plain, outer: EntityId, entity: EntityId, its: Lowering) -> Plain:
    if isinstance(it, bool) or outer == entity:
        return it
    return its.tape.step(Op.SPREAD, it, entity=entity)


def lowered(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
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
            return _constant(evaluate.constant(expr, scope_of(place, its.scene)))


def _constant(it: Value) -> Lowered:
    match it:
        case Truth():
            return of_truth(it)
        case Symbol():
            return it
        case Interval(low=low) if it.exact and low is not None:
            return Fraction(low)
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
    if all(isinstance(it, Fraction | Symbol) for it in values):
        constants = [_value(it) for it in values]
        return _constant(apply(op, constants, its.scene.rules.tables))
    match op:
        case "eq":
            return _same(values[0], values[1], tape)
        case "ne":
            return negated(_same(values[0], values[1], tape), tape)
        case "in":
            return either([_same(values[0], it, tape) for it in values[1:]], tape)
    numbers = [it for it in values if isinstance(it, Fraction | Tabled | Quotient)]
    if len(numbers) < len(values):
        raise NoTapeError
    return _of_numbers(op, numbers, tape)


def _of_numbers(op: str, numbers: Sequence[Amount], tape: Writing) -> Lowered:
    first, *rest = numbers
    match op:
        case "lt" | "le":
            return less(first, rest[0], tape, or_equal=op == "le")
        case "gt" | "ge":
            return less(rest[0], first, tape, or_equal=op == "ge")
        case "add" | "sub" | "mul" | "div" | "shortfall" | "max" | "min":
            for it in rest:
                first = arithmetic(op, first, it, tape)
            return first
        case "per_month":
            return arithmetic("mul", first, Fraction(1, 12), tape)
        case "neg":
            return arithmetic("mul", first, Fraction(-1), tape)
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


def _value(it: Lowered) -> Value:
    return Interval(it, it) if isinstance(it, Fraction) else cast("Symbol", it)


def _same(one: Lowered, other: Lowered, tape: Writing) -> Bits:
    match one, other:
        case Coded(at=at, options=options), Symbol(id=id_):
            where = [number for number, it in enumerate(options) if it == id_]
            return tape.step(Op.IS, at, k=where[0]) if where else False
        case Symbol(), Coded():
            return _same(other, one, tape)
        case ((Fraction() | Tabled() | Quotient()), (Fraction() | Tabled() | Quotient())):
            return equal(one, other, tape)
        case _:
            raise NoTapeError


def _fact(fact: FactId, place: Place, its: Lowering) -> Lowered:
    declared = its.scene.rules.facts[fact]
    owner, tape = declared.entity, its.tape
    if fact not in its.bounds or not its.scene.lies_in(place.entity, owner):
        return _constant(evaluate.fact_use(ir.Fact(fact), scope_of(place, its.scene)).value)
    inside = owner != place.entity
    match declared.type:
        case types.Boolean():
            return _spread(_column_of(fact, its), owner, place.entity, its)
        case types.Choice(id=choice):
            code = _column_of(fact, its)
            if inside:
                code = tape.step(Op.SPREAD, code, entity=place.entity)
            return Coded(code, its.scene.rules.options[choice])
        case types.Quantity():
            found = _column_of(fact, its)
            if inside:
                found = tape.step(Op.SPREAD_NUMBER, found, entity=place.entity)
            return Quotient(found, its.bounds[fact])
        case _:
            raise NoTapeError


def _standard(expr: ir.Standard, place: Place, its: Lowering) -> Lowered:
    """For one kind of option at most that is not known beforehand."""
    scope = scope_of(place, its.scene)
    args: list[Coded | Symbol] = []
    for arg in expr.args:
        found = lowered(arg, place, its)
        if not isinstance(found, Coded | Symbol):
            raise NoTapeError
        args.append(found)
    coded = list(dict.fromkeys(it for it in args if isinstance(it, Coded)))
    if len(coded) > 1:
        raise NoTapeError
    figures = []
    for option in coded[0].options if coded else (None,):
        known = [Symbol(str(option)) if isinstance(it, Coded) else it for it in args]
        figures.append(_constant(evaluate.standard_value(expr, [*known], scope)[0]))
    amounts = tuple(cast("Fraction", it) for it in figures)
    return Tabled(coded[0].at, amounts) if coded else amounts[0]


def _aggregate(expr: ir.Aggregate, place: Place, its: Lowering) -> Lowered:
    scene, tape = its.scene, its.tape
    outer = scene.container(expr.entity)
    if outer is None or outer != place.entity or expr.entity not in scene.levels:
        if outer is not None and scene.lies_in(place.entity, outer) and outer != place.entity:
            found = _aggregate(expr, replace(place, entity=outer), its)
            if isinstance(found, Quotient):
                above = tape.step(Op.SPREAD_NUMBER, found.above, entity=place.entity)
                if found.by is None:
                    return replace(found, above=above)
            elif isinstance(found, bool | Judged | Register):
                return spread(found, outer, place.entity, its)
        raise NoTapeError
    inside = replace(place, entity=expr.entity)
    when = truth(expr.when, inside, its)
    match expr.kind:
        case "exists":
            return _exists(when, outer, tape)
        case "every":
            return negated(_exists(negated(when, tape), outer, tape), tape)
        case "count" if not isinstance(when, Judged):
            return Quotient(_how_many(when, expr.entity, outer, its), MOST_INSIDE)
        case "sum" if expr.value is not None and not isinstance(when, Judged):
            return _sum(number(expr.value, inside, its), when, outer, tape)
        case _:
            raise NoTapeError


def _exists(when: Bits, outer: EntityId, tape: Writing) -> Bits:
    if isinstance(when, Judged):
        return Judged(_any(when.certain, outer, tape), _any(when.possible, outer, tape))
    return _any(when, outer, tape)


def _any(when: Plain, outer: EntityId, tape: Writing) -> Plain:
    if isinstance(when, bool):
        if when:
            raise NoTapeError
        return False
    there = tape.step(Op.TOTAL, tape.step(Op.WIDEN, when), entity=outer)
    return tape.step(Op.NOT, tape.step(Op.BELOW, there, k=1))


def _how_many(when: Plain, entity: EntityId, outer: EntityId, its: Lowering) -> Register:
    if isinstance(when, Register):
        return its.tape.step(Op.TOTAL, its.tape.step(Op.WIDEN, when), entity=outer)
    any_column = next((it for it in its.bounds if its.scene.rules.facts[it].entity == entity), None)
    if not when or any_column is None:
        raise NoTapeError
    return its.tape.step(Op.SIZE, _column_of(any_column, its), entity=outer)


def _column_of(fact: FactId, its: Lowering) -> Register:
    declared = its.scene.rules.facts[fact]
    match declared.type:
        case types.Boolean():
            part, bound = Part.CERTAIN, 1
        case types.Choice(id=choice):
            part, bound = Part.OPTION, len(its.scene.rules.options[choice])
        case _:
            part, bound = Part.LOW, its.bounds[fact]
    return its.tape.column(fact, part, declared.entity, bound)


def _sum(value: Amount, when: Plain, outer: EntityId, tape: Writing) -> Amount:
    if isinstance(value, Fraction) or when is False:
        raise NoTapeError
    each = column(value, tape)
    if each.by is not None or each.bound * MOST_SUMMED >= 1 << 62:
        raise NoTapeError
    above = each.above
    if isinstance(when, Register):
        above = tape.step(Op.CHOOSE, above, when, k=0)
    total = tape.step(Op.TOTAL, above, entity=outer)
    return Quotient(total, each.bound * MOST_INSIDE, each.scale)


def _term(term: TermId, entity: EntityId, its: Lowering) -> Lowered:
    scene = its.scene
    owner = scene.owner(entity, scene.rules.terms[term].entity)
    if owner is None or term in scene.levels[owner].terms:
        raise NoTapeError
    if owner != entity and _is_number(term, its):
        found = _derived(term, owner, its)
        return _spread_number(found, entity, its)
    found = _derived(term, owner, its)
    if isinstance(found, bool | Judged | Register):
        return spread(found, owner, entity, its)
    if owner != entity and isinstance(found, Coded):
        return replace(found, at=its.tape.step(Op.SPREAD, found.at, entity=entity))
    return found


def _is_number(term: TermId, its: Lowering) -> bool:
    return not isinstance(its.scene.rules.terms[term].type, types.Boolean | types.Choice)


def _spread_number(it: Lowered, entity: EntityId, its: Lowering) -> Lowered:
    match it:
        case Tabled(at=at):
            return replace(it, at=its.tape.step(Op.SPREAD, at, entity=entity))
        case Quotient(above=above, by=by):
            inner = its.tape.step(Op.SPREAD_NUMBER, above, entity=entity)
            divisor = by and its.tape.step(Op.SPREAD_NUMBER, by, entity=entity)
            return replace(it, above=inner, by=divisor)
        case _:
            return it


def _derived(term: TermId, owner: EntityId, its: Lowering) -> Lowered:
    scene = its.scene
    rules, run = scene.rules.by_term[term], scene.run
    recognising = run.competent(rules.recognising)
    if recognising:
        return _recognised(recognising, run.competent(rules.forbidding), owner, its)
    defining = run.competent(rules.defining)
    means = scene.rules.terms[term].means
    conditions = [condition(it, owner, its) for it in defining]
    if all(it is False for it in conditions):
        if means is None:
            raise NoTapeError
        return lowered(means, Place(owner, run.as_of, None, None), its)
    if conditions == [True] and isinstance(defining[0].effect, Define):
        place = place_of(defining[0], owner, scene)
        return lowered(defining[0].effect.value, place, its)
    raise NoTapeError


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
