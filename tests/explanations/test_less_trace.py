"""A decision that kept less of its trace says less, and never something else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.evaluation.decide import Detail, decide
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.facts.read import read_case
from tests.support.sample_program import PROGRAM

_FACTS: Final = (Path(__file__).parent / "sample" / "patient.yaml").read_bytes()


@pytest.mark.parametrize("detail", ["none", "compact"])
@pytest.mark.parametrize("depth", ["verdict", "argument", "full"])
def test_the_verdict_and_the_sentence_are_there_without_steps(detail: Detail, depth: Depth) -> None:
    letter = _letter(detail, depth)
    assert "1,272.00元" in letter
    assert "「向低保对象、特困人员、孤儿、事实无人抚养儿童等困难群众发放节日补助」" in letter


def test_a_condition_that_was_not_kept_is_not_said_to_be_none() -> None:
    title = "CQ2021 五(二)第2句 确诊困难群众按月临时救助"
    assert f"{title}（该条款没有附加条件）" not in _letter("none", "argument")
    assert title in _letter("none", "argument")


def _letter(detail: Detail, depth: Depth) -> str:
    decision = decide(PROGRAM, read_case(_FACTS, PROGRAM), detail=detail)
    return text(explain(decision, PROGRAM, depth, "zh"))
