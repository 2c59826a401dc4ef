"""Households in memory: what runs on one machine or many is one function of a batch of rows."""

from __future__ import annotations

import pickle
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doudi.runtime.batch.function import Function, decided
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.bundle.write import write
from doudi.runtime.population.errors import PopulationError
from tests.batch.homes import AS_OF, Doudi, flat, nested
from tests.support.sample_program import PROGRAM

_DAY = date.fromisoformat(AS_OF)
_BUNDLE = write(PROGRAM)


def test_a_table_in_memory_gets_what_a_file_of_it_gets(doudi: Doudi) -> None:
    homes, out = nested(doudi.place / "homes.parquet"), doudi.place / "answers"
    doudi(homes, "-o", out)
    answers = decided(pq.read_table(homes), read_bundle(_BUNDLE), as_of=_DAY)
    assert answers.equals(pq.read_table(out / "household"))


def test_a_table_for_each_kind_gets_one_for_each(doudi: Doudi) -> None:
    tables, out = flat(doudi.place / "tables"), doudi.place / "answers"
    doudi(tables, "-o", out)
    kinds = {it: pq.read_table(tables / f"{it}.parquet") for it in ("household", "member")}
    answers = Function(_BUNDLE, _DAY).of(kinds)
    assert {kind: it.equals(pq.read_table(out / kind)) for kind, it in answers.items()} == {
        "household": True,
        "member": True,
    }


def test_it_arrives_in_another_process_and_gives_the_same_for_equal_rows(doudi: Doudi) -> None:
    (batch,) = pq.read_table(nested(doudi.place / "homes.parquet")).to_batches()
    function = Function(_BUNDLE, _DAY)
    arrived = pickle.loads(pickle.dumps(function))  # noqa: S301 - our own bytes, just made
    whole = function(batch)
    pieces = [arrived(batch.slice(at, 1)) for at in range(batch.num_rows)]
    assert pa.Table.from_batches(pieces).to_pylist() == pa.Table.from_batches([whole]).to_pylist()


def test_texts_are_in_full_where_dictionaries_are_not_known(doudi: Doudi) -> None:
    (batch,) = pq.read_table(nested(doudi.place / "homes.parquet")).to_batches()
    plain = Function(_BUNDLE, _DAY, plain=True)(batch)
    assert plain.schema.field("dibao").type.field("outcome").type == pa.string()
    assert plain.to_pylist() == Function(_BUNDLE, _DAY)(batch).to_pylist()


def test_what_is_wrong_with_rows_is_said_of_the_row() -> None:
    homes = pa.table({"id": ["a"], "area": ["重庆市"], "户别": ["乡下"]})
    with pytest.raises(PopulationError, match="row 1"):
        decided(homes, read_bundle(_BUNDLE), as_of=_DAY)


def test_the_columns_of_answers_are_known_before_anybody_is_answered(doudi: Doudi) -> None:
    (batch,) = pq.read_table(nested(doudi.place / "homes.parquet")).to_batches()
    for function in (Function(_BUNDLE, _DAY), Function(_BUNDLE, _DAY, plain=True, tongue="zh")):
        assert function.schema(batch.schema).equals(function(batch).schema, check_metadata=True)


def test_what_is_wrong_with_columns_is_said_before_there_is_a_row() -> None:
    wrong = pa.schema([("id", pa.string()), ("area", pa.string()), ("户别类", pa.string())])
    with pytest.raises(PopulationError, match="did you mean `户别`"):
        Function(_BUNDLE, _DAY).schema(wrong)
