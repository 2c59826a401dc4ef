"""Parts decided by processes of this machine, which get names of parts, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from doudi.runtime.batch.commission import Commission, ready
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination, Events, decide_part
from doudi.runtime.batch.side_by_side import DiedError, side_by_side
from doudi.runtime.population.parts import Part


def decide_parts(
    parts: Mapping[int, Part], commission: Commission, to: Destination, jobs: int
) -> Events:
    """In any order. Raises what deciding a part raises, and BatchError where a process died."""
    if parts:
        ready(commission)  # what is copied has it
    try:
        yield from side_by_side(tuple(parts.items()), partial(_decide, commission, to), jobs)
    except DiedError as died:
        raise BatchError(
            f"一个工作进程中途没了{died.how}，可能是内存不足；请用较小的 `--jobs` 加 `--resume` "
            "接着做",
            f"a worker process died{died.how}, perhaps for lack of memory; go on with a smaller "
            "`--jobs` and `--resume`",
        ) from None


def _decide(commission: Commission, to: Destination, work: tuple[int, Part]) -> Events:
    number, part = work
    return decide_part(number, part, ready(commission), to)
