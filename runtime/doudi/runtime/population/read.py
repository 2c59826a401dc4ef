"""A population ▸ its parts, and a part ▸ its chunks: what others call.

Takes what somebody names as a population and the rules it is to be decided by. All that a table's
schema can tell is checked before a row is read; values are checked while they are read. Whatever is
wrong is a PopulationError; nothing is ever left out or guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import pyarrow as pa

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.vocabulary import Vocabulary, vocabulary
from doudi.runtime.population.arrays import is_text
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.errors import Place, PopulationError, Problem, problem
from doudi.runtime.population.ids import Ids, first_repeated, ids_of
from doudi.runtime.population.layout import HOUSEHOLD, Layout, layout
from doudi.runtime.population.misfit import Misfit
from doudi.runtime.population.parts import Part, Rows, Table, cuts, ids_in, named_by_others
from doudi.runtime.population.reading import Flow, Where, chunks_of
from doudi.runtime.population.sources import Named, Shape, Tabular, kinds_of, tables
from doudi.runtime.population.tables import Source, Stretch, check_names, schema_of, stretches
from doudi.runtime.program.ids import AreaCode, EntityId

_IN_EACH: Final = 4  # rows for each row of what they lie in: mostly enough to read once for a chunk


@dataclass(frozen=True, slots=True)
class Population:
    """`shape`: nested, where one table holds all; flat, where each kind has its own.

    `parts` cover it in the order of its households, each once.
    """

    shape: Shape
    parts: tuple[Part, ...]

    @property
    def households(self) -> int:
        return sum(it.households for it in self.parts)


def population(
    source: Named,
    rules: Index,
    *,
    as_of: date | None,
    area: AreaCode | None,
    ignore: Collection[str] = (),
) -> Population:
    """Checked as far as schemas, ids and keys tell; nothing else has been read.

    `source`: a file; a folder or several files, one for each kind or the parts of one table; a
    mapping of kinds to any of these; a table of Arrow, or anything that has `__arrow_c_stream__`,
    which is taken whole. `as_of` and `area` are those of every household whose table names none;
    `ignore`: columns that are of no concern. Raises PopulationError.
    """
    words = _words(rules)
    named = tables(source, words)
    opened, problems = _opened(named.by_kind, words, ignore)
    _refuse({it: table.layout for it, table in opened.items()}, problems, Where(area, as_of))
    found, unchecked = cuts(opened)
    if not found[HOUSEHOLD]:
        place = Place(opened[HOUSEHOLD].sources[0].name)
        raise problem(place, "表是空的，一户也没有", "is empty: there is not one household in it")
    parts: list[Part] = []
    first = 0
    for number, cut in enumerate(found[HOUSEHOLD]):
        rows = {
            kind: Rows(it.schema, it.layout, found[kind][number].spans)
            for kind, it in opened.items()
        }
        parts.append(Part(number, first, len(cut), rows, unchecked, as_of, area))
        first += len(cut)
    return Population(named.shape, tuple(parts))


def chunks(part: Part, rules: Index, *, rows: int) -> Iterator[Chunk]:
    """Its households, at most `rows` at a time. Raises PopulationError where a value is wrong."""
    words = vocabulary(rules.program)
    again = {kind: partial(ids_in, it.spans, it.layout) for kind, it in part.rows.items()}
    for kind in part.unchecked:
        first_repeated(again[kind], part.rows[kind].layout.id)
    flows = {
        kind: Flow(
            it.layout,
            it.schema,
            stretches(
                it.spans,
                tuple(it.layout.columns()),
                tuple(it.layout.ids()),
                rows if it.layout.key is None else rows * _IN_EACH,
            ),
            again[kind],
        )
        for kind, it in part.rows.items()
    }
    yield from chunks_of(flows, Where(part.area, part.as_of), part.first, rows, words)


def streamed(
    source: Tabular | Mapping[str, Tabular],
    rules: Index,
    *,
    as_of: date | None,
    area: AreaCode | None,
    rows: int,
    ignore: Collection[str] = (),
) -> Iterator[Chunk]:
    """The chunks of tables that can be read but once, such as a RecordBatchReader.

    Nothing of them is kept but ids: whether one is there twice is said when all have been read.
    Raises PopulationError.
    """
    words = _words(rules)
    readers = {
        kind: pa.RecordBatchReader.from_stream(it) for kind, it in kinds_of(source, words).items()
    }
    for kind, it in readers.items():
        check_names(it.schema, kind)
    found = {kind: _layout(it.schema, kind, words, "", ignore) for kind, it in readers.items()}
    layouts = {kind: made for kind, (made, _) in found.items()}
    problems = [it for _, some in found.values() for it in some]
    problems += _unlike_ids(layouts, {kind: it.schema for kind, it in readers.items()})
    where = Where(area, as_of)
    _refuse(layouts, problems, where)
    kept: dict[EntityId, list[Ids]] = {kind: [] for kind in readers}
    flows = {
        kind: Flow(
            layouts[kind],
            it.schema,
            _keeping(it, layouts[kind], kept[kind]),
            partial(iter, kept[kind]),
        )
        for kind, it in readers.items()
    }
    yield from chunks_of(flows, where, 0, rows, words)
    for kind in named_by_others(layouts):
        first_repeated(partial(iter, kept[kind]), layouts[kind].id)


def columns_of(
    schema: pa.Schema,
    rules: Index,
    *,
    as_of: date | None,
    area: AreaCode | None,
    ignore: Collection[str] = (),
) -> Layout:
    """What the columns of a table of households with lists in them are, before any row is there.

    Raises PopulationError, as `population` would.
    """
    found, problems = _layout(schema, HOUSEHOLD, _words(rules), "", ignore)
    _refuse({HOUSEHOLD: found}, problems, Where(area, as_of))
    return found


def _words(rules: Index) -> Vocabulary:
    words = vocabulary(rules.program)
    if HOUSEHOLD not in words.entities:
        raise problem(Place(), "这些规则不知道家庭", "these rules know no household")
    return words


def _opened(
    by_kind: Mapping[EntityId, Sequence[Source]], words: Vocabulary, ignore: Collection[str]
) -> tuple[dict[EntityId, Table], list[Problem]]:
    """Every table with its layout. All files of one kind are to have the same columns."""
    opened: dict[EntityId, Table] = {}
    problems: list[Problem] = []
    for kind, sources in by_kind.items():
        schemas = [schema_of(it) for it in sources]
        made, wrong = _layout(schemas[0], kind, words, sources[0].name, ignore)
        problems += wrong
        wanted = set(made.columns())
        first = {it.name: it.type for it in schemas[0] if it.name in wanted}
        for source, schema in zip(sources[1:], schemas[1:], strict=True):
            own = {it.name: it.type for it in schema if it.name not in ignore}
            problems += [
                Problem(
                    Place(source.name, name),
                    f"与 `{sources[0].name}` 的列不一样",
                    f"is not as in `{sources[0].name}`",
                )
                for name in sorted(own.keys() | first.keys())
                if own.get(name) != first.get(name)
            ]
        problems += [
            Problem(
                Place(sources[0].name, column),
                f"{inner.entity.name.zh}另有一张表；列表和表只给其一",
                f"there is a table of `{inner.entity.id}` as well; give the list or the table",
            )
            for column, inner in made.inside.items()
            if inner.entity.id in by_kind
        ]
        opened[kind] = Table(made, schemas[0], tuple(sources))
    layouts = {kind: it.layout for kind, it in opened.items()}
    problems += _unlike_ids(layouts, {kind: it.schema for kind, it in opened.items()})
    return opened, problems


def _unlike_ids(
    layouts: Mapping[EntityId, Layout], schemas: Mapping[EntityId, pa.Schema]
) -> Iterator[Problem]:
    """Texts are not compared with numbers: 7 and 007 would be one, or would not."""
    types = {kind: {it.name: it.type for it in schema} for kind, schema in schemas.items()}
    for kind, made in layouts.items():
        container = layouts.get(made.entity.container or kind)
        if not made.key or container is None or not container.id:
            continue
        key, id_ = types[kind][made.key], types[container.entity.id][container.id]
        if is_text(key) == is_text(id_) or pa.types.is_null(key):
            continue
        place = Place(kind, made.key)
        name = container.entity
        yield Problem(
            place,
            f"是 {key}，而{name.name.zh}表的编号是 {id_}；请存成同一类型",
            f"is {key}, and the ids of `{name.id}` are {id_}; store both as one type",
        )


def _layout(
    schema: pa.Schema, kind: EntityId, words: Vocabulary, name: str, ignore: Collection[str]
) -> tuple[Layout, tuple[Problem, ...]]:
    entity = words.entities[kind]
    container = None
    if kind != HOUSEHOLD and entity.container is not None:
        container = words.entities[entity.container]
    return layout(schema, entity, words, Place(name), ignore, container)


def _refuse(layouts: Mapping[EntityId, Layout], problems: Sequence[Problem], where: Where) -> None:
    """What is wrong with the schemas, and with what was given beside them."""
    found = list(problems)
    heads = layouts[HOUSEHOLD].heads
    if where.as_of is None and "as_of" not in heads:
        zh = "没有评估日：表里加一列 `as_of`（评估日），或另外指明"
        found.append(Problem(Place(), zh, "no date: add a column `as_of`, or give one beside it"))
    if where.area is None and "area" not in heads:
        zh = "没有地区：表里加一列 `area`（地区），或另外指明"
        found.append(Problem(Place(), zh, "no area: add a column `area`, or give one beside it"))
    if found:
        raise PopulationError(found)


def _keeping(reader: pa.RecordBatchReader, layout: Layout, kept: list[Ids]) -> Iterator[Stretch]:
    """Its batches; their ids are added to `kept` as they go by."""
    columns = list(layout.columns())
    at = 0
    for batch in reader:
        try:
            kept.append(Ids(ids_of([batch.column(layout.id)]), layout.entity.id, at))
        except Misfit as misfit:
            place = Place(layout.entity.id, layout.id, at + misfit.row + 1)
            raise problem(place, misfit.zh, misfit.en) from None
        yield Stretch(batch.select(columns), layout.entity.id, at)
        at += len(batch)
