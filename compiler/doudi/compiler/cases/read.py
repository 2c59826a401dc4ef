"""`cases.yaml` → cases, and what is wrong with how they are written.

Takes the file's source; gives every case that can be run. A case with a mistake in it is
reported and left out, the others are run all the same.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from doudi.compiler.cases import errors
from doudi.compiler.cases.model import (
    Case,
    Expectation,
    ExpectedApplies,
    ExpectedDuty,
    ExpectedOutcome,
    ExpectedTerm,
    Money,
    Word,
)
from doudi.compiler.cases.wording import APPLIES, OUTCOMES, REVIEWS, STATUSES, UNKNOWN
from doudi.compiler.data import fields
from doudi.compiler.data.yaml import Mapping, Node, Scalar, Sequence, read_yaml
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.decision import Outcome

_YUAN: Final = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?")


def read_cases(source: Source) -> Found[tuple[Case, ...]]:
    read = read_yaml(source)
    found = list(read.findings)
    cases: list[Case] = []
    if read.value is not None and not isinstance(read.value, Sequence):
        return Found((), (*found, errors.no_list(read.value.span)))
    for node in fields.items(read.value, found):
        case = _case(node, found)
        if case is not None:
            cases.append(case)
    return Found(tuple(cases), tuple(found))


def _case(node: Node, found: list[Finding]) -> Case | None:
    before = len(found)
    optional = ("as_of", "facts", "facts_file", "note", "review")
    entries = fields.entries(node, found, required=("name", "expect"), optional=optional)
    if entries is None:
        return None
    name = _word(entries["name"], found)
    review = _word(entries.get("review"), found)
    if review is not None and review.text not in REVIEWS:
        found.append(errors.no_such_word(review.span, review.text, tuple(sorted(REVIEWS))))
    as_of = fields.day(entries.get("as_of"), found)
    facts, facts_file = entries.get("facts"), _word(entries.get("facts_file"), found)
    if (facts is None) == (facts_file is None):
        found.append(errors.one_of_facts(node.span))
    elif facts is not None and not isinstance(facts, Mapping):
        found.append(errors.facts_shape(facts.span))
    expect = tuple(
        it
        for it in (_expectation(each, found) for each in fields.items(entries["expect"], found))
        if it is not None
    )
    if not expect and len(found) == before:
        found.append(errors.expects_nothing(entries["expect"].span))
    if name is None or len(found) > before:
        return None
    return Case(name, as_of, facts, facts_file, expect, node.span)


def _expectation(node: Node, found: list[Finding]) -> Expectation | None:
    keys = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()
    match [it for it in ("scheme", "duty", "term", "provision") if it in keys]:
        case ["scheme"]:
            return _outcome(node, found)
        case ["duty"]:
            return _duty(node, found)
        case ["term"]:
            return _term(node, found)
        case ["provision"]:
            return _applies(node, found)
        case _:
            found.append(errors.expects_what(node.span))
            return None


def _outcome(node: Node, found: list[Finding]) -> ExpectedOutcome | None:
    entries = fields.entries(
        node,
        found,
        required=("scheme",),
        optional=("subject", "outcome", "amount", "by", "not_by", "place", "fund", "due"),
    )
    if entries is None or (scheme := _word(entries["scheme"], found)) is None:
        return None
    outcome = entries.get("outcome")
    places, funds = entries.get("place"), entries.get("fund")
    return ExpectedOutcome(
        scheme,
        _word(entries.get("subject"), found),
        _outcome_word(outcome, found),
        _amount(entries.get("amount"), found),
        _words(entries.get("by"), found),
        _words(entries.get("not_by"), found),
        None if places is None else _words(places, found),
        None if funds is None else _words(funds, found),
        _due(entries.get("due"), found),
        node.span,
    )


def _duty(node: Node, found: list[Finding]) -> ExpectedDuty | None:
    entries = fields.entries(node, found, required=("duty", "status"), optional=("subject", "due"))
    if entries is None or (provision := _word(entries["duty"], found)) is None:
        return None
    status = _word(entries["status"], found)
    if status is None:
        return None
    if status.text not in STATUSES:
        found.append(errors.no_such_word(status.span, status.text, tuple(STATUSES)))
        return None
    return ExpectedDuty(
        provision,
        _word(entries.get("subject"), found),
        Word(STATUSES[status.text], status.span),
        _due(entries.get("due"), found),
        node.span,
    )


def _term(node: Node, found: list[Finding]) -> ExpectedTerm | None:
    entries = fields.entries(node, found, required=("term", "value"), optional=("subject",))
    if entries is None:
        return None
    term, value = _word(entries["term"], found), _word(entries["value"], found)
    if term is None or value is None:
        return None
    return ExpectedTerm(term, _word(entries.get("subject"), found), value, node.span)


def _applies(node: Node, found: list[Finding]) -> ExpectedApplies | None:
    entries = fields.entries(node, found, required=("provision", "applies"), optional=("subject",))
    if entries is None:
        return None
    provision, applies = _word(entries["provision"], found), _word(entries["applies"], found)
    if provision is None or applies is None:
        return None
    if applies.text not in APPLIES:
        found.append(errors.no_such_word(applies.span, applies.text, tuple(APPLIES)))
        return None
    said = Word(APPLIES[applies.text], applies.span)
    return ExpectedApplies(provision, _word(entries.get("subject"), found), said, node.span)


def _outcome_word(node: Node | None, found: list[Finding]) -> tuple[Outcome, Span] | None:
    word = _word(node, found)
    if word is None:
        return None
    if word.text in OUTCOMES:
        return OUTCOMES[word.text], word.span
    found.append(errors.no_such_word(word.span, word.text, tuple(OUTCOMES)))
    return None


def _amount(node: Node | None, found: list[Finding]) -> Money | None:
    match node:
        case None:
            return None
        case Scalar(text=text, span=span) if text in UNKNOWN:
            return Money(None, None, span)
        case Scalar(span=span):
            fen = _fen(node, found)
            return None if fen is None else Money(fen, fen, span)
        case Sequence(items=(Scalar() as low, Scalar() as high), span=span):
            ends = (_fen(low, found), _fen(high, found))
            return None if None in ends else Money(*ends, span)
        case _:
            found.append(errors.no_amount(node.span))
            return None


def _fen(node: Scalar, found: list[Finding]) -> int | None:
    if _YUAN.fullmatch(node.text):
        return int(Decimal(node.text) * 100)
    found.append(errors.no_amount(node.span))
    return None


def _due(node: Node | None, found: list[Finding]) -> tuple[date, Span] | None:
    day = fields.day(node, found)
    return None if day is None or node is None else (day, node.span)


def _words(node: Node | None, found: list[Finding]) -> tuple[Word, ...]:
    """A list of words, or one word alone."""
    if node is None:
        return ()
    listed = node.items if isinstance(node, Sequence) else (node,)
    return tuple(it for it in (_word(each, found) for each in listed) if it is not None)


def _word(node: Node | None, found: list[Finding]) -> Word | None:
    text = fields.text(node, found)
    return None if text is None or node is None else Word(text, node.span)
