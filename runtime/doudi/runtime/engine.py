"""Which doudi this is: the version that a receipt names and `doudi --version` shows."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def engine() -> str:
    """`0.1.0`; `0` where doudi runs without being installed."""
    try:
        return version("doudi")
    except PackageNotFoundError:
        return "0"
