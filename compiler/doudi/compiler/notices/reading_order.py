"""The order in which a notice has its own addresses: 一, 二, 三, and of each its sentences first.

The text is not needed: an address says by its numbers where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.compiler.notices.numbers import chinese_number
from doudi.compiler.notices.outline import CLOSING, PREAMBLE

Order: TypeAlias = tuple[tuple[int, Fraction], ...]

# One step into a notice: what leads to it, and which one it is.
_STEP: Final = re.compile(
    rf"([-(（·▶]?)({PREAMBLE}|{CLOSING}|[一二三四五六七八九十百]+|[0-9]+|[a-z])"
)
# A section's own sentences stand before its items.
_LEADS: Final[Mapping[str, int]] = {"": 0, "-": 1, "(": 2, "（": 2, "·": 3, "▶": 4}
_LAST: Final = (9, Fraction(0))


def reading_order(address: str) -> Order:
    """Sorts addresses of one notice; articles that could not be checked come last."""
    steps = tuple((_LEADS[found[1]], _number(found[2])) for found in _STEP.finditer(address))
    return steps if _STEP.match(address) and not address.startswith(CLOSING) else (_LAST, *steps)


def _number(written: str) -> Fraction:
    if written.isascii():
        return Fraction(written if written.isdecimal() else ord(written))
    return chinese_number(written) or Fraction(0)
