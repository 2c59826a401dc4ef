"""A standalone master of Spark and its workers on loopback, begun here and ended here.

Parts from a given number on wait at a gate, in the executors, until a test opens it; so what is
killed is killed in the middle of the work and not when it happens to be over.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_PATIENCE: Final = 60  # seconds until something that should happen counts as not happening
_ADDRESS: Final = "127.0.0.1"

# Read by every Python that starts with this folder on its path, that is by executors alone.
_AT_THE_GATE: Final = """
import os, time
from pathlib import Path
from doudi.runtime.batch import part

place = Path(__file__).parent
decide_part = part.decide_part


def waiting(number, *rest):
    closed = place / "closed"
    if closed.exists() and number >= int(closed.read_text()):
        (place / f"waits-{os.getpid()}").touch()
        while closed.exists():
            time.sleep(0.05)
    yield from decide_part(number, *rest)


part.decide_part = waiting
"""


@dataclass
class Gate:
    place: Path

    def close(self, *, at: int) -> None:
        (self.place / "closed").write_text(str(at))

    def open(self) -> None:
        (self.place / "closed").unlink()
        for it in self.place.glob("waits-*"):
            it.unlink()

    def waiting(self) -> int:
        """How many executors stand before it."""
        return len(list(self.place.glob("waits-*")))


@dataclass
class Cluster:
    master: str
    python: str
    gate: Gate
    begin: Callable[[], subprocess.Popen[bytes]]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def lose(self, worker: int) -> None:
        """As a machine is lost: at once, with all that runs on it."""
        _kill(self.workers.pop(worker))

    def replace(self) -> None:
        """Another machine, so that the next test finds as many as there were."""
        self.workers.append(self.begin())


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > end:
            message = f"after {_PATIENCE} s it is still to be seen that {what}"
            raise TimeoutError(message)
        time.sleep(0.05)


@contextmanager
def cluster(place: Path, *, workers: int) -> Iterator[Cluster]:
    gate = Gate(place / "gate")
    gate.place.mkdir()
    (gate.place / "sitecustomize.py").write_text(_AT_THE_GATE)
    port = _free_port()
    master = f"spark://{_ADDRESS}:{port}"
    with ExitStack() as running:
        words = ["master.Master", "--port", str(port)]
        running.enter_context(_running(words, place, "master", {}, ["I have been elected leader"]))

        def worker() -> subprocess.Popen[bytes]:
            name = f"worker-{len(list(place.glob('worker-*.log')))}"
            words = ["worker.Worker", "--cores", "1", "--memory", "1g", master]
            words[1:1] = ["--work-dir", str(place / name), "--port", "0"]
            there = {"PYTHONPATH": str(gate.place)}
            return running.enter_context(
                _running(words, place, name, there, ["Successfully registered with master"])
            )

        yield Cluster(master, sys.executable, gate, worker, [worker() for _ in range(workers)])


@contextmanager
def _running(
    words: Sequence[str], place: Path, name: str, also: Mapping[str, str], ready: Sequence[str]
) -> Iterator[subprocess.Popen[bytes]]:
    """One of Spark's own processes; in a group with whatever it begins, which ends with it."""
    found = find_spec("pyspark")
    assert found is not None
    assert found.submodule_search_locations is not None
    home = Path(found.submodule_search_locations[0])
    surroundings = {**os.environ, **also, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": _ADDRESS}
    surroundings["SPARK_LOG_DIR"] = str(place)
    class_, *rest = words
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{class_}"]
    log = place / f"{name}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [*command, "--host", _ADDRESS, "--webui-port", "0", *rest],
            env=surroundings,
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(
            lambda: process.poll() is not None or all(it in log.read_text() for it in ready),
            f"{name} runs",
        )
        assert process.poll() is None, log.read_text()
        yield process
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((_ADDRESS, 0))
        return int(found.getsockname()[1])
