"""A cluster for the tests of this folder, which `make test-spark` runs, and the command on it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.batch.homes import Doudi
from tests.spark.cluster import Cluster, cluster

# `make test` leaves these out, and gets along without Spark.
collect_ignore_glob = [] if find_spec("pyspark") else ["test_*.py"]


@pytest.fixture(scope="session")
def on_loopback() -> Iterator[None]:
    """Whatever Spark listens on, nobody else reaches it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYTHONWARNINGS", "ignore::FutureWarning")  # Spark's own, of pandas
        yield


@pytest.fixture(scope="session")
def two_workers(
    on_loopback: None,  # noqa: ARG001 - it is in force
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), workers=2) as found:
        yield found


@pytest.fixture
def doudi(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doudi:
    return Doudi(tmp_path, capsys)


@pytest.fixture(scope="module")
def spark(two_workers: Cluster) -> Iterator[Any]:
    """A session that somebody has of their own."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - it may not be there

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", two_workers.python)
        found = (
            SparkSession.builder.master(two_workers.master)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "OFF")
            .getOrCreate()
        )
        try:
            yield found
        finally:
            found.stop()
