"""A tape without that of which nothing comes: what was tried, and what only that reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from doudi.runtime.columns.tape.code import Register, Tape


def needed(tape: Tape) -> Tape:
    wanted = set(asked_for(tape))
    steps = []
    for step in reversed(tape.steps):
        if step.to in wanted:
            steps.append(step)
            wanted.update(step.reads)
    columns = tuple(it for it in tape.columns if it.to in wanted)
    return replace(tape, columns=columns, steps=tuple(reversed(steps)))


def asked_for(tape: Tape) -> Iterator[Register]:
    """What is to be known of a chunk in the end."""
    yield from tape.positive
    for it in tape.results:
        yield it.key
        if it.parts is not None:
            yield it.parts
        for ends in it.amounts:
            yield from (ends.low, ends.high)
            if ends.there is not None:
                yield ends.there
