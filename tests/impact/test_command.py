"""`doudi diff --population`: what is printed, what is written, and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from signal import SIGTERM
from typing import Any, Final

import jsonschema
import pyarrow.parquet as pq
import pytest

from doudi.compiler.command_line.schemas import impact as schema
from doudi.runtime import cli
from doudi.runtime.bundle.write import write
from doudi.runtime.population import parts
from tests.impact.small_population import AS_OF, households, new_rules, old_rules, population
from tests.support.told_to_stop import Moment, told_to_stop

_DAY: Final = ("--as-of", AS_OF.isoformat())
Doudi = Callable[..., int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both bundles and the households, beside one another."""
    root = tmp_path_factory.mktemp("diff")
    for name, made in (("old", old_rules), ("new", new_rules)):
        (root / name).mkdir()
        (root / f"{name}.doudi").write_bytes(write(made(root / name).program))
    population(root / "homes.parquet", households())
    population(root / "drawn.parquet", households(), **{"doudi.synthetic": b"true"})
    return root


@pytest.fixture
def doudi(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Doudi:
    monkeypatch.chdir(folder)

    def run(*more: str, lang: str = "en", homes: str = "homes.parquet", day: bool = True) -> int:
        asked = ("diff", "old.doudi", "new.doudi", "--population", homes, *more)
        return cli.main(["--lang", lang, *asked, *(_DAY if day else ())])

    return run


def test_the_json_keeps_its_schema_and_adds_up_to_the_cells(
    doudi: Doudi, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    cells = tmp_path / "cells.parquet"
    assert doudi("--format", "json", "--cells", str(cells)) == 1
    found: Any = json.loads(capfdbinary.readouterr().out)
    jsonschema.validate(found, json.loads(schema()))
    rows = pq.read_table(cells).to_pylist()
    assert found["totals"]["changed"]["answers"] == len(rows) == 13
    for name, by in (("schemes", "scheme"), ("areas", "area")):
        counted = Counter(row[by] for row in rows)
        told = {it[by]: it["changed"]["answers"] for it in found[name]}
        assert {key: many for key, many in told.items() if many} == counted
    causes = [
        " | ".join(" + ".join(key["id"] for key in one) for one in it["alternatives"])
        for it in found["causes"]
    ]
    assert Counter(row["cause"] for row in rows) == dict(
        zip(causes, (it["changed"]["answers"] for it in found["causes"]), strict=True)
    )
    lines = Counter[str]()
    for line in found["lines"]:
        lines[causes[line["cause"]]] += line["answers"]
    assert lines == Counter(row["cause"] for row in rows)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "Of 12 households 4 are better off, 2 worse off, 1 both, 2 changed otherwise; 3 stay",
        ),
        ("zh", "12 户中：只有得益 4，只有受损 2，有得有失 1，其他变化 2，不变 3"),
    ],
)
def test_the_text_begins_with_how_many_fare_how(
    doudi: Doudi, capfd: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    assert doudi(lang=lang) == 1
    assert said in capfd.readouterr().out.replace("\n", " ").replace("  ", " ")


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_synthetic_population_is_said_to_be_one_and_no_other_is(
    doudi: Doudi, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    said = []
    for homes in ("homes.parquet", "drawn.parquet"):
        doudi("--format", form, homes=homes, lang="zh")
        said.append("合成" in capfd.readouterr().out)
    assert said == [False, True]


def test_the_same_rules_change_nothing_and_that_is_exit_code_0(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    asked = ["diff", "old.doudi", "old.doudi", "--population", "homes.parquet", *_DAY]
    for form in ("text", "json", "html"):
        assert cli.main(["--lang", "en", *asked, "--format", form]) == 0
    assert "No answer changes." in capfd.readouterr().out


def test_parts_side_by_side_come_to_the_same(
    doudi: Doudi, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parts, "PART", 4)
    table = pq.read_table(folder / "homes.parquet")
    pq.write_table(table, tmp_path / "homes.parquet", row_group_size=4)
    for jobs in ("1", "2"):
        assert (
            doudi(
                *("--jobs", jobs, "--format", "json", "-o", str(tmp_path / f"{jobs}.json")),
                *("--cells", str(tmp_path / f"{jobs}.parquet")),
                homes=str(tmp_path / "homes.parquet"),
            )
            == 1
        )
    one, two = (pq.read_table(tmp_path / f"{jobs}.parquet") for jobs in ("1", "2"))
    assert one.equals(two)
    assert one.num_rows == 13
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--cases", "."], "`--cases` does not go with `--population`"),
        (["--receipts", "."], "`--receipts` does not go with `--population`"),
        (["--format", "markdown"], "`--format markdown` does not go with `--population`"),
        (["--scheme", "allowence"], "did you mean `allowance`?"),
        (["--area", "沙坪坝"], "--area: "),
        (["--area-facts", "missing.yaml"], "missing.yaml"),
        (["--ignore", "hukou", "--cells", "homes.parquet"], "is there already"),
        (["--cells", "nowhere/cells.parquet"], "nowhere/cells.parquet"),
        (["--format", "html", "-o", "nowhere/page.html"], "nowhere/page.html"),
        (["-o", "homes.parquet"], "`homes.parquet` is a table that is read"),
        (["-o", "made", "--cells", "./made"], "would both write `made`"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2_and_a_sentence(
    doudi: Doudi, capfd: pytest.CaptureFixture[str], folder: Path, more: list[str], said: str
) -> None:
    before = sorted(folder.iterdir())
    assert doudi(*more) == 2
    shown = capfd.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("homes", "said"),
    [
        ("missing.parquet", "missing.parquet"),
        ("old.doudi", "is neither a Parquet file nor an Arrow file"),
    ],
)
def test_a_population_that_cannot_be_read_is_exit_code_2(
    doudi: Doudi, capfd: pytest.CaptureFixture[str], homes: str, said: str
) -> None:
    assert doudi(homes=homes) == 2
    assert said in capfd.readouterr().err


def test_a_table_without_a_date_wants_one(doudi: Doudi, capfd: pytest.CaptureFixture[str]) -> None:
    assert doudi(day=False) == 2
    assert "no date" in capfd.readouterr().err


@pytest.mark.nightly
@pytest.mark.parametrize(
    "moment", [("tempfile.mkdtemp", "", 1), ("import", "popen_spawn_posix", 1)], ids=str
)
def test_whoever_is_told_to_stop_leaves_nothing_behind(
    folder: Path, tmp_path: Path, moment: Moment
) -> None:
    table = pq.read_table(folder / "homes.parquet")
    pq.write_table(table, tmp_path / "homes.parquet", row_group_size=4)
    rules = (str(folder / "old.doudi"), str(folder / "new.doudi"))
    words = (*rules, "--population", str(tmp_path / "homes.parquet"), *_DAY, "--lang", "en")
    more = ("--cells", str(tmp_path / "cells.parquet"), "--jobs", "2")
    ran = told_to_stop(SIGTERM, moment, "diff", *words, *more, households=4)
    assert (ran.returncode, ran.stderr) == (143, "doudi: stopped\n")
    assert [it.name for it in tmp_path.iterdir()] == ["homes.parquet"]
