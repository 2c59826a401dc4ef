"""Files of households in, files of answers out: the same as household by household."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import ipc

from doudi.runtime.batch.function import Function
from doudi.runtime.bundle.write import write
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.model import Case
from doudi.runtime.population.case import case_of
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.schemas.publish import published
from tests.batch.homes import AS_OF, Doudi, bytes_in, flat, many, nested, small_parts
from tests.support.golden import check_golden
from tests.support.real_rules import real_rules
from tests.support.sample_program import PROGRAM

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("names", ["zh", "en"])
def test_a_small_county_reads_well(doudi: Doudi, names: str) -> None:
    homes, out = nested(doudi.place / "homes.parquet"), doudi.place / "answers"
    ran = doudi(homes, "-o", out, "--names", names, lang=names)
    assert (ran.code, ran.err) == (0, "")
    rows = pq.read_table(out / ("家庭" if names == "zh" else "household")).to_pylist()
    said = "".join(f"{line}\n" for row in rows for line in _lines(row, 0))
    check_golden(_GOLDEN / f"county.{names}.txt", f"{ran.out}\n{said}")


def _lines(row: Mapping[str, Any], depth: int) -> Iterator[str]:
    inside = {key: it for key, it in row.items() if isinstance(it, list)}
    plain = [str(it) for it in row.values() if not isinstance(it, list | dict)]
    yield "  " * depth + " · ".join(plain)
    for key, cell in row.items():
        if isinstance(cell, dict):
            said = ", ".join(f"{part}={it}" for part, it in cell.items() if it is not None)
            yield "  " * depth + f"  {key}: {said}"
    for rows in inside.values():
        for it in rows:
            yield from _lines(it, depth + 1)


def test_every_answer_is_that_of_the_household_decided_alone(doudi: Doudi) -> None:
    homes, out = nested(doudi.place / "homes.parquet"), doudi.place / "answers"
    doudi(homes, "-o", out)
    rows = pq.read_table(out / "household").to_pylist()
    for row, case in zip(rows, _cases(homes), strict=True):
        decision = decide(PROGRAM, case)
        cells = {("household", row["id"]): row}
        cells |= {("member", it["id"]): it for it in row["member"]}
        for it in decision.outcomes:
            cell = cells[str(it.subject.entity), it.subject.id][it.scheme]
            assert cell["outcome"] == it.outcome
            assert (cell["status"], cell["low"], cell["high"]) == (
                it.amount.status,
                it.amount.low,
                it.amount.high,
            )


def _cases(homes: Path) -> Iterator[Case]:
    rules = index(PROGRAM)
    people = population(homes, rules, as_of=date.fromisoformat(AS_OF), area=None)
    for part in people.parts:
        for chunk in chunks(part, rules, rows=3):
            yield from (case_of(chunk, row, rules) for row in range(len(chunk.epoch_of)))


def test_a_table_for_each_kind_gives_the_same_answers_as_lists_within_households(
    doudi: Doudi,
) -> None:
    doudi(nested(doudi.place / "homes.parquet"), "-o", doudi.place / "one")
    doudi(flat(doudi.place / "tables"), "-o", doudi.place / "two")
    whole = pq.read_table(doudi.place / "one/household").to_pylist()
    members = [{**it, "household": row["id"]} for row in whole for it in row.pop("member")]
    assert pq.read_table(doudi.place / "two/household").to_pylist() == whole
    assert pq.read_table(doudi.place / "two/member").to_pylist() == members


def test_arrow_files_hold_what_parquet_files_hold(doudi: Doudi) -> None:
    homes = nested(doudi.place / "homes.parquet")
    doudi(homes, "-o", doudi.place / "parquet")
    doudi(homes, "-o", doudi.place / "arrow", "--format", "arrow")
    (file,) = (doudi.place / "arrow/household").iterdir()
    with pa.memory_map(str(file)) as data:
        assert (
            ipc.open_file(data).read_all().equals(pq.read_table(doudi.place / "parquet/household"))
        )


def test_amounts_say_that_they_are_in_fen(doudi: Doudi) -> None:
    doudi(nested(doudi.place / "homes.parquet"), "-o", doudi.place / "answers")
    cell = pq.read_schema(doudi.place / "answers/household/part-00000.parquet").field("dibao")
    assert cell.type.field("low").metadata == {b"unit": b"fen"}
    assert cell.type.field("low").type == pa.int64()


def test_ids_that_are_numbers_are_stored_as_differences(doudi: Doudi) -> None:
    homes, numbered = nested(doudi.place / "homes.parquet"), doudi.place / "numbered.parquet"
    table = pq.read_table(homes)
    pq.write_table(table.set_column(0, "编号", pa.array(range(len(table)))), numbered)
    doudi(numbered, "-o", doudi.place / "answers")
    group = pq.ParquetFile(doudi.place / "answers/household/part-00000.parquet").metadata.row_group(
        0
    )
    stored = {it.path_in_schema: it.encodings for it in map(group.column, range(group.num_columns))}
    assert "DELTA_BINARY_PACKED" in stored["id"]
    assert "RLE_DICTIONARY" in stored["dibao.outcome"]
    assert "RLE_DICTIONARY" not in stored["member.list.element.id"]


def test_only_the_schemes_that_are_named_are_decided(doudi: Doudi) -> None:
    homes, out = nested(doudi.place / "homes.parquet"), doudi.place / "answers"
    doudi(homes, "-o", out, "--scheme", "最低生活保障金")
    assert pq.read_table(out / "household").column_names == ["id", "area", "as_of", "dibao"]


def test_facts_of_an_area_count_for_its_households_alone() -> None:
    rules = real_rules().program
    homes = pa.table({"id": ["a", "b"], "area": ["重庆市渝中区", "重庆市沙坪坝区"]})
    member = pa.array([[{"id": "p"}], [{"id": "p"}]], pa.list_(pa.struct({"id": pa.string()})))
    given = Function(
        write(rules),
        date.fromisoformat(AS_OF),
        area_facts="重庆市渝中区: {有条件: 否}".encode(),
        schemes=(SchemeId("protective_supplies"),),
    )
    answers = given(homes.append_column("member", member).to_batches()[0]).to_pylist()
    first, second = (row["member"][0]["protective_supplies"] for row in answers)
    assert (first["outcome"], first["missing"]) == ("not_met", None)
    assert (second["outcome"], second["missing"]) == ("undetermined", "area_has_means")


def test_whom_no_table_has_is_not_decided_on_and_the_report_says_so(doudi: Doudi) -> None:
    homes, out = nested(doudi.place / "homes.parquet"), doudi.place / "answers"
    pq.write_table(pq.read_table(homes).drop_columns("成员"), homes)
    ran = doudi(homes, "-o", out, "--json")
    report = json.loads(ran.out)
    assert report["without_subjects"] == [
        "care",
        "holiday_money",
        "relief_once",
        "temporary_relief",
    ]
    assert {"name": "member", "kind": "kind", "cells": 3} in report["missing"]


def test_the_report_keeps_its_published_schema_and_counts_out_what_came_in(doudi: Doudi) -> None:
    out = doudi.place / "answers"
    with small_parts(100):
        ran = doudi(nested(doudi.place / "homes.parquet", many(300), rows=100), "-o", out, "--json")
    report = json.loads((out / "batch.json").read_bytes())
    assert json.loads(ran.out) == report
    jsonschema.validate(report, published("batch"))
    assert {it["id"]: (it["read"], it["written"]) for it in report["kinds"]} == {
        "household": (300, 300),
        "member": (300, 300),
    }
    assert len(list((out / "household").iterdir())) == 3
    assert sum(sum(it["outcomes"].values()) for it in report["results"]) == 7 * 300


@pytest.mark.parametrize("format_", ["parquet", "arrow"])
def test_one_process_and_two_write_the_same_bytes(doudi: Doudi, format_: str) -> None:
    homes = flat(doudi.place / "tables", many(500), rows=100)
    with small_parts(100):
        one = doudi(homes, "-o", doudi.place / "one", "--format", format_, "--jobs", 1)
        two = doudi(homes, "-o", doudi.place / "two", "--format", format_, "--jobs", 2)
    assert (one.code, two.code, one.out) == (0, 0, two.out)
    assert bytes_in(doudi.place / "one") == bytes_in(doudi.place / "two")


def test_how_far_it_is_shows_on_a_terminal_alone(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = nested(doudi.place / "homes.parquet")
    assert doudi(homes, "-o", doudi.place / "unseen").err == ""
    monkeypatch.setattr("doudi.runtime.actions.batch.on_terminal", lambda: True)
    shown = doudi(homes, "-o", doudi.place / "seen").err
    assert "0.00/4.00" in shown
    assert "households/s" in shown
