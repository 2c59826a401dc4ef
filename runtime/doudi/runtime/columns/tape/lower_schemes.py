"""From schemes to a tape: every situation decided beforehand, amounts looked up or worked out.

What all who speak on a scheme say, and what their amounts are looked up by, makes one byte: the
key. Tables say what a key comes to; only amounts that differ from one to another are worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final, TypeAlias

from doudi.runtime.columns.answers import NUMBER
from doudi.runtime.columns.cells import NOBODY
from doudi.runtime.columns.expressions import place_of
from doudi.runtime.columns.situations import situation
from doudi.runtime.columns.speakers import Speakers, speakers
from doudi.runtime.columns.tape.amounts import Paid, paid, whole_fen
from doudi.runtime.columns.tape.code import Op, Register, Result
from doudi.runtime.columns.tape.lower import Lowering, condition, number, spread, truth
from doudi.runtime.columns.tape.lower_numbers import Amount, Tabled
from doudi.runtime.columns.tape.lower_truths import Bits, Judged, Plain, both
from doudi.runtime.columns.tape.writing import NoTapeError
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.evaluation.reasons import parts
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.values import Truth

_BITS = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """What a provision says: its truth, and the one or two values of its amount."""

    provision: Provision
    truth: Bits
    amounts: tuple[Amount, ...]


_Cell: TypeAlias = tuple[Outcome, Paid, int]  # the last: the place of who decided
_REFUSED: Final[_Cell] = (Outcome.NOT_COVERED, Paid(), NOBODY)


def result(scheme: SchemeId, its: Lowering) -> Result:
    """Raises NoTapeError for a scheme that is not for tapes."""
    tape, scene = its.tape, its.scene
    entity = scene.rules.schemes[scheme].entity
    who = speakers(scheme, entity, scene)
    voices = {it.id: _voice(it, entity, its) for it in who.all}
    registers = _registers(voices)
    keys = [_read(code, registers) for code in range(1 << _width(registers))]
    found = [_cell(it, who, voices, its) for it in keys]
    if all(it is None for it in found):
        raise NoTapeError
    cells = [it or _REFUSED for it in found]
    refused = [int(it is None) for it in found]
    worked_out = dict.fromkeys(it.worked_out for _, it, _ in cells if it.worked_out is not None)

    def table(of: Sequence[int]) -> int:
        return tape.table(tuple(of))

    return Result(
        scheme=scheme,
        entity=entity,
        key=_key(registers, its),
        refused=table(refused) if any(refused) else None,
        outcome=table([NUMBER[outcome] for outcome, _, _ in cells]),
        status=table([it.status for _, it, _ in cells]),
        low=table([it.low for _, it, _ in cells]),
        high=table([it.high for _, it, _ in cells]),
        provision=table([place for _, _, place in cells]),
        not_met=table([int(outcome is Outcome.NOT_MET) for outcome, _, _ in cells]),
        amounts=tuple(
            (
                table([int(it.worked_out == one) for _, it, _ in cells]),
                whole_fen(voices[one].provision, voices[one].amounts, tape),
            )
            for one in worked_out
        ),
        part=_first_part(who, entity, its),
    )


def _voice(provision: Provision, entity: EntityId, its: Lowering) -> Voice:
    owner = its.scene.owner(entity, provision.entity)
    if owner is None:
        raise NoTapeError
    said = spread(condition(provision, owner, its), owner, entity, its)
    clause = provision.facets.amount
    values = () if clause is None or clause.mode == "left_to" else (clause.value, clause.upper)
    place = place_of(provision, entity, its.scene)
    first = its.scene.run.as_of.replace(day=1)
    amounts = tuple(number(it, place, its) for it in values if it is not None)
    monthly = replace(place, on=first, month=first)
    if amounts != tuple(number(it, monthly, its) for it in values if it is not None):
        raise NoTapeError  # the month's standard is not the day's
    return Voice(provision, said, amounts)


def _registers(voices: Mapping[ProvisionId, Voice]) -> dict[Register, int]:
    """What the key is made of, with how many bits each takes."""
    found: dict[Register, int] = {}
    for voice in voices.values():
        said = voice.truth
        bits = (said.certain, said.possible) if isinstance(said, Judged) else (said,)
        found |= {bit: 1 for bit in bits if isinstance(bit, Register)}
    for voice in voices.values():
        for it in voice.amounts:
            if isinstance(it, Tabled):
                found[it.at] = max((len(it.values) - 1).bit_length(), 1)
    if not found or _width(found) > _BITS:
        raise NoTapeError
    return found


def _width(registers: Mapping[Register, int]) -> int:
    return sum(registers.values())


def _read(code: int, registers: Mapping[Register, int]) -> dict[Register, int]:
    found = {}
    for register, width in registers.items():
        found[register] = code & ((1 << width) - 1)
        code >>= width
    return found


def _key(registers: Mapping[Register, int], its: Lowering) -> Register:
    first, *others = registers
    key, at = first, registers[first]
    for register in others:
        key = its.tape.step(Op.JOIN, key, register, k=at)
        at += registers[register]
    return key


def _cell(
    said: Mapping[Register, int],
    who: Speakers,
    voices: Mapping[ProvisionId, Voice],
    its: Lowering,
) -> _Cell | None:
    """What one key comes to; None where several amounts are worked out, as the general way does."""
    try:
        return _comes_to(said, who, voices, its)
    except NoTapeError:
        return None


def _comes_to(
    said: Mapping[Register, int],
    who: Speakers,
    voices: Mapping[ProvisionId, Voice],
    its: Lowering,
) -> _Cell:
    rules = its.scene.rules
    told = {id_: _told(it.truth, said) for id_, it in voices.items()}
    found = situation(who.speaking(told), rules)
    if not found.possible:
        return Outcome.NOT_COVERED, Paid(), NOBODY
    plain = found.possible[0]
    outcome, money = found.outcome or plain.outcome, Paid()
    if outcome in STANDING:
        amounts = {it.id: [_at(one, said) for one in voices[it.id].amounts] for it in plain.amounts}
        money = paid(plain, amounts, its.scene)
    if money.clash:
        decided = [*money.clash, *(it.id for it in plain.resolution.clash)]
        return Outcome.NEEDS_RULING, Paid(), its.scene.first_of(decided)
    by = found.decided_by(outcome, rules)
    return outcome, money, NOBODY if by is None else its.scene.first_of([by])


def _told(bits: Bits, said: Mapping[Register, int]) -> Truth:
    def is_so(it: Plain) -> bool:
        return it if isinstance(it, bool) else bool(said[it])

    if not isinstance(bits, Judged):
        return Truth.TRUE if is_so(bits) else Truth.FALSE
    if is_so(bits.certain):
        return Truth.TRUE
    return Truth.JUDGEMENT if is_so(bits.possible) else Truth.FALSE


def _at(amount: Amount, said: Mapping[Register, int]) -> Amount:
    """An amount that is looked up, as this key has it; what no option has is never asked for."""
    if not isinstance(amount, Tabled):
        return amount
    at = said[amount.at]
    return amount.values[min(at, len(amount.values) - 1)]


def _first_part(who: Speakers, entity: EntityId, its: Lowering) -> Register | None:
    """How many parts of the first grant's condition hold before one that does not."""
    if not who.grants:
        return None
    grant = who.grants[0]
    joined = parts(grant.condition)
    owner = its.scene.owner(entity, grant.entity)
    if len(joined) < 2 or owner is None:  # noqa: PLR2004 - one part needs no telling
        return None
    place = place_of(grant, owner, its.scene)
    possible: list[Plain] = []
    for it in joined[:-1]:
        bits = truth(it, place, its)
        possible.append(bits.possible if isinstance(bits, Judged) else bits)
    before = [both(possible[: at + 1], its.tape) for at in range(len(possible))]
    registers = [it for it in before if isinstance(it, Register)]
    if len(registers) < len(before):
        raise NoTapeError
    number = reduce(lambda a, b: its.tape.step(Op.PLUS, a, b), registers)
    return number if owner == entity else its.tape.step(Op.SPREAD, number, entity=entity)
