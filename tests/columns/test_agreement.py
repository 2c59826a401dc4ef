"""However many are decided at once, each is told what it is told alone, and what the rules mean.

Engines are compared on every cell: tapes and, where it says so, their own code; columns;
straight-line code; the single decision with its reason; and the reference, which knows nothing of
compiler or runtime.
`python -m tests.columns.run` does the same at any size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import pytest

from doudi.runtime.population.planes import Numbers
from doudi.runtime.program.ids import FactId, SchemeId
from tests.columns.agreement import differences, shown
from tests.columns.cases import HOUSEHOLD
from tests.columns.engines import Asked, Cells, Engine, engines
from tests.columns.populations import drawn_at_random
from tests.columns.run import SHARES, Batch, Tally, batches, compared
from tests.columns.smaller import smaller
from tests.reference.vocabulary import AREAS

SEED: Final = 7_000_000
PARTS: Final = 20
HOUSEHOLDS_OF_A_PART: Final = 5_000
FROM_EVERYWHERE: Final = {**SHARES, "generated": 10, "drawn": 2, "complete": 2}


def all_compared(those: Sequence[Batch]) -> Tally:
    total = Tally()
    for it in those:
        total.add(compared(it))
    assert not total.differing, "\n".join(total.shown)
    return total


def test_households_of_this_projects_rules() -> None:
    total = all_compared([Batch(it, SEED, 50) for it in ("sampled", "drawn", "complete")])
    assert len(total.epochs) >= 20
    wanted = ("granted", "not_met", "excluded", "undetermined", "case_by_case", "not_covered")
    assert not [it for it in wanted if f"outcome {it}" not in total.seen]


def test_households_of_rules_that_are_drawn_themselves() -> None:
    total = all_compared([Batch("generated", SEED + it, 12) for it in range(12)])
    wanted = [f"amount {it}" for it in ("exact", "range", "unknown", "left_to", "none")]
    assert not [it for it in (*wanted, "outcome needs_ruling") if it not in total.seen]


def test_sampled_households_of_such_rules_in_all_their_areas() -> None:
    total = all_compared(
        [Batch("sampled-of-generated", SEED + it, 60, own_code=not it) for it in range(4)]
    )
    assert len({area for area, _ in total.epochs}) == len(AREAS)
    assert len(total.epochs) >= 20
    wanted = ("granted", "not_met", "undetermined", "needs_ruling", "case_by_case")
    assert not [it for it in wanted if f"outcome {it}" not in total.seen]


PLANTED: Final = FactId("household_size")
ABOUT: Final = SchemeId("dibao")


def test_a_difference_is_found_and_made_small() -> None:
    those = drawn_at_random(SEED, 12)
    right = engines(those.rules, those.read)["columns"]
    ways = {"right": right, "planted": misled_by(PLANTED, right)}
    found = next(differences(ways, those.chunk, those.areas, those.rules, Counter()))
    least = smaller(found, ways, those.kinds, those.rules)
    (root,) = least.case.roots
    assert set(root.facts) == {PLANTED}
    assert [*root.children.values()] in ([], [()])
    assert "planted: Said(outcome='excluded'" in shown(least, those.rules)


def misled_by(fact: FactId, right: Engine) -> Engine:
    """As the right one, but a household of which the fact is known is excluded."""

    def planted(of: Asked) -> Cells:
        said = dict(right(of))
        plane = of.chunk.levels[HOUSEHOLD].facts.get(fact)
        if isinstance(plane, Numbers):
            known = plane.low == plane.high
            said[ABOUT] = [
                it._replace(outcome="excluded") if its else it
                for it, its in zip(said[ABOUT], known, strict=True)
            ]
        return said

    return planted


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_households(part: int) -> None:
    all_compared([*batches(FROM_EVERYWHERE, 100 + part, HOUSEHOLDS_OF_A_PART, own_code=not part)])
