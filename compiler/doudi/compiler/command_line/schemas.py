"""The published schemas of the compiler's JSON: entry points of `doudi.schemas`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_COMPILER: Final = Path(__file__).parents[1]


def cases() -> str:
    """Of `doudi cases --format json`."""
    return (_COMPILER / "case_generation" / "cases.schema.json").read_text("utf-8")


def conflicts() -> str:
    """Of `doudi conflicts --format json`."""
    return (_COMPILER / "conflicts" / "conflicts.schema.json").read_text("utf-8")


def diff() -> str:
    """Of `doudi diff --format json`."""
    return (_COMPILER / "changes" / "diff.schema.json").read_text("utf-8")


def graph() -> str:
    """Of `doudi graph --format json`."""
    return (_COMPILER / "graph" / "graph.schema.json").read_text("utf-8")


def impact() -> str:
    """Of `doudi diff --population … --format json`."""
    return (_COMPILER / "impact" / "impact.schema.json").read_text("utf-8")


def ingest() -> str:
    """Of `doudi ingest --format json`."""
    return (_COMPILER / "ingest" / "ingest.schema.json").read_text("utf-8")


def offsets() -> str:
    """Of the `map.json` that `doudi ingest` writes."""
    return (_COMPILER / "ingest" / "offsets.schema.json").read_text("utf-8")


def ledger() -> str:
    """Of `doudi ledger --format json`."""
    return (_COMPILER / "ledger" / "ledger.schema.json").read_text("utf-8")


def test() -> str:
    """Of `doudi test --format json`."""
    return (_COMPILER / "command_line" / "test.schema.json").read_text("utf-8")
