"""A batch that is cut off at any moment is gone on with, to the same bytes, repeating nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from doudi.runtime.batch import part, run, unfinished
from doudi.runtime.batch.commission import Commission
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination
from doudi.runtime.batch.run import Progress
from doudi.runtime.batch.workers import decide_parts
from doudi.runtime.bundle.write import write
from doudi.runtime.columns.decide import decide
from tests.batch.homes import AS_OF, Doudi, Ran, bytes_in, flat, many, small_parts
from tests.support.sample_program import PROGRAM

_PARTS: Final = 5
_ROWS: Final = 40

# The command, in a process that ends as by `kill -9` at the n-th thing that it does with a file of
# its output. Never where n is 0; then it says in the end how many there were.
_KILLED: Final = f"""
import os, signal, sys
from doudi.runtime.batch.alone import stay_alone
stay_alone()
from doudi.runtime.cli import main
from doudi.runtime.population import parts
parts.PART = {_ROWS}
count, last = 0, int(sys.argv[1])
def heard(event, args):
    global count
    if event.startswith(("open", "os.", "shutil.")) and ".answers" in str(args):
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(heard)
code = main(sys.argv[2:])
sys.stdout.write(str(count))
sys.exit(code)
"""


@pytest.fixture
def homes(doudi: Doudi) -> Path:
    return flat(doudi.place / "tables", many(_PARTS * _ROWS), rows=_ROWS)


@pytest.fixture
def whole(doudi: Doudi, homes: Path) -> dict[str, bytes]:
    with small_parts(_ROWS):
        doudi(homes, "-o", doudi.place / "whole", "--jobs", 1)
    found = dict(bytes_in(doudi.place / "whole"))
    assert len(found) == 2 * _PARTS + 1
    return found


def _killed(doudi: Doudi, homes: Path, last: int) -> subprocess.CompletedProcess[str]:
    words = [str(homes), "-o", str(doudi.place / "answers"), "--bundle", str(doudi.bundle)]
    words += ["--as-of", AS_OF, "--jobs", "1", "--lang", "en"]
    return subprocess.run(
        [sys.executable, "-c", _KILLED, str(last), "batch", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def _moments(doudi: Doudi, homes: Path) -> int:
    """How many there are in a run that nothing cuts off."""
    ran = _killed(doudi, homes, 0)
    assert ran.returncode == 0
    for it in sorted((doudi.place / "answers").rglob("*"), reverse=True):
        it.rmdir() if it.is_dir() else it.unlink()
    (doudi.place / "answers").rmdir()
    return int(ran.stdout.rpartition("\n")[2])


def _resumed(doudi: Doudi, homes: Path) -> Ran:
    with small_parts(_ROWS):
        return doudi(homes, "-o", doudi.place / "answers", "--resume", "--jobs", 1)


def _check_cut_off_at(moment: int, doudi: Doudi, homes: Path, whole: dict[str, bytes]) -> None:
    assert _killed(doudi, homes, moment).returncode == -signal.SIGKILL
    ran = _resumed(doudi, homes)
    assert (moment, ran.code, ran.err) == (moment, 0, "")
    assert bytes_in(doudi.place / "answers") == whole
    assert not unfinished.folder_of(doudi.place / "answers").exists()
    (doudi.place / "answers").rename(doudi.place / f"was-{moment}")


def test_after_a_kill_at_some_moments_the_bytes_are_the_same(
    doudi: Doudi, homes: Path, whole: dict[str, bytes]
) -> None:
    last = _moments(doudi, homes)
    for moment in (last // 4, last // 2, last - 1):
        _check_cut_off_at(moment, doudi, homes, whole)


@pytest.mark.nightly
def test_after_a_kill_at_every_moment_the_bytes_are_the_same(
    doudi: Doudi, homes: Path, whole: dict[str, bytes]
) -> None:
    for moment in range(1, _moments(doudi, homes) + 1):
        _check_cut_off_at(moment, doudi, homes, whole)


@pytest.mark.nightly
@pytest.mark.parametrize("eighths", range(20))
def test_two_processes_cut_off_at_any_time_leave_what_can_be_gone_on_with(
    eighths: int, doudi: Doudi, homes: Path, whole: dict[str, bytes]
) -> None:
    words = [str(homes), "-o", str(doudi.place / "answers"), "--bundle", str(doudi.bundle)]
    words += ["--as-of", AS_OF, "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-c", _KILLED, "0", "batch", *words], stdout=subprocess.DEVNULL
    )
    with suppress(subprocess.TimeoutExpired):
        running.wait(0.2 + eighths / 8)
    running.kill()
    running.wait()
    assert _resumed(doudi, homes).code == 0
    assert bytes_in(doudi.place / "answers") == whole


def test_what_was_finished_is_not_done_again(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    ran = _interrupted(doudi, homes, monkeypatch, after=3)
    assert ran.code == 130
    kept = unfinished.folder_of(doudi.place / "answers")
    assert f"3 of 5 parts are finished and kept in `{kept}`; go on with `--resume`" in ran.err
    done = {it.name: it.stat().st_ino for it in (kept / "answers/household").iterdir()}
    assert len(done) == 3
    assert _resumed(doudi, homes).code == 0
    after = {it.name: it.stat().st_ino for it in (doudi.place / "answers/household").iterdir()}
    assert {name: after[name] for name in done} == done
    assert bytes_in(doudi.place / "answers") == whole


def _interrupted(doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch, *, after: int) -> Ran:
    """By Ctrl-C while the part after so many others is decided."""
    calls = iter(range(after))

    def decide_until(*args: Any) -> Any:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return decide(*args)

    with monkeypatch.context() as patch, small_parts(_ROWS):
        patch.setattr(part, "decide", decide_until)
        return doudi(homes, "-o", doudi.place / "answers", "--jobs", 1)


def test_an_interruption_before_the_first_part_leaves_nothing(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = _interrupted(doudi, homes, monkeypatch, after=0)
    assert (ran.code, ran.err) == (130, "doudi: stopped; nothing was kept\n")
    assert [it.name for it in doudi.place.iterdir() if "answers" in it.name] == []


def test_an_interruption_ends_all_processes(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object, now: Progress) -> None:
        if now.households_done:
            raise KeyboardInterrupt

    monkeypatch.setattr("doudi.runtime.actions.batch._Bar.show", interrupt)
    with small_parts(_ROWS):
        ran = doudi(homes, "-o", doudi.place / "answers", "--jobs", 2)
    assert ran.code == 130
    assert multiprocessing.active_children() == []


def test_a_finished_part_whose_file_was_cut_short_is_done_again(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    _interrupted(doudi, homes, monkeypatch, after=3)
    kept = unfinished.folder_of(doudi.place / "answers")
    with (kept / "answers/member/part-00001.parquet").open("r+b") as file:
        file.truncate(100)
    assert _resumed(doudi, homes).code == 0
    assert bytes_in(doudi.place / "answers") == whole


def test_going_on_loses_nothing_of_before_however_soon_it_is_stopped(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _interrupted(doudi, homes, monkeypatch, after=3)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "finished", stop)
        ran = _resumed(doudi, homes)
    kept = unfinished.folder_of(doudi.place / "answers")
    assert (ran.code, ran.err) == (
        130,
        f"doudi: stopped; finished parts are kept in `{kept}`; go on with `--resume`\n",
    )
    assert unfinished.finished_parts(kept) == 3


def test_where_nothing_was_finished_everything_begins_anew(doudi: Doudi, homes: Path) -> None:
    """Nobody is asked to remove what is of no use, or to go on with it as it was."""
    out = doudi.place / "answers"
    for more in ((), ("--resume",)):
        assert _killed(doudi, homes, 12).returncode == -signal.SIGKILL
        assert unfinished.folder_of(out).exists()
        assert doudi(homes, "-o", out, *more, as_of="2021-10-13").code == 0
        assert not unfinished.folder_of(out).exists()
        out.rename(doudi.place / "-".join(("was", *more)))


def test_what_was_begun_otherwise_is_not_gone_on_with(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _interrupted(doudi, homes, monkeypatch, after=2)
    out = doudi.place / "answers"
    with small_parts(_ROWS):
        other = doudi(homes, "-o", out, "--resume", "--names", "zh", as_of="2021-10-13")
        assert other.code == 2
        assert "`--as-of`, `--names` differ" in other.err
        os.utime(homes / "member.parquet", (1, 1))
        changed = doudi(homes, "-o", out, "--resume")
    assert changed.code == 2
    assert "the input files differ" in changed.err


def test_what_was_begun_is_not_begun_anew_by_mistake(
    doudi: Doudi, homes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _interrupted(doudi, homes, monkeypatch, after=2)
    with small_parts(_ROWS):
        ran = doudi(homes, "-o", doudi.place / "answers")
    assert ran.code == 2
    assert "was begun and is not finished; go on with `--resume`" in ran.err


class _Deadly:
    """A part at which the process that is handed it ends at once."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    commission = Commission(write(PROGRAM), b"", (), "flat", "en")
    to = Destination("parquet", tmp_path, tmp_path, tmp_path)
    deadly: dict[int, Any] = {0: _Deadly(), 1: _Deadly()}
    with pytest.raises(BatchError, match="a worker process died"):
        list(decide_parts(deadly, commission, to, 2))
