"""Findings of the real rules, once more: differences replayed, and every run like the last."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from doudi.compiler.conflicts.answers import answers
from doudi.compiler.conflicts.model import AreaDifference
from doudi.runtime.program.ids import SchemeId
from tests.support.real_rules import Rules

ROOT = Path(__file__).parents[2]


def test_a_household_is_answered_differently_in_the_two_areas(
    rules: Rules, differences: tuple[AreaDifference, ...]
) -> None:
    for it in differences:
        scheme, kind = SchemeId(it.matter.about), it.matter.kind
        here, there = (
            answers(scheme, replace(it.draft, area=area), rules.index) for area in it.areas
        )
        assert (here.says[kind], there.says[kind]) == it.says, it.id
        assert it.says[0] != it.says[1]
        assert (here.provisions, there.provisions) == (it.here, it.there)


def test_no_rule_of_the_one_area_speaks_in_the_other(
    rules: Rules, differences: tuple[AreaDifference, ...]
) -> None:
    within = rules.index.tables.areas.within
    for it in differences:
        one, other = it.areas
        assert not within(one, other)
        assert not within(other, one)


def test_two_runs_say_the_same_to_the_byte() -> None:
    """Whatever order Python keeps its sets in, and with nothing remembered."""
    runs = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "doudi.runtime.cli", "conflicts", str(ROOT / "rules")),
                *("--format", "json", "--no-cache", "--jobs", "1", "--of", "价格临时补贴"),
            ],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    first, second = (it.communicate()[0] for it in runs)
    assert len(first) > 10_000
    assert first == second
