"""From schemes to a tape: every situation decided beforehand, amounts looked up or worked out.

What all who speak on a scheme say, and what their amounts are looked up by, makes one byte: the
key. Tables say what a key comes to; only amounts that differ from one to another are worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from math import prod
from typing import TypeAlias

from doudi.runtime.columns.answers import NUMBER
from doudi.runtime.columns.cells import NOBODY
from doudi.runtime.columns.expressions import place_of
from doudi.runtime.columns.situations import situation
from doudi.runtime.columns.speakers import Speakers, speakers
from doudi.runtime.columns.tape.amounts import Paid, differs, paid, whole_fen
from doudi.runtime.columns.tape.code import Kind, Op, Register, Result
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

_MOST_KEYS = 1 << 16


@dataclass(frozen=True, slots=True)
class Voice:
    """What a provision says: its truth, and the one or two values of its amount."""

    provision: Provision
    truth: Bits
    amounts: tuple[Amount, ...]


_Digits: TypeAlias = Mapping[Register, int]


def result(scheme: SchemeId, its: Lowering) -> Result:
    """Raises NoTapeError for a scheme that is not for tapes."""
    tape, scene = its.tape, its.scene
    entity = scene.rules.schemes[scheme].entity
    who = speakers(scheme, entity, scene)
    voices = {it.id: _voice(it, entity, its) for it in who.all}
    digits = _digits(voices)
    keys = prod(digits.values())
    worked_out = {
        it.provision.id: it for it in voices.values() if differs(it.provision, it.amounts)
    }
    numbers = {id_: at for at, id_ in enumerate(worked_out, 1)}
    amounts = [whole_fen(it.provision, it.amounts, tape) for it in worked_out.values()]

    def kind_of(key: int) -> Kind | None:
        try:
            return _kind(_read(key, digits), who, voices, numbers, its)
        except NoTapeError:
            return None

    return Result(
        scheme=scheme,
        entity=entity,
        key=_key(digits, keys, its),
        keys=keys,
        kind_of=kind_of,
        amounts=tuple((it, it) for it in amounts),
        parts=_first_part(who, entity, its),
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


def _digits(voices: Mapping[ProvisionId, Voice]) -> dict[Register, int]:
    """What the key is made of, with how many values each has."""
    found: dict[Register, int] = {}
    for voice in voices.values():
        said = voice.truth
        bits = (said.certain, said.possible) if isinstance(said, Judged) else (said,)
        found |= {bit: 2 for bit in bits if isinstance(bit, Register)}
    for voice in voices.values():
        for it in voice.amounts:
            if isinstance(it, Tabled):
                found[it.at] = len(it.values)
    if not found or prod(found.values()) > _MOST_KEYS:
        raise NoTapeError
    return found


def _read(key: int, digits: Mapping[Register, int]) -> _Digits:
    found = {}
    for register, values in digits.items():
        key, found[register] = divmod(key, values)
    return found


def _key(digits: Mapping[Register, int], keys: int, its: Lowering) -> Register:
    first, *others = digits
    key, times = first, digits[first]
    for register in others:
        key = its.tape.join(key, register, times, keys)
        times *= digits[register]
    return key


def _kind(
    said: _Digits,
    who: Speakers,
    voices: Mapping[ProvisionId, Voice],
    numbers: Mapping[ProvisionId, int],
    its: Lowering,
) -> Kind:
    """What one key comes to. Raises NoTapeError where several amounts are worked out."""
    rules = its.scene.rules
    told = {id_: _told(it.truth, said) for id_, it in voices.items()}
    found = situation(who.speaking(told), rules)
    if not found.possible:
        return _cell(Outcome.NOT_COVERED, Paid(), NOBODY, 0)
    plain = found.possible[0]
    outcome, money = found.outcome or plain.outcome, Paid()
    if outcome in STANDING:
        amounts = {it.id: [_at(one, said) for one in voices[it.id].amounts] for it in plain.amounts}
        money = paid(plain, amounts, its.scene)
    if money.clash:
        decided = [*money.clash, *(it.id for it in plain.resolution.clash)]
        return _cell(Outcome.NEEDS_RULING, Paid(), its.scene.first_of(decided), 0)
    by = found.decided_by(outcome, rules)
    place = NOBODY if by is None else its.scene.first_of([by])
    return _cell(outcome, money, place, 0 if money.of is None else numbers[money.of])


def _cell(outcome: Outcome, money: Paid, place: int, number: int) -> Kind:
    not_met = outcome is Outcome.NOT_MET
    return Kind(NUMBER[outcome], money.status, money.low, money.high, place, not_met, number)


def _told(bits: Bits, said: _Digits) -> Truth:
    def is_so(it: Plain) -> bool:
        return it if isinstance(it, bool) else bool(said[it])

    if not isinstance(bits, Judged):
        return Truth.TRUE if is_so(bits) else Truth.FALSE
    if is_so(bits.certain):
        return Truth.TRUE
    return Truth.JUDGEMENT if is_so(bits.possible) else Truth.FALSE


def _at(amount: Amount, said: _Digits) -> Amount:
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
