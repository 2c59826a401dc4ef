"""What is the same for all who are told apart by nothing: worked out once for each signature.

A signature is one whole number for a subject. Each truth, option and comparison that tells
subjects apart has its place in it, and so have statuses that many answers hang on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from doudi.runtime.columns.straight.flow import Flow
from doudi.runtime.columns.straight.operations import text
from doudi.runtime.columns.tape.code import Register, Step, Width
from doudi.runtime.program.ids import EntityId

Answer = TypeVar("Answer")

_MOST_KEPT: Final = 1 << 16  # answers; with more, all are forgotten
_FEW_BITS: Final = 3  # what hangs on no more needs no place of its own


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """Of one kind of subject.

    `places`: of each register its lowest bit. `statuses`: those that follow from the others.
    """

    entity: EntityId
    flow: Flow
    places: Mapping[Register, int]
    statuses: Collection[Register]

    @property
    def plain(self) -> Signature:
        """Without statuses."""
        places = {it: at for it, at in self.places.items() if it not in self.statuses}
        return Signature(self.entity, self.flow, places, ())

    def mask(self, registers: Iterable[Register]) -> int:
        """All that tells these apart."""
        told = self.flow.telling(registers, self.entity, self.statuses)
        return sum((1 << self.flow.bits(it)) - 1 << self.places[it] for it in told)

    def values(self, registers: Sequence[Register]) -> Callable[[int], tuple[int, ...]]:
        """A function from a signature to what these registers hold."""
        lines: list[str] = []
        written: set[Register] = set()

        def name(register: Register) -> str:
            it = self.flow.source(register)
            if it not in written:
                said = self._said(it, name)
                written.add(it)
                lines.append(f"    r{it.number} = {said}")
            return f"r{it.number}"

        names = "".join(f"{name(it)}, " for it in registers)
        source = "\n".join(("def values(told):", *lines, f"    return ({names})"))
        place: dict[str, Any] = {"TABLES": self.flow.tape.tables}
        exec(compile(source, "<values>", "exec"), place)  # noqa: S102 - of our own making
        made: Callable[[int], tuple[int, ...]] = place["values"]
        return made

    def _said(self, it: Register, name: Callable[[Register], str]) -> str:
        if it in self.places:
            return f"told >> {self.places[it]} & {(1 << self.flow.bits(it)) - 1}"
        origin = self.flow.origins[it.number]
        if not isinstance(origin, Step):
            raise TypeError(origin)
        return text(origin, name)


def signature(
    entity: EntityId,
    answers: Sequence[Sequence[Register]],
    others: Collection[Register],
    flow: Flow,
) -> Signature:
    """By which all these are told apart; `others` without the help of statuses."""
    asked = [it for its in answers for it in its]
    statuses = tuple(_statuses(entity, answers, flow))
    # what cells are looked up by stands lowest: small numbers are quickest
    low = flow.telling(asked, entity, statuses)
    plain = flow.telling([*asked, *others], entity)
    places: dict[Register, int] = {}
    free = 0
    for it in dict.fromkeys((*low, *plain)):
        places[it] = free
        free += flow.bits(it)
    return Signature(entity, flow, places, frozenset(statuses))


def _statuses(
    entity: EntityId, answers: Sequence[Sequence[Register]], flow: Flow
) -> Iterator[Register]:
    """Truths that several answers hang on, and that themselves hang on much."""
    behind = [flow.behind(its) for its in answers]
    found: list[Register] = []
    for step in flow.tape.steps:
        it = step.to
        is_truth = it.width is Width.BYTE and flow.bits(it) == 1 and not flow.tells(it)
        early = flow.home(it) == entity and flow.round(it) == 0
        if is_truth and early and sum(it in its for its in behind) > 1:
            told = flow.telling(flow.inputs(it), entity, found)
            if sum(flow.bits(one) for one in told) > _FEW_BITS:
                found.append(it)
    used = {it for its in answers for it in flow.telling(its, entity, found)}
    yield from (it for it in found if it in used)


class Told(dict[int, Answer]):
    """The answers for the signatures met so far; others are worked out when they are met."""

    def __init__(self, answer: Callable[[int], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, told: int) -> Answer:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[told] = self._answer(told)
        return found
