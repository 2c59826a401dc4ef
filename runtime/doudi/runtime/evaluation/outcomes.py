"""The outcome of one scheme for one subject. See docs/language/meaning.md, Outcomes.

Provisions whose condition is unknown are tried both ways; only what comes out the
same in every combination is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from doudi.runtime.decision import (
    AmountResult,
    Clash,
    Need,
    Outcome,
    Schedule,
    SchemeOutcome,
    Subject,
)
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import NO_AMOUNT, between
from doudi.runtime.evaluation.combinations import (
    STANDING,
    Amounts,
    Combined,
    Notes,
    agreed,
    amount_of,
    combinations,
    silent,
    speaking_on,
    undecided,
)
from doudi.runtime.evaluation.needs import distinct
from doudi.runtime.evaluation.schedules import schedule
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.evaluation.weighing import wanted_needs, when
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.values import Truth


def scheme_outcome(
    scheme: SchemeId, node: Node, run: Run, notes: Notes, *, weighed: bool = True
) -> SchemeOutcome:
    """`weighed`: with what is still needed, which takes far longer than the rest."""
    speaking = speaking_on(scheme, node, run)
    subject = Subject(EntityId(node.key[0]), node.key[1])
    if not speaking.grants:
        return _nothing(scheme, subject, Outcome.NOT_COVERED)
    failed = tuple(it.id for it, truth in speaking.grants if truth is Truth.FALSE)
    if silent(speaking):
        return _nothing(scheme, subject, Outcome.NOT_MET, failed=failed)
    unknown = undecided(speaking)
    possible = list(combinations(speaking, node, run, notes))
    plain, outcome = possible[0], agreed(speaking, possible)
    wanted = distinct(wanted_needs(unknown, possible, speaking, node, run)) if weighed else ()
    if outcome is Outcome.UNDETERMINED:
        return _nothing(
            scheme,
            subject,
            outcome,
            failed=failed,
            undetermined=_ids(unknown),
            needs=wanted,
            judgement=_ids(plain.resolution.judged),
        )
    if outcome not in STANDING:
        return _nothing(
            scheme,
            subject,
            outcome,
            provisions=tuple(dict.fromkeys(p for it in plain.clashes for p in it.provisions)),
            barred_by=_ids(plain.resolution.barred_by),
            failed=failed,
            clashes=plain.clashes,
        )
    amount = between([it.amount for it in possible])
    return _standing(
        replace(
            _nothing(scheme, subject, outcome),
            norm=plain.resolution.norm,
            amount=amount,
            failed=failed,
            undetermined=tuple(it.id for it in unknown),
            needs=wanted,
        ),
        possible,
        node,
        run,
        notes,
    )


def _standing(
    found: SchemeOutcome, possible: Sequence[Combined], node: Node, run: Run, notes: Notes
) -> SchemeOutcome:
    """Adds place, fund, due date, schedule and what is still missing to an outcome that stands."""
    plain = possible[0]
    places, place_clashes = facets.places(plain.speaking, run.index, notes.contests)
    funds, fund_clashes = facets.funds(plain.speaking, run.index, notes.contests)
    due, due_clashes = facets.due(plain.speaking, node, run, notes.contests)
    carrying = plain.resolution.carrying
    return replace(
        found,
        schedule=_schedule(possible, node, run, notes),
        provisions=tuple(dict.fromkeys(it.id for it in (*carrying, *plain.speaking))),
        barred_by=_ids(plain.resolution.barred_by),
        places=places,
        funds=funds,
        due=due,
        procedures=tuple(dict.fromkeys(p for it in plain.speaking for p in it.facets.procedures)),
        clashes=plain.clashes + place_clashes + fund_clashes + due_clashes,
        assumptions=assumptions_of((*carrying, *plain.speaking), run),
        judgement=_ids(plain.resolution.judged),
    )


def assumptions_of(provisions: Iterable[Provision], run: Run) -> tuple[str, ...]:
    """Everything assumed by provisions and by the documents they stand in."""
    found: list[str] = []
    for it in provisions:
        document = run.index.documents[it.document]
        found += [text for text in (document.force.assumed, it.force.assumed) if text]
        found += [*it.assumptions, *it.ambiguities]
        if it.facets.due_assumed:
            found.append(it.facets.due_assumed)
    return tuple(dict.fromkeys(found))


def _schedule(possible: Sequence[Combined], node: Node, run: Run, notes: Notes) -> Schedule | None:
    """None where it hangs on an open condition when, and not just how much, is paid."""
    period = possible[0].period
    if period is None or any(when(it.period) != when(period) for it in possible):
        return None
    quiet = Notes([], notes.roundings)
    amounts: Amounts = {}

    def amount_in(month: date, share: Fraction) -> AmountResult:
        return between(
            [amount_of(it.speaking, month, share, node, run, quiet, amounts)[0] for it in possible]
        )

    return schedule(*period, run.as_of, amount_in)


def _nothing(
    scheme: SchemeId,
    subject: Subject,
    outcome: Outcome,
    *,
    provisions: tuple[ProvisionId, ...] = (),
    barred_by: tuple[ProvisionId, ...] = (),
    failed: tuple[ProvisionId, ...] = (),
    undetermined: tuple[ProvisionId, ...] = (),
    needs: tuple[Need, ...] = (),
    clashes: tuple[Clash, ...] = (),
    judgement: tuple[ProvisionId, ...] = (),
) -> SchemeOutcome:
    """Nothing is paid."""
    return SchemeOutcome(
        scheme=scheme,
        subject=subject,
        outcome=outcome,
        norm=None,
        amount=NO_AMOUNT,
        schedule=None,
        provisions=provisions,
        barred_by=barred_by,
        failed=failed,
        undetermined=undetermined,
        places=(),
        funds=(),
        due=None,
        procedures=(),
        needs=needs,
        clashes=clashes,
        assumptions=(),
        judgement=judgement,
    )


def _ids(provisions: Iterable[Provision]) -> tuple[ProvisionId, ...]:
    return tuple(it.id for it in provisions)
