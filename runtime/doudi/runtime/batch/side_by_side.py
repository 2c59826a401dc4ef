"""Pieces of work done in this process, or side by side in others.

Another process works as long as this one listens: when this one is gone, however that came about,
they end too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeAlias, TypeVar, cast

import pyarrow as pa

from doudi.runtime.batch.alone import alone
from doudi.runtime.command_line.stopping import STOPPING, stop_if_told, undisturbed

Piece = TypeVar("Piece")
Told = TypeVar("Told")
Doing: TypeAlias = Callable[[Piece], Iterator[Told]]

# What another process says: each thing that is told of a piece, in a tuple of its own; then this;
# or an exception.
_DONE: Final = ()


class DiedError(Exception):
    """A process ended before its work was done; `how`: by which signal, in brackets."""

    def __init__(self, how: str) -> None:
        super().__init__(f"a process died{how}")
        self.how = how


def side_by_side(
    pieces: Sequence[Piece], do: Doing[Piece, Told], jobs: int
) -> Generator[Told, None, None]:
    """What `do` tells of each piece; of several at once in any order. Both can be pickled.

    Raises what `do` raises, and DiedError. Whoever stops listening closes it.
    """
    if min(jobs, len(pieces)) > 1:
        yield from _in_others(pieces, do, min(jobs, len(pieces)))
    else:
        for it in pieces:
            yield from do(it)


def _in_others(
    pieces: Sequence[Piece], do: Doing[Piece, Told], jobs: int
) -> Generator[Told, None, None]:
    waiting = deque(pieces)
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(jobs):
            ours, process = _worker(do)
            workers[ours] = process
            _hand(waiting.popleft(), ours, process)
        while workers:
            for ours in cast("list[Connection]", wait(list(workers))):
                told = _heard(ours, workers[ours])
                if told != _DONE:
                    yield told[0]
                elif waiting:
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


def _worker(do: Doing[Any, Any]) -> tuple[Connection, BaseProcess]:
    # A copy of this process begins at once; another has to load what this one has loaded already.
    context = multiprocessing.get_context("fork") if alone() else _spawning()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, do), daemon=True)
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


def _hand(piece: object, ours: Connection, process: BaseProcess) -> None:
    try:
        ours.send(piece)
    except ConnectionError:
        raise _died(process) from None


def _heard(ours: Connection, process: BaseProcess) -> tuple[Any, ...]:
    try:
        said: tuple[Any, ...] | Exception = ours.recv()
    except (EOFError, ConnectionError):
        raise _died(process) from None
    if isinstance(said, Exception):
        raise said
    return said


def _died(process: BaseProcess) -> DiedError:
    process.join()
    code = process.exitcode
    return DiedError(f" ({signal.Signals(-code).name})" if code is not None and code < 0 else "")


def _serve(theirs: Connection, do: Doing[Any, Any]) -> None:
    leave_stopping_to_the_first()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)  # the processes are what works side by side
    try:
        while True:
            for told in do(theirs.recv()):
                theirs.send((told,))
            theirs.send(_DONE)
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - it is raised again where somebody can be told
        theirs.send(error)


def _end_with_parent() -> None:
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


def leave_stopping_to_the_first() -> None:
    """What a terminal tells, it tells every process; `kill` is meant for the one that it names."""
    for it in STOPPING:
        signal.signal(it, signal.SIG_DFL if it == signal.SIGTERM else signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
