"""Households of a DataFrame, in a session on a real cluster: the answers that a table gets here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest

from doudi.runtime.batch.function import Function
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.bundle.write import write
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.spark.decide import decide
from tests.batch.homes import AS_OF, many, nested
from tests.support.sample_program import PROGRAM

pytestmark = pytest.mark.spark

_DAY: Final = date.fromisoformat(AS_OF)
_BYTES: Final = write(PROGRAM)
_BUNDLE: Final = read_bundle(_BYTES)
_HOMES: Final = many(60)
_SCHEMES: Final = tuple(it.id for it in PROGRAM.schemes)[:2]
_GUIDE: Final = Path(__file__).parents[2] / "docs/howto/decide-with-spark.md"
_PROGRAM: Final = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_every_row_gets_what_it_gets_in_a_table_and_stays_in_its_place(
    tmp_path: Path, spark: Any
) -> None:
    homes = nested(tmp_path / "homes.parquet", _HOMES, rows=10)
    rows = spark.read.parquet(str(homes)).repartitionByRange(3, "编号").sortWithinPartitions("编号")
    found = decide(rows, _BUNDLE, as_of=_DAY, schemes=_SCHEMES).collect()
    (whole,) = pq.read_table(homes).combine_chunks().to_batches()
    here = Function(_BYTES, _DAY, schemes=_SCHEMES, plain=True)(whole)
    assert [it.asDict(recursive=True) for it in found] == here.to_pylist()


def test_amounts_say_that_they_are_fen_and_nobody_is_no_mistake(tmp_path: Path, spark: Any) -> None:
    nobody = spark.read.parquet(str(nested(tmp_path / "homes.parquet"))).limit(0)
    answers = decide(nobody, _BUNDLE, as_of=_DAY)
    assert answers.schema["dibao"].dataType["low"].metadata == {"unit": "fen"}
    assert answers.collect() == []


def test_what_columns_tell_is_said_at_once(tmp_path: Path, spark: Any) -> None:
    rows = spark.read.parquet(str(nested(tmp_path / "homes.parquet")))
    with pytest.raises(PopulationError, match="did you mean `家庭月收入`"):
        decide(rows.withColumnRenamed("家庭月收入", "家庭月收人"), _BUNDLE, as_of=_DAY)
    with pytest.raises(PopulationError, match="no date"):
        decide(rows, _BUNDLE)
    with pytest.raises(ValueError, match="no scheme `dibaoo`"):
        decide(rows, _BUNDLE, as_of=_DAY, schemes=["dibaoo"])
    with pytest.raises(ValueError, match="no area `江北`"):
        decide(rows, _BUNDLE, as_of=_DAY, area="江北")


def test_a_wrong_value_is_named_with_its_partition_row_and_id(tmp_path: Path, spark: Any) -> None:
    wrong = list(_HOMES)
    wrong[37] = {**wrong[37], "户别": "乡下"}
    rows = spark.read.parquet(str(nested(tmp_path / "homes.parquet", wrong))).coalesce(1)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 10)
    with pytest.raises(Exception, match=r"partition 0, row 38 \(`000037`\), column `户别`"):
        decide(rows, _BUNDLE, as_of=_DAY).collect()


def test_the_guide_runs(tmp_path: Path, spark: Any, capfd: pytest.CaptureFixture[str]) -> None:
    homes = [*_HOMES, _HOMES[7]]
    nested(tmp_path / "homes.parquet", homes)
    (tmp_path / "rules.doudi").write_bytes(_BYTES)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 60)
    program = "\n".join(_PROGRAM.findall(_GUIDE.read_text("utf-8")))
    for it in ("homes.parquet", "rules.doudi", "answers"):  # Java stands where it was begun
        program = program.replace(f'"{it}"', f'"{tmp_path / it}"')
    exec(compile(program, str(_GUIDE), "exec"), {})  # noqa: S102 - our own page
    assert pq.read_table(tmp_path / "answers").num_rows == len(homes)
    assert "there more than once: 000007" in capfd.readouterr().out
