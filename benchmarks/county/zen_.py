"""The county's rules as a decision of ZEN, for one household at a time, without its trace.

Three nodes of expressions between input and output: what members are, what the household is and
gets, what members get. Outcomes are the codes of `workload`, money is fen. It is installed for the
run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import zen  # type: ignore[import-not-found, unused-ignore]

from benchmarks.county import workload
from benchmarks.county.inputs import Tables
from benchmarks.county.workload import Part, Parts

HOUSEHOLDS: Final = 2000
"""So many are decided, of six members at most: its time for each does not hang on how many."""

_STANDARD: Final = "hukou == 'rural' ? 49600 : 62000"

_MEMBERS_ARE: Final = {
    "severe": "disability_grade >= 1 and disability_grade <= 2",
    "orphan": "age < 18 and father_state == 'dead' and mother_state == 'dead'",
    "unattended": "age < 18 and not $.orphan and father_state != 'able_to_raise'"
    " and mother_state != 'able_to_raise'",
    "dependent": "age >= 60 or age < 16 or $.severe",
    "standard": f"$nodes.input.{_STANDARD}",
    "destitute": "$.dependent and no_supporter and monthly_income < $.standard"
    " and not ($.orphan or $.unattended)",
}
_HOUSEHOLD: Final = {
    "standard": _STANDARD,
    "line": "$.standard * len(member)",
    "income": "sum(map(member, #.monthly_income)) + other_income",
    "dibao": "assets_within_limit and $.income < $.line",
    "marginal": "assets_within_limit and not $.dibao and 2 * $.income < 3 * $.line",
    "poor": "$.dibao or $.marginal",
    "struck": "accident or spending_surge",
    "dibao_outcome": "$.dibao ? 0 : 4",
    "dibao_low": "$.dibao ? ceil(($.line - $.income) / 100) * 100 : -1",
    "temporary_relief_outcome": "$.poor ? (($.struck or struck_by_disaster) ? 0 : 2)"
    " : ($.struck ? 1 : 4)",
    "temporary_relief_low": "$.temporary_relief_outcome == 0 ? 0"
    " : ($.temporary_relief_outcome == 1 ? 50000 : -1)",
    "temporary_relief_high": "$.temporary_relief_outcome == 0 ? 6 * $.standard"
    " : ($.temporary_relief_outcome == 1 ? 200000 : -1)",
    "heating_subsidy_outcome": "($.dibao or some(member, #.destitute)) ? 0 : 4",
    "heating_subsidy_low": "$.heating_subsidy_outcome == 4 ? -1 : (cold_region ? 90000 : 60000)",
    "housing_aid_outcome": "hukou == 'rural' and unsafe_house"
    " and ($.poor or some(member, #.severe)) ? 0 : 4",
    "housing_aid_low": "$.housing_aid_outcome == 4 ? -1"
    " : (all(member, #.dependent) ? 3500000 : 2000000)",
}
_MEMBERS: Final = {
    "dibao": "$nodes.household.dibao",
    "marginal": "$nodes.household.marginal",
    "poor": "$nodes.household.poor",
    "need": "$.dibao or destitute or orphan or unattended",
    "added_dibao_outcome": "$.dibao and (age >= 70 or age < 18 or severe or seriously_ill) ? 0 : 4",
    "added_dibao_low": "$.added_dibao_outcome == 0 ? standard * 10 / 100 : -1",
    "single_dibao_outcome": "$.marginal and (severe or seriously_ill) ? (destitute ? 5 : 0) : 4",
    "single_dibao_low": "$.single_dibao_outcome == 0 ? max([standard - monthly_income, 0]) : -1",
    "destitution_support_outcome": "destitute ? 0 : 4",
    "care": "present_support == 'at_home' or self_care == 'self_caring' ? 0"
    " : (self_care == 'partly_dependent' ? 20000 : 30000)",
    "destitution_support_low": "destitute"
    " ? ($nodes.household.hukou == 'rural' ? 64500 : 80600) + $.care : -1",
    "living_subsidy_outcome": "disability_grade >= 1 and $.poor"
    " ? ((destitute or draws_injury_nursing or orphan or unattended) ? 5 : ($.dibao ? 0 : 1)) : 4",
    "living_subsidy_low": "$.living_subsidy_outcome == 0 ? 9000"
    " : ($.living_subsidy_outcome == 1 ? 6000 : -1)",
    "nursing_subsidy_outcome": "severe and needs_care"
    " ? ((destitute or draws_injury_nursing) ? 5 : 0) : 4",
    "nursing_subsidy_low": "$.nursing_subsidy_outcome == 0"
    " ? (disability_grade == 1 ? 10000 : 8000) : -1",
    "orphan_allowance_outcome": "orphan ? 0 : 4",
    "orphan_allowance_low": "orphan ? (present_support == 'in_institution' ? 145600 : 125600) : -1",
    "unattended_allowance_outcome": "unattended ? 0 : 4",
    "unattended_allowance_low": "unattended ? max([125600 - monthly_income, 0]) : -1",
    "elder_allowance_outcome": "age >= 80 ? 0 : 4",
    "elder_allowance_low": "age >= 100 ? 50000 : (age >= 90 ? 20000 : (age >= 80 ? 10000 : -1))",
    "price_subsidy_outcome": "$.need or veteran or draws_insurance ? 0 : 4",
    "price_subsidy_low": "$.price_subsidy_outcome == 4 ? -1 : round(standard * 0.035 / 100) * 100",
    "patient_relief_outcome": "in_hospital ? (($.need or veteran) ? 0 : 2) : 4",
    "patient_relief_low": "$.patient_relief_outcome == 0 ? 2 * standard : -1",
    "education_aid_outcome": "stage in ['senior', 'college']"
    " ? ($.need ? 0 : ($.marginal ? 1 : 4)) : 4",
    "education_aid_full": "stage == 'college' ? 400000 : 200000",
    "education_aid_low": "$.education_aid_outcome == 0 ? $.education_aid_full"
    " : ($.education_aid_outcome == 1 ? 0 : -1)",
    "education_aid_high": "$.education_aid_outcome == 0 ? $.education_aid_full"
    " : ($.education_aid_outcome == 1 ? 100000 : -1)",
    "medical_aid_outcome": "$.need ? (own_medical_cost > 0 ? 0 : 4)"
    " : ($.marginal and own_medical_cost > 300000 ? 0 : 4)",
    "medical_aid_part": "$.need ? min([own_medical_cost * 0.7, 2000000])"
    " : min([(own_medical_cost - 300000) * 0.6, 1000000])",
    "medical_aid_low": "$.medical_aid_outcome == 0 ? floor($.medical_aid_part / 100) * 100 : -1",
    "unemployment_aid_outcome": "unemployed and not draws_insurance and $.poor"
    " ? (age >= 60 ? 5 : 1) : 4",
    "unemployment_aid_low": "$.unemployment_aid_outcome == 1 ? 100000 : -1",
}


@dataclass(frozen=True, slots=True)
class Data:
    decision: Any
    households: tuple[Mapping[str, Any], ...]


def load(given: Tables) -> Data:
    households = given["household"].slice(0, HOUSEHOLDS).to_pylist()
    within: dict[int, list[Mapping[str, Any]]] = {it["id"]: [] for it in households}
    for row in given["member"].slice(0, 8 * HOUSEHOLDS).to_pylist():
        if row["household"] in within:
            within[row["household"]].append(row)
    decision = zen.ZenEngine().create_decision(json.dumps(_graph()))
    return Data(decision, tuple({**it, "member": within[it["id"]]} for it in households))


def compute(data: Data) -> Iterator[Parts]:
    yield _parts([data.decision.evaluate(it)["result"] for it in data.households])


def _parts(decided: list[Mapping[str, Any]]) -> Parts:
    members = [member for it in decided for member in it["member"]]
    for scheme in workload.SCHEMES:
        about = decided if scheme in workload.HOUSEHOLD_SCHEMES else members
        high = f"{scheme}_{'high' if scheme in workload.RANGES else 'low'}"
        yield Part(
            scheme,
            np.array([it[f"{scheme}_outcome"] for it in about], np.uint8),
            np.array([it[f"{scheme}_low"] for it in about], np.int64),
            np.array([it[high] for it in about], np.int64),
        )


def _graph() -> Mapping[str, Any]:
    loop = {"executionMode": "loop", "inputField": "member", "outputPath": "member"}
    nodes = (
        _node("input", "inputNode", {}),
        _expressions("members are", _MEMBERS_ARE, loop),
        _expressions("household", _HOUSEHOLD, {}),
        _expressions("members", _MEMBERS, loop),
        _node("output", "outputNode", {}),
    )
    edges = [
        {"id": one["id"] + other["id"], "sourceId": one["id"], "targetId": other["id"]}
        for one, other in pairwise(nodes)
    ]
    return {"nodes": nodes, "edges": [{**it, "type": "edge"} for it in edges]}


def _expressions(
    name: str, expressions: Mapping[str, str], how: Mapping[str, str]
) -> Mapping[str, Any]:
    rows = [{"id": key, "key": key, "value": it} for key, it in expressions.items()]
    return _node(name, "expressionNode", {"expressions": rows, "passThrough": True, **how})


def _node(name: str, kind: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
    at = {"x": 0, "y": 0}
    return {"id": name, "name": name, "type": kind, "content": content, "position": at}
