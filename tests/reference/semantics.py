"""The language again: what the rules decide for a case, told as plainly as it can be.

Written from docs/language/meaning.md alone (Terms; Competence, then priority; Outcomes; Duties);
nothing is remembered, nothing is skipped for speed, and nothing of the compiler or the runtime
is used. `decide` gives every scheme for every subject and every duty for every holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product

from doudi.policy_dsl import ast

from tests.reference import values as v
from tests.reference.amounts import Amount, Payments, agreed
from tests.reference.case import Case, Node, fact, is_given, unknown
from tests.reference.expressions import Scene, condition, value
from tests.reference.priority import beats, is_competent
from tests.reference.rules import Provision, Rules
from tests.reference.values import FALSE, JUDGEMENT, NA, TRUE, UNKNOWN, Range, Truth, Value

MOST_UNKNOWN = 8
STRONGEST_FIRST = {
    "duty": "granted",
    "permission": "may_be_granted",
    "case_by_case": "case_by_case",
    "encouragement": "encouraged",
}


def scene(case: Case, node: Node, by: Provision | None = None, on: date | None = None) -> Scene:
    return Scene(case, node, by, on or case.as_of, lambda name, of: term(name, of, case))


def truth_of(provision: Provision, node: Node, case: Case) -> Truth:
    when = next(iter(provision.clauses.all("WHEN")), None)
    return condition(when, scene(case, node, provision))


def competent(case: Case) -> list[Provision]:
    return [it for it in case.rules.provisions if is_competent(it, case)]


def entity_of(provision: Provision, case: Case) -> str:
    """`对每名 …`, or what the scheme or term belongs to."""
    each = provision.clauses.arg("FOR_EACH")
    if each is not None:
        return case.rules.zh(each.text)
    return case.rules.entity_of(provision.about.text)


# Terms


def term(name: str, node: Node, case: Case) -> Value:
    rules = case.rules
    if is_given(name, node):
        return fact(name, node, rules)
    about = [
        it
        for it in competent(case)
        if it.act in ("RECOGNISE", "DEFINE") and rules.zh(it.about.text) == name
    ]
    recognising = [it for it in about if it.act == "RECOGNISE" and it.norm != "prohibition"]
    if recognising:
        forbidding = [it for it in about if it.norm == "prohibition"]
        return v.any_of(_recognised(it, forbidding, node, case) for it in recognising)
    defining = [it for it in about if it.act == "DEFINE"]
    if defining:
        return _defined(name, defining, node, case)
    means = rules.clauses(name).arg("MEANS")
    return unknown(name, rules) if means is None else value(means, scene(case, node))


def _recognised(it: Provision, forbidding: list[Provision], node: Node, case: Case) -> Truth:
    parts = [truth_of(it, node, case)]
    for other in forbidding:
        forbids = truth_of(other, node, case)
        if beats(other, it, case.rules):
            parts.append(v.negated(forbids))
        elif not beats(it, other, case.rules):
            parts.append(FALSE if parts[0] is FALSE else TRUE if forbids is FALSE else JUDGEMENT)
    return v.all_of(parts)


def _defined(name: str, defining: list[Provision], node: Node, case: Case) -> Value:
    truths = [truth_of(it, node, case) for it in defining]
    not_known = unknown(name, case.rules)
    if UNKNOWN in truths:
        return not_known
    if JUDGEMENT in truths:
        return JUDGEMENT if not_known is UNKNOWN else not_known
    true = [it for it, truth in zip(defining, truths, strict=True) if truth is TRUE]
    found = {it: value(_meaning(it), scene(case, node, it)) for it in true}
    for it in true:
        if all(found[it] == found[o] or beats(it, o, case.rules) for o in true):
            return found[it]
    return JUDGEMENT if not_known is UNKNOWN else not_known


def _meaning(it: Provision) -> ast.Expr:
    expr: ast.Expr = it.clauses.part("DEFINE", "MEANS")
    return expr


# Outcomes


@dataclass(frozen=True)
class Result:
    outcome: str
    provisions: frozenset[str] = frozenset()
    barred_by: frozenset[str] = frozenset()
    amount: Amount | None = None
    payments: Payments | None = None
    places: frozenset[tuple[str, str]] = frozenset()
    funds: frozenset[str] = frozenset()
    due: Fraction | None = None
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
        it for it in able
        if (it in about and it.norm == "prohibition")
        or scheme in {rules.zh(name.text) for name in it.clauses.args("EXCLUDES")}
    ]
    facets = [it for it in able if it.act == "FACET_OF" and _adds_to(it, scheme, grants, rules)]
    truths = {it: truth_of(it, _seen(it, node, case), case) for it in {*grants, *bars, *facets}}
    open_ = [
        it for it, truth in truths.items()
        if truth is UNKNOWN and (it not in facets or says_how_much(it))
    ]
    if len(open_) > MOST_UNKNOWN:
        return Result("undetermined")
    found = [
        one(grants, bars, facets, truths | dict(zip(open_, tried, strict=True)), node, case)
        for tried in product((TRUE, FALSE), repeat=len(open_))
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
    first = found[0]
    if any(it.outcome != first.outcome for it in found):
        return Result("undetermined")
    return first


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
    clashing: set[frozenset[str]] = set()
    for grant in grants:
        if truths[grant] not in (TRUE, JUDGEMENT):
            continue
        over = [it for it in barring if it is not grant and beats(it, grant, rules)]
        level = [
            it for it in barring
            if it is not grant and it not in over and not beats(grant, it, rules)
        ]
        barred_by |= set(over)
        if any(truths[it] is TRUE for it in over):
            continue
        if level:
            clashing |= {frozenset((grant.id, it.id)) for it in level}
            continue
        judged = over or truths[grant] is JUDGEMENT
        standing[grant] = "case_by_case" if judged else str(grant.norm)
    words = set(standing.values())
    outcome = next((STRONGEST_FIRST[it] for it in STRONGEST_FIRST if it in words), None)
    if outcome is None:
        outcome = "needs_ruling" if clashing else "excluded" if barred_by else "not_met"
        return Result(outcome, barred_by=ids(barred_by))
    true = [it for it in standing if truths[it] is TRUE]
    adding = [
        it for it in facets
        if truths[it] is TRUE and _adds_to(it, rules.zh(grants[0].about.text), list(standing), rules)
    ]
    return with_facets(
        Result(outcome, ids(standing), ids(barred_by)), [*true, *adding], node, case
    )


def ids(provisions: object) -> frozenset[str]:
    return frozenset(it.id for it in provisions)  # type: ignore[attr-defined]


def with_facets(it: Result, sources: list[Provision], node: Node, case: Case) -> Result:
    def of(by: Provision, on: date) -> Scene:
        return scene(case, _seen(by, node, case), by, on)

    amount, paid, agree = agreed(sources, of, case)
    funds, fund_clash = contested(sources, "FUND", lambda by: names(by, "FUND", case), case)
    dues, due_clash = contested(sources, "DUE", lambda by: _due(by, of(by, case.as_of)), case)
    return replace(
        it,
        outcome=it.outcome if agree else "needs_ruling",
        amount=amount,
        payments=paid,
        places=places(sources, case),
        funds=frozenset(name for these in funds for name in these),
        due=min((due for due in dues if due is not None), default=None),
        clashes=frozenset((*fund_clash, *due_clash)),
    )


def names(by: Provision, keyword: str, case: Case) -> frozenset[str]:
    return frozenset(case.rules.options[it.text] for it in by.clauses.args(keyword))


def contested(sources, keyword, says, case):  # type: ignore[no-untyped-def]
    """What is left of a facet when the beaten ones are dropped, and the clash if it still differs."""
    about = {it: says(it) for it in sources if keyword in it.clauses}
    left = {
        it: this for it, this in about.items()
        if not any(this != about[o] and beats(o, it, case.rules) for o in about)
    }
    found = set(left.values())
    clash = [(keyword.lower(), ids(left))] if len(found) > 1 else []
    return found, clash


def _due(by: Provision, scene: Scene) -> Fraction | None:
    found = value(by.clauses.arg("DUE"), scene)
    if not isinstance(found, Range) or not v.known(found):
        return None
    assert isinstance(found.low, Fraction)
    return found.low


MODES = {"ALLOWED_AT": "allowed", "LEFT_TO": "duty", "ONLY_AT": "only"}


def places(sources: list[Provision], case: Case) -> frozenset[tuple[str, str]]:
    rules = case.rules
    said = {
        (it, rules.options[name.text], MODES[part.keyword])
        for it in sources for part in it.clauses.args("PLACE") for name in part.args
    }
    lifted = {
        (it, place, mode) for it, place, mode in said if mode == "only"
        and any(
            place in names(o, "LIFTS", case) and not beats(it, o, rules)
            for o in sources if o is not it
        )
    }
    only = {(place, mode) for _, place, mode in said - lifted if mode == "only"}
    return frozenset(only or {(place, mode) for _, place, mode in said - lifted})


# Duties


def duty_for(by: Provision, node: Node, case: Case) -> tuple[str, Fraction | None] | None:
    """Its status and when it is due; None where its condition is false."""
    truth = truth_of(by, node, case)
    if truth is FALSE:
        return None
    here = scene(case, node, by)
    due = value(by.clauses.arg("DUE"), here) if "DUE" in by.clauses else NA
    moment = due is not NA and _is_moment(by, case)
    shown = due.low if isinstance(due, Range) and v.known(due) else None
    assert not isinstance(shown, float)
    if truth is not TRUE:
        return "undetermined", shown
    status = _status(by, here, due, moment=moment)
    if by.norm == "prohibition":
        status = {"met": "breached", "breached": "met"}.get(status, status)
    return status, shown


def _is_moment(by: Provision, case: Case) -> bool:
    expr = by.clauses.arg("DUE")
    while isinstance(expr, ast.Binary):
        expr = expr.left
    return isinstance(expr, ast.Name) and case.rules.type_of(expr.text) == "MOMENT"


def _status(by: Provision, here: Scene, due: Value, *, moment: bool) -> str:
    today = v.exactly(here.case.as_of.toordinal())
    if moment:
        today = v.exactly((here.case.as_of.toordinal() - 1) * v.MINUTES_A_DAY)
    passed = v.less(due, today)
    match by.act:
        case "SATISFY":
            test = v.holds(value(by.about, here))
            if test in (UNKNOWN, JUDGEMENT):
                return "undetermined"
            if test is TRUE:
                return "met"
            if due is NA or passed is TRUE:
                return "breached"
            return "open" if passed is FALSE else "undetermined"
        case "COMPLETE":
            return _completed(value(by.about, here), due, passed)
        case _:
            return "open"


def _completed(done: Value, due: Value, passed: Truth) -> str:
    if done is NA:
        if passed is UNKNOWN:
            return "undetermined"
        return "breached" if passed is TRUE else "open"
    if due is NA:
        return "met" if isinstance(done, Range) and v.known(done) else "undetermined"
    in_time = v.at_most(done, due)
    if in_time is TRUE:
        return "met"
    if in_time is FALSE:
        return "breached"
    return "open" if passed is FALSE else "undetermined"


@dataclass(frozen=True)
class Answer:
    schemes: dict[tuple[str, str], Result]
    duties: dict[tuple[str, str], tuple[str, Fraction | None]]
    terms: dict[tuple[str, str], Value]


def decide(case: Case) -> Answer:
    rules = case.rules
    schemes = {
        (it, node.id): scheme_for(it, node, case)
        for it in rules.names("SCHEME")
        for node in case.subjects(rules.entity_of(it))
    }
    duties = {
        (it.id, node.id): found
        for it in competent(case)
        if it.act in ("SATISFY", "COMPLETE", "WORDS")
        for node in case.subjects(entity_of(it, case))
        if (found := duty_for(it, node, case)) is not None
    }
    terms = {
        (it, node.id): term(it, node, case)
        for it in rules.names("TERM")
        for node in case.subjects(rules.entity_of(it))
    }
    return Answer(schemes, duties, terms)
