"""Told to stop by Ctrl-C, by `kill`, by a terminal that is closed: a command ends and says so.

Python raises KeyboardInterrupt wherever it is just then, and forgets it where nobody can be told:
in the midst of an import, or of becoming two processes. So it is kept in mind as well and looked
for, and held back from what is not to be broken off.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from signal import SIG_IGN, SIGHUP, SIGINT, SIGTERM, getsignal, signal
from typing import TYPE_CHECKING, Final, TypeAlias

from doudi.runtime.command_line.language import Lang, choose

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

Command: TypeAlias = Callable[[argparse.Namespace], int]

STOPPING: Final = (SIGINT, SIGTERM, SIGHUP)

_BY_SIGNAL: Final = 128  # to which shells add its number


@dataclass(slots=True)
class _Told:
    """`by`: the first signal, 0 as long as there is none. `held`: what must not be broken off."""

    by: int = 0
    held: int = 0


_TOLD: Final = _Told()  # signals are of the whole process, too


def stoppably(loaded: Callable[[], Command], args: argparse.Namespace) -> int:
    """A command that is `loaded` first, which is not broken off, and then runs until it is told."""
    with stoppable(args.lang):
        with undisturbed():
            run = loaded()
        stop_if_told()
        return run(args)


@contextmanager
def stoppable(lang: Lang) -> Iterator[None]:
    """Whatever is raised after a signal ends the command in one sentence, and with its exit code.

    A KeyboardInterrupt may have words that are added to it. What is ignored so far, still is.
    """
    before, unraisable = {}, sys.unraisablehook
    if threading.current_thread() is threading.main_thread():
        _TOLD.by = _TOLD.held = 0
        before = {it: was for it in STOPPING if (was := getsignal(it)) not in (SIG_IGN, None)}
    try:
        sys.unraisablehook = partial(_forgotten, unraisable)
        for it in before:
            signal(it, _told)
        with interruptible():
            yield
    except KeyboardInterrupt as stop:
        said = choose(lang, "已停下", "stopped")
        sys.stderr.write(f"doudi: {said}{''.join(map(str, stop.args))}\n")
        raise SystemExit(_BY_SIGNAL + (_TOLD.by or SIGINT)) from None
    finally:
        for it, was in before.items():
            signal(it, was)
        sys.unraisablehook = unraisable
        _TOLD.by = 0  # who goes on with this process, as a program that embeds us may, was not told


@contextmanager
def interruptible() -> Iterator[None]:
    """What fails after a signal fails by it, whatever it says: an import that was broken off."""
    try:
        yield
    except Exception:
        if _TOLD.by:
            raise KeyboardInterrupt from None
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """A signal waits until somebody looks for it: see `stop_if_told`."""
    _TOLD.held += 1
    try:
        yield
    finally:
        _TOLD.held -= 1


def stop_if_told() -> None:
    """Raises KeyboardInterrupt."""
    if _TOLD.by and not _TOLD.held:
        raise KeyboardInterrupt


def _told(number: int, _: object) -> None:
    """Raises KeyboardInterrupt once: what is cleared away after it is not disturbed again."""
    first, _TOLD.by = not _TOLD.by, _TOLD.by or number
    if first:
        stop_if_told()


def _forgotten(otherwise: Callable[[UnraisableHookArgs], object], it: UnraisableHookArgs) -> None:
    """What Python tells of an exception that it drops; of this one nothing is lost."""
    if not (_TOLD.by and issubclass(it.exc_type, KeyboardInterrupt)):
        otherwise(it)
