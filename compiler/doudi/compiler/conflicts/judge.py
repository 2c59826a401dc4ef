"""What the runtime says of two provisions for one draft: whether they differ, and who prevails.

Takes a matter, two provisions and a draft; the draft is evaluated as any case is. Gives what was
shown, or None where the draft does not show the two to differ: one of them is not competent, a
condition does not come out true, or both say the same. Nothing here searches, nothing guesses.
"""

from __future__ import annotations

from typing import assert_never

from doudi.compiler.conflicts.judge_duties import (
    days_shown,
    holders_shown,
    kept_shown,
    words_of_duties_shown,
)
from doudi.compiler.conflicts.judge_schemes import scheme_shown
from doudi.compiler.conflicts.judge_terms import meaning_shown, status_shown
from doudi.compiler.conflicts.model import Kind, Matter, Shown
from doudi.compiler.conflicts.sides import Sides
from doudi.compiler.drafts.draft import Draft, run_of
from doudi.runtime.evaluation.evaluate import condition
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.operators.truths import T
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, SchemeId, TermId


def shown(
    matter: Matter,
    first: Provision,
    second: Provision,
    draft: Draft,
    rules: Index,
    *,
    compatible: bool = False,
) -> Shown | None:
    """What the two say and how it is resolved; None where the draft does not show it.

    Conditions are read at the first entity of each provision's kind, a scheme's outcome at the
    first of the scheme's. `compatible`: it is known that some case keeps both of two tests
    (matter PROCEDURE), which no single case can tell.
    """
    competence = rules.competence(draft.as_of, draft.area)
    if any(competence[it.id] != "competent" for it in (first, second)):
        return None
    run = run_of(draft, rules)
    nodes = [_first(it.entity, run) for it in (first, second)]
    for provision, node in zip((first, second), nodes, strict=True):
        if node is None or condition(provision, node, run) is not T:
            return None
    one, other = nodes
    if one is None or other is None:
        return None
    sides = Sides((first, second), (one, other), run)
    scheme = rules.schemes.get(SchemeId(matter.about))
    if scheme is not None:
        subject = _first(scheme.entity, run)
        return None if subject is None else scheme_shown(matter.kind, scheme.id, subject, sides)
    term = rules.terms.get(TermId(matter.about))
    match matter.kind:
        case Kind.STATUS | Kind.MEANING if term is not None:
            owner = _first(term.entity, run)
            if owner is None:
                return None
            status = matter.kind is Kind.STATUS
            return status_shown(term, owner, sides) if status else meaning_shown(term, owner, sides)
        case Kind.DEADLINE:
            return days_shown(sides)
        case Kind.FORCE:
            return words_of_duties_shown(sides)
        case Kind.HOLDER:
            return holders_shown(sides)
        case Kind.PROCEDURE:
            return kept_shown(sides, compatible=compatible)
        case (
            Kind.OUTCOME | Kind.AMOUNT | Kind.PERIOD | Kind.PLACE | Kind.FUND
            | Kind.STATUS | Kind.MEANING
        ):  # fmt: skip
            return None
        case _:
            assert_never(matter.kind)


def _first(entity: EntityId, run: Run) -> Node | None:
    return next(iter(run.nodes.get(entity, ())), None)
