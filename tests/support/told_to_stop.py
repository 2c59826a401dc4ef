"""A command in a process of its own that tells itself to stop at a moment of its work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Final, TypeAlias

# What Python does, with what, and for which time: the signal comes before it has done it.
Moment: TypeAlias = tuple[str, str, int]

PROGRAM: Final = """
import os, signal, sys
number, what, about, last, households = int(sys.argv[1]), *sys.argv[2:4], *map(int, sys.argv[4:6])
count, first = 0, os.getpid()
def heard(event, args):
    global count
    if event == what and about in str(args) and os.getpid() == first:
        count += 1
        if count == last:
            os.kill(first, number)
sys.addaudithook(heard)
signal.signal(signal.SIGHUP, signal.SIG_IGN if "ignored" in sys.argv else signal.SIG_DFL)
from doudi.runtime.cli import main
if households:
    from doudi.runtime.batch.alone import stay_alone
    stay_alone()
    from doudi.runtime.population import parts
    parts.PART = households
sys.exit(main([it for it in sys.argv[6:] if it != "ignored"]))
"""


def told_to_stop(
    number: int, when: Moment, *words: str, households: int = 0
) -> subprocess.CompletedProcess[str]:
    """`words`: of the command; `ignored` has SIGHUP ignored. `households`: to a part of a table."""
    return subprocess.run(
        command(number, when, *words, households=households),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def command(number: int, when: Moment, *words: str, households: int = 0) -> Sequence[str]:
    told = map(str, (int(number), *when, households))
    return [sys.executable, "-c", PROGRAM, *told, *words]
