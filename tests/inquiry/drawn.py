"""An interview of the small program, answered at random and to the end."""

from __future__ import annotations

from random import Random
from typing import Final

from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.inquiry.interview import Interview, answered, current
from doudi.runtime.inquiry.interview_line import Wish, heard
from doudi.runtime.inquiry.model import Question
from doudi.runtime.program import types
from tests.support.sample_program import PROGRAM

RULES: Final = index(PROGRAM)
_ALWAYS: Final = ("不知道", "不适用", "跳过")


def fresh() -> Interview:
    facts = {"area": "重庆市", "as_of": "2021-02-15", "household": {"member": [{"id": "p1"}]}}
    case = case_from_python(facts, PROGRAM)
    assert case.as_of is not None
    return Interview(RULES, case, case.as_of)


def line_for(question: Question, random: Random) -> str:
    """Something that fits the question."""
    own: tuple[str, ...]
    match question.type:
        case types.Boolean():
            own = ("是", "否")
        case types.Choice():
            own = ("城镇", "农村", "1", "2")
        case types.Date():
            own = ("2021-02-20", "不早于2021-03-01", "2021-02-01 至 2021-04-01")
        case _:
            own = ("3", "15", "70", "10 至 80")
    line: str = random.choice((*own, *own, *_ALWAYS))
    return line


def lines_of(interview: Interview, seed: int) -> list[str]:
    """What is typed from here to the end."""
    random = Random(seed)  # noqa: S311 - the same answers every time
    lines = []
    while (question := current(interview)) is not None:
        lines.append(line_for(question, random))
        said = heard(lines[-1], question.type, RULES)
        assert not isinstance(said, Wish)
        interview = answered(interview, question.cell, said)
    return lines
