"""Terms that a table gives, on a tape: where it gives them, and elsewhere as they are derived."""

from __future__ import annotations

from dataclasses import replace

from doudi.runtime.columns.tape import ends
from doudi.runtime.columns.tape.bounds import room_for
from doudi.runtime.columns.tape.code import FAR, Op, Part, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_columns import constant
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Graded,
    Plain,
    graded,
    not_,
    of_bits,
    plain_and,
    plain_or,
)
from doudi.runtime.columns.tape.lowering import Coded, Lowered, Lowering
from doudi.runtime.columns.tape.numbers import Tabled, Worked, aligned, roomy
from doudi.runtime.columns.tape.writing import NoTapeError
from doudi.runtime.population.planes import Numbers
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, TermId
from doudi.runtime.values import Interval, UnknownSymbol

_ALL_BITS = 255


def given(term: TermId, owner: EntityId, derived: Lowered, its: Lowering) -> Lowered:
    """Raises NoTapeError for what is neither a truth, an option nor a number."""
    there = its.tape.column(term, Part.GIVEN, owner)
    match derived:
        case bool() | Graded() | Register():
            return _truth(term, there, derived, its)
        case Coded() | UnknownSymbol():
            return _option(term, there, derived, its)
        case Interval() | Tabled() | Worked():
            return _number(term, there, derived, its)
        case _:
            raise NoTapeError


def _truth(term: TermId, there: Register, derived: Bits, its: Lowering) -> Bits:
    tape, owner = its.tape, there.entity
    certain = tape.column(term, Part.CERTAIN, owner)
    possible = tape.column(term, Part.POSSIBLE, owner) if tape.open else certain

    def either_way(given: Plain, otherwise: Plain) -> Plain:
        return plain_or(given, plain_and(otherwise, not_(there, tape), tape), tape)

    others = of_bits(derived)
    return graded(
        either_way(certain, others.certain),
        either_way(certain, others.judged),
        either_way(possible, others.possible),
    )


def _option(term: TermId, there: Register, derived: Coded | UnknownSymbol, its: Lowering) -> Coded:
    tape, type_ = its.tape, its.scene.rules.terms[term].type
    if not isinstance(type_, types.Choice):
        raise NoTapeError
    options = its.scene.rules.options[type_.id]
    at = tape.column(term, Part.OPTION, there.entity, bound=len(options), absent=True)
    nothing = constant(False, there.entity, its)  # noqa: FBT003 - a truth
    elsewhere = tape.step(Op.NOT, there)
    if isinstance(derived, Coded):
        all_bits = tape.join(nothing, elsewhere, _ALL_BITS, _ALL_BITS)
        other = tape.step(Op.AND, derived.at, all_bits)
    else:
        other = tape.join(nothing, elsewhere, len(options), _ALL_BITS)
    return Coded(tape.step(Op.PLUS, at, other), options, open=True, absent=True)


def _number(
    term: TermId, there: Register, derived: Interval | Tabled | Worked, its: Lowering
) -> Worked:
    tape, plane = its.tape, its.scene.levels[there.entity].terms[term][0]
    if not isinstance(plane, Numbers) or not isinstance(plane.per, int):
        raise NoTapeError
    bound, per = room_for(plane), plane.per

    def part(of: Part) -> Register:
        return tape.column(term, of, there.entity, bound=bound, absent=True, per=per)

    low, high = End(part(Part.LOW)), End(part(Part.HIGH) if tape.open else part(Part.LOW))
    far = FAR if tape.open else None
    said = roomy(Worked(low, high, bound, per, far=far, reach=far or bound, there=part(Part.THERE)))
    one, other = aligned(said, derived, tape)
    elsewhere = tape.step(Op.NOT, there)

    def chosen(one: End, other: End) -> End:
        above = tape.step(
            Op.ADD,
            tape.step(Op.CHOOSE, one.above, there, k=0),
            tape.step(Op.CHOOSE, other.above, elsewhere, k=0),
        )
        by = None if other.by is None else tape.step(Op.CHOOSE, other.by, elsewhere, k=1)
        return End(above, by)

    applicable = plain_or(
        plain_and(there, one.there, tape), plain_and(elsewhere, other.there, tape), tape
    )
    both_exact = one.exact and other.exact
    least = chosen(one.low, other.low)
    return roomy(
        replace(
            one,
            low=least,
            high=least if both_exact else chosen(one.high, other.high),
            bound=max(one.bound, other.bound),
            far=ends.nearest(one.far, other.far),
            reach=max(one.reach, other.reach),
            natural=False,
            there=applicable,
        )
    )
