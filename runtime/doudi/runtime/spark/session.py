"""A session of Spark for one batch: begun where its master says, silent, ended with the batch.

What Java has to say goes into a log beside the work; a person is told one sentence.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Final

from pyspark import SparkConf, SparkContext
from pyspark.sql import SparkSession

from doudi.runtime.batch.errors import BatchError
from doudi.runtime.causes import cause

_SETTINGS: Final = {
    "spark.app.name": "doudi batch",
    "spark.ui.enabled": "false",  # a command opens no port to the world
    "spark.ui.showConsoleProgress": "false",
}
_STANDALONE: Final = "spark://"
_SECONDS: Final = 10  # to reach a master; Spark itself would try for a minute
_LONGEST: Final = 300
# What Spark and Java put before what happened: which task it was, the class of the exception.
_TASK: Final = re.compile(r"^Job aborted due to stage failure: (?:.*?\(TID \d+\) \([^)]*\): )?")
_CLASS: Final = re.compile(r"^(?:[a-z]\w*\.)+\w+: ")
_RAISED: Final = re.compile(r"^[\w.]*(?:Error|Exception): .+", re.MULTILINE)


@contextmanager
def session(master: str | None, cores: int | None, log: Path) -> Iterator[SparkSession]:
    """`master`: none is this machine. `cores`: how many to use at most.

    Raises BatchError where it cannot be begun.
    """
    _java()
    if master is not None:
        _reach(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAll(_SETTINGS.items())
    conf.setMaster(master or f"local[{cores or '*'}]")
    if cores is not None:
        conf.set("spark.cores.max", str(cores))
    with _unheard():
        import_module("pandas")  # Spark asks for it as soon as it is given a function
        try:
            with _into(log), _own_interrupts():
                context = SparkContext(conf=conf)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is told
            said = cause_of(error)
            raise BatchError(
                f"Spark 未能启动：{said}", f"Spark could not be started: {said}"
            ) from None
        try:
            yield SparkSession(context)
        finally:
            with suppress(Exception):  # what there is to say has been said
                context.stop()


def cause_of(error: Exception) -> str:
    """What Spark says has happened, on one line: of a traceback that which was raised."""
    said = ""
    java = getattr(error, "java_exception", None)
    if java is not None:
        with suppress(Exception):  # of a Java that is gone
            said = str(java.getMessage())
    said = said or str(error)
    raised = _RAISED.findall(said)
    lines = [*raised[-1:], *filter(None, map(str.strip, said.splitlines())), type(error).__name__]
    found = _CLASS.sub("", _TASK.sub("", lines[0]))
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"


@contextmanager
def _unheard() -> Iterator[None]:
    """What Python's side of Spark says of versions of pandas, and of calls that were broken off."""
    nobody = logging.NullHandler()
    logging.getLogger().addHandler(nobody)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            yield
    finally:
        logging.getLogger().removeHandler(nobody)


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Spark would answer Ctrl-C by calling Java, in the middle of another call as it may be."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def _java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and shutil.which("java", path=f"{home}/bin")):
        return
    raise BatchError(
        "Spark 需要 Java 17，没有找到；请安装（Debian、Ubuntu 上是 openjdk-17-jre-headless），"
        "或设 JAVA_HOME",
        "Spark needs Java 17, which was not found; install it (on Debian and Ubuntu: package "
        "openjdk-17-jre-headless), or set JAVA_HOME",
    )


def _reach(master: str) -> None:
    """One of the masters that `spark://host:port,host:port` names, if it names any."""
    if not master.startswith(_STANDALONE):
        return
    why = ("", "")
    for it in master.removeprefix(_STANDALONE).split(","):
        host, _, port = it.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), _SECONDS):
                return
        except ValueError:
            why = ("应写成 spark://主机:端口", "it should be spark://HOST:PORT")
        except OSError as error:
            why = cause(error)
    raise BatchError(
        f"连不上 Spark 的主节点 `{master}`：{why[0]}",
        f"the Spark master `{master}` cannot be reached: {why[1]}",
    )


@contextmanager
def _into(log: Path) -> Iterator[None]:
    """What is started meanwhile writes to the log as long as it lives."""
    sys.stdout.flush()
    sys.stderr.flush()
    before = [os.dup(it) for it in (1, 2)]
    opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        for it in (1, 2):
            os.dup2(opened, it)
        yield
    finally:
        for it, was in zip((1, 2), before, strict=True):
            os.dup2(was, it)
        for was in (*before, opened):
            os.close(was)
