"""How long and how far a proof may go before it is given up, by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`pair_ms`: the solver's time for one question; `run_s`: for a whole run, None: no end.

    `boxes`: how many boxes a question may come to before the solver takes over.
    """

    pair_ms: int = 3_000
    run_s: float | None = None
    boxes: int = 128
