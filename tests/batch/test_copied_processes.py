"""A process that is alone works side by side with copies of itself, which begin at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.batch.unfinished import folder_of
from tests.batch.homes import AS_OF, Doudi, bytes_in, flat, many, small_parts

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="what threads there are is not told here"
)

_ROWS: Final = 40
_BEGUN: Final = f"""
import os, signal, sys
from doudi.runtime.batch.alone import stay_alone
stay_alone()
from doudi.runtime.actions import batch
from doudi.runtime.cli import main
from doudi.runtime.population import parts
parts.PART = {_ROWS}
"""

# The command; says which ways to begin a process it took.
_OVERHEARD: Final = f"""{_BEGUN}
begun = []
sys.addaudithook(lambda event, _: begun.append(event) if event.startswith("os.fork") else None)
code = main(sys.argv[1:])
sys.stdout.write("|" + " ".join(begun))
sys.exit(code)
"""

# The command, in a process that is killed as soon as somebody has decided anything.
_CUT_OFF: Final = f"""{_BEGUN}
def shown(_, now):
    if now.households_done:
        os.kill(os.getpid(), signal.SIGKILL)
batch._Bar.show = shown
main(sys.argv[1:])
"""

# The command, in which nothing but its copies is killed, when they have put a file in its place.
_BEREFT: Final = f"""{_BEGUN}
first = os.getpid()
def heard(event, args):
    if event == "os.rename" and os.getpid() != first:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(heard)
sys.exit(main(sys.argv[1:]))
"""

# What holds the folder of unfinished work, and lets it go while a copy of it goes on.
_OUTLIVED: Final = """
import os, sys
from pathlib import Path
from doudi.runtime.batch.unfinished import unfinished
out, (until, end), (begun, begin) = Path(sys.argv[1]), os.pipe(), os.pipe()
with unfinished(out, {}, "parquet", resume=False):
    if os.fork() == 0:
        os.close(end)
        os.write(begin, b"x")
        os.read(until, 1)
        os._exit(0)
    os.read(begun, 1)
with unfinished(out, {}, "parquet", resume=True):
    print("taken again")
"""


@pytest.fixture
def homes(doudi: Doudi) -> Path:
    return flat(doudi.place / "tables", many(4 * _ROWS), rows=_ROWS)


@pytest.fixture
def whole(doudi: Doudi, homes: Path) -> dict[str, bytes]:
    with small_parts(_ROWS):
        doudi(homes, "-o", doudi.place / "whole", "--jobs", 1)
    return dict(bytes_in(doudi.place / "whole"))


def _ran(program: str, doudi: Doudi, homes: Path) -> subprocess.CompletedProcess[str]:
    words = ["batch", str(homes), "-o", str(doudi.place / "answers"), "--jobs", "2"]
    words += ["--bundle", str(doudi.bundle), "--as-of", AS_OF, "--lang", "en"]
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )


def _resumed(doudi: Doudi, homes: Path) -> dict[str, bytes]:
    with small_parts(_ROWS):
        ran = doudi(homes, "-o", doudi.place / "answers", "--resume", "--jobs", 1)
    assert (ran.code, ran.err) == (0, "")
    return dict(bytes_in(doudi.place / "answers"))


def test_copies_write_the_same_bytes(doudi: Doudi, homes: Path, whole: dict[str, bytes]) -> None:
    ran = _ran(_OVERHEARD, doudi, homes)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.rpartition("|")[2] == "os.fork os.fork"
    assert bytes_in(doudi.place / "answers") == whole


def test_copies_end_with_what_they_are_copies_of(
    doudi: Doudi, homes: Path, whole: dict[str, bytes]
) -> None:
    assert _ran(_CUT_OFF, doudi, homes).returncode == -9  # and nobody holds its output any more
    assert _resumed(doudi, homes) == whole


def test_a_copy_that_is_killed_is_told(doudi: Doudi, homes: Path, whole: dict[str, bytes]) -> None:
    ran = _ran(_BEREFT, doudi, homes)
    assert ran.returncode == 2
    assert "a worker process died (SIGKILL)" in ran.stderr
    assert not folder_of(doudi.place / "answers").exists()
    with small_parts(_ROWS):
        doudi(homes, "-o", doudi.place / "answers")
    assert bytes_in(doudi.place / "answers") == whole


def test_a_copy_does_not_hold_the_output_for_longer(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _OUTLIVED, str(tmp_path / "answers")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "taken again\n"), ran.stderr


def test_nobody_is_alone_beside_a_thread() -> None:
    program = "import threading; from doudi.runtime.batch.alone import alone; print(alone());"
    program += "it = threading.Event(); threading.Thread(target=it.wait).start()\n"
    program += "print(alone()); it.set()"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "True\nFalse\n"
