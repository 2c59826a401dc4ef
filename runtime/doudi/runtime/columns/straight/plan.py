"""In which order a household is gone through, and by what its subjects are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from doudi.runtime.columns.straight.flow import Flow, flow
from doudi.runtime.columns.straight.told import Signature, signature
from doudi.runtime.columns.tape.code import Op, Register, Result, Step, Tape
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.ids import EntityId


@dataclass(frozen=True, slots=True)
class Loop:
    """Going through all of a kind that live in the household, once.

    `spread`, `own`, `statuses`: what becomes part of their signatures: what is known outside, of
    themselves, and what follows from these. `divisors`: what must be 1 or more of each. `again`:
    whether they are gone through once more.
    """

    entity: EntityId
    round: int
    first: bool
    again: bool
    spread: tuple[Register, ...]
    own: tuple[Register, ...]
    statuses: tuple[Register, ...]
    divisors: tuple[Register, ...]
    totals: tuple[Step, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """`loops`: by their rounds; `own`: what becomes part of the household's signature in each.

    `divisors`: what must be 1 or more of the household.
    """

    flow: Flow
    signatures: Mapping[EntityId, Signature]
    own: tuple[tuple[Register, ...], ...]
    loops: tuple[tuple[Loop, ...], ...]
    divisors: tuple[Register, ...]
    results: tuple[Result, ...]

    @property
    def kinds(self) -> tuple[EntityId, ...]:
        """Those inside of which a list is needed."""
        sized = [it.a.entity for it in self.flow.tape.steps if it.op is Op.SIZE]
        return tuple(dict.fromkeys([*(it.entity for its in self.loops for it in its), *sized]))


def plan(tape: Tape) -> Plan:
    its = flow(tape)
    kinds = dict.fromkeys(it.to.entity for it in its.origins.values())
    inside = [it for it in kinds if it != HOUSEHOLD]
    signatures = {it: signature(it, [*_answers(it, its)], [*_added(it, its)], its) for it in inside}
    spread = [it for by in signatures.values() for it in by.places if its.home(it) == HOUSEHOLD]
    own = [it for its_own in _answers(HOUSEHOLD, its) for it in its_own]
    signatures[HOUSEHOLD] = signature(HOUSEHOLD, (), [*own, *spread], its)
    last = max((its.round(it.to) for it in tape.steps), default=0)
    loops = [it for kind in inside for it in _loops(kind, last, signatures[kind])]
    places = signatures[HOUSEHOLD].places
    return Plan(
        flow=its,
        signatures=signatures,
        own=tuple(tuple(it for it in places if its.round(it) == at) for at in range(last + 1)),
        loops=tuple(tuple(it for it in loops if it.round == at) for at in range(last + 1)),
        divisors=tuple(it for it in tape.positive if its.home(it) == HOUSEHOLD),
        results=_results(HOUSEHOLD, tape),
    )


def told_by(result: Result, its: Flow) -> tuple[Register, ...]:
    """What a cell is looked up by: the key, the parts and, unless worked out, the amounts."""
    parts = () if result.parts is None else (result.parts,)
    amounts = () if worked_out(result, its) else [it.low for it in result.amounts]
    return (result.key, *parts, *amounts)


def worked_out(result: Result, its: Flow) -> bool:
    """Whether amounts are worked out for each subject."""
    return any(its.worked_out(it.low) for it in result.amounts)


def _answers(entity: EntityId, its: Flow) -> Iterator[tuple[Register, ...]]:
    return (told_by(it, its) for it in _results(entity, its.tape))


def _added(entity: EntityId, its: Flow) -> Iterator[Register]:
    """What is totalled of a kind, where it is looked up."""
    return (it.a for it in _totals(entity, its) if not its.worked_out(it.a))


def _totals(entity: EntityId, its: Flow) -> Sequence[Step]:
    return [it for it in its.tape.steps if it.op is Op.TOTAL and it.a.entity == entity]


def _results(entity: EntityId, tape: Tape) -> tuple[Result, ...]:
    return tuple(it for it in tape.results if it.entity == entity)


def _loops(kind: EntityId, last: int, by: Signature) -> Iterator[Loop]:
    its = by.flow
    totals, results = _totals(kind, its), _results(kind, its.tape)
    divisors = tuple(it for it in its.tape.positive if its.home(it) == kind)
    rounds = sorted({its.round(it.a) for it in totals} | ({last} if results or divisors else set()))
    signed: set[Register] = set()
    for at in rounds:
        signs = [it for it in by.places if its.round(it) <= at and it not in signed]
        signed.update(signs)
        known = [it for it in signs if it not in by.statuses]
        yield Loop(
            entity=kind,
            round=at,
            first=at == rounds[0],
            again=at != rounds[-1],
            spread=tuple(it for it in known if its.home(it) != kind),
            own=tuple(it for it in known if its.home(it) == kind),
            statuses=tuple(it for it in signs if it in by.statuses),
            divisors=divisors if at == last else (),
            totals=tuple(it for it in totals if its.round(it.a) == at),
            results=results if at == last else (),
        )
