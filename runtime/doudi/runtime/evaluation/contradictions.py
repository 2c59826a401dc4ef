"""What is said of a case and cannot be: an axiom broken, or truths that exclude one another.

Takes a run; gives each contradiction with the facts that make it one. Only what is known
contradicts: where something is unknown or left to judgement the axiom may still hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from doudi.runtime.decision import Contradiction, Subject
from doudi.runtime.evaluation.claims import Exclusion, Implication, Said, claims
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.grounds import grounds
from doudi.runtime.evaluation.scope import Node, Run, Scope
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.trace import FactUse
from doudi.runtime.values import Truth


def contradictions(run: Run) -> tuple[Contradiction, ...]:
    """In the order of the program's axioms, then of its disjoint truths, then of the case."""
    given = _given(run)
    asserted = claims(run.index)
    return (
        *(found for it in asserted.implications for found in _broken(it, given, run)),
        *(found for it in asserted.exclusions for found in _clashing(it, given, run)),
    )


def _broken(claim: Implication, given: frozenset[str], run: Run) -> Iterator[Contradiction]:
    said = [it for it in (claim.when, claim.then) if it is not None]
    if not all(it.touched(given) for it in said):
        return
    for node in run.nodes.get(claim.axiom.entity, ()):
        if claim.when is not None and _truth(claim.when, node, run) is not T:
            continue
        if _truth(claim.then, node, run) is F:
            facts = _facts(said, node, run)
            yield Contradiction(
                _subject(node), claim.axiom.statement, (), claim.axiom.sources, facts
            )


def _clashing(claim: Exclusion, given: frozenset[str], run: Run) -> Iterator[Contradiction]:
    touched = [(id_, said) for id_, said in claim.members if said.touched(given)]
    if len(touched) < 2:  # noqa: PLR2004 - it takes two
        return
    for node in run.nodes.get(claim.entity, ()):
        holding = [it for it in touched if _truth(it[1], node, run) is T]
        if len(holding) > 1:
            facts = _facts((said for _, said in holding), node, run)
            yield Contradiction(
                _subject(node), "", tuple(id_ for id_, _ in holding), claim.sources, facts
            )


def _given(run: Run) -> frozenset[str]:
    """The ids of every fact, term and list that the case says anything of."""
    found: set[str] = {*run.case.root_kinds}
    for nodes in run.nodes.values():
        for it in nodes:
            found.update(it.instance.facts, it.instance.terms, it.instance.children)
    return frozenset(found)


def _truth(said: Said, node: Node, run: Run) -> Truth:
    return truth(value(said.expr, _at(node, run)))


def _facts(said: Iterable[Said], node: Node, run: Run) -> tuple[FactUse, ...]:
    return tuple(dict.fromkeys(use for it in said for use in grounds(it.expr, _at(node, run))))


def _subject(node: Node) -> Subject:
    return Subject(node.instance.entity, node.key[1])


def _at(node: Node, run: Run) -> Scope:
    return Scope(run, node, run.as_of, None, None)
