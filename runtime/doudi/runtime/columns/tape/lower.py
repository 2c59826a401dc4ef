"""From expressions to a tape, for one epoch and for chunks in which all that is read is known.

As `columns.expressions`, with registers for planes. What a tape cannot say is no tape's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.runtime.columns.columnar import plane_of
from doudi.runtime.columns.expressions import place_of, scope_of, value
from doudi.runtime.columns.numbers import TooLargeError
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.columns.tape.bounds import room_for
from doudi.runtime.columns.tape.code import FAR, MOST_INSIDE, Asked, Op, Part, Register, Width
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_comparisons import equal, less
from doudi.runtime.columns.tape.lower_numbers import (
    Amount,
    Numbers,
    Tabled,
    Worked,
    arithmetic,
    roomy,
    worked,
)
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Graded,
    Plain,
    both,
    disjunction,
    either,
    graded,
    known_between,
    left_open,
    negated,
    not_,
    of_bits,
    of_truth,
    plain_and,
    plain_or,
    unless,
)
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation import evaluate
from doudi.runtime.evaluation.evaluate import counting_against
from doudi.runtime.evaluation.index import unknown_of
from doudi.runtime.operators import apply
from doudi.runtime.population import planes
from doudi.runtime.population.planes import Truths
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, FactId, OptionId, TermId
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_SYMBOL,
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)

_TWELFTH: Final = Interval(Fraction(1, 12), Fraction(1, 12))


@dataclass(frozen=True, slots=True)
class Coded:
    """An option for each, by its place in its choice.

    Behind them, if `open`, what is unknown; behind that, if `absent`, what is not applicable.
    """

    at: Register
    options: tuple[OptionId, ...]
    open: bool
    absent: bool = False

    @property
    def values(self) -> tuple[Symbol | UnknownSymbol | NotApplicable, ...]:
        known = tuple(Symbol(str(it)) for it in self.options)
        if self.absent:
            return (*known, UNKNOWN_SYMBOL, NOT_APPLICABLE)
        return (*known, UNKNOWN_SYMBOL) if self.open else known


Lowered: TypeAlias = Bits | Amount | Coded | Symbol | UnknownSymbol


@dataclass(frozen=True, slots=True, eq=False)
class Lowering:
    """`bounds`: of the numbers of each column; `absent`: those that may be not applicable."""

    scene: Scene
    tape: Writing
    bounds: Mapping[FactId, int]
    absent: Collection[FactId]

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.tape, self.scene.rules.tables)


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


def spread(it: Bits, outer: EntityId, entity: EntityId, its: Lowering) -> Bits:
    def plain(of: Plain) -> Plain:
        if isinstance(of, bool) or outer == entity:
            return of
        return its.tape.step(Op.SPREAD, of, entity=entity)

    return _bytewise(it, plain)


def _bytewise(it: Bits, change: Callable[[Plain], Plain]) -> Bits:
    if not isinstance(it, Graded):
        return change(it)
    return graded(change(it.certain), change(it.judged), change(it.possible))


def lowered(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
    """What has no operations here is asked of the general way, as near the leaves as can be."""
    try:
        return _lowered(expr, place, its)
    except NoTapeError:
        return _asked(Asked(expr, place), its)


def _asked(of: Asked, its: Lowering) -> Lowered:
    """Raises NoTapeError where what comes is neither a truth nor a number."""
    tape, entity = its.tape, of.place.entity
    try:
        found = value(of.expr, of.place, its.scene)
    except TooLargeError:
        raise NoTapeError from None
    if isinstance(found, NotApplicable | Length):
        raise NoTapeError
    match plane_of(found, its.scene.names):
        case Truths():
            return graded(
                tape.column(of, Part.CERTAIN, entity),
                tape.column(of, Part.JUDGED, entity),
                tape.column(of, Part.POSSIBLE, entity),
            )
        case planes.Numbers(per=int() as per) as plane:
            bound = room_for(plane)

            def part(part: Part) -> Register:
                return tape.column(of, part, entity, bound=bound, absent=True, per=per)

            ends = End(part(Part.LOW)), End(part(Part.HIGH))
            there = part(Part.THERE)
            return roomy(Worked(*ends, bound, per, far=FAR, reach=FAR, there=there))
        case _:
            raise NoTapeError


def _lowered(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
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
            return _same(values[0], values[1], its)
        case "ne":
            return negated(_same(values[0], values[1], its), tape)
        case "in":
            return either([_same(values[0], it, its) for it in values[1:]], tape)
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


def _same(one: Lowered, other: Lowered, its: Lowering) -> Bits:
    tape = its.tape
    match one, other:
        case Coded(), Symbol(id=id_):
            known = [number for number, it in enumerate(one.options) if it == id_]
            certain = tape.step(Op.IS, one.at, k=known[0]) if known else False
            return known_between(certain, either([certain, _unknown(one, tape)], tape))  # type: ignore[arg-type]
        case Coded(absent=False), UnknownSymbol():
            return of_truth(Truth.UNKNOWN)
        case ((Symbol() | UnknownSymbol()), Coded()):
            return _same(other, one, its)
        case ((Interval() | Tabled() | Worked()), (Interval() | Tabled() | Worked())):
            return equal(one, other, its.numbers)
        case _:
            raise NoTapeError


def _unknown(it: Coded, tape: Writing) -> Plain:
    return tape.step(Op.IS, it.at, k=len(it.options)) if it.open else False


def _fact(fact: FactId, place: Place, its: Lowering) -> Lowered:
    declared = its.scene.rules.facts[fact]
    owner = declared.entity
    if fact not in its.bounds or not its.scene.lies_in(place.entity, owner):
        return _constant(evaluate.fact_use(ir.Fact(fact), scope_of(place, its.scene)).value)
    return _spread_any(_column(fact, its), owner, place.entity, its)


def _column(fact: FactId, its: Lowering) -> Lowered:
    declared, tape = its.scene.rules.facts[fact], its.tape
    owner = declared.entity
    match declared.type:
        case types.Boolean():
            certain = tape.column(fact, Part.CERTAIN, owner)
            possible = tape.column(fact, Part.POSSIBLE, owner) if tape.open else certain
            return known_between(certain, possible)
        case types.Choice(id=choice):
            options = its.scene.rules.options[choice]
            absent = fact in its.absent
            at = tape.column(fact, Part.OPTION, owner, bound=len(options), absent=absent)
            return Coded(at, options, tape.open, absent)
        case types.Quantity() | types.Date() | types.Moment():
            return _number_column(fact, owner, its)
        case _:
            raise NoTapeError


def _number_column(fact: FactId, owner: EntityId, its: Lowering) -> Worked:
    """Where it is unknown it is read as all that its declared range allows."""
    tape, declared = its.tape, its.scene.rules.unknown[fact]
    if not isinstance(declared, Interval):
        raise NoTapeError
    ends = [abs(int(end)) for end in (declared.low, declared.high) if end is not None]
    closed = len(ends) == len((declared.low, declared.high))
    bound = max(ends) if closed else max(its.bounds[fact], *ends, 0)
    natural = declared.low is not None and declared.low >= 0
    absent = fact in its.absent

    def part(of: Part) -> Register:
        return tape.column(fact, of, owner, bound=bound, absent=absent, endless=not closed)

    low = End(part(Part.LOW))
    there = part(Part.THERE) if absent else True
    if not tape.open:
        return Worked(low, low, bound, reach=bound, natural=natural, there=there)
    high, far = End(part(Part.HIGH)), None if closed else FAR
    reach = far or bound
    return Worked(low, high, bound, far=far, reach=reach, natural=natural, there=there)


def _standard(expr: ir.Standard, place: Place, its: Lowering) -> Lowered:
    """For one kind of option at most that is not known beforehand."""
    scope = scope_of(place, its.scene)
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
    return _spread_any(_reduced(expr, when, inside, outer, its), outer, place.entity, its)


def _reduced(
    expr: ir.Aggregate, when: Bits, inside: Place, outer: EntityId, its: Lowering
) -> Lowered:
    match expr.kind:
        case "exists":
            return _exists(when, expr.entity, outer, its)
        case "every":
            none = _exists(negated(when, its.tape), expr.entity, outer, its)
            return negated(none, its.tape)
        case "count":
            its_bits = of_bits(when)
            low, high = (
                _how_many(it, expr.entity, outer, its)
                for it in (its_bits.certain, its_bits.possible)
            )
            ends = End(low), End(high)
            return Worked(*ends, MOST_INSIDE, reach=MOST_INSIDE, natural=True)
        case "sum" if expr.value is not None:
            return _sum(number(expr.value, inside, its), of_bits(when), outer, its.tape)
        case _:
            raise NoTapeError


def _exists(when: Bits, entity: EntityId, outer: EntityId, its: Lowering) -> Bits:
    def any_of(parts: Sequence[Plain]) -> Plain:
        if not isinstance(parts[0], Register) and not parts[0]:
            return False
        there = _how_many(parts[0], entity, outer, its)
        return not_(its.tape.step(Op.BELOW, there, k=1), its.tape)

    return disjunction([when], any_of, its.tape)


def _how_many(when: Plain, entity: EntityId, outer: EntityId, its: Lowering) -> Register:
    tape = its.tape
    if isinstance(when, Register):
        return tape.step(Op.TOTAL, tape.step(Op.WIDEN, when), k=MOST_INSIDE, entity=outer)
    all_ = tape.step(Op.SIZE, _any_column(entity, its), entity=outer)
    return all_ if when else tape.step(Op.TIMES, all_, k=0)


def _any_column(entity: EntityId, its: Lowering) -> Register:
    """Raises NoTapeError where nothing is read of a kind."""
    for fact in its.bounds:
        if its.scene.rules.facts[fact].entity == entity:
            match _column(fact, its):
                case Register() as it:
                    return it
                case Graded(possible=Register() as it) | Coded(at=it) | Worked(low=End(above=it)):
                    return it
    container = its.scene.container(entity)
    if container is None:
        raise NoTapeError
    nobody = constant(False, container, its)  # noqa: FBT003 - a truth
    return its.tape.step(Op.SPREAD, nobody, entity=entity)


def constant(it: Plain, entity: EntityId, its: Lowering) -> Register:
    """A truth that is the same for all, as a byte for each."""
    if isinstance(it, Register):
        return it
    of = _any_column(entity, its)
    none = its.tape.step(Op.BITS, of, t=0)
    if of.width is Width.NUMBER:
        none = its.tape.step(Op.BELOW, of, k=-2 * FAR)
    return its.tape.step(Op.NOT, none) if it else none


def _sum(value: Amount, when: Graded, outer: EntityId, tape: Writing) -> Amount:
    if isinstance(value, Interval):
        raise NoTapeError
    each = worked(value, tape)
    if each.there is not True:  # what is not applicable is passed over
        certain, possible = (
            plain_and(it, each.there, tape) for it in (when.certain, when.possible)
        )
        each, when = replace(each, there=True), Graded(certain, certain, possible)
    if each.low.by is not None or each.high.by is not None:
        raise NoTapeError
    if not (each.natural or when.certain == when.possible):
        raise NoTapeError

    def total(of: Register, where: Plain) -> Register:
        match where:
            case Register():
                of = tape.step(Op.CHOOSE, of, where, k=0)
            case False:
                of = tape.step(Op.TIMES, of, k=0)
        return tape.step(Op.TOTAL, of, k=each.reach * MOST_INSIDE, entity=outer)

    return roomy(
        replace(
            each,
            low=End(total(each.low.above, when.certain)),
            high=End(total(each.high.above, when.possible)),
            bound=each.bound * MOST_INSIDE,
            far=None if each.far is None else each.far - each.bound * MOST_INSIDE,
            reach=each.reach * MOST_INSIDE,
        )
    )


def _term(term: TermId, entity: EntityId, its: Lowering) -> Lowered:
    scene = its.scene
    owner = scene.owner(entity, scene.rules.terms[term].entity)
    if owner is None:
        return _constant(unknown_of(scene.rules.terms[term].type))
    if scene.rules.terms[term].entity == owner and term in scene.levels[owner].terms:
        found: Lowered = _given(term, owner, its)
    else:
        found = _derived(term, owner, its)
    return _spread_any(found, owner, entity, its)


def _given(term: TermId, owner: EntityId, its: Lowering) -> Bits:
    """As the table gives it, elsewhere derived."""
    tape = its.tape
    derived = _derived(term, owner, its)
    if not isinstance(derived, bool | Graded | Register):
        raise NoTapeError
    there = tape.column(term, Part.GIVEN, owner)
    certain = tape.column(term, Part.CERTAIN, owner)
    possible = tape.column(term, Part.POSSIBLE, owner) if tape.open else certain

    def either_way(given: Plain, otherwise: Plain) -> Plain:
        elsewhere = plain_and(otherwise, not_(there, tape), tape)
        return plain_or(given, elsewhere, tape)

    others = of_bits(derived)
    return graded(
        either_way(certain, others.certain),
        either_way(certain, others.judged),
        either_way(possible, others.possible),
    )


def _spread_any(it: Lowered, outer: EntityId, entity: EntityId, its: Lowering) -> Lowered:
    if outer == entity:
        return it
    tape = its.tape

    def wide(of: Register) -> Register:
        return its.tape.step(Op.SPREAD_NUMBER, of, entity=entity)

    def spread_end(of: End) -> End:
        return End(wide(of.above), None if of.by is None else wide(of.by))

    match it:
        case Coded(at=at) | Tabled(at=at):
            return replace(it, at=its.tape.step(Op.SPREAD, at, entity=entity))
        case Worked(low=low, high=high, there=there):
            where = there if isinstance(there, bool) else tape.step(Op.SPREAD, there, entity=entity)
            return replace(it, low=spread_end(low), high=spread_end(high), there=where)
        case bool() | Graded() | Register():
            return spread(it, outer, entity, its)
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
            return _constant(unknown_of(scene.rules.terms[term].type))
        return lowered(means, Place(owner, run.as_of, None, None), its)
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
    return _chosen(term, defining, conditions, options, its)


def _chosen(
    term: TermId,
    defining: Sequence[Provision],
    conditions: Sequence[Bits],
    options: Sequence[Symbol],
    its: Lowering,
) -> Coded:
    """The option of the provision that prevails, where all conditions are settled; else unknown."""
    rules, tape = its.scene.rules, its.tape
    type_ = rules.terms[term].type
    if not isinstance(type_, types.Choice):
        raise NoTapeError
    every = rules.options[type_.id]
    each = [of_bits(it) for it in conditions]
    settled = [either([it.certain, not_(it.possible, tape)], tape) for it in each]
    prevailing: dict[int, list[Bits]] = {}
    for at, one in enumerate(defining):
        against = [
            not_(each[other].certain, tape)
            for other, it in enumerate(defining)
            if options[other] != options[at] and rules.beats(one, it) is None
        ]
        place = every.index(OptionId(options[at].id))
        prevailing.setdefault(place, []).append(both([each[at].certain, *against, *settled], tape))
    where = {place: either(its_own, tape) for place, its_own in prevailing.items()}
    where[len(every)] = negated(either(tuple(where.values()), tape), tape)
    registers = {place: it for place, it in where.items() if isinstance(it, Register)}
    if len(registers) < len(where):
        raise NoTapeError
    code = constant(False, next(iter(registers.values())).entity, its)  # noqa: FBT003 - a truth
    for place, it in registers.items():
        code = tape.join(code, it, place, len(every) + 1)
    return Coded(code, every, open=True)


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
