"""Competence, then priority: which provisions count for a case, and which of two goes before."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tests.reference.case import Case
from tests.reference.rules import Clauses, Document, Provision, Rules


def competent(case: Case) -> tuple[Provision, ...]:
    return _competent(case.rules, case.area, case.as_of)


@lru_cache(maxsize=256)
def _competent(rules: Rules, area: str, on: date) -> tuple[Provision, ...]:
    """Kept, for no fact of a case has a part in it."""
    return tuple(it for it in rules.provisions if is_competent(it, rules, area, on))


def is_competent(it: Provision, rules: Rules, here: str, on: date) -> bool:
    area, issuer = area_of(it, rules), area_of_issuer(it.document, rules)
    return (
        in_force(it.document.clauses, on)
        and ("IN_FORCE" not in it.clauses or in_force(it.clauses, on))
        and not is_repealed(it, rules, on)
        and area in rules.around(here)
        and issuer in rules.around(area)
        and issuer in rules.around(here)
    )


def in_force(clauses: Clauses, on: date) -> bool:
    start, end = clauses.days()
    return start <= on <= end


def is_repealed(it: Provision, rules: Rules, on: date) -> bool:
    """By a document as a whole, or this provision by another; once and for all."""
    for document in rules.documents.values():
        for clause in document.clauses.all("REPEALS"):
            title = it.document.clauses.of.args[1]
            if clause.args[0].text not in (it.document.id, title.text):  # type: ignore[union-attr]
                continue
            stated = clause.args[1:]
            start = (
                date.fromisoformat(stated[0].text)  # type: ignore[union-attr]
                if stated
                else document.clauses.days()[0]
            )
            if start <= on:
                return True
    return any(
        it.id in other.targets("REPEALS") and starts(other) <= on
        for other in rules.provisions
        if "REPEALS" in other.clauses
    )


def starts(it: Provision) -> date:
    return (it.clauses if "IN_FORCE" in it.clauses else it.document.clauses).days()[0]


def area_of_issuer(it: Document, rules: Rules) -> str:
    issuer = rules.clauses(it.clauses.arg("ISSUER").text)
    return rules.area(issuer.arg("AREA").text)


def area_of(it: Provision, rules: Rules) -> str:
    """Its own, else its document's, else that of the authority."""
    for clauses in (it.clauses, it.document.clauses):
        if "AREA" in clauses:
            return rules.area(clauses.arg("AREA").text)
    return area_of_issuer(it.document, rules)


def beats(p: Provision, q: Provision, rules: Rules) -> bool:
    return principle(p, q, rules) is not None


@lru_cache(maxsize=4096)
def principle(p: Provision, q: Provision, rules: Rules) -> str | None:
    """The first that speaks for exactly one of them decides; None where that is not p."""
    issuers = [rules.zh(it.document.clauses.arg("ISSUER").text) for it in (p, q)]
    for name, same_issuer in rules.precedence:
        if same_issuer and issuers[0] != issuers[1]:
            continue
        for_p, for_q = speaks(name, p, q, rules), speaks(name, q, p, rules)
        if for_p != for_q:
            return name if for_p else None
    return None


def speaks(name: str, p: Provision, q: Provision, rules: Rules) -> bool:
    match name:
        case "BY_EXCEPTION":
            return q.id in p.targets("EXCEPTION_TO") or excludes_what_it_grants(p, q, rules)
        case "BY_DECLARATION":
            return q.id in p.targets("PREVAILS_OVER")
        case "BY_RANK":
            mine, other = (rules.zh(it.document.clauses.arg("RANKED").text) for it in (p, q))
            return rules.above(mine, other)
        case "BY_SPECIALTY":
            mine, other = area_of(p, rules), area_of(q, rules)
            return q.id in p.targets("SPECIAL_TO") or (
                mine != other and other in rules.around(mine)
            )
        case _:
            dates = [it.document.clauses.arg("ISSUED") for it in (p, q)]
            return None not in dates and dates[0].text > dates[1].text


def excludes_what_it_grants(p: Provision, q: Provision, rules: Rules) -> bool:
    grants = q.act == "GRANT" and q.norm != "prohibition"
    return grants and rules.zh(q.about.text) in {
        rules.zh(it.text) for it in p.clauses.args("EXCLUDES")
    }
