"""Parts decided in this process, or side by side in others that get names of parts, never rows.

Another process works as long as this one listens: when this one is gone, however that came about,
they end too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from typing import cast

import pyarrow as pa

from doudi.runtime.batch.alone import alone
from doudi.runtime.batch.commission import Commission, ready
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination, Event, Events, Finished, decide_part
from doudi.runtime.command_line.stopping import STOPPING, stop_if_told, undisturbed
from doudi.runtime.population.parts import Part


def decide_parts(
    parts: Mapping[int, Part], commission: Commission, to: Destination, jobs: int
) -> Events:
    """In any order. Raises what deciding a part raises, and BatchError where a process died."""
    if min(jobs, len(parts)) > 1:
        yield from _side_by_side(parts, commission, to, min(jobs, len(parts)))
    elif parts:
        here = ready(commission)
        for number, part in parts.items():
            yield from decide_part(number, part, here, to)


def _side_by_side(
    parts: Mapping[int, Part], commission: Commission, to: Destination, jobs: int
) -> Events:
    ready(commission)  # what is copied has it
    waiting = deque(parts.items())
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(jobs):
            ours, process = _worker(commission, to)
            workers[ours] = process
            _hand(waiting.popleft(), ours, process)
        while workers:
            for ours in cast("list[Connection]", wait(list(workers))):
                event = _heard(ours, workers[ours])
                yield event
                if not isinstance(event, Finished):
                    continue
                if waiting:
                    _hand(waiting.popleft(), ours, workers[ours])
                else:
                    ours.close()
                    _end([workers.pop(ours)])
    finally:
        _end(workers.values())


def _end(processes: Collection[BaseProcess]) -> None:
    """What they have finished is in its place; to let go of memory bit by bit takes time."""
    for it in processes:
        it.kill()
    for it in processes:
        it.join()


def _worker(commission: Commission, to: Destination) -> tuple[Connection, BaseProcess]:
    # A copy of this process begins at once; another has to load what this one has loaded already.
    context = multiprocessing.get_context("fork") if alone() else _spawning()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, commission, to), daemon=True)
    with undisturbed(), _deaf():
        process.start()
    stop_if_told()
    theirs.close()
    return ours, process


def _spawning() -> SpawnContext:
    """What watches over such processes runs already: once it begins, signals are heard again."""
    from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415 - of no use to copies

    ensure_running()
    return multiprocessing.get_context("spawn")


def _hand(work: tuple[int, Part], ours: Connection, process: BaseProcess) -> None:
    try:
        ours.send(work)
    except ConnectionError:
        raise _died(process) from None


def _heard(ours: Connection, process: BaseProcess) -> Event:
    try:
        said: Event | Exception = ours.recv()
    except (EOFError, ConnectionError):
        raise _died(process) from None
    if isinstance(said, Exception):
        raise said
    return said


def _died(process: BaseProcess) -> BatchError:
    process.join()
    code = process.exitcode
    how = f" ({signal.Signals(-code).name})" if code is not None and code < 0 else ""
    return BatchError(
        f"一个工作进程中途没了{how}，可能是内存不足；请用较小的 `--jobs` 加 `--resume` 接着做",
        f"a worker process died{how}, perhaps for lack of memory; go on with a smaller `--jobs` "
        "and `--resume`",
    )


def _serve(theirs: Connection, commission: Commission, to: Destination) -> None:
    _leave_stopping_to_the_first()
    threading.Thread(target=end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)  # the processes are what works side by side
    try:
        here = ready(commission)
        while True:
            number, part = theirs.recv()
            for event in decide_part(number, part, here, to):
                theirs.send(event)
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - it is raised again where somebody can be told
        theirs.send(error)


def end_with_parent() -> None:
    """For a thread of a process that is to be gone when the one that began it is."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)


@contextmanager
def _deaf() -> Iterator[None]:
    """So is a process that is begun meanwhile, until it is ready to hear signals."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_stopping_to_the_first() -> None:
    """What a terminal tells, it tells every process; `kill` is meant for the one that it names."""
    for it in STOPPING:
        signal.signal(it, signal.SIG_DFL if it == signal.SIGTERM else signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
