"""Which parts of a condition an argument shows: those that decided it, and no others."""

from __future__ import annotations

import pytest

from doudi.runtime.explanation.conditions import tree
from doudi.runtime.explanation.findings import decisive
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.tree import Node
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import FactId
from doudi.runtime.trace import FactUse, Step, Trace
from doudi.runtime.values import Truth
from tests.support.sample_program import PROGRAM

T, F, U, J = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, Truth.JUDGEMENT
_NAMES = lexicon(PROGRAM, "zh")
_TRACE = Trace((), (), (), (), ())


def test_of_a_true_or_the_first_true_branch_is_shown() -> None:
    assert _shown(_op("or", T, _fact("a", F), _fact("b", T), _fact("c", T))) == ["b"]


def test_of_a_false_and_the_false_parts_are_shown() -> None:
    assert _shown(_op("and", F, _fact("a", T), _fact("b", F), _fact("c", F))) == ["b", "c"]


def test_of_a_true_and_and_of_a_false_or_everything_is_shown() -> None:
    assert _shown(_op("and", T, _fact("a", T), _fact("b", T))) == ["a", "b"]
    assert _shown(_op("or", F, _fact("a", F), _fact("b", F))) == ["a", "b"]


@pytest.mark.parametrize("connective", ["and", "or", "any_open"])
def test_of_what_is_unknown_only_the_unknown_parts_are_shown(connective: str) -> None:
    settled = T if connective == "and" else F
    assert _shown(_op(connective, U, _fact("a", settled), _fact("b", U))) == ["b"]


def test_chains_are_one_list_however_they_were_bracketed() -> None:
    inner = _op("and", T, _fact("a", T), _fact("b", T))
    assert _shown(_op("and", T, inner, _fact("c", T))) == ["a", "b", "c"]


def test_what_is_left_out_is_counted() -> None:
    drawn = _drawn(_op("or", T, _fact("a", T), _fact("b", F), _fact("c", F)))
    assert [it.text for it in drawn.children] == ["a为「是」", "其余 2 项不影响结果，从略"]


def test_an_open_list_without_a_match_says_that_the_text_says_etc() -> None:
    drawn = _drawn(_op("any_open", J, _fact("a", F), _fact("b", F)))
    assert [it.text for it in drawn.children][-1].startswith("等：列举之外的同类情形")


def test_nothing_is_left_out_of_the_full_trace() -> None:
    step = _op("or", T, _fact("a", T), _fact("b", F))
    drawn = tree(step, _TRACE, _NAMES, everything=True)
    assert [it.text for it in drawn.children] == ["a为「是」", "b为「否」"]


def test_an_absent_fact_an_unknown_one_and_one_not_asked_read_differently() -> None:
    drawn = _drawn(
        _op("and", U, _fact("a", U, "absent"), _fact("b", U, "unknown"), _fact("c", U, "not_asked"))
    )
    assert [it.text for it in drawn.children] == ["a未提供", "b不详", "c未询问"]


def _shown(step: Step) -> list[str]:
    return [str(it.expr.id) for it in decisive(step) if isinstance(it.expr, ex.Fact)]


def _drawn(step: Step) -> Node:
    return tree(step, _TRACE, _NAMES, everything=False)


def _fact(name: str, value: Truth, status: str = "given") -> Step:
    use = FactUse(name, ("member", "p1"), status, value)  # type: ignore[arg-type]
    return Step(ex.Fact(FactId(name)), value, (), use, ("member", "p1"))


def _op(name: str, value: Truth, *parts: Step) -> Step:
    return Step(ex.Op(name, tuple(it.expr for it in parts)), value, parts)
