"""From schemes to a tape: every situation decided once, amounts looked up or worked out.

What all who speak on a scheme say, and what their amounts are looked up by, makes one number: the
key. Kinds say what a key comes to; only amounts that differ from one to another are worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from math import prod
from typing import TypeAlias

from doudi.runtime.columns.answers import NUMBER
from doudi.runtime.columns.cells import NOBODY
from doudi.runtime.columns.expressions import place_of
from doudi.runtime.columns.money import EXACT, NO_AMOUNT, Paid, between
from doudi.runtime.columns.periods import is_monthly
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.columns.situations import Combination, situation
from doudi.runtime.columns.speakers import Speakers, speakers
from doudi.runtime.columns.tape.amounts import (
    Comes,
    WorkedOut,
    every_of,
    is_worked_out,
    paid,
    whole_fen,
)
from doudi.runtime.columns.tape.code import Ends, Kind, Op, Register, Result
from doudi.runtime.columns.tape.lower import condition, number, truth
from doudi.runtime.columns.tape.lower_columns import constant
from doudi.runtime.columns.tape.lower_truths import Bits, Plain, both, of_bits
from doudi.runtime.columns.tape.lowering import Lowering, spread_truth
from doudi.runtime.columns.tape.numbers import Amount, Tabled
from doudi.runtime.columns.tape.writing import NoTapeError
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.evaluation.reasons import parts
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.values import Truth

_MOST_KEYS = 1 << 16


@dataclass(frozen=True, slots=True)
class Voice:
    """What a provision says: its truth, and the one or two values of its amount.

    `amounts` None: they are not for tapes, and so is no kind that they speak in. `monthly`: whether
    they are those of the month or those of the day; None where these are alike.
    """

    provision: Provision
    truth: Bits
    amounts: tuple[Amount, ...] | None
    monthly: bool | None = None


@dataclass(frozen=True, slots=True)
class Digit:
    """One place of a key: an option's number, or how many of `bytes` are 1.

    Of these each is 1 where those before it are.
    """

    at: Register
    values: int
    bytes: tuple[Register, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """What a scheme's keys are decided by. `worked_out`: the places of amounts, from 1."""

    who: Speakers
    voices: Mapping[ProvisionId, Voice]
    digits: tuple[Digit, ...]
    worked_out: Mapping[ProvisionId, int]


_Said: TypeAlias = Mapping[Register, int]


def result(scheme: SchemeId, its: Lowering) -> Result:
    """Raises NoTapeError for a scheme that is not for tapes."""
    entity = its.scene.rules.schemes[scheme].entity
    who = speakers(scheme, entity, its.scene)
    voices = {it.id: _voice(it, entity, its) for it in who.all}
    digits = _digits(voices.values(), its)
    keys = prod(it.values for it in digits)
    if keys > _MOST_KEYS:
        raise NoTapeError
    amounts = dict(_amounts(voices.values(), its))
    of = Scheme(who, voices, digits, {id_: at for at, id_ in enumerate(amounts, 1)})
    nobody = replace(its.scene, levels={}, kept={}, terms={}, parents={}, starts={})
    reasons = its.reasons

    def kind_of(key: int) -> Kind | None:
        """Of whoever has the key: of the chunk that the tape was written for nothing is kept."""
        try:
            found = _kind(key, of, nobody)
        except NoTapeError:
            return None
        return found if reasons else replace(found, not_met=False)

    return Result(
        scheme=scheme,
        entity=entity,
        key=_key(digits, keys, entity, its),
        keys=keys,
        kind_of=kind_of,
        amounts=tuple(amounts.values()),
        parts=_first_part(who, entity, its) if its.reasons else None,
    )


def _voice(provision: Provision, entity: EntityId, its: Lowering) -> Voice:
    owner = its.scene.owner(entity, provision.entity)
    if owner is None:
        raise NoTapeError
    said = spread_truth(condition(provision, owner, its), owner, entity, its)
    clause = provision.facets.amount
    stated = () if clause is None or clause.mode == "left_to" else (clause.value, clause.upper)
    values = [it for it in stated if it is not None]
    monthly = provision.facets.period is not None and is_monthly(provision.facets.period.every)
    place = replace(place_of(provision, entity, its.scene), monthly=monthly)
    amounts = _numbers(values, place, its)
    alike = amounts == _numbers(values, replace(place, monthly=not monthly), its)
    return Voice(provision, said, amounts, None if alike else monthly)


def _numbers(values: Iterable[Expr], place: Place, its: Lowering) -> tuple[Amount, ...] | None:
    try:
        return tuple(number(it, place, its) for it in values)
    except NoTapeError:
        return None


def _digits(voices: Iterable[Voice], its: Lowering) -> tuple[Digit, ...]:
    found: dict[Register, Digit] = {}
    for voice in voices:
        bytes_ = of_bits(voice.truth).bytes
        if bytes_:
            at = reduce(lambda a, b: its.tape.step(Op.PLUS, a, b), bytes_)
            found[at] = Digit(at, len(bytes_) + 1, bytes_)
    for voice in voices:
        for it in voice.amounts or ():
            if isinstance(it, Tabled):
                found[it.at] = Digit(it.at, len(it.values))
    return tuple(found.values())


