"""What is said of provisions is so: of generated rules, tried with households drawn at random.

The proofs are not looked at here. Whatever a defect claims is held against what the runtime makes
of many complete cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

import pytest

from doudi.compiler.conflicts.defects.find import find_defects
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.draft import node_of, run_of
from doudi.compiler.drafts.window import window_of
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.combinations import STANDING, Notes
from doudi.runtime.evaluation.evaluate import condition
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.operators.truths import T
from doudi.runtime.program.declarations import Facet, Grant, Provision
from doudi.runtime.program.ids import ProvisionId, SchemeId
from tests.reference.compiled import ready
from tests.reference.generate import rule_set
from tests.support.complete_cases import CompleteCase, drawn, scene_on

_CASES: Final = 30
_CONDITIONS: Final = (Flaw.NEVER_TRUE, Flaw.ALWAYS_TRUE)
_IDLE: Final = (
    Flaw.NEVER_DECISIVE,
    Flaw.IMPLIED,
    Flaw.DUPLICATE,
    Flaw.PERMISSION_IN_PROHIBITION,
)


@pytest.mark.parametrize("seed", [*range(12), 18])
def test_generated_rules(seed: int) -> None:
    _hold(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(14, 500, 27))
def test_more_generated_rules(first: int) -> None:
    for seed in range(first, first + 27):
        _hold(seed)


def _hold(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible on purpose
    rules = ready(rule_set(random)).index
    for it in find_defects(rules.program, limits=Limits(pair_ms=1000)):
        provision = rules.provisions.get(ProvisionId(it.about))
        if provision is None:
            continue
        for case in _cases(provision, rules, random):
            said = (seed, it.flaw, it.about, case.draft)
            if it.flaw in _CONDITIONS:
                assert (_truth(provision, case) is T) == (it.flaw is Flaw.ALWAYS_TRUE), said
            elif it.flaw is Flaw.TOOTHLESS_EXCLUSION:
                assert not _bites(it, provision, case, rules), said
            elif it.flaw in _IDLE:
                assert _given(provision, case, rules) == _given_without(provision, case, rules)


def _cases(provision: Provision, rules: Index, random: Random) -> Iterator[CompleteCase]:
    """Where and when it is competent."""
    window = window_of(provision, rules)
    parents = {it.parent for it in rules.program.areas}
    leaves = [it.code for it in rules.program.areas if it.code not in parents]
    inside = [it for it in leaves if rules.tables.areas.within(it, provision.area)]
    if window is None or not inside:
        return
    days = 400 if window.end is None else min(400, (window.end - window.start).days + 1)
    for _ in range(_CASES):
        day = window.start + timedelta(days=random.randrange(days))
        scene = scene_on(day, random.choice(inside), rules)
        case = drawn(random, provision.entity, day, scene)
        if case.run.competence[provision.id] == "competent":
            yield case


def _truth(provision: Provision, case: CompleteCase) -> object:
    return condition(provision, node_of(case.draft.subject, 1, case.run), case.run)


def _bites(it: Defect, bar: Provision, case: CompleteCase, rules: Index) -> bool:
    """Whether somebody comes under the bar and under what it is to bar."""
    named = [rules.provisions[ProvisionId(each)] for each in it.others if "/" in each]
    if not named:
        (about,) = it.others
        if about in rules.by_scheme:
            named = list(rules.by_scheme[SchemeId(about)].grants)
    node = node_of(case.draft.subject, 1, case.run)
    barred = (each for each in case.run.competent(tuple(named)) if each.entity in node.seen)
    return condition(bar, node, case.run) is T and any(
        condition(each, node.seen[each.entity], case.run) is T for each in barred
    )


def _given_without(provision: Provision, case: CompleteCase, rules: Index) -> object:
    left = tuple(it for it in rules.program.provisions if it.id != provision.id)
    fewer = index(replace(rules.program, provisions=left))
    return _given(provision, replace(case, run=run_of(case.draft, fewer)), rules)


def _given(provision: Provision, case: CompleteCase, rules: Index) -> object:
    """What somebody gets of the scheme that it speaks of; None where that is nothing."""
    scheme = _scheme(provision, rules)
    node = node_of(case.draft.subject, 1, case.run)
    if scheme is None or rules.schemes[scheme].entity not in node.seen:
        return None
    subject = node.seen[rules.schemes[scheme].entity]
    found = scheme_outcome(scheme, subject, case.run, Notes([], []))
    if found.outcome not in STANDING:
        return None
    amount = replace(found.amount, provisions=())
    places = sorted({(it.option, it.mode) for it in found.places})
    return found.outcome, found.norm, amount, places, sorted(set(found.funds)), found.due


def _scheme(provision: Provision, rules: Index) -> SchemeId | None:
    match provision.effect:
        case Grant(scheme=scheme):
            return scheme
        case Facet(scheme=scheme) if scheme is not None:
            return scheme
        case Facet(provision=of) if of is not None:
            return _scheme(rules.provisions[of], rules)
        case _:
            return None
