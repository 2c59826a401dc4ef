"""What `make` installs is told to the version: all of it, and nothing that is there besides."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT: Final = Path(__file__).parents[2]
_EXTRAS: Final = ("compiler", "ingest", "dev")


def _lines(name: str) -> list[str]:
    lines = (_ROOT / name).read_text("utf-8").splitlines()
    return [it for it in lines if it and not it.startswith("#")]


def _pinned(name: str) -> set[str]:
    return {canonicalize_name(it.partition("==")[0]) for it in _lines(name)}


def _installed(wanted: Iterable[str]) -> set[str]:
    """By their names, with all that they require here."""
    found: set[str] = set()
    waiting = [(Requirement(it), "") for it in wanted]
    while waiting:
        it, extra = waiting.pop()
        name = canonicalize_name(it.name)
        if it.marker is not None and not it.marker.evaluate({"extra": extra}):
            continue
        if name not in found:
            found.add(name)
            waiting += [
                (Requirement(its), one) for its in requires(name) or () for one in (*it.extras, "")
            ]
    return found


def test_every_pin_is_a_name_and_a_version() -> None:
    pins = _lines("constraints.txt")
    assert pins
    assert [it for it in pins if not re.fullmatch(r"[\w.-]+==[\w.!+]+", it)] == []


def test_all_that_make_installs_is_pinned() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
    project, extras = project["project"], project["project"]["optional-dependencies"]
    wanted = [*project["dependencies"], *(it for name in _EXTRAS for it in extras[name])]
    assert _installed(wanted) - _pinned("constraints.txt") == set()


def test_what_spark_adds_is_pinned_apart() -> None:
    spark = _pinned("constraints-spark.txt")
    assert "pyspark" in spark
    assert spark & _pinned("constraints.txt") == set()
