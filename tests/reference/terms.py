"""What a condition and a term come to for an entity. See meaning.md, Terms."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from doudi.policy_dsl import ast
from tests.reference import values as v
from tests.reference.case import Case, Node, fact, is_given, unknown
from tests.reference.expressions import Scene, condition, value
from tests.reference.priority import beats, competent
from tests.reference.rules import Provision, Rules
from tests.reference.values import FALSE, JUDGEMENT, TRUE, UNKNOWN, Truth, Value


def scene(case: Case, node: Node, by: Provision | None = None, on: date | None = None) -> Scene:
    return Scene(case, node, by, on or case.as_of, lambda name, of: term(name, of, case))


def truth_of(provision: Provision, node: Node, case: Case) -> Truth:
    """Kept with the case, as terms are."""
    if (provision, node) not in case.truths:
        when = next(iter(provision.clauses.all("WHEN")), None)
        case.truths[provision, node] = condition(when, scene(case, node, provision))
    return case.truths[provision, node]


def entity_of(provision: Provision, case: Case) -> str:
    """`对每名 …`, or what the scheme or term belongs to."""
    return _entity_of(provision, case.rules)


@lru_cache(maxsize=2048)
def _entity_of(provision: Provision, rules: Rules) -> str:
    each = provision.clauses.arg("FOR_EACH")
    if each is not None:
        return rules.zh(each.text)
    return rules.entity_of(provision.about.text)


def is_moment(by: Provision, case: Case) -> bool:
    expr = by.clauses.arg("DUE")
    while isinstance(expr, ast.Binary):
        expr = expr.left
    declared = isinstance(expr, ast.Name) and expr.text in case.rules.declared
    return declared and case.rules.type_of(expr.text) == "MOMENT"


def about_term(name: str, case: Case) -> list[Provision]:
    """The competent provisions that recognise or define it, or forbid to recognise it."""
    return _about(name, case.rules, competent(case))


@lru_cache(maxsize=2048)
def _about(name: str, rules: Rules, able: tuple[Provision, ...]) -> list[Provision]:
    about = [it for it in able if it.act in ("RECOGNISE", "DEFINE")]
    return [it for it in about if rules.zh(it.about.text) == name]


def term(name: str, node: Node, case: Case) -> Value:
    """Kept with the case, for much is asked of the same terms."""
    if (name, node) not in case.terms:
        case.terms[name, node] = _term(name, node, case)
    return case.terms[name, node]


def _term(name: str, node: Node, case: Case) -> Value:
    rules = case.rules
    if is_given(name, node):
        return fact(name, node, rules)
    about = about_term(name, case)
    recognising = [it for it in about if it.act == "RECOGNISE" and it.norm != "prohibition"]
    if recognising:
        forbidding = [it for it in about if it.norm == "prohibition"]
        return v.any_of(recognised(it, forbidding, node, case) for it in recognising)
    defining = [it for it in about if it.act == "DEFINE"]
    if any(truth_of(it, node, case) is not FALSE for it in defining):
        return _defined(name, defining, node, case)
    means = rules.clauses(name).arg("MEANS")
    return unknown(name, rules) if means is None else value(means, scene(case, node))


def recognised(it: Provision, forbidding: list[Provision], node: Node, case: Case) -> Truth:
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
    best = prevailing(
        [it for it, truth in zip(defining, truths, strict=True) if truth is TRUE], node, case
    )
    if len(best) == 1:
        return value(meaning(best[0]), scene(case, node, best[0]))
    return JUDGEMENT if not_known is UNKNOWN else not_known


def prevailing(true: list[Provision], node: Node, case: Case) -> list[Provision]:
    """The one that beats those that differ from it; all of them where there is none."""
    found = {it: value(meaning(it), scene(case, node, it)) for it in true}
    for it in true:
        if all(found[it] == found[o] or beats(it, o, case.rules) for o in true):
            return [it]
    return true


def meaning(it: Provision) -> ast.Expr:
    expr: ast.Expr = it.clauses.part("DEFINE", "MEANS")
    return expr