def _amounts(voices: Iterable[Voice], its: Lowering) -> Iterator[tuple[ProvisionId, Ends]]:
    for it in voices:
        if it.amounts is not None and is_worked_out(it.provision, it.amounts):
            with suppress(NoTapeError):  # then the kinds that need it are not for the tape
                yield it.provision.id, whole_fen(it.provision, it.amounts, its.tape)


def _key(digits: Sequence[Digit], keys: int, entity: EntityId, its: Lowering) -> Register:
    if not digits:
        return constant(False, entity, its)  # noqa: FBT003 - a truth
    first, *others = digits
    key, times = first.at, first.values
    for it in others:
        key = its.tape.join(key, it.at, times, keys)
        times *= it.values
    return key


def _read(key: int, digits: Iterable[Digit]) -> _Said:
    found: dict[Register, int] = {}
    for it in digits:
        key, value = divmod(key, it.values)
        found[it.at] = value
        # with so many of them 1, the last is one of these first
        found |= {byte: int(value >= len(it.bytes) - at) for at, byte in enumerate(it.bytes)}
    return found


def _kind(key: int, of: Scheme, scene: Scene) -> Kind:
    """Raises NoTapeError where it is not for tapes what the amounts come to."""
    rules, said = scene.rules, _read(key, of.digits)
    told = {id_: _told(it.truth, said) for id_, it in of.voices.items()}
    found = situation(of.who.speaking(told), rules)
    if not found.possible:
        return _cell(Outcome.NOT_COVERED, NOBODY, None, of)

    def comes(it: Combination) -> Comes:
        """Where the month's standard is not the day's, only of those amounts that are paid."""
        monthly = is_monthly(every_of(it, scene))
        amounts = {
            id_: [_at(one, said) for one in voice.amounts]
            for id_, voice in of.voices.items()
            if voice.amounts is not None and voice.monthly in (None, monthly)
        }
        return paid(it, amounts, scene)

    outcome = found.outcome or _agreed(found.possible, comes)
    by = found.decided_by(outcome, rules)
    deciding = [] if by is None else [by]
    plain = found.possible[0]
    if found.outcome is None and outcome is Outcome.NEEDS_RULING and plain.outcome in STANDING:
        deciding += comes(plain).clash
    place = scene.first_of(deciding) if deciding else NOBODY
    if outcome not in STANDING:
        return _cell(outcome, place, None, of)
    return _cell(outcome, place, _between([comes(it).paid for it in found.possible]), of)


def _agreed(possible: Sequence[Combination], comes: Callable[[Combination], Comes]) -> Outcome:
    """The outcome on which all combinations agree, clashes of amounts and periods counted in."""
    simple = [it for it in possible if it.outcome not in STANDING or not _may_clash(it)]
    outcomes = {it.outcome for it in simple}
    for it in possible:
        if len(outcomes) > 1:  # whatever the others come to
            return Outcome.UNDETERMINED
        if it not in simple:
            outcomes.add(Outcome.NEEDS_RULING if comes(it).clash else it.outcome)
    return outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED


def _may_clash(it: Combination) -> bool:
    return max(len(it.amounts), len(it.periods)) > 1


def _between(paying: Sequence[Paid | WorkedOut]) -> Paid | WorkedOut:
    """One amount that holds all the possible ones."""
    worked_out = {it for it in paying if isinstance(it, WorkedOut)}
    known = [it for it in paying if isinstance(it, Paid)]
    if len(worked_out) == 1 and not known:
        return worked_out.pop()
    if worked_out:
        raise NoTapeError
    return between(known)


def _cell(outcome: Outcome, place: int, amount: Paid | WorkedOut | None, of: Scheme) -> Kind:
    status, low, high, number = NO_AMOUNT, OPEN_LOW, OPEN_HIGH, 0
    match amount:
        case WorkedOut(of=provision):
            if provision not in of.worked_out:
                raise NoTapeError
            status, low, high, number = EXACT, 0, 0, of.worked_out[provision]
        case Paid():
            status, low, high = int(amount.status[0]), int(amount.low[0]), int(amount.high[0])
    not_met = outcome is Outcome.NOT_MET
    return Kind(NUMBER[outcome], status, low, high, place, not_met, number)


def _told(bits: Bits, said: _Said) -> Truth:
    def is_so(it: Plain) -> bool:
        return it if isinstance(it, bool) else bool(said[it])

    its = of_bits(bits)
    if is_so(its.certain):
        return Truth.TRUE
    if is_so(its.judged):
        return Truth.JUDGEMENT
    return Truth.UNKNOWN if is_so(its.possible) else Truth.FALSE


def _at(amount: Amount, said: _Said) -> Amount:
    """An amount that is looked up, as this key has it."""
    return amount.values[said[amount.at]] if isinstance(amount, Tabled) else amount


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
    possible = [of_bits(truth(it, place, its)).possible for it in joined[:-1]]
    before = [both(possible[: at + 1], its.tape) for at in range(len(possible))]
    registers = [constant(it, owner, its) for it in before if isinstance(it, Register | bool)]
    number = reduce(lambda a, b: its.tape.step(Op.PLUS, a, b), registers)
    return number if owner == entity else its.tape.step(Op.SPREAD, number, entity=entity)
