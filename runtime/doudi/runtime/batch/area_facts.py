"""Facts of areas, which a population's households share: a file of areas with what each decided.

    重庆市渝中区: {有条件: 否}
    620602: {居民消费价格涨幅: 3.6%}

Under each area stands what would stand under `area_facts` in a facts file.
"""

from __future__ import annotations

from collections.abc import Mapping

from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.model import Case, Instance
from doudi.runtime.facts.read import read_facts
from doudi.runtime.facts.validate import validate
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import AreaCode

_WITHIN = "area_facts"


def area_facts(data: bytes, program: Program) -> Mapping[AreaCode, Instance]:
    """By area code, as the area of a case; none where there is no text.

    Raises FactsError with all that is wrong.
    """
    if not data.strip():
        return {}
    tree = read_facts(data)
    if not isinstance(tree, dict):
        raise FactsError(
            (
                Problem(
                    "",
                    "应逐个地区写明其事实，如 `重庆市渝中区: {有条件: 否}`",
                    "should name areas with the facts of each, such as `凉州区: {…}`",
                ),
            )
        )
    found: dict[AreaCode, Instance] = {}
    problems: list[Problem] = []
    for name, facts in tree.items():
        case = validate({"area": name, _WITHIN: facts}, program)
        if not isinstance(case, Case):
            problems += [_in_area(str(name), it) for it in case]
        elif case.area in found:
            problems.append(
                Problem(str(name), "这个地区写了两次", "this area is there twice, under two names")
            )
        else:
            found[case.area] = case.area_instance
    if problems:
        raise FactsError(tuple(problems))
    return found


def _in_area(name: str, it: Problem) -> Problem:
    path = it.path.removeprefix(_WITHIN).removeprefix("area")
    return Problem(f"{name}{path}", it.zh, it.en)
