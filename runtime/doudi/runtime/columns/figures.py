"""What is read of an epoch rather than of anybody: its day, what its area has decided, its figures.

Each is read of all epochs of a regime at once, and of its subjects where these do not agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from doudi.runtime.columns.regimes import Reading
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.evaluation import evaluate
from doudi.runtime.evaluation.scope import Run
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId, OptionId
from doudi.runtime.values import UNKNOWN_SYMBOL, Symbol, Truth, Value


def differs(expr: ir.Expr, place: Place, scene: Scene) -> bool:
    """Whether an expression by itself reads what is not the same in all epochs of the regime."""
    match expr:
        case ir.Standard():
            return figures(expr, place, scene).differs
        case ir.Special():
            return day(expr, place, scene).differs
        case ir.Fact(id=fact) if scene.rules.facts[fact].entity == AREA_ENTITY:
            return of_area(expr, scene).differs
        case _:
            return False


def shared_by(expr: ir.Expr, entity: EntityId, scene: Scene) -> EntityId:
    """The outermost that subjects of a kind lie in, or are, whose value is that of all of them."""
    match expr:
        case ir.Fact(id=fact):
            owner = scene.rules.facts[fact].entity
        case ir.Term(id=term):
            owner = scene.rules.terms[term].entity
        case ir.Option() | ir.Special():
            owner = HOUSEHOLD
        case ir.Standard(args=args):
            owners = {shared_by(it, entity, scene) for it in args} or {HOUSEHOLD}
            return next(it for it in owners if all(scene.lies_in(it, outer) for outer in owners))
        case _:
            return entity
    return scene.owner(entity, owner) or entity


def day(expr: ir.Special, place: Place, scene: Scene) -> Reading:
    def ask(run: Run) -> tuple[Value]:
        return (evaluate.constant(expr, place.in_epoch(run)),)

    return scene.regime.read((expr.name, place.monthly, place.issued), ask)


def of_area(expr: ir.Fact, scene: Scene) -> Reading:
    """What is said of each epoch's own area."""
    anywhere = Place(AREA_ENTITY, monthly=False, issued=None)

    def ask(run: Run) -> tuple[Value]:
        return (evaluate.fact_use(expr, anywhere.in_epoch(run)).value,)

    return scene.regime.read(expr.id, ask)


def figures(expr: ir.Standard, place: Place, scene: Scene) -> Reading:
    """Of each epoch those of all combinations of options, the unknown one among them."""
    kinds: list[list[Value]] = [
        [*map(Symbol, options), UNKNOWN_SYMBOL] for options in choices(expr, scene)
    ]
    every, known = [[*these] for these in product(*kinds)], scene.all_epochs.figures

    def ask(run: Run) -> tuple[Value, ...]:
        scope = place.in_epoch(run)
        key = (expr.id, run.case.area, scope.on)
        if key not in known:
            known[key] = tuple(evaluate.standard_value(expr, these, scope)[0] for these in every)
        return known[key]

    return scene.regime.read((expr.id, place.monthly), ask)


def month_is_day(expr: ir.Standard, scene: Scene) -> bool:
    """Whether in every epoch its figures for the month are those for the day."""
    day, month = (
        figures(expr, Place(HOUSEHOLD, monthly=it, issued=None), scene).ask for it in (False, True)
    )

    def ask(run: Run) -> tuple[Value]:
        return (Truth.TRUE if day(run) == month(run) else Truth.FALSE,)

    found = scene.regime.read((expr.id, "month is day"), ask)
    return not found.differs and found.said[0] == (Truth.TRUE,)


def choices(expr: ir.Standard, scene: Scene) -> list[Sequence[OptionId]]:
    """What its figures are looked up by."""
    rules = scene.rules
    return [rules.options[it] for it in rules.standards[expr.id].by]
