"""Numbers that are compared with small ones again and again are made bytes first, for that only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from doudi.runtime.columns.tape.code import Op, Register, Step, Tape, Width

_OFTEN: Final = 3
_MOST: Final = 255


def narrowed(tape: Tape) -> Tape:
    compared = Counter(it.a for it in tape.steps if _is_small(it))
    often = [it for it, times in compared.items() if times >= _OFTEN]
    bytes_ = {
        it: Register(tape.registers + at, Width.BYTE, it.entity) for at, it in enumerate(often)
    }
    return replace(
        tape,
        steps=tuple(_steps(tape, bytes_)),
        registers=tape.registers + len(bytes_),
    )


def _steps(tape: Tape, bytes_: dict[Register, Register]) -> Iterator[Step]:
    made = set()
    for step in tape.steps:
        byte = bytes_.get(step.a)
        if byte is None or not _is_small(step):
            yield step
            continue
        if byte not in made:
            yield Step(Op.NARROW, byte, step.a)
            made.add(byte)
        yield replace(step, op=Op.IS if step.op is Op.EXACTLY else Op.BELOW, a=byte)


def _is_small(step: Step) -> bool:
    """Whether it comes to the same of what is within 0 and 255, and else the nearer of those."""
    match step.op:
        case Op.BELOW:
            return 0 < step.k <= _MOST
        case Op.EXACTLY:
            return 0 < step.k < _MOST
        case _:
            return False
