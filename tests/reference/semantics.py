"""The language again: what the rules decide for a case, told as plainly as it can be.

Written from docs/language/meaning.md alone (here: Outcomes; beside it Terms, Duties, Amounts,
Competence); nothing is remembered, nothing is skipped for speed, and nothing of the compiler or
the runtime is used. `decide` gives every scheme for every subject and every duty for every holder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TypeVar

from doudi.policy_dsl import ast
from tests.reference import values as v
from tests.reference.amounts import Amount, Payments, agreed, alike, spanning
from tests.reference.case import Case, Node
from tests.reference.duties import NORMS, duty_for, set_aside
from tests.reference.expressions import Scene, value
from tests.reference.priority import beats
from tests.reference.rules import Provision, Rules
from tests.reference.terms import competent, entity_of, is_moment, scene, term, truth_of
from tests.reference.values import FALSE, JUDGEMENT, TRUE, UNKNOWN, Range, Truth, Value

MOST_UNKNOWN = 8
STRONGEST_FIRST = {
    "duty": "granted",
    "permission": "may_be_granted",
    "case_by_case": "case_by_case",
    "encouragement": "encouraged",
}


@dataclass(frozen=True)
class Result:
    outcome: str
    provisions: frozenset[str] = frozenset()
    barred_by: frozenset[str] = frozenset()
    amount: Amount | None = None
    payments: Payments | None = None
    places: frozenset[tuple[str, str]] = frozenset()
    funds: frozenset[str] = frozenset()
    due: int | None = None
    clashes: frozenset[tuple[str, frozenset[str]]] = field(default_factory=frozenset)


NOT_COVERED = Result("not_covered")


def scheme_for(scheme: str, node: Node, case: Case) -> Result:
    rules = case.rules
    able = competent(case)
    about = [it for it in able if it.act == "GRANT" and rules.zh(it.about.text) == scheme]
    grants = [it for it in about if it.norm != "prohibition"]
    if not grants:
        return NOT_COVERED
    bars = [
        it
        for it in able
        if (it in about and it.norm == "prohibition")
        or scheme in {rules.zh(name.text) for name in it.clauses.args("EXCLUDES")}
    ]
    facets = [it for it in able if it.act == "FACET_OF" and _adds_to(it, scheme, grants, rules)]
    truths = {it: truth_of(it, _seen(it, node, case), case) for it in {*grants, *bars, *facets}}
    open_ = [
        it
        for it, truth in truths.items()
        if truth is UNKNOWN and (it not in facets or says_how_much(it))
    ]
    if len(open_) > MOST_UNKNOWN:
        return Result("undetermined")
    found = [
        one(grants, bars, facets, truths | dict(zip(open_, tried, strict=True)), node, case)
        for tried in product((FALSE, TRUE), repeat=len(open_))
    ]
    return merged(found)


def says_how_much(it: Provision) -> bool:
    return any(keyword in it.clauses for keyword in ("AMOUNT", "ONCE", "MONTHLY", "YEARLY"))


def _adds_to(it: Provision, scheme: str, grants: list[Provision], rules: Rules) -> bool:
    if isinstance(it.about, ast.Reference):
        return f"{it.about.document}/{it.about.address}" in {grant.id for grant in grants}
    return rules.zh(it.about.text) == scheme


def _seen(it: Provision, node: Node, case: Case) -> Node:
    """For whom the condition is read: the subject, or what it is in."""
    entity = entity_of(it, case)
    return next((one for one in node.around() if one.entity == entity), node)


def merged(found: list[Result]) -> Result:
    """Of results for combinations, the first being the one in which nothing unknown is true."""
    first = found[0]
    if any(it.outcome != first.outcome for it in found):
        return Result("undetermined")
    return replace(
        first,
        amount=spanning([it.amount for it in found]),
        payments=alike([it.payments for it in found]),
    )


def one(
    grants: list[Provision],
    bars: list[Provision],
    facets: list[Provision],
    truths: dict[Provision, Truth],
    node: Node,
    case: Case,
) -> Result:
    """The outcome where every condition that matters is true, false or left to judgement."""
    rules = case.rules
    barring = [it for it in bars if truths[it] in (TRUE, JUDGEMENT)]
    standing: dict[Provision, str] = {}
    barred_by: set[Provision] = set()
    clashing: set[str] = set()
    for grant in grants:
        if truths[grant] not in (TRUE, JUDGEMENT):
            continue
        unbeaten = [it for it in barring if not beats(grant, it, rules)]
        over = [it for it in unbeaten if truths[it] is TRUE and beats(it, grant, rules)]
        level = [it for it in unbeaten if truths[it] is TRUE and it not in over]
        judged = any(truths[it] is JUDGEMENT for it in (grant, *unbeaten))
        barred_by |= set(over)
        if level and not over:
            clashing |= ids([grant, *level])
        if not level and not over:
            standing[grant] = "case_by_case" if judged else str(grant.norm)
    clashes = {("outcome", frozenset(clashing))} if clashing else set()
    word = next((it for it in STRONGEST_FIRST if it in standing.values()), None)
    if word is None:
        outcome = "needs_ruling" if clashing else "excluded" if barred_by else "not_met"
        return Result(outcome, frozenset(clashing), ids(barred_by), clashes=frozenset(clashes))
    scheme = rules.zh(grants[0].about.text)
    true = [it for it in standing if truths[it] is TRUE]
    true += [it for it in facets if truths[it] is TRUE and _adds_to(it, scheme, true, rules)]
    carrying = ids(it for it in standing if standing[it] == word)
    stands = Result(
        STRONGEST_FIRST[word], carrying | ids(true), ids(barred_by), clashes=frozenset(clashes)
    )
    return with_facets(stands, true, node, case)


def ids(provisions: Iterable[Provision]) -> frozenset[str]:
    return frozenset(it.id for it in provisions)


def with_facets(it: Result, sources: list[Provision], node: Node, case: Case) -> Result:
    def of(by: Provision, on: date) -> Scene:
        return scene(case, _seen(by, node, case), by, on)

    amount, paid, differing = agreed(sources, of, case)
    if differing:
        clashes = it.clashes | differing
        named = frozenset(one for _, these in clashes for one in these)
        return Result("needs_ruling", named, it.barred_by, clashes=clashes)
    funds, fund_clash = contested(
        {by: names(by, "FUND", case) for by in sources if "FUND" in by.clauses}, "fund", case
    )
    dues, due_clash = contested(
        {by: _due(by, of(by, case.as_of)) for by in sources if "DUE" in by.clauses}, "due", case
    )
    found, place_clash = places(sources, case)
    return replace(
        it,
        amount=amount,
        payments=paid,
        places=found,
        funds=frozenset(name for these in funds for name in these or ()),
        due=min((due for due in dues if due is not None), default=None),
        clashes=it.clashes | place_clash | fund_clash | due_clash,
    )


def names(by: Provision, keyword: str, case: Case) -> frozenset[str]:
    return frozenset(case.rules.options[it.text] for it in by.clauses.args(keyword))


Saying = TypeVar("Saying")


def contested(
    said: Mapping[Provision, Saying | None], facet: str, case: Case
) -> tuple[set[Saying | None], frozenset[tuple[str, frozenset[str]]]]:
    """What is left of a facet when the beaten ones are dropped, and who still differs on it.

    None is what is not known; it differs from nothing.
    """

    def differ(a: Provision, b: Provision) -> bool:
        return None not in (said[a], said[b]) and said[a] != said[b]

    left = [
        it for it in said
        if not any(differ(it, other) and beats(other, it, case.rules) for other in said)
    ]  # fmt: skip
    clash = ids(it for it in left if any(differ(it, other) for other in left))
    return {said[it] for it in left}, frozenset([(facet, clash)] if clash else [])


def _due(by: Provision, scene: Scene) -> int | None:
    found = value(by.clauses.arg("DUE"), scene)
    if not isinstance(found, Range) or not v.known(found):
        return None
    assert isinstance(found.low, Fraction)
    low = int(found.low)
    return low // v.MINUTES_A_DAY + 1 if is_moment(by, scene.case) else low


MODES = {"ALLOWED_AT": "allowed", "LEFT_TO": "duty", "ONLY_AT": "only"}


def places(
    sources: list[Provision], case: Case
) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, frozenset[str]]]]:
    rules = case.rules
    said = {
        (it, rules.options[name.text], MODES[part.keyword])
        for it in sources
        for part in it.clauses.args("PLACE")
        for name in part.args
    }
    left = {
        (it, place, mode)
        for it, place, mode in said
        if not any(
            place in names(other, "LIFTS", case) and not beats(it, other, rules)
            for other in sources
            if other is not it
        )
    }
    only = {
        it: frozenset(place for by, place, mode in left if by is it and mode == "only")
        for it, _, mode in left
        if mode == "only"
    }
    if not only:
        return frozenset((place, mode) for _, place, mode in left), frozenset()
    kept, clash = contested(only, "place", case)
    return frozenset((place, "only") for these in kept for place in these or ()), clash


@dataclass(frozen=True)
class Answer:
    schemes: dict[tuple[str, str], Result]
    duties: dict[tuple[str, str], tuple[str, Fraction | None]]
    set_aside: set[tuple[str, str]]
    terms: dict[tuple[str, str], Value]


def decide(case: Case) -> Answer:
    rules = case.rules
    schemes = {
        (it, node.id): scheme_for(it, node, case)
        for it in rules.names("SCHEME")
        for node in case.subjects(rules.entity_of(it))
    }
    applying = [
        (it, node)
        for it in competent(case)
        if it.act in NORMS
        for node in case.subjects(entity_of(it, case))
        if truth_of(it, node, case) is not FALSE
    ]
    gone = [pair for pair in applying if set_aside(*pair, case) is TRUE]
    duties = {
        (it.id, node.id): duty_for(it, node, case)
        for it, node in applying
        if (it, node) not in gone
    }
    terms = {
        (it, node.id): term(it, node, case)
        for it in rules.names("TERM")
        for node in case.subjects(rules.entity_of(it))
    }
    return Answer(schemes, duties, {(it.id, node.id) for it, node in gone}, terms)
