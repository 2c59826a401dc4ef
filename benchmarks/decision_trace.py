"""One decision with its compact trace against the same decision without, in one run.

    python benchmarks/decision_trace.py [BUNDLE]

A five-person household over the whole of rules/. The two are taken in turn, so
that a slow moment of the machine slows both; the median of the ratios is what
counts. Target: at most 2.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from doudi.compiler.pipeline import compile_rules
from doudi.runtime import case_from_python, load_bundle
from doudi.runtime.evaluation.decide import Detail, decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Case
from doudi.runtime.program.declarations import Program

RUNS = 40
TARGET = 2.0
ON = date(2021, 2, 15)

HOUSEHOLD = {
    "area": "沙坪坝区",
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


def main(bundle: str | None = None) -> int:
    program = load_bundle(Path(bundle)).program if bundle else _compiled()
    case = case_from_python(HOUSEHOLD, program)
    rules = index(program)
    for warm_up in ("none", "compact", "full"):
        _time(rules, case, warm_up)
    times: dict[Detail, list[float]] = {"none": [], "compact": [], "full": []}
    for _ in range(RUNS):
        for detail, found in times.items():
            found.append(_time(rules, case, detail))
    compact = median(a / b for a, b in zip(times["compact"], times["none"], strict=True))
    full = median(a / b for a, b in zip(times["full"], times["none"], strict=True))
    verdict = "PASS" if compact <= TARGET else "FAIL"
    print(f"compact trace / no trace: {compact:.2f} (target ≤ {TARGET:.0f}) {verdict}")
    print(f"full trace / no trace:    {full:.2f}")
    return 0 if compact <= TARGET else 1


def _compiled() -> Program:
    found = compile_rules(Path(__file__).parent.parent / "rules").program
    if found is None:
        sys.exit("rules/ has errors: run `doudi check rules` first")
    return found


def _time(rules: Index, case: Case, detail: Detail) -> float:
    start = perf_counter()
    decide(rules, case, ON, detail=detail)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
