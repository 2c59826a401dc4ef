"""What the runtime makes of a case, as an analyst's expectations of it.

Takes a provision or term and a case; gives what becomes of them: whether the provision applies,
and the outcome, status or value that it speaks on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doudi.compiler.cases.deciding import deciding_provisions
from doudi.compiler.cases.terms import value_words
from doudi.compiler.cases.wording import APPLIES_NAMES, OUTCOME_NAMES, STATUS_NAMES
from doudi.compiler.drafts.draft import containers
from doudi.compiler.drafts.facts_tree import Tree
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.decision import AmountResult, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.duties import duties
from doudi.runtime.evaluation.evaluate import condition, term_value
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.program.declarations import Define, Facet, Grant, Provision, Recognise, Term
from doudi.runtime.program.ids import OptionId, SchemeId, TermId

Expected = dict[str, Tree]


def expected(of: Provision | Term, run: Run) -> tuple[Expected, ...]:
    node = run.nodes[of.entity][0]
    if isinstance(of, Term):
        return tuple(_term(of.id, node, run))
    return (_applies(of, node, run), *_effect(of, node, run))


def _applies(provision: Provision, node: Node, run: Run) -> Expected:
    competence = run.competence[provision.id]
    word = condition(provision, node, run).value if competence == "competent" else competence
    said: Tree = {"true": True, "false": False}.get(word, APPLIES_NAMES[word].zh)
    return {"provision": str(provision.id), "subject": node.instance.id, "applies": said}


def _effect(provision: Provision, node: Node, run: Run) -> Iterator[Expected]:
    match provision.effect:
        case Grant(scheme=scheme):
            yield from _scheme(scheme, provision, node, run)
        case Facet(scheme=scheme, provision=of):
            granted = run.index.provisions[of].effect if of is not None else None
            named = granted.scheme if isinstance(granted, Grant) else scheme
            if named is not None:
                yield from _scheme(named, provision, node, run)
        case Recognise(term=term) | Define(term=term):
            yield from _term(term, node, run)
        case _:
            yield from _duty(provision, node, run)


def _scheme(scheme: SchemeId, provision: Provision, node: Node, run: Run) -> Iterator[Expected]:
    subject = _subject(run.index.schemes[scheme].entity, node, run)
    if subject is None:
        return
    actual = scheme_outcome(scheme, subject, run, Notes([], []))
    said: Expected = {
        "scheme": run.index.schemes[scheme].name.zh,
        "subject": subject.instance.id,
        "outcome": OUTCOME_NAMES[actual.outcome].zh,
    }
    amount = _amount(actual.amount)
    if amount is not None:
        said["amount"] = amount
    if provision.id in deciding_provisions(actual):
        said["by"] = [str(provision.id)]
    said |= _facets(provision, actual, run)
    yield said


def _facets(provision: Provision, actual: SchemeOutcome, run: Run) -> Expected:
    """Just those that the provision itself speaks on."""
    facets, said = provision.facets, Expected()
    if facets.places or facets.lifts:
        places = sorted({it.option for it in actual.places})
        said["place"] = [_option(it, run) for it in places]
    if facets.funds:
        said["fund"] = [_option(it, run) for it in sorted(actual.funds)]
    if facets.due is not None and actual.due is not None:
        said["due"] = actual.due.isoformat()
    return said


def _duty(provision: Provision, node: Node, run: Run) -> Iterator[Expected]:
    if provision not in run.index.duties:
        return
    key = (node.key[0], node.key[1])
    actual = next(
        (
            it
            for it in duties(run, [])
            if it.provision == provision.id and (it.subject.entity, it.subject.id) == key
        ),
        None,
    )
    status = STATUS_NAMES["none" if actual is None else actual.status].zh
    said: Expected = {"duty": str(provision.id), "subject": node.instance.id, "status": status}
    if actual is not None and actual.due is not None:
        said["due"] = actual.due.isoformat()
    yield said


def _term(term: TermId, node: Node, run: Run) -> Iterator[Expected]:
    declared = run.index.terms[term]
    subject = _subject(declared.entity, node, run)
    if subject is None:
        return
    value = term_value(term, subject, run).value
    names = {
        option: Message(text.zh, text.en or option)
        for choice in run.index.program.choices
        for option, text in choice.options
    }
    word = value_words(value, declared, names).zh
    said: Tree = {"是": True, "否": False}.get(word, word)
    yield {"term": declared.name.zh, "subject": subject.instance.id, "value": said}


def _subject(entity: str, node: Node, run: Run) -> Node | None:
    """Seen from the subject, or the first of those inside it."""
    for kind in containers(node.instance.entity, run.index):
        if kind == entity:
            return node.seen.get(kind)
    nodes = [it for id_, its in run.nodes.items() if id_ == entity for it in its]
    return nodes[0] if nodes else None


def _amount(amount: AmountResult) -> Tree | None:
    """Nothing where there is none, or where an open end cannot be written."""
    if amount.status in ("unknown", "left_to"):
        return "不详"
    if amount.status == "none" or amount.low is None or amount.high is None:
        return None
    low, high = (Decimal(it).scaleb(-2) for it in (amount.low, amount.high))
    return low if low == high else [low, high]


def _option(option: OptionId, run: Run) -> str:
    return next(
        text.zh
        for choice in run.index.program.choices
        for it, text in choice.options
        if it == option
    )
