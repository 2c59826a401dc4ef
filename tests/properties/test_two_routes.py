"""Boxes and the solver are two ways to one answer."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from doudi.compiler.proof import boxes, solver_z3
from doudi.compiler.proof.answer import Answer, Impossible, World
from tests.support.questions import Question, questions
from tests.support.worlds import SCENE, met, possible

MILLISECONDS = 60_000  # far more than any of these needs, however busy the machine
HUNDREDS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answers(question: Question) -> tuple[Answer, Answer]:
    asked = (question.formulas, question.knowledge, SCENE, MILLISECONDS)
    return boxes.solve(*asked), solver_z3.solve(*asked)


@HUNDREDS
@given(questions())
def test_both_routes_come_to_the_same_verdict(question: Question) -> None:
    by_boxes, by_solver = answers(question)

    assert isinstance(by_boxes, World | Impossible)
    assert type(by_solver) is type(by_boxes)


@HUNDREDS
@given(questions())
def test_what_either_route_shows_is_so(question: Question) -> None:
    for answer in answers(question):
        if isinstance(answer, World):
            assert [it for it in question.formulas if not met(it, answer.cells)] == []
        elif isinstance(answer, Impossible):
            core = [question.formulas[it] for it in answer.core]
            known = [it for it in question.knowledge if it.statement in answer.knowledge]
            assert not possible((*core, *(it.formula for it in known)))
