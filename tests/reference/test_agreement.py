"""The runtime says what the definition says: both decide the same rules and cases.

The reference was written from docs/language/meaning.md and uses nothing of the compiler or the
runtime. `python -m tests.reference.run` does the same at any size.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.decision import Outcome
from doudi.runtime.operators.table import OPERATORS
from tests.reference.agreement import disagreements, trace_disagreements
from tests.reference.compiled import ready
from tests.reference.found import FOLDER, kept, shown
from tests.reference.run import one_program, programs

SEED: Final = 11
PARTS: Final = 4
CASES: Final = 25
PROGRAMS_OF_A_PART: Final = 21
DUTIES: Final = ("met", "breached", "open", "undetermined")
MISSING: Final = ("fact", "term")  # the rest is rarer: see test_reasons


@pytest.mark.parametrize("part", range(PARTS))
def test_the_runtime_decides_as_the_reference_does(part: int) -> None:
    """2,100 triples of rules, facts and date."""
    first = SEED * 1_000_000 + part * PROGRAMS_OF_A_PART
    seen: Counter[str] = Counter()
    for seed in range(first, first + PROGRAMS_OF_A_PART):
        tally = one_program(seed, CASES)
        assert not tally.found, "\n".join(shown(it) for it in tally.found)
        seen += tally.seen
    wanted = [f"outcome {it.value}" for it in Outcome] + [f"duty {it}" for it in DUTIES]
    wanted += [f"missing {it}" for it in MISSING]
    lacking = [it for it in wanted if it not in seen]
    assert not lacking, "the cases are too much alike to show anything"


def test_the_generated_rules_say_everything_that_the_language_can() -> None:
    made: Counter[str] = Counter()
    for seed in range(SEED * 1_000_000, SEED * 1_000_000 + 60):
        made += one_program(seed, cases=0).seen
    wanted = {f"operator {it}" for it in OPERATORS} | {
        *(f"aggregate {it}" for it in ("count", "sum", "exists", "every")),
        *(f"word {it}" for it in ("as_of", "issue_date", "payment_month")),
        *(f"amount {it}" for it in ("exactly", "at_most", "at_least", "between", "left_to")),
        *(f"rounding {it}" for it in ("half_up", "up", "down")),
        *(f"period {it}" for it in ("once", "month", "year")),
        *(f"part month {it}" for it in ("whole", "by_day", "none")),
        *(f"place {it}" for it in ("allowed", "duty", "only")),
        *(f"length {it}" for it in ("days", "working_days", "weeks", "months", "hours")),
        *(f"relation {it}" for it in ("exception_to", "prevails_over", "special_to", "excludes")),
        *(f"relation {it}" for it in ("takes_higher", "stacks_with", "repeals", "to a duty")),
        *(f"{it} grant" for it in ("duty", "permission", "case_by_case", "encouragement")),
        *(f"{it} satisfy" for it in ("duty", "permission", "prohibition")),
        *("prohibition grant", "duty recognise", "prohibition recognise", "None define"),
        *("None facet", "duty complete", "prohibition complete", "duty act", "None notexecutable"),
    }
    assert wanted - set(made) == set()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda it: it.stem)
def test_what_they_once_disagreed_on_is_settled(path: Path) -> None:
    found = kept(path)
    these = ready(found.rules)
    said = [
        *disagreements(these, found.facts, Counter()),
        *trace_disagreements(these, found.facts),
    ]
    assert not said, shown(found)


def test_the_reference_knows_nothing_of_compiler_or_runtime() -> None:
    here = Path(__file__).parent
    parts = ("values", "rules", "case", "expressions", "priority", "terms", "amounts", "duties")
    for name in (*parts, "facets", "semantics", "reasons"):
        text = (here / f"{name}.py").read_text("utf-8")
        imported = set(re.findall(r"^\s*(?:from|import) (doudi[\w.]*)", text, re.MULTILINE))
        assert imported <= {"doudi.policy_dsl"}, name


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(20))
def test_the_runtime_decides_as_the_reference_does_a_hundred_thousand_times(part: int) -> None:
    for seed in programs(100 + part, 5_000):
        tally = one_program(seed)
        assert not tally.found, "\n".join(shown(it) for it in tally.found)
