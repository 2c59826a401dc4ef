"""Which doudi this is: the version that a receipt names and `doudi --version` shows."""

from __future__ import annotations


def engine() -> str:
    """`0.1.0`; `0` where doudi runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - few ask for it

    try:
        return version("doudi")
    except PackageNotFoundError:
        return "0"
