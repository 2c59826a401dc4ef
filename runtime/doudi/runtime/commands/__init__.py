"""The runtime's own commands: their arguments and their help; what they do is in `actions`.

A decision that was made is exit code 0 whatever it says: refusing somebody is no
failure of the command. 1 means findings: in the rules folder, in a receipt, or in facts
that contradict themselves, of which a decision is made and printed all the same; 2 that a
file could not be read or the command was used wrongly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from importlib import import_module
from typing import Final, TypeVar

NAMES: Final = (
    "decide",
    "batch",
    "sample",
    "ask",
    "whynot",
    "receipt",
    "verify",
    "show",
    "schema",
)

Of = TypeVar("Of", bound=argparse.ArgumentParser)


def register(subparsers: argparse._SubParsersAction[Of], names: Iterable[str] = NAMES) -> None:
    """Adds the commands of these names; each stands in the module of its name."""
    for name in names:
        import_module(f"{__name__}.{name}").register(subparsers)
