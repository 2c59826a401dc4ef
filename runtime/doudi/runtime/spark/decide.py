"""Households in a DataFrame ▶ a DataFrame of answers, for those who have a session.

Lazy, as all of Spark's transformations are: what is wrong with the columns is said at once, what is
wrong with a value when its row is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

import pyarrow as pa
from pyspark import Broadcast, TaskContext
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import to_arrow_schema

from doudi.runtime.batch.function import Function
from doudi.runtime.batch.words import Tongue
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.bundle.write import write
from doudi.runtime.facts.convert import Unfit, area_of
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import AreaCode, SchemeId
from doudi.runtime.spark.types import spark_schema


def decide(
    households: DataFrame,
    bundle: Loaded,
    *,
    as_of: date | None = None,
    area: str | None = None,
    area_facts: bytes = b"",
    schemes: Collection[str] = (),
    ignore: Collection[str] = (),
    names: Tongue = "en",
) -> DataFrame:
    """A row for each household, with a struct for each scheme, as `doudi batch` writes it.

    `households`: with lists of structs for those who live in them. `as_of` and `area` (a name or a
    code) hold where no column says otherwise; `area_facts`: the bytes of a file of them; `schemes`:
    ids, none named is all. Raises PopulationError for what the columns tell, ValueError for an area
    or a scheme that is not there; in a job, PopulationError names partition and row. Ids are
    compared within a batch of rows, not across them.
    """
    program = bundle.program
    function = Function(
        write(program),
        as_of,
        _area(area, program),
        area_facts,
        _schemes(schemes, program),
        frozenset(ignore),
        names,
        plain=True,
    )
    made = function.schema(to_arrow_schema(households.schema))
    known = households.sparkSession.sparkContext.broadcast(function)
    return households.mapInArrow(partial(_answers, known), spark_schema(made))


def _answers(
    function: Broadcast[Function], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    first = 0
    for it in batches:
        if it.num_rows:
            with _placed(first):
                yield function.value(it)
        first += it.num_rows


@contextmanager
def _placed(first: int) -> Iterator[None]:
    """Rows are counted in their partition, for nobody knows where a batch begins."""
    try:
        yield
    except PopulationError as error:
        here = TaskContext.get()
        table = "" if here is None else f"partition {here.partitionId()}"
        raise PopulationError(
            replace(it, place=replace(it.place, table=table, row=_from(first, it.place.row)))
            for it in error.problems
        ) from None


def _from(first: int, row: int | None) -> int | None:
    return None if row is None else first + row


def _area(name: str | None, program: Program) -> AreaCode | None:
    if name is None:
        return None
    try:
        return AreaCode(area_of(name, vocabulary(program)))
    except Unfit as error:
        raise ValueError(error.en) from None


def _schemes(named: Collection[str], program: Program) -> tuple[SchemeId, ...]:
    unknown = sorted(set(named) - {it.id for it in program.schemes})
    if unknown:
        message = f"the bundle has no scheme `{unknown[0]}`"
        raise ValueError(message)
    return tuple(SchemeId(it) for it in named)
