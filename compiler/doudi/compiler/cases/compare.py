"""What a case expects against what was decided.

Takes one expectation and the decision; gives a finding for everything that differs, each
with what was expected, what came out, and why as far as the decision says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import assert_never

from doudi.compiler.cases import errors, wording
from doudi.compiler.cases.amounts import amount_words, money_words, same_amount
from doudi.compiler.cases.decided import Decided, subject_of
from doudi.compiler.cases.deciding import deciding_provisions
from doudi.compiler.cases.model import (
    Case,
    Expectation,
    ExpectedApplies,
    ExpectedDuty,
    ExpectedOutcome,
    ExpectedTerm,
    Word,
)
from doudi.compiler.cases.names import Names
from doudi.compiler.cases.terms import compare_term
from doudi.compiler.cases.wording import listed, text
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.source import Span
from doudi.runtime.decision import DutyResult, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.duties import duties
from doudi.runtime.evaluation.evaluate import condition
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.program.ids import OptionId

_SCHEME = Message("救助项目", "scheme")
_PROVISION = Message("条款", "provision")
_OPTION = Message("选项", "option")


def compare(expected: Expectation, decided: Decided) -> Iterator[Finding]:
    match expected:
        case ExpectedOutcome():
            yield from _outcome(expected, decided)
        case ExpectedDuty():
            yield from _duty(expected, decided)
        case ExpectedTerm():
            yield from compare_term(expected, decided)
        case ExpectedApplies():
            yield from _applies(expected, decided)
        case _:
            assert_never(expected)


def _outcome(expected: ExpectedOutcome, decided: Decided) -> Iterator[Finding]:
    names = decided.names
    scheme = names.schemes.get(expected.scheme.text)
    if scheme is None:
        yield errors.unknown_name(expected.scheme, _SCHEME, names.schemes)
        return
    nodes = {it.instance.id: it for it in decided.run.nodes.get(scheme.entity, ())}
    subject = subject_of(expected.subject, expected.span, list(nodes))
    if isinstance(subject, Finding):
        yield subject
        return
    actual = scheme_outcome(scheme.id, nodes[subject], decided.run, Notes([], []))
    case = decided.case
    about = Message(f"`{subject}` 的 `{scheme.name.zh}`", f"`{scheme.id}` of `{subject}`")
    if expected.outcome is not None and expected.outcome[0] is not actual.outcome:
        outcome, span = expected.outcome
        was, is_ = wording.OUTCOME_NAMES[outcome], wording.OUTCOME_NAMES[actual.outcome]
        yield errors.differs(case.name, span, about, was, is_, _why(actual))
        return  # what goes with an outcome means little beside another one
    yield from _deciding(expected, actual, about, decided)
    amount = expected.amount
    if amount is not None and not same_amount(amount, actual.amount):
        was, is_ = money_words(amount.low, amount.high), amount_words(actual.amount)
        yield errors.differs(case.name, amount.span, about, was, is_)
    places = tuple(it.option for it in actual.places)
    yield from _options(expected.places, places, expected.span, about, decided)
    yield from _options(expected.funds, actual.funds, expected.span, about, decided)
    yield from _due(expected.due, actual.due, about, case)


def _deciding(
    expected: ExpectedOutcome, actual: SchemeOutcome, about: Message, decided: Decided
) -> Iterator[Finding]:
    deciding = deciding_provisions(actual)
    provisions = decided.names.provisions
    wanted = [(it, True) for it in expected.by] + [(it, False) for it in expected.not_by]
    for word, should in wanted:
        if word.text not in provisions:
            yield errors.unknown_name(word, _PROVISION, provisions)
        elif (word.text in deciding) is not should:
            yield errors.decides(decided.case.name, word, about, deciding, should=should)


def _duty(expected: ExpectedDuty, decided: Decided) -> Iterator[Finding]:
    provision = decided.names.provisions.get(expected.provision.text)
    if provision is None:
        yield errors.unknown_name(expected.provision, _PROVISION, decided.names.provisions)
        return
    known = [node.instance.id for node in decided.run.nodes.get(provision.entity, ())]
    subject = subject_of(expected.subject, expected.span, known)
    if isinstance(subject, Finding):
        yield subject
        return
    actual = next(
        (
            it
            for it in duties(decided.run, [])
            if it.provision == provision.id and it.subject.id == subject
        ),
        None,
    )
    about = Message(f"`{provision.id}` 对 `{subject}`", f"`{provision.id}` for `{subject}`")
    status = "none" if actual is None else actual.status
    if expected.status.text != status:
        was, is_ = wording.STATUS_NAMES[expected.status.text], wording.STATUS_NAMES[status]
        why = None if actual is None else _needs(actual)
        yield errors.differs(decided.case.name, expected.status.span, about, was, is_, why)
    elif actual is not None:
        yield from _due(expected.due, actual.due, about, decided.case)


def _applies(expected: ExpectedApplies, decided: Decided) -> Iterator[Finding]:
    provision = decided.names.provisions.get(expected.provision.text)
    if provision is None:
        yield errors.unknown_name(expected.provision, _PROVISION, decided.names.provisions)
        return
    nodes = {it.instance.id: it for it in decided.run.nodes.get(provision.entity, ())}
    subject = subject_of(expected.subject, expected.span, list(nodes))
    if isinstance(subject, Finding):
        yield subject
        return
    competence = decided.run.competence[provision.id]
    applies = (
        condition(provision, nodes[subject], decided.run).value
        if competence == "competent"
        else competence
    )
    if expected.applies.text != applies:
        about = Message(f"`{provision.id}` 对 `{subject}`", f"`{provision.id}` for `{subject}`")
        was = wording.APPLIES_NAMES[expected.applies.text]
        is_ = wording.APPLIES_NAMES[applies]
        yield errors.differs(decided.case.name, expected.applies.span, about, was, is_)


def _options(
    wanted: tuple[Word, ...] | None,
    actual: tuple[OptionId, ...],
    span: Span,
    about: Message,
    decided: Decided,
) -> Iterator[Finding]:
    if wanted is None:
        return
    names = decided.names
    unknown = [it for it in wanted if it.text not in names.options]
    yield from (errors.unknown_name(it, _OPTION, names.options) for it in unknown)
    expected = {names.options[it.text] for it in wanted if it not in unknown}
    if not unknown and expected != set(actual):
        at = wanted[0].span if wanted else span
        was, is_ = _named(expected, names), _named(set(actual), names)
        yield errors.differs(decided.case.name, at, about, was, is_)


def _due(
    expected: tuple[date, Span] | None, actual: date | None, about: Message, case: Case
) -> Iterator[Finding]:
    if expected is not None and expected[0] != actual:
        is_ = text("无", "none") if actual is None else text(actual.isoformat())
        yield errors.differs(case.name, expected[1], about, text(expected[0].isoformat()), is_)


def _why(actual: SchemeOutcome) -> Message:
    ids = listed(deciding_provisions(actual))
    about = Message(f"起决定作用的是 {ids.zh}", f"decided by {ids.en}")
    needs = _needs(actual)
    return about if needs is None else Message(f"{about.zh}；{needs.zh}", f"{about.en}; {needs.en}")


def _needs(actual: SchemeOutcome | DutyResult) -> Message | None:
    if not actual.needs:
        return None
    words = [
        f"`{it.name}`" + ("" if it.subject is None else f" ({it.subject.id})")
        for it in actual.needs
    ]
    return Message("还缺 " + "、".join(words), "still needed: " + ", ".join(words))


def _named(options: Collection[OptionId], names: Names) -> Message:
    known = [names.option_names[it] for it in sorted(options)]
    zh, en = "、".join(it.zh for it in known), ", ".join(it.en for it in known)
    return text(zh or "无", en or "none")
