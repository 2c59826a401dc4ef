"""What is in Spark's way is said in one sentence, without a word of Java."""

from __future__ import annotations

from pathlib import Path

import pytest

from doudi.runtime.batch.commission import Commission
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination
from doudi.runtime.population.parts import Part
from doudi.runtime.spark import parts, session
from tests.batch.homes import Doudi, nested

pytestmark = pytest.mark.spark

_ABORTED = (
    "Job aborted due to stage failure: Task 0 in stage 0.0 failed 1 times, most recent failure: "
    "Lost task 0.0 in stage 0.0 (TID 0) (10.0.0.1 executor 2): "
)


def _batch(doudi: Doudi, *words: str) -> tuple[int, str]:
    homes = nested(doudi.place / "homes.parquet")
    ran = doudi(homes, "-o", doudi.place / "answers", "--engine", "spark", *words)
    assert list(doudi.place.glob("*answers*")) == []
    return ran.code, ran.err


@pytest.mark.parametrize(
    ("master", "said"),
    [
        ("spark://127.0.0.1:1", "the Spark master `spark://127.0.0.1:1` cannot be reached: "),
        ("spark://127.0.0.1", "it should be spark://HOST:PORT"),
        ("nonsense", "Spark could not be started: "),
    ],
)
@pytest.mark.usefixtures("on_loopback")
def test_a_master_that_is_none_is_said(master: str, said: str, doudi: Doudi) -> None:
    code, err = _batch(doudi, "--master", master)
    assert (code, len(err.splitlines())) == (2, 1)
    assert said in err


def test_java_is_asked_for_where_there_is_none(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(doudi.place))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, err = _batch(doudi)
    assert code == 2
    assert "Spark needs Java 17, which was not found; install it" in err


def _refused(place: Path, engine: tuple[str, str]) -> str:
    """What an executor says to a part of a batch of this engine, whose folder is this."""
    nothing = Part(0, 0, 0, {}, frozenset(), None, None)
    to = Destination("parquet", place, place, place)
    work = parts._Work(((0, nothing),), Commission(b"", b"", (), "nested", "en"), to, engine)
    with pytest.raises(BatchError) as refusal:
        parts._task(0, work)
    return refusal.value.en


def test_a_folder_that_a_worker_does_not_see_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "elsewhere"
    said = _refused(gone, parts._engine())
    assert f"does not see `{gone}`; input and output are to be in folders that all" in said


def test_a_worker_of_another_version_decides_nothing(tmp_path: Path) -> None:
    said = _refused(tmp_path, ("9.9.9", "1.0"))
    assert "and here is doudi 9.9.9, pyarrow 1.0; install the same versions" in said


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (
            "Traceback (most recent call):\nModuleNotFoundError: No module named 'doudi'\n\tat x",
            "ModuleNotFoundError: No module named 'doudi'",
        ),
        (
            f"{_ABORTED}java.io.IOException: Cannot run program\nDriver stacktrace:",
            "Cannot run program",
        ),
        ("Could not parse Master URL: 'x'", "Could not parse Master URL: 'x'"),
        ("", "RuntimeError"),
    ],
)
def test_of_what_spark_says_that_which_happened_is_told(said: str, cause: str) -> None:
    assert session.cause_of(RuntimeError(said)) == cause


@pytest.mark.usefixtures("on_loopback")
def test_workers_without_python_are_told_once_and_nothing_is_kept(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", "/nowhere/python")
    code, err = _batch(doudi, "--jobs", "1")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "Spark gave up: Cannot run program" in err
    assert err.endswith("; nothing was kept\n")
