"""A province's table has households of all its counties, of any day, row by row.

Where the same provisions speak they are decided together, and each is told what it is told among
those of its own county and day, and alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from random import Random
from typing import Final

import numpy as np
import pytest

from doudi.runtime.columns.answers import cells_of
from doudi.runtime.columns.cells import STATUSES
from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.run import ready, run
from doudi.runtime.columns.tape.tape import written
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Instance
from doudi.runtime.population.chunk import Chunk, Epoch
from doudi.runtime.population.selection import Selection, selected
from doudi.runtime.program.declarations import Facet, Facets, Grant, Standard, StandardRow
from doudi.runtime.program.ids import AreaCode, ProvisionId, SchemeId
from tests.columns.cases import chunk_of
from tests.columns.drawn import COMPLETE, OPEN, Manner
from tests.columns.drawn import households as drawn_households
from tests.columns.one_by_one import cells_one_by_one
from tests.columns.populations import SOURCES
from tests.columns.said import Said, said
from tests.columns.test_tape import MEMBER, county

COUNTIES: Final = tuple(AreaCode(f"9902{at:02}") for at in range(6))
RISEN: Final = date(2021, 7, 10)  # the month's figure is that of its first day
DAYS: Final = (date(2021, 3, 1), date(2021, 7, 20), date(2021, 10, 31))
EPOCHS: Final = tuple(Epoch(area, day) for area, day in product(COUNTIES, DAYS))
ON_TAPES, ON_PLANES = 0, 1 << 60  # from so many households on
LIMITED: Final = SchemeId("temporary_relief")
NOTHING_DECIDED: Final[Mapping[AreaCode, Instance]] = {}


@cache
def province() -> Index:
    """The county's rules for counties inside it: a third has no standards, some had others."""
    program = county().program
    here = program.areas[-1]
    within = (replace(here, code=it, parent=here.code) for it in COUNTIES)
    standards = tuple(replace(it, rows=tuple(_rows(it))) for it in program.standards)
    return index(replace(program, areas=(*program.areas, *within), standards=standards))


def _rows(of: Standard) -> Iterator[StandardRow]:
    for row, (at, area) in product(of.rows, enumerate(COUNTIES)):
        own = replace(row, area=area, amount=(row.amount or 0) + 1000 * at)
        match at % 3:
            case 1:
                yield own
            case 2:
                yield replace(own, end=RISEN - timedelta(days=1))
                yield replace(own, start=RISEN, amount=(own.amount or 0) + 700)


def of_province(seed: int, manner: Manner, many: int = 150) -> Chunk:
    random = Random(seed)  # noqa: S311 - the same households every time
    cases = drawn_households(random, province(), EPOCHS, [MEMBER], manner)
    return chunk_of([*islice(cases, many)], [MEMBER], province())


def of_its_own(chunk: Chunk, epoch: int, rules: Index) -> Selection:
    containers = {id_: it.container for id_, it in rules.entities.items()}
    found = selected(chunk, np.flatnonzero(chunk.epoch_of == epoch), containers)
    assert found is not None
    return found


def alone(chunk: Chunk, epoch: int, rules: Index) -> Chunk:
    """Those of one county and day."""
    levels = of_its_own(chunk, epoch, rules).levels
    households = int((chunk.epoch_of == epoch).sum())
    return Chunk(0, (chunk.epochs[epoch],), np.zeros(households, np.int32), levels)


def each_on_its_own(
    chunk: Chunk, rules: Index, areas: Mapping[AreaCode, Instance] = NOTHING_DECIDED
) -> dict[SchemeId, list[Said]]:
    """As of so many tables of one county and one day each."""
    told: dict[SchemeId, dict[int, Said]] = {}
    for epoch in range(len(chunk.epochs)):
        rows = of_its_own(chunk, epoch, rules).rows
        by = engine(rules, areas=areas, tape_from=ON_PLANES)
        for scheme, its in said(decide(alone(chunk, epoch, rules), by), rules).items():
            where = rows[rules.schemes[scheme].entity].tolist()
            told.setdefault(scheme, {}).update(zip(where, its, strict=True))
    return {scheme: [its[at] for at in sorted(its)] for scheme, its in told.items()}


