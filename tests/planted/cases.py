"""Cases tried one after another: every value of every fact, as far as the budget goes.

What is asked of a case may already be settled when only some facts are told. Facts never take
back what fewer facts settled, so a branch in which the answer is no is left at once, and nothing
in it is missed. No prover is asked anything here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Final, Literal, TypeAlias

from doudi.compiler.drafts.draft import Cell, Draft, run_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program.ids import EntityId
from tests.planted.domain import Domain

# no: nothing in this branch; open: more facts are needed; yes: look at it, and further too;
# enough: look at it, and not at what more facts make of it.
Verdict: TypeAlias = Literal["no", "open", "yes", "enough"]
Ask: TypeAlias = Callable[[Run], Verdict]

_LENGTHS: Final = (1, 2, 0)
_RESTART: Final = 200


@dataclass(slots=True)
class Budget:
    """How many cases may still be evaluated; `spent` is what has been."""

    left: int
    spent: int = 0

    def take(self) -> bool:
        self.left -= 1
        self.spent += 1
        return self.left >= 0


@dataclass(slots=True)
class Walk:
    """`exhausted`: every case of the domain was looked at, or left for a reason that holds."""

    exhausted: bool = True
    whole: bool = True


def walk(
    domain_in: Callable[[Draft], Domain],
    empty: Draft,
    ask: Ask,
    rules: Index,
    budget: Budget,
    random: Random,
    state: Walk,
) -> Iterator[Draft]:
    """First in order; where the budget would not do for all, then at random until it is spent."""
    for draft in _with_lists(domain_in, empty, rules):
        domain = domain_in(draft)
        state.whole = state.whole and domain.whole
        cells = list(domain.cells)
        own = Budget(budget.left // 2)
        before = own.left
        yield from _deeper(draft, cells, domain, ask, rules, own, None)
        budget.left -= before - max(own.left, 0)
        budget.spent += own.spent
        if own.left >= 0:
            continue
        state.exhausted = False
        while budget.left > 0:
            again = Budget(min(_RESTART, budget.left))
            before = again.left
            yield from _deeper(draft, cells, domain, ask, rules, again, random)
            budget.left -= before - max(again.left, 0)
            budget.spent += again.spent
            if again.left > 0:
                break


def _deeper(
    draft: Draft,
    cells: list[Cell],
    domain: Domain,
    ask: Ask,
    rules: Index,
    budget: Budget,
    random: Random | None,
) -> Iterator[Draft]:
    if not budget.take():
        return
    verdict = ask(run_of(draft, rules))
    if verdict in ("yes", "enough"):
        yield draft
    if verdict in ("no", "enough") or not cells:
        return
    values = domain.values(cells[0], draft, rules)
    if random is not None:
        random.shuffle(values)
    for value in values:
        if budget.left < 0:
            return
        changed = draft.with_cell(cells[0], value)
        yield from _deeper(changed, cells[1:], domain, ask, rules, budget, random)


def _with_lists(
    domain_in: Callable[[Draft], Domain], empty: Draft, rules: Index
) -> Iterator[Draft]:
    """The lists that aggregates look at, with one, two or none in them; the subject is there."""
    wanted = [it for it in domain_in(empty).lists if it != AREA_ENTITY]
    lengths = [tuple(n for n in _LENGTHS if n or it not in empty.lists) for it in wanted]
    for chosen in product(*lengths):
        lists: dict[EntityId, int] = dict(empty.lists)
        for entity, length in zip(wanted, chosen, strict=True):
            lists[entity] = length
            container = rules.entities[entity].container
            while container is not None and container != AREA_ENTITY:
                lists.setdefault(container, 1)
                container = rules.entities[container].container
        yield replace(empty, lists=lists)
