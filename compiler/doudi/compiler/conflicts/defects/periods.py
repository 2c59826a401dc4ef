"""What ends before it begins: force, periods of payment, and days by which something is due.

Takes the ground; gives a defect for each. Of periods and due days only what is so for every
household: facts that contradict one another are the case's own mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.defects.expressions import everything
from doudi.compiler.conflicts.defects.ground import Ground, told
from doudi.compiler.conflicts.defects.households import household
from doudi.compiler.conflicts.defects.naming import provision_id, word_id
from doudi.compiler.conflicts.defects.references import days_of
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.draft import Draft, node_of, run_of
from doudi.compiler.drafts.window import window_of
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.scene import Scene, view_of
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.evaluate import condition, value
from doudi.runtime.evaluation.facets import is_moment
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import scope_of
from doudi.runtime.operators.truths import T, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision


def ends_before_it_begins(ground: Ground, silent: frozenset[str]) -> Iterator[Defect]:
    """`silent`: provisions whose condition is never true; of them enough is said."""
    yield from _never_in_force(ground.rules)
    for provision in ground.rules.program.provisions:
        if provision.id in silent:
            continue
        for what, first, second in _days(provision, ground.rules):
            shown = _always_after(provision, first, second, ground)
            if shown is not None:
                id_ = provision_id(Flaw.ENDS_BEFORE_IT_BEGINS, provision, what=what)
                yield Defect(id_, Flaw.ENDS_BEFORE_IT_BEGINS, provision.id, (what,), witness=shown)


def _never_in_force(rules: Index) -> Iterator[Defect]:
    """What is repealed before it comes into force."""
    flaw = Flaw.ENDS_BEFORE_IT_BEGINS
    ended = {it.id for it in rules.program.documents if days_of(it, rules) is None}
    for document in sorted(ended):
        since, until = rules.documents[document].force.start, rules.repealed.get(document)
        yield Defect(word_id(flaw, document), flaw, document, since=since, until=until)
    for it in rules.program.provisions:
        if it.document not in ended and window_of(it, rules) is None:
            since, until = it.force.start, rules.repealed.get(it.id)
            yield Defect(provision_id(flaw, it), flaw, it.id, since=since, until=until)


def _days(provision: Provision, rules: Index) -> Iterator[tuple[str, ir.Expr, ir.Expr]]:
    """What is to be no later than what: a start than its end, the case's date than a due day.

    A due day that is reckoned from a fact is not asked about: the fact may be of today.
    """
    period, due = provision.facets.period, provision.facets.due
    if period is not None and period.start is not None and period.end is not None:
        yield "UNTIL", period.start, period.end
    if due is not None and not is_moment(due, rules) and not _of_the_case(due):
        yield "DUE", ir.Special("as_of"), due


def _of_the_case(expr: ir.Expr) -> bool:
    return any(isinstance(it, ir.Fact | ir.Term | ir.Aggregate) for it in everything(expr))


def _always_after(
    provision: Provision, first: ir.Expr, second: ir.Expr, ground: Ground
) -> Draft | None:
    """A household for which the first day is after the second, where it never is before it."""
    found: Draft | None = None
    for scene in ground.scenes(provision):
        in_order = _compared("le", provision, first, second, scene)
        if not told(scene, provision) or not ground.excluded(in_order, scene, (provision,)):
            return None
        turned = _compared("gt", provision, first, second, scene)
        answer = ground.ask(turned, scene, (provision,))
        if isinstance(answer, World) and found is None:
            shows = _shows(provision, first, second, ground.rules)
            found = household(answer, provision.entity, scene, shows, ground, (provision,))
    return found


def _shows(
    provision: Provision, first: ir.Expr, second: ir.Expr, rules: Index
) -> Callable[[Draft], bool]:
    def shows(draft: Draft) -> bool:
        run = run_of(draft, rules)
        node = node_of(provision.entity, 1, run)
        scope = scope_of(run, provision, node)
        turned = truth(value(ir.Op("gt", (first, second)), scope))
        return condition(provision, node, run) is T and turned is T

    return shows


def _compared(
    op: str, provision: Provision, first: ir.Expr, second: ir.Expr, scene: Scene
) -> tuple[Formula, ...]:
    view = view_of(provision, scene.rules)
    order = formula(ir.Op(op, (first, second)), True, view, scene)
    return applies(provision, True, scene), order
