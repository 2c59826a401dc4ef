"""What one decision costs: its trace, its needs, and all of it against plain Python, in one run.

    python benchmarks/decision.py

Two households of five in 沙坪坝区 on 2021-02-15 over the whole of rules/: one of whom everything is
known (`decision_household.py`), one of whom little is. The ways are taken in turn, so that a slow
moment of the machine slows them all; the median of a round's ratios is what counts, beside it
stands the middle half. Times are processor time. No time is taken before `decision_by_hand.py`
says the same as the runtime of everybody and every scheme. Exits 1 when a target is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import process_time
from typing import Final, TypeAlias
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.decision_by_hand import Answers, decided
from benchmarks.decision_household import AREA, HERE, HOUSEHOLD, ON, case
from doudi.compiler.pipeline import compile_rules
from doudi.runtime import case_from_python
from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation import outcomes
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import Case
from doudi.runtime.inquiry.next_questions import next_questions
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import SchemeId

ROUNDS: Final = 40
ROUNDS_OF_QUESTIONS: Final = 5
BY_HAND: Final = 100  # times in a row: once is too short to be timed

Way: TypeAlias = Callable[[], object]

LITTLE_KNOWN: Final = {
    "area": HERE,
    "household": {
        "id": "h1",
        "家庭户别": "城镇",
        "家庭月收入": 1800,
        "成员": [
            {"id": "p1", "年龄": 45, "新冠确诊": True, "出院日期": "2021-10-08"},
            {"id": "p2", "年龄": 43, "农民工": False},
            {"id": "p3", "年龄": 71, "残疾种类": "肢体残疾", "残疾等级": 2},
            {"id": "p4", "年龄": 12, "残疾种类": "无残疾", "残疾等级": "不适用"},
            {"id": "p5", "年龄": 9},
        ],
    },
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long one way takes as another; `target`: at most."""

    way: str
    against: str
    target: float | None = None


RATIOS: Final = (
    Ratio("compact trace", "no trace", 2),
    Ratio("full trace", "no trace", 2.5),
    Ratio("with needs", "without needs", 5),
    Ratio("no trace", "by hand"),
    Ratio("schemes in force", "by hand"),
)
QUESTIONS: Final = (Ratio("questions", "with needs"),)


def main() -> int:
    rules = index(_compiled())
    known = case(rules.program)
    little_known = case_from_python(LITTLE_KNOWN, rules.program)
    answers = decided(HOUSEHOLD, AREA)
    if differing := _differing(answers, decide(rules, known, ON).outcomes):
        sys.exit("\n".join(("by hand it comes out otherwise:", *differing)))
    schemes = tuple(dict.fromkeys(SchemeId(scheme) for scheme, _ in answers))
    print(f"the same by hand: {len(answers)} outcomes of all {len(schemes)} schemes in force")
    with_needs = partial(decide, rules, little_known, ON, detail="none")
    times = _times(
        {
            "no trace": partial(decide, rules, known, ON, detail="none"),
            "compact trace": partial(decide, rules, known, ON, detail="compact"),
            "full trace": partial(decide, rules, known, ON, detail="full"),
            "schemes in force": partial(_only, schemes, known, rules),
            "by hand": _by_hand,
            "with needs": with_needs,
            "without needs": partial(_without_needs, little_known, rules),
        },
        ROUNDS,
    )
    times["by hand"] = [it / BY_HAND for it in times["by hand"]]
    asked = _most_open(decide(rules, little_known, ON).outcomes)
    questions = partial(
        next_questions,
        rules,
        little_known,
        ON,
        schemes=(asked.scheme,),
        subjects=(asked.subject.id,),
    )
    asking = _times({"questions": questions, "with needs": with_needs}, ROUNDS_OF_QUESTIONS)
    met = [_met(it, times) for it in RATIOS] + [_met(it, asking) for it in QUESTIONS]
    return 0 if all(met) else 1


def _compiled() -> Program:
    found = compile_rules(Path(__file__).parent.parent / "rules").program
    if found is None:
        sys.exit("rules/ has errors: run `doudi check rules` first")
    return found


def _differing(answers: Answers, found: Iterable[SchemeOutcome]) -> list[str]:
    """Where what is written by hand says something else, or of somebody else, than the runtime."""
    told = {
        (str(it.scheme), it.subject.id): (
            it.outcome,
            it.amount.low if it.amount.status == "exact" else None,
        )
        for it in found
        if it.outcome is not Outcome.NOT_COVERED
    }
    return [
        f"{scheme}, {id_}: {answers.get((scheme, id_))} by hand, {told.get((scheme, id_))} decided"
        for scheme, id_ in sorted({*answers, *told})
        if answers.get((scheme, id_)) != told.get((scheme, id_))
    ]


def _only(schemes: Iterable[SchemeId], known: Case, rules: Index) -> None:
    run = start(rules, known, ON)
    for scheme in schemes:
        for node in run.nodes[rules.schemes[scheme].entity]:
            scheme_outcome(scheme, node, run, Notes([], []))


def _by_hand() -> None:
    for _ in range(BY_HAND):
        decided(HOUSEHOLD, AREA)


def _without_needs(little_known: Case, rules: Index) -> None:
    with patch.object(outcomes, "wanted_needs", lambda *_: ()):
        decide(rules, little_known, ON, detail="none")


def _most_open(found: Iterable[SchemeOutcome]) -> SchemeOutcome:
    """Of one person."""
    return max((it for it in found if it.subject.entity == "member"), key=lambda it: len(it.needs))


def _times(ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Seconds of processor time, by round; all ways are gone once before."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(rounds):
        for name, way in ways.items():
            began = process_time()
            way()
            found[name].append(process_time() - began)
    return found


def _met(it: Ratio, times: Mapping[str, list[float]]) -> bool:
    ratios = [a / b for a, b in zip(times[it.way], times[it.against], strict=True)]
    low, middle, high = quantiles(ratios, n=4)
    said = f"{it.way} / {it.against}: {middle:.2f} ({low:.2f} to {high:.2f})"
    if it.target is None:
        print(said)
        return True
    met = middle <= it.target
    print(f"{said}, target ≤ {it.target} {'PASS' if met else 'FAIL'}")
    return met


if __name__ == "__main__":
    sys.exit(main())
