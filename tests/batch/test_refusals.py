"""Whatever is in the way is said in a sentence with what to do, and nothing half-written stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
import pytest

from doudi.runtime.batch import run
from doudi.runtime.batch.tally import Tally
from doudi.runtime.batch.unfinished import folder_of, unfinished
from tests.batch.homes import AS_OF, Doudi, flat, many, nested, small_parts


@pytest.fixture
def homes(doudi: Doudi) -> Path:
    return nested(doudi.place / "homes.parquet")


def _traces(doudi: Doudi) -> list[str]:
    return [it.name for it in doudi.place.rglob("*answers*")]


def test_an_output_that_exists_is_left_as_it_is(doudi: Doudi, homes: Path) -> None:
    out = doudi.place / "answers"
    out.mkdir()
    (out / "mine.txt").write_text("x")
    ran = doudi(homes, "-o", out)
    assert ran.code == 2
    assert "is there already and is not overwritten" in ran.err
    assert [it.name for it in out.iterdir()] == ["mine.txt"]
    assert not folder_of(out).exists()


def test_resuming_does_not_take_somebody_elses_folder_for_its_own(
    doudi: Doudi, homes: Path
) -> None:
    out = doudi.place / "answers"
    doudi(homes, "-o", out)
    assert doudi(homes, "-o", out, "--resume").code == 0
    ran = doudi(homes, "-o", out, "--resume", "--names", "zh")
    assert (ran.code, "is there already" in ran.err) == (2, True)


def test_answers_are_not_written_among_what_is_read(doudi: Doudi) -> None:
    tables = flat(doudi.place / "tables")
    ran = doudi(tables, "-o", tables / "answers")
    assert ran.code == 2
    assert "write outside of it" in ran.err
    assert _traces(doudi) == []


def test_no_output_is_named(doudi: Doudi, homes: Path) -> None:
    for words in ((), ("-o", "-")):
        ran = doudi(homes, *words)
        assert ran.code == 2
        assert "name it with `-o NAME`" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "html"), "the format `html` is for `--explain-row`"),
        (("--person", "p1"), "`--person` is for `--explain-row`"),
        (("--area", "江北"), "the bundle has no area `江北`; did you mean `江北区`?"),
        (("--scheme", "dibaoo"), "did you mean `dibao`?"),
        (("-o", "\udcff"), "is not in UTF-8, and Arrow cannot write it"),
        (("-o", "x" * 255), "the name is too long; nothing was kept"),
        (("--jobs", "0"), "`0` is not a whole number from 1"),
        (("--area-facts", "nowhere.yaml"), "`nowhere.yaml`: there is no such file"),
    ],
)
def test_a_word_that_does_not_fit_is_said(
    words: tuple[str, ...], said: str, doudi: Doudi, homes: Path
) -> None:
    ran = doudi(homes, "-o", doudi.place / "answers", *words)
    assert ran.code == 2
    assert said in ran.err
    assert _traces(doudi) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("- 重庆市\n", "should name areas with the facts of each"),
        ("重庆: {}\n", "重庆: the bundle has no area `重庆`; did you mean `重庆市`?"),
        ("重庆市: {年龄: 3}\n", "重庆市"),
        ("500000: {}\n重庆市: {}\n", "this area is there twice"),
    ],
)
def test_what_is_wrong_with_facts_of_areas_is_said_of_the_area(
    facts: str, said: str, doudi: Doudi, homes: Path
) -> None:
    file = doudi.place / "areas.yaml"
    file.write_text(facts, "utf-8")
    ran = doudi(homes, "-o", doudi.place / "answers", "--area-facts", file)
    assert ran.code == 2
    assert "the facts of areas in" in ran.err
    assert said in ran.err
    assert _traces(doudi) == []


def test_a_wrong_value_is_said_with_its_row_and_nothing_is_kept(doudi: Doudi) -> None:
    wrong = many(40)
    wrong[35] = {**wrong[35], "户别": "乡下"}
    homes = nested(doudi.place / "homes.parquet", wrong, rows=10)
    for jobs in (1, 2):
        with small_parts(10):
            ran = doudi(homes, "-o", doudi.place / "answers", "--jobs", jobs)
        assert ran.code == 2
        assert "row 36" in ran.err
        assert "there is no option `乡下`" in ran.err
        assert _traces(doudi) == []


def test_a_column_that_nobody_knows_is_said_or_left_aside(doudi: Doudi, homes: Path) -> None:
    table = pq.read_table(homes)
    pq.write_table(table.append_column("备注", table["编号"]), homes)
    ran = doudi(homes, "-o", doudi.place / "answers")
    assert (ran.code, "column `备注`" in ran.err) == (2, True)
    assert doudi(homes, "-o", doudi.place / "answers", "--ignore", "备注").code == 0


def test_a_place_that_is_not_there_is_said(doudi: Doudi, homes: Path) -> None:
    ran = doudi(homes, "-o", doudi.place / "nowhere/answers")
    assert ran.code == 2
    assert "there is no such file or folder" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only_is_said(doudi: Doudi, homes: Path) -> None:
    closed = doudi.place / "closed"
    closed.mkdir(0o555)
    ran = doudi(homes, "-o", closed / "answers")
    assert ran.code == 2
    assert "permission denied" in ran.err


def test_two_at_once_do_not_write_the_same_answers(doudi: Doudi, homes: Path) -> None:
    out = doudi.place / "answers"
    with unfinished(out, {}, "parquet", resume=False):
        for more in ((), ("--resume",)):
            ran = doudi(homes, "-o", out, *more)
            assert ran.code == 2
            assert "another doudi is writing" in ran.err


def test_an_input_that_changes_meanwhile_is_told(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_after(*_: object) -> Tally:
        os.utime(homes, (1, 1))
        return Tally()

    monkeypatch.setattr(run, "_decided", change_after)
    ran = doudi(homes, "-o", doudi.place / "answers")
    assert ran.code == 2
    assert "the input was changed" in ran.err
    assert _traces(doudi) == []


def test_an_input_that_goes_away_meanwhile_is_named(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove_after(*_: object) -> Tally:
        homes.unlink()
        return Tally()

    monkeypatch.setattr(run, "_decided", remove_after)
    ran = doudi(homes, "-o", doudi.place / "answers")
    assert ran.code == 2
    assert f"cannot read or write `{homes}`: there is no such file or folder" in ran.err


# The command where no file may grow beyond so many bytes: what a full disk is to it.
_FULL: Final = """
import resource, sys
from doudi.runtime.cli import main
from doudi.runtime.population import parts
parts.PART = 100
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_is_full_keeps_what_is_finished(doudi: Doudi, jobs: int) -> None:
    rows = many(2000)
    homes = nested(doudi.place / "homes.parquet", rows[:100], rows=100)
    more = nested(doudi.place / "more.parquet", rows[100:], rows=1900)
    out = doudi.place / "answers"
    words = [str(homes), str(more), "-o", str(out), "--bundle", str(doudi.bundle)]
    words += ["--as-of", AS_OF, "--format", "arrow", "--lang", "en", "--jobs", str(jobs)]
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, "150000", "batch", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert f"cannot write `{out}`: the file is larger than is allowed" in ran.stderr
    assert not out.exists()
    assert not (folder_of(out) / "scratch").exists()
    if jobs == 1:
        assert "1 of 2 parts are finished and kept" in ran.stderr
    with small_parts(100):
        assert doudi(homes, more, "-o", out, "--format", "arrow", "--resume").code == 0


def test_what_is_not_installed_is_named_with_what_brings_it(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr("doudi.runtime.actions.batch.on_terminal", lambda: True)
    ran = doudi(homes, "-o", doudi.place / "answers")
    assert ran.code == 2
    assert "`doudi batch` needs `tqdm`" in ran.err
    assert "pip install 'doudi[arrow]'" in ran.err
