"""Findings that only follow from another one are not shown.

Where a clause could not be read, the declaration lacks it: that is the same mistake once more.
"""

from __future__ import annotations

from collections.abc import Sequence

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding


def without_consequences(
    of_reading: Sequence[Finding], of_checking: Sequence[Finding]
) -> tuple[Finding, ...]:
    """What checking one declaration found, less what follows from what reading it found."""
    if not of_reading:
        return tuple(of_checking)
    return tuple(it for it in of_checking if it.code is not codes.CLAUSE_MISSING)
