"""The conditions for which a clause came out as it did, with the facts that they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.evaluation.evaluate import holder
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.explanation.findings import (
    decisive,
    grounds,
    sources,
    term_of,
    truth,
)
from doudi.runtime.operators import apply
from doudi.runtime.operators.truths import negation
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import FactUse, Step, Trace
from doudi.runtime.values import Truth, Value
from doudi.runtime.whynot.model import Condition


def conditions(
    id_: ProvisionId, node: Node, came: Truth, trace: Trace, run: Run
) -> tuple[Condition, ...]:
    """Why a clause came out so; those first that would turn it alone. None where it did not."""
    owner = holder(node, run.index.provisions[id_].entity, run) or node
    found = trace.provision(id_, owner.key)
    step = None if found is None else found.condition
    if step is None or truth(step) is not came:
        return ()
    seen = tuple(
        Condition(leaf, _turns(step, leaf, run.index), tuple(dict.fromkeys(_facts(leaf, trace))))
        for leaf in decisive(step)
    )
    return tuple(sorted(seen, key=lambda it: not it.decisive))


def _turns(step: Step, leaf: Step, rules: Index) -> bool:
    """Whether the whole would come out the other way if this leaf alone did."""
    return _with(step, leaf, rules) is negation(truth(step)) is not truth(step)


def _with(step: Step, leaf: Step, rules: Index) -> Value:
    if step is leaf:
        return negation(truth(leaf))
    if not isinstance(step.expr, ex.Op) or not step.parts:
        return step.value
    parts = [_with(it, leaf, rules) for it in step.parts]
    return step.value if _same(parts, step) else apply(step.expr.op, parts, rules.tables)


def _same(parts: list[Value], step: Step) -> bool:
    return all(new is it.value for new, it in zip(parts, step.parts, strict=True))


def _facts(step: Step, trace: Trace) -> Iterator[FactUse]:
    """What was looked up in the case under a step, and under the terms that it uses."""
    yield from (it for it in sources(step) if isinstance(it, FactUse))
    for term in _terms(step):
        found = term_of(term, trace)
        if found is None:
            continue
        if found.origin == "given":
            yield FactUse(found.term, found.subject, "given", found.value, found.source)
        for _, ground in grounds(found, trace):
            for leaf in decisive(ground):
                yield from _facts(leaf, trace)


def _terms(step: Step) -> Iterator[Step]:
    if isinstance(step.expr, ex.Term):
        yield step
    for part in step.parts:
        yield from _terms(part)
