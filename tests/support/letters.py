"""The forty golden letters: real households, and the question that each of them asks.

The facts stand in `tests/explanations/letters/`, one file each; here is what is asked of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.facts.read import read_case
from doudi.runtime.program.declarations import Program

FOLDER: Final = Path(__file__).parents[1] / "explanations" / "letters"


@dataclass(frozen=True, slots=True)
class Letter:
    """`schemes` (by their Chinese names) and `people` narrow the question; empty is everything."""

    name: str
    schemes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    depth: Depth = "argument"

    @property
    def facts(self) -> Path:
        return FOLDER / f"{self.name}.yaml"


LETTERS: Final = (
    Letter("chongqing-child-needs-ruling", ("事实无人抚养儿童基本生活补贴",)),
    Letter("chongqing-destitute-rules-of-2016", ("特困人员救助供养",)),
    Letter("chongqing-destitute-rules-of-2021", ("特困人员救助供养", "集中供养", "特困照料护理")),
    Letter("chongqing-dibao-range", ("最低生活保障金",)),
    Letter("chongqing-disaster-before-festival", ("冬春生活救助", "过渡安置", "住房重建帮扶")),
    Letter("chongqing-festival-allowance", ("节日补助", "走访慰问")),
    Letter("chongqing-household", depth="verdict"),
    Letter("chongqing-months-without-income", ("一次性临时救助金",)),
    Letter("chongqing-nursing-figure-missing", ("重度残疾人护理补贴", "困难残疾人生活补贴")),
    Letter("chongqing-patient-and-the-like", ("确诊患者临时救助金",)),
    Letter("chongqing-patient-low-income-undefined", ("确诊患者临时救助金",)),
    Letter("chongqing-patient-still-in-hospital", ("确诊患者临时救助金",)),
    Letter("chongqing-patient-two-standards", ("确诊患者临时救助金",), ("父亲",)),
    Letter("chongqing-payment-batches"),
    Letter("chongqing-place-of-emergency", ("临时救助",)),
    Letter("chongqing-price-subsidy-fund", ("价格临时补贴",)),
    Letter("chongqing-price-subsidy-minimum", ("价格临时补贴",)),
    Letter("chongqing-uninsured-but-on-dibao", ("一次性临时救助金",)),
    Letter("chongqing-uninsured-worker", ("一次性临时救助金",)),
    Letter("gansu-acute-distress", ("临时救助", "医疗救助")),
    Letter("gansu-disability-top-up", ("残疾人补贴提高部分", "困难残疾人生活补贴")),
    Letter("gansu-house-by-year-end"),
    Letter("gansu-relief-at-most-six-months", ("临时救助",)),
    Letter("gansu-spot-checks"),
    Letter("ministry-heating-in-the-south", ("取暖救助",)),
    Letter("ministry-place-lifted", ("临时救助",)),
    Letter("ministry-the-day-before", ("一次性临时救助金", "取暖救助", "临时救助")),
    Letter("national-child-shortfall", ("事实无人抚养儿童基本生活补贴",)),
    Letter("national-price-batch-set-aside"),
    Letter("national-price-link-later-notice", ("价格临时补贴",)),
    Letter("national-price-subsidy-higher-index", ("价格临时补贴",)),
    Letter("shiyan-dangerous-house", ("危房迁出安置", "走访慰问", "探视走访", "关爱服务")),
    Letter("shiyan-dibao-figure-missing", ("最低生活保障金",)),
    Letter("shiyan-incident-in-an-hour"),
    Letter("wuwei-covid-case-by-case", ("临时救助",)),
    Letter("wuwei-dibao-figure-missing", ("最低生活保障金",)),
    Letter("wuwei-first-relief", ("临时救助",)),
    Letter("wuwei-household"),
    Letter("wuwei-price-batches"),
    Letter("wuwei-uninsured-migrant", ("一次性临时救助金", "临时食宿帮扶")),
)


def decided(letter: Letter, program: Program) -> Decision:
    """What `doudi decide` with `--scheme` and `--person` is about."""
    whole = decide(program, read_case(letter.facts.read_bytes(), program))
    schemes = {it.id for it in program.schemes if it.name.zh in letter.schemes}
    assert len(schemes) == len(letter.schemes), letter.name
    people = letter.people
    return replace(
        whole,
        outcomes=tuple(
            it
            for it in whole.outcomes
            if (not schemes or it.scheme in schemes) and (not people or it.subject.id in people)
        ),
        duties=tuple(
            it for it in whole.duties if not schemes and (not people or it.subject.id in people)
        ),
    )