@pytest.mark.parametrize("tape_from", [ON_TAPES, ON_PLANES], ids=["tapes", "planes"])
@pytest.mark.parametrize("manner", [COMPLETE, OPEN], ids=["known", "open"])
def test_all_counties_and_days_together_say_what_each_says_on_its_own(
    manner: Manner, tape_from: int
) -> None:
    rules, chunk = province(), of_province(1, manner)
    together = said(decide(chunk, engine(rules, tape_from=tape_from)), rules)
    assert together == each_on_its_own(chunk, rules)
    assert together == said(cells_one_by_one(rules, chunk), rules)


def test_counties_that_only_figures_tell_apart_share_their_tapes() -> None:
    by = engine(province(), tape_from=ON_TAPES)
    decide(of_province(1, COMPLETE), by)
    (speaking,) = {by.regimes.of(it)[0] for it in EPOCHS}
    assert len(speaking.runs) == len(EPOCHS)
    assert any(it.differs for it in speaking.readings.values())
    assert len(by.tapes) < len(DAYS)


def test_an_amount_up_to_what_a_county_has_set_is_on_a_tape() -> None:
    """Also where the standard rose after the month began: it is paid once, by that of the day."""
    chunk, by = of_province(1, COMPLETE), engine(province())
    speaking, _ = by.regimes.of(chunk.epochs[0])
    places = np.array([by.regimes.of(it)[1] for it in chunk.epochs], np.intp)
    scene = Scene(by.rules, speaking, chunk.levels, places[chunk.epoch_of])
    tape = written([LIMITED], scene, open_=True)
    assert [it.low == it.high for it in tape.results[0].amounts] == [False]
    found = run(ready(tape), scene)
    (cells,), general, told = found.cells, cells_of(LIMITED, scene), ~found.refused
    assert "range" in {STATUSES[it] for it in cells.status[told]}
    assert cells.status[told].tolist() == general.status[told].tolist()
    assert cells.low[told].tolist() == general.low[told].tolist()
    assert cells.high[told].tolist() == general.high[told].tolist()


def test_that_a_standard_is_the_months_may_be_said_by_another_clause() -> None:
    program = province().program
    monthly = next(it for it in program.provisions if it.effect == Grant(SchemeId("dibao")))
    clause = replace(
        monthly,
        id=ProvisionId("BM2021/monthly"),
        condition=None,
        norm=None,
        effect=Facet(LIMITED, None),
        facets=Facets(period=monthly.facets.period),
    )
    silent = (
        replace(it, facets=replace(it.facets, period=None)) if it.effect == Grant(LIMITED) else it
        for it in program.provisions
    )
    rules = index(replace(program, provisions=(*silent, clause)))
    chunk = of_province(3, COMPLETE)
    together = said(decide(chunk, engine(rules, tape_from=ON_TAPES)), rules)
    assert together == said(cells_one_by_one(rules, chunk), rules)


@pytest.mark.parametrize("tape_from", [ON_TAPES, ON_PLANES], ids=["tapes", "planes"])
def test_what_held_for_the_counties_so_far_is_not_held_against_the_next(tape_from: int) -> None:
    """County after county, then all of them, then the first again: a table may be in any order."""
    rules, whole = province(), of_province(2, COMPLETE)
    by = engine(rules, tape_from=tape_from)
    chunks = [alone(whole, epoch, rules) for epoch in range(len(whole.epochs))]
    for chunk in (*chunks, whole, chunks[0]):
        assert said(decide(chunk, by), rules) == said(cells_one_by_one(rules, chunk), rules)


@pytest.mark.parametrize(
    ("source", "tape_from"),
    [("generated", ON_TAPES), ("generated", ON_PLANES), ("drawn", ON_PLANES)],
)
def test_what_areas_have_decided_themselves_is_read_of_each(source: str, tape_from: int) -> None:
    those = SOURCES[source](5, 80)
    by = engine(those.rules, areas=those.areas, tape_from=tape_from)
    together = said(decide(those.chunk, by), those.rules)
    assert len(by.regimes.by_speaking) < len(those.chunk.epochs)
    assert together == each_on_its_own(those.chunk, those.rules, those.areas)
