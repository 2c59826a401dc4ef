"""One line on a terminal that says how far a long task is, and how long it may still take.

Takes reports of what is done; writes over its own line, and takes it away in the end. Where
standard error is no terminal nothing is written.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from doudi.policy_dsl.diagnostics.model import Lang, Message

Report = Callable[[int, int], None]

PROVING: Final = Message("核对冲突", "looking for conflicts")

_CELLS: Final = 24
_SOME: Final = 0.1  # seconds between two drawings
_ENOUGH: Final = 1.0  # seconds before an estimate is worth anything
_MINUTE: Final = 60
_ERASED: Final = "\r\x1b[K"


@contextmanager
def progress(
    what: Message, lang: Lang, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report | None]:
    """The function to report to: done, and of how many. None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    begun = clock()
    drawn = begun - _SOME

    def report(done: int, total: int) -> None:
        nonlocal drawn
        now = clock()
        if now - drawn < _SOME and done < total:
            return
        drawn = now
        sys.stderr.write(f"{_ERASED}{line(what, lang, done, total, now - begun)}")
        sys.stderr.flush()

    try:
        yield report
    finally:
        sys.stderr.write(_ERASED)
        sys.stderr.flush()


def line(what: Message, lang: Lang, done: int, total: int, seconds: float) -> str:
    """`核对冲突 ██████░░░░ 60/100 约剩 8 秒`; no estimate while there is nothing to go by."""
    part = 1.0 if total == 0 else min(done / total, 1.0)
    full = int(part * _CELLS)
    bar = "█" * full + "░" * (_CELLS - full)
    left = seconds * (1 - part) / part if part else 0.0
    known = seconds >= _ENOUGH and 0 < part < 1
    return f"{what.in_(lang)} {bar} {done}/{total}" + (f" {_left(left, lang)}" if known else "")


def _left(seconds: float, lang: Lang) -> str:
    whole = round(seconds)
    if whole < _MINUTE:
        return Message(f"约剩 {max(whole, 1)} 秒", f"about {max(whole, 1)} s left").in_(lang)
    minutes = round(whole / _MINUTE)
    return Message(f"约剩 {minutes} 分钟", f"about {minutes} min left").in_(lang)
