"""Parts of a population decided by Spark's executors, which get names of files and never rows.

Each part is a task. Its files are written as on one machine, and come to stand in their places by a
rename; so a task that is done again, because a machine was lost, leaves the same bytes once. The
folders of input and output are to be seen by all machines under the same names.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyarrow as pa
from pyspark import Accumulator, AccumulatorParam, Broadcast
from pyspark.sql import SparkSession

from doudi.runtime.batch.commission import Commission, ready
from doudi.runtime.batch.errors import BatchError, BrokenOffError
from doudi.runtime.batch.part import Destination, Event, Events, Finished, decide_part, finished
from doudi.runtime.engine import engine
from doudi.runtime.population.files import File
from doudi.runtime.population.parts import Part
from doudi.runtime.spark.session import cause_of, session

LOG: Final = "spark.log"
_SECONDS: Final = 0.1  # between two looks at what executors have told
_GROUP: Final = "doudi"

Told: TypeAlias = Event | Exception


@dataclass(frozen=True, slots=True)
class _Work:
    """What every executor is told once. `engine`: which doudi and which Arrow this is."""

    parts: tuple[tuple[int, Part], ...]
    commission: Commission
    to: Destination
    engine: tuple[str, str]


class _Telling(AccumulatorParam[list[Told]]):  # type: ignore[misc] # no types without Spark
    """A list that executors add to; Spark hands on what a task added once, when it succeeded."""

    def zero(self, value: list[Told]) -> list[Told]:  # noqa: ARG002 - asked for by Spark
        return []

    def addInPlace(self, value1: list[Told], value2: list[Told]) -> list[Told]:  # noqa: N802
        value1 += value2
        return value1


def decide_parts(
    parts: Mapping[int, Part],
    commission: Commission,
    to: Destination,
    *,
    master: str | None,
    cores: int | None,
) -> Events:
    """In any order. `master`: none is this machine; `cores`: how many to use at most.

    Raises what deciding a part raises, and BatchError where Spark does not do it.
    """
    if parts:
        with session(master, cores, to.scratch / LOG) as spark:
            yield from _decided(parts, commission, _absolute(to), spark)


def _decided(
    parts: Mapping[int, Part], commission: Commission, to: Destination, spark: SparkSession
) -> Iterator[Event]:
    context = spark.sparkContext
    told = context.accumulator([], _Telling())
    work = context.broadcast(_Work(tuple(parts.items()), commission, to, _engine()))
    numbers = spark.range(0, len(parts), 1, len(parts))
    job = numbers.mapInArrow(partial(_tasks, work, told), numbers.schema)

    def run() -> None:
        context.setJobGroup(_GROUP, "doudi batch", interruptOnCancel=True)
        job.collect()

    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(run)
        try:
            for it in _heard(told, running):
                if isinstance(it, Exception):
                    raise it
                if isinstance(it, Finished) and finished(it.part, to) != it:
                    raise _elsewhere(to)
                yield it
        finally:
            with suppress(Exception):  # where Spark is gone there is nothing to cancel
                context.cancelJobGroup(_GROUP)


def _heard(told: Accumulator[list[Told]], running: Future[None]) -> Iterator[Told]:
    heard, over = 0, False
    while not over:
        over = bool(wait([running], _SECONDS).done)
        new = told.value[heard:]
        heard += len(new)
        yield from new
    failed = running.exception()
    if isinstance(failed, Exception):
        said = cause_of(failed)
        yield BrokenOffError(f"Spark 没有做完：{said}", f"Spark gave up: {said}")


def _tasks(
    work: Broadcast[_Work],
    told: Accumulator[list[Told]],
    batches: Iterator[pa.RecordBatch],
) -> Iterator[pa.RecordBatch]:
    """Where an executor begins: numbers of parts in, the same out when they are decided."""
    pa.set_cpu_count(1)  # the executors are what works side by side
    for batch in batches:
        for number in batch.column(0).to_pylist():
            try:
                told.add(_task(number, work.value))
            except Exception as error:  # noqa: BLE001 - it is raised again where somebody is told
                told.add([error])
        yield batch


def _task(at: int, work: _Work) -> list[Told]:
    number, part = work.parts[at]
    if _engine() != work.engine:
        raise _of_another_version(work.engine, _engine())
    for it in (work.to.scratch, *_files(part)):
        if not it.exists():
            raise _unseen(it)
    return list(decide_part(number, part, ready(work.commission), work.to))


def _engine() -> tuple[str, str]:
    return engine(), pa.__version__


def _files(part: Part) -> Iterator[Path]:
    for rows in part.rows.values():
        for span in rows.spans:
            if isinstance(span.source, File):
                yield Path(span.source.path)


def _absolute(to: Destination) -> Destination:
    return replace(
        to,
        answers=to.answers.absolute(),
        finished=to.finished.absolute(),
        scratch=to.scratch.absolute(),
    )


def _unseen(it: Path) -> BatchError:
    node = platform.node()
    return BatchError(
        f"工作节点 `{node}` 看不到 `{it}`；输入和输出须在各台机器以同一路径可见的文件夹里",
        f"the worker `{node}` does not see `{it}`; input and output are to be in folders that all "
        "machines see under the same name",
    )


def _elsewhere(to: Destination) -> BatchError:
    return BatchError(
        f"工作节点写下的结果不在这台机器的 `{to.answers}`；"
        "输出须在各台机器以同一路径可见的文件夹里",
        f"what a worker wrote is not in `{to.answers}` of this machine; output is to be in a "
        "folder that all machines see under the same name",
    )


def _of_another_version(wanted: tuple[Any, ...], found: tuple[Any, ...]) -> BatchError:
    node = platform.node()
    here, there = (f"doudi {it[0]}, pyarrow {it[1]}" for it in (wanted, found))
    return BatchError(
        f"工作节点 `{node}` 上是 {there}，这里是 {here}；请装成相同的版本",
        f"the worker `{node}` has {there}, and here is {here}; install the same versions",
    )
