"""What it means to somebody that an answer is another now: gained or lost, more or less, and so on.

See docs/language/impact.md. Where nothing could be told before, or cannot be told now, that is
said: it is neither a gain nor a loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import numpy as np

from doudi.compiler.impact.told import STANDS, Told
from doudi.runtime.columns.cells import OUTCOMES, STATUSES
from doudi.runtime.decision import Outcome
from doudi.runtime.population.planes import Codes, Mask


class Effect(StrEnum):
    """On one answer; every answer that is another has exactly one."""

    GAINED = "gained"
    MORE = "more"
    LESS = "less"
    LOST = "lost"
    OTHER_AMOUNT = "other_amount"
    OTHER_OUTCOME = "other_outcome"
    SETTLED = "settled"
    OPENED = "opened"
    STILL_OPEN = "still_open"


EFFECTS: Final = tuple(Effect)
UNCHANGED: Final = len(EFFECTS)  # the answer is the same
STILL_NOTHING: Final = UNCHANGED + 1  # nothing is given either way, for another reason
# With the old rules and the new exchanged.
OPPOSITE: Final[Mapping[Effect, Effect]] = {
    **{it: it for it in Effect},
    Effect.GAINED: Effect.LOST,
    Effect.LOST: Effect.GAINED,
    Effect.MORE: Effect.LESS,
    Effect.LESS: Effect.MORE,
    Effect.SETTLED: Effect.OPENED,
    Effect.OPENED: Effect.SETTLED,
}
BETTER: Final = frozenset({Effect.GAINED, Effect.MORE})
WORSE: Final = frozenset({Effect.LOST, Effect.LESS})

_OPEN: Final = np.array([it in (Outcome.UNDETERMINED, Outcome.NEEDS_RULING) for it in OUTCOMES])
_MEASURED: Final = np.array([it in ("exact", "range") for it in STATUSES])


def effects(old: Told, new: Told) -> Codes:
    """For each subject a place in EFFECTS, UNCHANGED or STILL_NOTHING."""
    stood, stands = STANDS[old.outcome], STANDS[new.outcome]
    was_open, is_open = _OPEN[old.outcome], _OPEN[new.outcome]
    more, less = _moved(old, new)
    found = np.select(
        [
            old.same(new),
            was_open & is_open,
            is_open,
            was_open,
            ~stood & ~stands,
            ~stood,
            ~stands,
            old.outcome != new.outcome,
            more,
            less,
        ],
        [
            UNCHANGED,
            _code(Effect.STILL_OPEN),
            _code(Effect.OPENED),
            _code(Effect.SETTLED),
            STILL_NOTHING,
            _code(Effect.GAINED),
            _code(Effect.LOST),
            _code(Effect.OTHER_OUTCOME),
            _code(Effect.MORE),
            _code(Effect.LESS),
        ],
        _code(Effect.OTHER_AMOUNT),
    )
    return found.astype(np.uint8)


def _moved(old: Told, new: Told) -> tuple[Mask, Mask]:
    """Where both ends of an amount paid as often as before went up or stayed, or went down."""
    alike = (old.every == new.every) & _MEASURED[old.status] & _MEASURED[new.status]
    up = (new.low >= old.low) & (new.high >= old.high)
    down = (new.low <= old.low) & (new.high <= old.high)
    return alike & up & ~down, alike & down & ~up


def _code(effect: Effect) -> int:
    return EFFECTS.index(effect)
