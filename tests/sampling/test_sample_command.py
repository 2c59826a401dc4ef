"""`doudi sample` as it is called: what it says, and what it refuses."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from doudi.runtime.program import expressions as ir
from doudi.runtime.program.knowledge import Axiom
from tests.inquiry.terminal import Said, bundle_of, doudi
from tests.support.sample_vocabulary import HOUSEHOLD, MEMBER, number, op
from tests.support.worlds import PROGRAM


def _sample(bundle: Path, out: Path | str, *more: str, lang: str = "en") -> Said:
    given = ("--rows", "20", "--seed", "3", "-o", out, "--bundle", bundle, "--lang", lang)
    return doudi("sample", *given, *more)


def test_it_says_what_was_drawn_and_that_it_is_synthetic(bundle: Path, tmp_path: Path) -> None:
    said = _sample(bundle, tmp_path / "homes", "--area", "重庆市", "--as-of", "2021-10-12")
    assert (said.code, said.talk) == (0, "")
    assert said.data.startswith(f"wrote `{tmp_path}/homes`: 20 households, ")
    assert " legal supporters; 重庆市; 2021-10-12; seed 3\n" in said.data
    assert "all of it is synthetic" in said.data
    in_chinese = _sample(bundle, tmp_path / "again", lang="zh")
    assert "家庭 20、成员" in in_chinese.data
    assert "都是合成的" in in_chinese.data


def test_a_name_that_ends_in_parquet_is_a_nested_file(bundle: Path, tmp_path: Path) -> None:
    assert _sample(bundle, tmp_path / "homes.parquet").code == 0
    assert "member" in pq.read_schema(tmp_path / "homes.parquet").names
    assert _sample(bundle, tmp_path / "folder.parquet", "--shape", "flat").code == 0
    assert sorted(it.name for it in (tmp_path / "folder.parquet").iterdir()) == [
        "household.parquet",
        "legal_supporter.parquet",
        "member.parquet",
    ]


def test_where_nothing_else_is_said_it_is_drawn_for_the_areas_and_the_newest_day_of_the_rules(
    bundle: Path, tmp_path: Path
) -> None:
    assert _sample(bundle, tmp_path / "homes.parquet").code == 0
    table = pq.read_table(tmp_path / "homes.parquet")
    assert set(table.column("area").to_pylist()) <= {
        "420000",
        "420300",
        "500000",
        "620000",
        "620600",
    }
    assert set(table.column("as_of").to_pylist()) == {date(2022, 10, 20)}


def test_several_areas_and_days_may_be_named(bundle: Path, tmp_path: Path) -> None:
    named = ("--area", "500103", "凉州区", "--as-of", "2021-02-15", "2021-10-12")
    assert _sample(bundle, tmp_path / "homes.parquet", *named).code == 0
    table = pq.read_table(tmp_path / "homes.parquet")
    assert set(table.column("area").to_pylist()) == {"500103", "620602"}
    assert set(table.column("as_of").to_pylist()) == {date(2021, 2, 15), date(2021, 10, 12)}


def test_what_is_there_is_not_replaced(bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "homes.parquet"
    out.write_text("mine")
    said = _sample(bundle, out)
    assert said.code == 2
    assert said.talk == (
        f"doudi: `{out}` is there already and is not replaced; choose another name or delete it\n"
    )
    assert out.read_text() == "mine"
    assert "已经存在，不覆盖" in _sample(bundle, out, lang="zh").talk


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--rows", "0", "`0` is not a whole number from 1"),
        ("--rows", "1e6", "`1e6` is not a whole number from 1"),
        ("--seed", "-1", "--seed"),
        ("--seed", "x", "`x` is not a whole number from 0 to 9223372036854775807"),
        ("--unknown", "1", "`1` is not a share below 1; write it as 0.1 or 10%"),
        ("--unknown", "100%", "`100%` is not a share below 1; write it as 0.1 or 10%"),
        ("--unknown", "nan", "`nan` is not a share below 1; write it as 0.1 or 10%"),
        ("--as-of", "2021-02-30", "there is no day `2021-02-30`"),
        ("--area", "重庆", "--area: the bundle has no area `重庆`; did you mean `重庆市`?"),
        ("--shape", "wide", "wide"),
        ("--names", "fr", "fr"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    bundle: Path, tmp_path: Path, option: str, value: str, said: str
) -> None:
    found = _sample(bundle, tmp_path / "homes", option, value)
    assert found.code == 2
    assert said in found.talk
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(bundle: Path, tmp_path: Path) -> None:
    said = _sample(bundle, tmp_path / "nowhere/homes")
    assert (said.code, said.talk) == (
        2,
        f"doudi: cannot write `{tmp_path}/nowhere/homes`: there is no such file or folder\n",
    )


def test_rules_without_households_have_nobody_to_draw(tmp_path: Path) -> None:
    entities = tuple(it for it in PROGRAM.entities if it.id not in (HOUSEHOLD, MEMBER))
    nobody = replace(PROGRAM, entities=entities, facts=(), terms=(), schemes=(), provisions=())
    said = _sample(bundle_of(nobody, tmp_path), tmp_path / "homes")
    assert (said.code, said.data) == (2, "")
    assert "these rules have no entity `household`" in said.talk


def test_rules_that_name_no_day_need_one(tmp_path: Path) -> None:
    documents = tuple(replace(it, issued=None) for it in PROGRAM.documents)
    bundle = bundle_of(replace(PROGRAM, documents=documents), tmp_path)
    said = _sample(bundle, tmp_path / "homes")
    assert said.code == 2
    assert "name a day with `--as-of DATE`" in said.talk
    assert _sample(bundle, tmp_path / "homes", "--as-of", "2021-03-01").code == 0


def test_an_axiom_that_no_household_can_keep_is_named(tmp_path: Path) -> None:
    hundred = op("ge", ir.Aggregate("count", MEMBER, None, None), number(100))
    axiom = Axiom("一户百人", HOUSEHOLD, None, hundred, ())
    bundle = bundle_of(replace(PROGRAM, axioms=(axiom,)), tmp_path)
    said = _sample(bundle, tmp_path / "homes", "--as-of", "2021-03-01")
    assert said.code == 2
    assert "no households can be drawn that keep to 「一户百人」" in said.talk
    assert [it.name for it in tmp_path.iterdir()] == ["rules.doudi"]


def test_standard_output_is_no_place_for_a_sample(bundle: Path) -> None:
    said = _sample(bundle, "-")
    assert (said.code, said.data) == (2, "")
    assert "name it with `-o NAME`" in said.talk


def test_a_disk_that_is_full_is_said_and_nothing_is_left(bundle: Path, tmp_path: Path) -> None:
    argv = ["sample", "--rows", "3000", "--seed", "1", "-o", str(tmp_path / "homes")]
    ran = subprocess.run(
        [sys.executable, "-m", "doudi.runtime.cli", *argv, "--bundle", str(bundle), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"doudi: cannot write `{tmp_path}/homes`: ")
    assert list(tmp_path.iterdir()) == []
