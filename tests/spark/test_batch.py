"""`doudi batch --engine spark` on a master and two workers: the bytes that one machine writes."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.batch.unfinished import folder_of
from tests.batch.homes import Doudi, Ran, bytes_in, flat, many, nested, small_parts
from tests.spark.cluster import Cluster, until

pytestmark = pytest.mark.spark

_PARTS: Final = 8
_ROWS: Final = 20
_HOMES: Final = many(_PARTS * _ROWS)


@pytest.fixture
def homes(doudi: Doudi) -> Path:
    return nested(doudi.place / "homes.parquet", _HOMES, rows=_ROWS)


def _whole(doudi: Doudi, homes: Path) -> Mapping[str, bytes]:
    with small_parts(_ROWS):
        assert doudi(homes, "-o", doudi.place / "here", "--jobs", 1).code == 0
    return bytes_in(doudi.place / "here")


def _on(cluster: Cluster, doudi: Doudi, homes: Path, *words: object) -> Ran:
    out = ("-o", doudi.place / "answers")
    with small_parts(_ROWS):
        return doudi(homes, *out, "--engine", "spark", "--master", cluster.master, *words)


def test_two_workers_write_the_bytes_that_one_machine_writes(
    doudi: Doudi, two_workers: Cluster
) -> None:
    homes = flat(doudi.place / "homes", _HOMES, rows=_ROWS)
    ran = _on(two_workers, doudi, homes)
    assert (ran.code, ran.err) == (0, "")
    assert bytes_in(doudi.place / "answers") == _whole(doudi, homes)


def test_a_worker_that_is_killed_loses_nothing_and_nothing_is_there_twice(
    homes: Path, doudi: Doudi, two_workers: Cluster
) -> None:
    kept = folder_of(doudi.place / "answers")
    two_workers.gate.close(at=_PARTS // 2)
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(_on, two_workers, doudi, homes)
        try:
            until(lambda: two_workers.gate.waiting() >= len(two_workers.workers), "all wait")
            done = [it.name for it in (kept / "finished").iterdir()]
            two_workers.lose(0)
        finally:
            two_workers.gate.open()
        ran = running.result()
    two_workers.replace()
    assert 0 < len(done) < _PARTS
    assert (ran.code, ran.err) == (0, "")
    assert bytes_in(doudi.place / "answers") == _whole(doudi, homes)
    assert not kept.exists()


def test_what_was_begun_on_one_machine_is_gone_on_with_by_many(
    homes: Path, doudi: Doudi, two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, small_parts(_ROWS):
        patch.setattr("doudi.runtime.batch.run.put_in_place", _interrupted)
        assert doudi(homes, "-o", doudi.place / "answers", "--jobs", 1).code == 130
    kept = folder_of(doudi.place / "answers")
    (kept / "finished/00003.json").unlink()
    ran = _on(two_workers, doudi, homes, "--resume")
    assert (ran.code, ran.err) == (0, "")
    assert bytes_in(doudi.place / "answers") == _whole(doudi, homes)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_wrong_value_is_said_as_on_one_machine_and_nothing_is_kept(
    doudi: Doudi, two_workers: Cluster
) -> None:
    wrong = list(_HOMES)
    wrong[_ROWS + 3] = {**wrong[_ROWS + 3], "户别": "乡下"}
    homes = nested(doudi.place / "homes.parquet", wrong, rows=_ROWS)
    with small_parts(_ROWS):
        here = doudi(homes, "-o", doudi.place / "answers")
    assert (here.code, "户别" in here.err) == (2, True)
    assert _on(two_workers, doudi, homes) == here
    assert list(doudi.place.glob("*answers*")) == []
