"""Columns on a tape: facts, and what is asked of the general way."""

from __future__ import annotations

from dataclasses import replace

from doudi.runtime.columns import numbers
from doudi.runtime.columns.columnar import Columnar, plane_of
from doudi.runtime.columns.expressions import value
from doudi.runtime.columns.figures import month_is_day, shared_by
from doudi.runtime.columns.numbers import TooLargeError
from doudi.runtime.columns.scene import Place
from doudi.runtime.columns.tape.bounds import room_for
from doudi.runtime.columns.tape.code import FAR, Asked, Op, Part, Register, Width
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_truths import (
    Graded,
    Plain,
    graded,
    known_between,
)
from doudi.runtime.columns.tape.lowering import Coded, Lowered, Lowering, spread
from doudi.runtime.columns.tape.numbers import Worked, roomy
from doudi.runtime.columns.tape.writing import NoTapeError
from doudi.runtime.population.planes import Numbers, Truths
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, FactId
from doudi.runtime.values import Interval, Length, NotApplicable


def column(fact: FactId, its: Lowering) -> Lowered:
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


def asked(of: Asked, its: Lowering) -> Lowered:
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
        case Numbers(per=int() as per) as plane:
            bound = room_for(plane)

            def part(part: Part) -> Register:
                return tape.column(of, part, entity, bound=bound, absent=not of.exact, per=per)

            low = End(part(Part.LOW))
            if of.exact:
                return roomy(Worked(low, low, bound, per, reach=bound))
            high, there = End(part(Part.HIGH)), part(Part.THERE)
            return roomy(Worked(low, high, bound, per, far=FAR, reach=FAR, there=there))
        case _:
            raise NoTapeError


def figure(expr: ir.Expr, place: Place, its: Lowering) -> Lowered:
    """What is not the same in all epochs; of the month it is that of the day, where they agree."""
    if not isinstance(expr, ir.Standard) or month_is_day(expr, its.scene):
        place = replace(place, monthly=False)
    outer = replace(place, entity=shared_by(expr, place.entity, its.scene))
    try:
        found = value(expr, outer, its.scene)
    except TooLargeError:
        raise NoTapeError from None
    its_own = asked(Asked(expr, outer, exact=not its.tape.open and _is_exact(found)), its)
    return spread(its_own, outer.entity, place.entity, its)


def _is_exact(it: Columnar) -> bool:
    match it:
        case Interval():
            return it.exact
        case Numbers():
            return it.absent is None and numbers.is_exact(it)
        case _:
            return False


def any_column(entity: EntityId, its: Lowering) -> Register:
    """Raises NoTapeError where nothing is read of a kind."""
    for fact in its.bounds:
        if its.scene.rules.facts[fact].entity == entity:
            match column(fact, its):
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
    of = any_column(entity, its)
    none = its.tape.step(Op.BITS, of, t=0)
    if of.width is Width.NUMBER:
        none = its.tape.step(Op.BELOW, of, k=-2 * FAR)
    return its.tape.step(Op.NOT, none) if it else none
