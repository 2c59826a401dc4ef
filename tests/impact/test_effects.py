"""What it means that one answer stands in place of another."""

from __future__ import annotations

import numpy as np
import pytest

from doudi.compiler.impact.effects import EFFECTS, OPPOSITE, STILL_NOTHING, UNCHANGED, effects
from doudi.compiler.impact.told import EVERY, Told
from doudi.runtime.columns.cells import OUTCOMES, STATUSES
from doudi.runtime.decision import Outcome
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW

_BESIDES = {UNCHANGED: "unchanged", STILL_NOTHING: "still_nothing"}


def _told(said: str) -> Told:
    """`granted`, `granted 100`, `granted 100-200 month`, `granted unknown`; money is in fen."""
    outcome, _, rest = said.partition(" ")
    money, _, every = rest.partition(" ")
    low, _, high = money.partition("-")
    status = "none" if not money else "exact" if not high else "range"
    ends = (int(low), int(high or low)) if low.isdigit() else (OPEN_LOW, OPEN_HIGH)
    if money == "unknown":
        status = "unknown"
    paid = (every or "once") if money else ""
    return Told(
        np.array([OUTCOMES.index(Outcome(outcome))], np.uint8),
        np.array([STATUSES.index(status)], np.uint8),
        np.array([ends[0]], np.int64),
        np.array([ends[1]], np.int64),
        np.array([EVERY.index(paid)], np.uint8),
    )


def _effect(old: str, new: str) -> str:
    (code,) = effects(_told(old), _told(new)).tolist()
    return _BESIDES.get(code) or EFFECTS[code].value


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("granted 100", "granted 100", "unchanged"),
        ("not_met", "may_be_granted", "gained"),
        ("not_covered", "granted 100", "gained"),
        ("encouraged", "excluded", "lost"),
        ("granted 100 month", "granted 120 month", "more"),
        ("granted 100-200", "granted 100-220", "more"),
        ("granted 100-200", "granted 90-200", "less"),
        ("granted 100-200", "granted 110-190", "other_amount"),
        ("granted 100 month", "granted 1200 year", "other_amount"),
        ("granted 100", "granted unknown", "other_amount"),
        ("granted", "granted 100", "other_amount"),
        ("may_be_granted 100", "granted 200", "other_outcome"),
        ("undetermined", "granted", "settled"),
        ("needs_ruling", "not_met", "settled"),
        ("granted", "undetermined", "opened"),
        ("not_met", "needs_ruling", "opened"),
        ("undetermined", "needs_ruling", "still_open"),
        ("not_met", "excluded", "still_nothing"),
        ("not_covered", "not_met", "still_nothing"),
    ],
)
def test_an_effect_and_with_the_sides_exchanged_its_opposite(
    old: str, new: str, effect: str
) -> None:
    assert _effect(old, new) == effect
    opposite = {it.value: other.value for it, other in OPPOSITE.items()}
    assert _effect(new, old) == opposite.get(effect, effect)
