"""The files of a sample: what is in them, what they say of themselves, and who reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Case
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.declarations import Fact, Text
from doudi.runtime.program.ids import EntityId, FactId
from doudi.runtime.program.types import Area, Boolean, Choice, Date, Moment, Quantity
from doudi.runtime.sampling import sample as sampling
from doudi.runtime.sampling.files import write
from doudi.runtime.sampling.sample import sample
from doudi.runtime.sampling.tables import Names, Shape, Writing
from tests.sampling.drawn import EPOCHS, cases
from tests.support.sample_vocabulary import JIANGBEI, MEMBER
from tests.support.worlds import PROGRAM

_FLAT = ("household.parquet", "legal_supporter.parquet", "member.parquet")


def _written(
    rules: Index,
    to: Path,
    *,
    shape: Shape = "nested",
    names: Names = "en",
    unknown: Fraction = Fraction(0),
    households: int = 60,
    seed: int = 1,
) -> Mapping[EntityId, int]:
    asked = sample(rules, EPOCHS, households, seed)
    writing = Writing(shape, names, unknown)
    return write(asked, writing, "sha256:0", to, lambda _: None)


def _read(rules: Index, path: Path) -> Iterator[Case]:
    for part in population(path, rules, as_of=None, area=None).parts:
        for chunk in chunks(part, rules, rows=25):
            for row in range(len(chunk.epoch_of)):
                yield case_of(chunk, row, rules)


@pytest.mark.parametrize("shape", ["nested", "flat"])
@pytest.mark.parametrize("names", ["en", "zh"])
def test_a_population_of_the_same_households_is_read_from_them(
    rules: Index, tmp_path: Path, shape: Shape, names: Names
) -> None:
    _written(rules, tmp_path / "sample", shape=shape, names=names)
    assert list(_read(rules, tmp_path / "sample")) == list(cases(rules, 60, seed=1))


@pytest.mark.parametrize("names", ["en", "zh"])
def test_values_of_every_type_are_read_as_they_were_drawn(tmp_path: Path, names: Names) -> None:
    """Areas, options, days, moments, shares, whole numbers, truths; none of them of these rules."""
    moment = Fact(FactId("heard_at"), Text("听说时刻", "heard_at"), MEMBER, Moment(), Text(""))
    rules = index(replace(PROGRAM, facts=(*PROGRAM.facts, moment)))
    assert {type(it.type) for it in rules.facts.values()} == {
        *(Area, Boolean, Choice, Date, Moment, Quantity)
    }
    epochs = (Epoch(JIANGBEI, date(2021, 3, 1)),)
    asked = sample(rules, epochs, 40, 1)
    write(asked, Writing("flat", names, Fraction(0)), "", tmp_path / "sample", lambda _: None)
    assert list(_read(rules, tmp_path / "sample")) == list(cases(rules, 40, 1, epochs))


def test_the_folder_of_a_flat_sample_has_a_file_for_each_kind(rules: Index, tmp_path: Path) -> None:
    drawn = _written(rules, tmp_path / "sample", shape="flat")
    files = {it.stem: pq.read_table(it) for it in (tmp_path / "sample").iterdir()}
    assert {name: len(table) for name, table in files.items()} == drawn
    assert set(drawn) == {"household", "member", "legal_supporter"}
    households = set(files["household"].column("id").to_pylist())
    assert set(files["member"].column("household").to_pylist()) == households


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
    rules: Index, tmp_path: Path
) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        _written(rules, tmp_path / name, seed=seed)
    one, same, other = ((tmp_path / it).read_bytes() for it in "abc")
    assert one == same
    assert one != other


def test_a_longer_sample_begins_with_the_shorter_one(
    rules: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "BLOCK", 40)
    for name, households in (("short", 50), ("long", 100)):
        _written(rules, tmp_path / name, households=households)
    short, long = (pq.read_table(tmp_path / it) for it in ("short", "long"))
    assert long.slice(0, 50).to_pylist() == short.to_pylist()
    assert len(set(long.column("id").to_pylist())) == 100


def test_a_fact_that_the_rules_gain_changes_no_other(rules: Index) -> None:
    """Every fact has chances of its own."""
    asked = sample(rules, EPOCHS, 50, 1)
    fewer = [it for it in asked.assumptions if it.name not in ("tuberculosis", "diabetes")]
    whole, part = (
        next(iter(sampling.drawn(it)))
        for it in (asked, sampling.Sample(rules, tuple(fewer), asked.axioms, EPOCHS, 50, 1))
    )
    for kind, rows in part.kinds.items():
        for name, column in rows.columns.items():
            assert column.values.tolist() == whole.kinds[kind].columns[name].values.tolist()


@pytest.mark.parametrize("shape", ["nested", "flat"])
def test_every_file_says_that_it_is_synthetic_and_of_what(
    rules: Index, tmp_path: Path, shape: Shape
) -> None:
    _written(rules, tmp_path / "sample", shape=shape, unknown=Fraction(1, 10))
    found = tmp_path / "sample"
    for path in found.iterdir() if shape == "flat" else [found]:
        said = {
            key.decode(): value.decode() for key, value in pq.read_schema(path).metadata.items()
        }
        assert said["doudi.synthetic"] == "true"
        assert set(json.loads(said["doudi.note"])) == {"zh", "en"}
        assert said["doudi.seed"] == "1"
        assert said["doudi.households"] == "60"
        assert said["doudi.rules"] == "sha256:0"
        assert said["doudi.unknown"] == "1/10"
        assert json.loads(said["doudi.epochs"])[0] == ["500103", "2021-02-15"]
        assumed = json.loads(said["doudi.distributions"])
        assert assumed["at_risk_of_poverty"] == {"zh": "25% 为是", "en": "yes for 25%"}


def test_as_much_is_unknown_as_was_asked_for(rules: Index, tmp_path: Path) -> None:
    for name, unknown in (("all", Fraction(0)), ("some", Fraction(1, 5))):
        _written(rules, tmp_path / name, shape="flat", unknown=unknown, households=600)
    known, some = (pq.read_table(tmp_path / it / "member.parquet") for it in ("all", "some"))
    assert known.column("age").null_count == 0
    assert abs(1000 * some.column("age").null_count // len(some) - 200) < 40
    for age, hidden in zip(*(it.column("age").to_pylist() for it in (known, some)), strict=True):
        assert hidden in (age, None)
    assert some.column("id").null_count == some.column("household").null_count == 0


def test_what_did_not_happen_is_not_applicable_and_not_unknown(
    rules: Index, tmp_path: Path
) -> None:
    _written(rules, tmp_path / "sample", shape="flat")
    people = pq.read_table(tmp_path / "sample/member.parquet").to_pylist()
    for it in people:
        absent = it["disability_grade.status"] == "not_applicable"
        assert absent == (it["kind_of_disability"] == "no_disability")
        assert (it["disability_grade"] is None) == absent


def test_of_a_status_that_no_office_has_found_nothing_is_said(rules: Index, tmp_path: Path) -> None:
    """It is derived."""
    _written(rules, tmp_path / "sample", shape="flat", households=600)
    homes: list[dict[str, Any]] = pq.read_table(tmp_path / "sample/household.parquet").to_pylist()
    found = {(it["dibao_household"], it["dibao_marginal_household"]) for it in homes}
    assert found == {(True, False), (None, None)}


def test_amounts_are_whole_fen_and_say_so(rules: Index, tmp_path: Path) -> None:
    _written(rules, tmp_path / "sample", shape="flat")
    field = pq.read_schema(tmp_path / "sample/household.parquet").field("household_monthly_income")
    assert (field.type, field.metadata[b"unit"]) == (pa.int64(), b"fen")


def test_days_are_days(rules: Index, tmp_path: Path) -> None:
    _written(rules, tmp_path / "sample", shape="flat")
    column = pq.read_table(tmp_path / "sample/household.parquet").column("as_of")
    assert set(column.to_pylist()) == {it.as_of for it in EPOCHS}
    assert column.to_pylist()[0].__class__ is date


def test_when_writing_is_broken_off_nothing_is_left(
    rules: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "BLOCK", 20)
    asked = sample(rules, EPOCHS, 60, 1)
    writing = Writing("flat", "en", Fraction(0))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(asked, writing, "sha256:0", tmp_path / "sample", full)
    assert list(tmp_path.iterdir()) == []
