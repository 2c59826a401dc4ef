"""Which provisions clash with a planted one, found by trying cases: no prover is asked.

A case in which two provisions really clash is proof by itself for most kinds. For the force of a
scheme and for tests something must hold in every case; there the domain has to be exhausted and
to be whole (see `domain`), and what is found is counted apart, as proven by the domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from doudi.compiler.conflicts.judge import shown
from doudi.compiler.conflicts.model import Kind, Matter
from doudi.compiler.drafts.draft import Draft, containers, empty, node_of, run_of
from doudi.compiler.drafts.window import Window, window_of
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.evaluation.evaluate import condition, value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, scope_of
from doudi.runtime.operators.truths import F, J, T, U, truth
from doudi.runtime.program.declarations import (
    Complete,
    Facet,
    Facets,
    Grant,
    Provision,
    Satisfy,
)
from doudi.runtime.program.ids import AreaCode, EntityId, ProvisionId, SchemeId
from tests.planted.cases import Ask, Budget, Verdict, Walk, walk
from tests.planted.domain import Domain, domain_of
from tests.planted.known import Ground, completed
from tests.planted.matters import OF_TESTS, matters_of, shared

CASES: Final = 20_000
FREE: Final = ("permission", "case_by_case", "encouragement")
_AREAS: Final = 2
_CARRIERS: Final = 2


@dataclass(frozen=True, slots=True)
class Clash:
    """`by_domain`: rests on the whole domain beside the case that is shown."""

    matter: Matter
    pair: tuple[ProvisionId, ProvisionId]
    draft: Draft
    by_domain: bool = False


@dataclass(slots=True)
class Tried:
    """`open`: matters whose case clashes while the domain was too large to settle the rest."""

    clashes: list[Clash] = field(default_factory=list)
    open: int = 0
    pairs: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class _Two:
    first: Provision
    second: Provision
    matters: tuple[Matter, ...]
    area: AreaCode
    window: Window
    subject: EntityId


def clashes(
    about: Iterable[ProvisionId], ground: Ground, random: Random, cases: int = CASES
) -> Tried:
    found = Tried()
    twos = list(_twos(frozenset(about), ground.rules))
    found.pairs = len(twos)
    for at, two in enumerate(twos):
        budget = Budget((cases - found.cases) // (len(twos) - at))
        _try(two, ground, random, budget, found)
        found.cases += budget.spent
    return found


def _twos(about: frozenset[ProvisionId], rules: Index) -> Iterator[_Two]:
    seen: set[frozenset[ProvisionId]] = set()
    for id_ in sorted(about):
        one = rules.provisions[id_]
        for other in rules.program.provisions:
            pair = frozenset((id_, other.id))
            if other.id == id_ or pair in seen:
                continue
            seen.add(pair)
            found = _two(one, other, rules)
            if found is not None:
                yield found


def _two(one: Provision, other: Provision, rules: Index) -> _Two | None:
    first, second = sorted((one, other), key=lambda it: it.id)
    matters = shared(first, second, rules)
    areas = rules.tables.areas
    inner, outer = (first, second) if areas.within(first.area, second.area) else (second, first)
    windows = window_of(first, rules), window_of(second, rules)
    if not matters or not areas.within(inner.area, outer.area) or None in windows:
        return None
    starts = max(it.start for it in windows if it is not None)
    ends = [it.end for it in windows if it is not None and it.end is not None]
    if ends and min(ends) < starts:
        return None
    kinds = {first.entity, second.entity}
    kinds |= {
        rules.schemes[SchemeId(it.about)].entity for it in matters if it.about in rules.schemes
    }
    deepest = max(kinds, key=lambda it: (len(containers(it, rules)), it))
    if not kinds <= set(containers(deepest, rules)):
        return None
    window = Window(starts, min(ends, default=None))
    return _Two(first, second, matters, inner.area, window, deepest)


def _try(two: _Two, ground: Ground, random: Random, budget: Budget, found: Tried) -> None:
    """Every matter of two provisions, in each area and on each day that is looked at."""
    rules = ground.rules
    scenes = list(_scenes(two, rules, random))
    open_ = [it for it in two.matters if _by_case(it, two)]
    cases: dict[Matter, Draft] = {}
    for at, scene in enumerate(scenes):
        for carriers in _carriers(two, scene, rules):
            share = Budget(budget.left // (2 * (len(scenes) - at)))
            _show(two, open_, carriers, scene, ground, random, share, cases)
            budget.left -= share.spent
            budget.spent += share.spent
        open_ = [it for it in open_ if it not in cases]
        if not open_:
            break
    pair = (two.first.id, two.second.id)
    for matter, draft in cases.items():
        if matter.kind is not Kind.FORCE or matter.about not in rules.schemes:
            found.clashes.append(Clash(matter, pair, draft))
            continue
        match _implied(two, scenes, ground, random, budget):
            case True:
                found.clashes.append(Clash(matter, pair, draft, by_domain=True))
            case None:
                found.open += 1
    procedures = [it for it in two.matters if it.kind is Kind.PROCEDURE]
    if procedures:
        _tests(two, procedures[0], scenes, ground, random, budget, found)


def _by_case(matter: Matter, two: _Two) -> bool:
    """Whether a case can show it, and the page lists it at all."""
    first, second = two.first, two.second
    norms = {first.norm, second.norm}
    completed_ = isinstance(first.effect, Complete) and isinstance(second.effect, Complete)
    match matter.kind:
        case Kind.PROCEDURE:
            return False
        case Kind.AMOUNT if norms <= set(FREE):
            return False  # two permissions unite
        case Kind.DEADLINE | Kind.HOLDER if completed_ or isinstance(first.effect, Satisfy):
            if norms != {"duty"}:
                return False
        case Kind.PLACE if first.document == second.document:
            # Within one text two places side by side are what it says.
            facets = (first.facets, second.facets)
            named = [place.mode for it in facets for place in it.places]
            if "only" not in named and not any(_lifts(*it) for it in (facets, facets[::-1])):
                return False
        case _:
            pass
    if isinstance(first.effect, Satisfy) and matter.kind in OF_TESTS:
        # Tests are one thing where they are the same words; of others no single case tells.
        return first.effect == second.effect and first.entity == second.entity
    return True


def _lifts(one: Facets, other: Facets) -> bool:
    return any(set(one.lifts) & set(it.options) for it in other.places)


def _scenes(two: _Two, rules: Index, random: Random) -> Iterator[Draft]:
    """Areas without parts, and the first, the last and some day between on which both speak."""
    parents = {it.parent for it in rules.program.areas}
    within = rules.tables.areas.within
    leaves = [
        it.code
        for it in rules.program.areas
        if it.code not in parents and it.name != "市辖区" and within(it.code, two.area)
    ] or [two.area]
    areas = random.sample(leaves, min(len(leaves), _AREAS))
    start = two.window.start
    last = two.window.end or max(start, date(2022, 12, 31)) + timedelta(days=60)
    between = start + timedelta(days=random.randint(0, (last - start).days))
    for area in areas:
        for day in sorted({start, between, last}):
            competence = rules.competence(day, area)
            if all(competence[it.id] == "competent" for it in (two.first, two.second)):
                yield empty(two.subject, day, area, rules)


def _carriers(two: _Two, scene: Draft, rules: Index) -> Iterator[tuple[Provision, ...]]:
    """Grants that must stand for facets to speak."""
    sides = (two.first, two.second)
    own = [
        rules.provisions[it.effect.provision]
        for it in sides
        if isinstance(it.effect, Facet) and it.effect.provision is not None
    ]
    if own or any(isinstance(it.effect, Grant) for it in sides):
        yield tuple(own)
        return
    schemes = {it.about for it in two.matters if it.about in rules.schemes}
    if not schemes:
        yield ()
        return
    competence = rules.competence(scene.as_of, scene.area)
    grants = [
        it
        for scheme in sorted(schemes)
        for it in rules.by_scheme[SchemeId(scheme)].grants
        if competence[it.id] == "competent" and it.entity in containers(two.subject, rules)
    ]
    yield from ((it,) for it in grants[:_CARRIERS])


def _show(
    two: _Two,
    matters: list[Matter],
    carriers: tuple[Provision, ...],
    scene: Draft,
    ground: Ground,
    random: Random,
    budget: Budget,
    cases: dict[Matter, Draft],
) -> None:
    """A case for each matter on which the runtime says that the two differ."""
    rules = ground.rules
    speaking = (two.first, two.second, *carriers)
    left = [it for it in matters if it not in cases]
    for draft in _walk(speaking, scene, _all_true(speaking), ground, random, budget, Walk()):
        for matter in left:
            budget.take()
            if shown(matter, two.first, two.second, draft, rules) is None:
                continue
            if completed(draft, ground):
                cases[matter] = draft
        left = [it for it in left if it not in cases]
        if not left:
            return


def _walk(
    speaking: tuple[Provision, ...],
    scene: Draft,
    ask: Ask,
    ground: Ground,
    random: Random,
    budget: Budget,
    state: Walk,
) -> Iterator[Draft]:
    def domain_in(draft: Draft) -> Domain:
        return domain_of(speaking, draft, ground.rules)

    return walk(domain_in, scene, ask, ground.rules, budget, random, state)


def _all_true(provisions: tuple[Provision, ...]) -> Ask:
    def ask(run: Run) -> Verdict:
        truths = [condition(it, node_of(it.entity, 1, run), run) for it in provisions]
        if F in truths or J in truths:
            return "no"
        return "open" if U in truths else "yes"

    return ask


def _implied(
    two: _Two, scenes: list[Draft], ground: Ground, random: Random, budget: Budget
) -> bool | None:
    """Whether wherever the weaker word applies the stronger does too; None: not settled."""
    weaker, stronger = sorted(
        (two.first, two.second), key=lambda it: STRENGTH.get(it.norm or "duty", 0)
    )

    def ask(run: Run) -> Verdict:
        weak = condition(weaker, node_of(weaker.entity, 1, run), run)
        strong = condition(stronger, node_of(stronger.entity, 1, run), run)
        if weak in (F, J) or strong is T:
            return "no"
        return "yes" if weak is T and strong is not U else "open"

    state = Walk()
    for scene in scenes:
        share = Budget(max(budget.left, 0) // 2)
        for draft in _walk((weaker, stronger), scene, ask, ground, random, share, state):
            match completed(draft, ground):
                case True:
                    budget.spent += share.spent
                    return False
                case None:
                    state.exhausted = False
        budget.left -= share.spent
        budget.spent += share.spent
    return True if scenes and state.exhausted and state.whole else None


def _tests(
    two: _Two,
    matter: Matter,
    scenes: list[Draft],
    ground: Ground,
    random: Random,
    budget: Budget,
    found: Tried,
) -> None:
    """Two norms with tests: what can be kept together is looked up in every case of the domain."""
    sides = (two.first, two.second)

    def kept(run: Run) -> tuple[bool, bool] | None:
        both: list[bool] = []
        for it in sides:
            if not isinstance(it.effect, Satisfy):
                return None
            test = truth(value(it.effect.test, scope_of(run, it, node_of(it.entity, 1, run))))
            if test in (U, J):
                return None
            both.append((test is T) != (it.norm == "prohibition"))
        return both[0], both[1]

    applies = _all_true(sides)

    def ask(run: Run) -> Verdict:
        verdict = applies(run)
        return verdict if verdict != "yes" else "open" if kept(run) is None else "enough"

    state = Walk()
    reached: dict[tuple[bool, bool], Draft] = {}
    for scene in scenes:
        share = Budget(max(budget.left, 0) // 2)
        for draft in _walk(sides, scene, ask, ground, random, share, state):
            how = kept(run_of(draft, ground.rules))
            if how is None or how in reached:
                continue
            match completed(draft, ground):
                case True:
                    reached[how] = draft
                case None:
                    state.exhausted = False
        budget.left -= share.spent
        budget.spent += share.spent
    together = (True, True) in reached
    apart = [reached[it] for it in ((True, False), (False, True)) if it in reached]
    # Who may asks for nothing; and one text asks for both.
    free = any(it.norm in FREE for it in sides) or two.first.document == two.second.document
    if together and (free or len(apart) != 1 or not _same_facts(two, ground.rules)):
        return
    for draft in apart:
        if shown(matter, *sides, draft, ground.rules, compatible=together) is not None:
            if state.exhausted and state.whole:
                pair = (two.first.id, two.second.id)
                found.clashes.append(Clash(matter, pair, draft, by_domain=True))
            else:
                found.open += 1
            return


def _same_facts(two: _Two, rules: Index) -> bool:
    return {it.about for it in matters_of(two.first, rules)} == {
        it.about for it in matters_of(two.second, rules)
    }
