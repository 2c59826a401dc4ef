"""The runtime's own commands: their arguments and their help; what they do is in `actions`.

A decision that was made is exit code 0 whatever it says: refusing somebody is no
failure of the command. 1 means findings: in the rules folder, in a receipt, or in facts
that contradict themselves, of which a decision is made and printed all the same; 2 that a
file could not be read or the command was used wrongly.
"""

from __future__ import annotations

import argparse

from doudi.runtime.commands import ask, batch, decide, receipt, sample, schema, show, verify, whynot


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for command in (decide, batch, sample, ask, whynot, receipt, verify, show, schema):
        command.register(subparsers)
