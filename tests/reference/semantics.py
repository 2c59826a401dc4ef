"""The language again: what the rules decide for a case, told as plainly as it can be.

Written from docs/language/meaning.md alone (here: Outcomes; beside it Terms, Duties, Amounts,
Competence); nothing is skipped for speed, and nothing of the compiler or the runtime is used. Kept
are, for a case, what names, terms, conditions and amounts come to; for the rules, who speaks on a
day and about what, and who beats whom. Everything else is worked out anew. `decide` gives every
scheme for every subject and every duty for every holder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import product

from doudi.policy_dsl import ast
from tests.reference.amounts import Amount, Payments, agreed, alike, spanning
from tests.reference.case import Case, Node
from tests.reference.duties import NORMS, duty_for, set_aside
from tests.reference.expressions import Scene
from tests.reference.facets import contested, due, ids, names, places
from tests.reference.priority import beats, competent
from tests.reference.rules import Provision, Rules
from tests.reference.terms import entity_of, scene, term, truth_of
from tests.reference.values import FALSE, JUDGEMENT, TRUE, UNKNOWN, Truth, Value

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
    carrying: frozenset[str] = frozenset()  # of `provisions`, those with the strongest word
    amount: Amount | None = None
    payments: Payments | None = None
    places: frozenset[tuple[str, str]] = frozenset()
    funds: frozenset[str] = frozenset()
    due: int | None = None
    clashes: frozenset[tuple[str, frozenset[str]]] = field(default_factory=frozenset)


NOT_COVERED = Result("not_covered")


@dataclass(frozen=True)
class Speaking:
    """The competent provisions on a scheme, in the order of the rules; `open`: tried both ways."""

    grants: list[Provision]
    bars: list[Provision]
    facets: list[Provision]
    truths: dict[Provision, Truth]
    open: list[Provision]

    def tried(self) -> Iterator[dict[Provision, Truth]]:
        """The truths with what is open told to be false or true; all false first."""
        for told in product((FALSE, TRUE), repeat=len(self.open)):
            yield self.truths | dict(zip(self.open, told, strict=True))


def scheme_for(scheme: str, node: Node, case: Case) -> Result:
    said = speaking(scheme, node, case)
    if not said.grants:
        return NOT_COVERED
    if len(said.open) > MOST_UNKNOWN:
        return Result("undetermined")
    return merged([one(said, truths, node, case) for truths in said.tried()])


def speaking(scheme: str, node: Node, case: Case) -> Speaking:
    grants, bars, facets, every = _about(scheme, case.rules, competent(case))
    truths = {it: truth_of(it, seen(it, node, case), case) for it in every}
    open_ = [
        it
        for it, truth in truths.items()
        if truth is UNKNOWN and (it not in facets or says_how_much(it))
    ]
    return Speaking(grants, bars, facets, truths, open_)


@lru_cache(maxsize=2048)
def _about(
    scheme: str, rules: Rules, able: tuple[Provision, ...]
) -> tuple[list[Provision], list[Provision], list[Provision], list[Provision]]:
    """Of the competent: who grants it, who bars it, who adds to it; all of these."""
    about = [it for it in able if it.act == "GRANT" and rules.zh(it.about.text) == scheme]
    grants = [it for it in about if it.norm != "prohibition"]
    bars = [
        it
        for it in able
        if (it in about and it.norm == "prohibition")
        or scheme in {rules.zh(name.text) for name in it.clauses.args("EXCLUDES")}
    ]
    facets = [it for it in able if it.act == "FACET_OF" and _adds_to(it, scheme, grants, rules)]
    every = {*grants, *bars, *facets}
    return grants, bars, facets, [it for it in able if it in every]


def says_how_much(it: Provision) -> bool:
    return any(keyword in it.clauses for keyword in ("AMOUNT", "ONCE", "MONTHLY", "YEARLY"))


def _adds_to(it: Provision, scheme: str, grants: list[Provision], rules: Rules) -> bool:
    if isinstance(it.about, ast.Reference):
        return f"{it.about.document}/{it.about.address}" in {grant.id for grant in grants}
    return rules.zh(it.about.text) == scheme


def seen(it: Provision, node: Node, case: Case) -> Node:
    """For whom the condition is read: the subject, or what it is in."""
    return node.nearest(entity_of(it, case)) or node


def merged(found: list[Result]) -> Result:
    """Of results for combinations, the first being the one in which nothing unknown is true."""
    first = found[0]
    if len(found) == 1:
        return first
    if any(it.outcome != first.outcome for it in found):
        return Result("undetermined")
    return replace(
        first,
        amount=spanning([it.amount for it in found]),
        payments=alike([it.payments for it in found]),
    )


def one(said: Speaking, truths: dict[Provision, Truth], node: Node, case: Case) -> Result:
    """The outcome where every condition that matters is true, false or left to judgement."""
    stands, true = resolved(said, truths, case)
    return with_facets(stands, true, node, case) if stands.carrying else stands


def resolved(
    said: Speaking, truths: dict[Provision, Truth], case: Case
) -> tuple[Result, list[Provision]]:
    """What the truths alone come to, and where the facets then come from."""
    rules = case.rules
    barring = [it for it in said.bars if truths[it] in (TRUE, JUDGEMENT)]
    standing: dict[Provision, str] = {}
    barred_by: set[Provision] = set()
    clashing: set[str] = set()
    for grant in said.grants:
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
        none = Result(outcome, frozenset(clashing), ids(barred_by), clashes=frozenset(clashes))
        return none, []
    scheme = rules.zh(said.grants[0].about.text)
    true = [it for it in standing if truths[it] is TRUE]
    true += [it for it in said.facets if truths[it] is TRUE and _adds_to(it, scheme, true, rules)]
    carrying = ids(it for it in standing if standing[it] == word)
    stands = Result(
        STRONGEST_FIRST[word],
        carrying | ids(true),
        ids(barred_by),
        carrying=carrying,
        clashes=frozenset(clashes),
    )
    return stands, true


def with_facets(it: Result, sources: list[Provision], node: Node, case: Case) -> Result:
    def of(by: Provision, on: date) -> Scene:
        return scene(case, seen(by, node, case), by, on)

    amount, paid, differing = agreed(sources, of, case)
    if differing:
        clashes = it.clashes | differing
        named = frozenset(one for _, these in clashes for one in these)
        return Result("needs_ruling", named, it.barred_by, clashes=clashes)
    funds, fund_clash = contested(
        {by: names(by, "FUND", case) for by in sources if "FUND" in by.clauses}, "fund", case
    )
    dues, due_clash = contested(
        {by: due(by, of(by, case.as_of)) for by in sources if "DUE" in by.clauses}, "due", case
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
