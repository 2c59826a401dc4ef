"""Whenever a batch is told to stop, it ends and says what is kept, and that can be gone on with."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGTERM
from typing import Final

import pytest

from doudi.runtime.batch.unfinished import folder_of
from doudi.runtime.command_line.stopping import stop_if_told
from tests.batch.homes import AS_OF, Doudi, bytes_in, flat, many, small_parts
from tests.support.told_to_stop import Moment, command, told_to_stop

_ROWS: Final = 40
_PARTS: Final = 3

NEVER: Final = ("", "", 0)
SECOND_PART: Final = ("os.rename", "household/part-00001", 1)
BECOMING_TWO: Final = ("os.fork", "", 1)
LOADING: Final = ("import", "pyarrow.parquet", 1)
LAST_WORD: Final = ("os.rename", "batch.json", 1)


@pytest.fixture
def homes(doudi: Doudi) -> Path:
    return flat(doudi.place / "tables", many(_PARTS * _ROWS), rows=_ROWS)


def _told(
    doudi: Doudi, homes: Path, number: int, when: Moment, *more: str, jobs: int = 1
) -> subprocess.CompletedProcess[str]:
    rows = 0 if when == LOADING else _ROWS
    return told_to_stop(number, when, *_batch(doudi, homes, jobs), *more, households=rows)


def _batch(doudi: Doudi, homes: Path, jobs: int) -> list[str]:
    words = ["batch", str(homes), "-o", str(doudi.place / "answers"), "--bundle", str(doudi.bundle)]
    return [*words, "--as-of", AS_OF, "--lang", "en", "--jobs", str(jobs)]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(SIGINT, 130, marks=pytest.mark.nightly),
        (SIGTERM, 143),
        pytest.param(SIGHUP, 129, marks=pytest.mark.nightly),
    ],
)
def test_it_says_what_is_kept_and_that_is_gone_on_with(
    number: int, code: int, doudi: Doudi, homes: Path
) -> None:
    out = doudi.place / "answers"
    ran = _told(doudi, homes, number, SECOND_PART)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr == (
        f"doudi: stopped; 1 of {_PARTS} parts are finished and kept in `{folder_of(out)}`; go on "
        "with `--resume`\n"
    )
    with small_parts(_ROWS):
        assert doudi(homes, "-o", out, "--resume", "--jobs", 1).code == 0
        assert doudi(homes, "-o", doudi.place / "whole", "--jobs", 1).code == 0
    assert bytes_in(out) == bytes_in(doudi.place / "whole")


def test_in_the_midst_of_becoming_two_processes_it_is_heard(doudi: Doudi, homes: Path) -> None:
    ran = _told(doudi, homes, SIGINT, BECOMING_TWO, jobs=2)
    assert (ran.returncode, ran.stderr) == (130, "doudi: stopped; nothing was kept\n")
    assert [it.name for it in doudi.place.iterdir() if "answers" in it.name] == []


def test_in_the_midst_of_an_import_it_is_heard_when_that_is_over(doudi: Doudi, homes: Path) -> None:
    ran = _told(doudi, homes, SIGTERM, LOADING)
    assert (ran.returncode, ran.stderr) == (143, "doudi: stopped\n")


@pytest.mark.nightly
def test_when_everything_is_done_it_is_too_late(doudi: Doudi, homes: Path) -> None:
    ran = _told(doudi, homes, SIGTERM, LAST_WORD)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (doudi.place / "answers/batch.json").exists()


@pytest.mark.nightly
def test_a_terminal_that_is_closed_does_not_stop_what_is_to_outlive_it(
    doudi: Doudi, homes: Path
) -> None:
    ran = _told(doudi, homes, SIGHUP, SECOND_PART, "ignored")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_python_forgets_is_remembered(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Last:
        def __del__(self) -> None:  # what is raised here is dropped
            os.kill(os.getpid(), SIGINT)
            sum(range(100))

    def showing(_: object, __: object) -> None:
        Last()

    monkeypatch.setattr("doudi.runtime.actions.batch._Bar.show", showing)
    with small_parts(_ROWS):
        ran = doudi(homes, "-o", doudi.place / "answers", "--jobs", 1)
    assert (ran.code, ran.err) == (130, "doudi: stopped; nothing was kept\n")
    assert capsys.readouterr().err == ""


def test_clearing_away_is_not_disturbed_by_whoever_is_impatient(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_twice(*_: object) -> None:
        try:
            os.kill(os.getpid(), SIGINT)
            pytest.fail("not told")
        finally:
            os.kill(os.getpid(), SIGINT)
            cleared.append("to its end")

    cleared: list[str] = []
    monkeypatch.setattr("doudi.runtime.actions.batch._Bar.show", told_twice)
    ran = doudi(homes, "-o", doudi.place / "answers", "--jobs", 1)
    assert (ran.code, ran.err) == (130, "doudi: stopped; nothing was kept\n")
    assert cleared == ["to its end"]
    stop_if_told()  # it was the command that was told, and not who goes on


@pytest.mark.nightly
@pytest.mark.parametrize("tenths", range(20))
def test_two_processes_told_at_any_time_leave_what_can_be_gone_on_with(
    tenths: int, doudi: Doudi, homes: Path
) -> None:
    running = subprocess.Popen(
        command(0, NEVER, *_batch(doudi, homes, 2), households=_ROWS),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with suppress(subprocess.TimeoutExpired):
        running.wait(0.3 + tenths / 10)
    with suppress(ProcessLookupError):
        os.killpg(running.pid, SIGTERM)  # as whoever ends all processes of a service
    _, said = running.communicate(timeout=60)
    assert running.returncode in (0, 143, -SIGTERM)
    assert (running.returncode == 143) == said.startswith("doudi: stopped")
    with small_parts(_ROWS):
        assert doudi(homes, "-o", doudi.place / "answers", "--resume", "--jobs", 1).code == 0
