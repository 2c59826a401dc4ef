"""Who speaks on what: every matter with its voices, and the pairs of them worth a question.

Takes an index; gives pairs whose areas lie in one another and whose words could differ. Whether
a household can make both speak is asked elsewhere. See docs/language/conflicts.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

from doudi.compiler.conflicts.meetings import expressions_of
from doudi.compiler.conflicts.model import Kind, Matter
from doudi.compiler.drafts.draft import containers
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import (
    Complete,
    Define,
    Facet,
    Facets,
    Grant,
    Provision,
    Recognise,
    Satisfy,
)
from doudi.runtime.program.ids import AreaCode, FactId, ProvisionId, SchemeId, TermId

Side: TypeAlias = Literal["", "yes", "no"]

FACETS = (Kind.AMOUNT, Kind.PERIOD, Kind.PLACE, Kind.FUND, Kind.DEADLINE)


@dataclass(frozen=True, slots=True)
class Voice:
    """`side`: yes grants or recognises, no bars; "" where each says something of its own."""

    provision: Provision
    side: Side = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """In the order of the ids."""

    matter: Matter
    first: Provision
    second: Provision


def pairs(
    rules: Index, only: frozenset[str] | None = None, about: frozenset[str] | None = None
) -> Iterator[Pair]:
    """Every two voices on one matter where one area lies in the other.

    `only`: ids of provisions, of which a pair must name one; `about`: the schemes, terms and facts
    to look at. Matters come in a fixed order.
    """
    for matter, voices in spoken_on(rules, about).items():
        yield from _of_matter(matter, voices, rules, only)


def carrying(pair: Pair, rules: Index) -> tuple[Provision, ...]:
    """The grants without which facets say nothing: one's own, or of two on a scheme any of its."""
    found: dict[Provision, None] = {}
    for it in (pair.first, pair.second):
        match it.effect:
            case Facet(provision=of) if of is not None:
                found[rules.provisions[of]] = None
    if all(isinstance(it.effect, Facet) for it in (pair.first, pair.second)) and not found:
        found.update(dict.fromkeys(rules.by_scheme[SchemeId(pair.matter.about)].grants))
    return tuple(found)


def tested(provision: Provision, rules: Index) -> frozenset[FactId]:
    """The facts that a norm's test reads, through terms that the vocabulary alone defines."""
    match provision.effect:
        case Satisfy(test=test):
            return frozenset(_facts(test, rules, set()))
        case Complete(fact=fact):
            return frozenset((fact,))
        case _:
            return frozenset()


def spoken_on(rules: Index, about: frozenset[str] | None = None) -> dict[Matter, list[Voice]]:
    """Every matter with its voices, in a fixed order. `about`: just of these names."""
    found: dict[Matter, list[Voice]] = {}
    for it in rules.program.provisions if about is None else _speaking_on(about, rules):
        for matter, voice in matters_of(it, rules):
            if about is None or matter.about in about:
                found.setdefault(matter, []).append(voice)
    return dict(sorted(found.items(), key=lambda it: (it[0].about, it[0].kind)))


def matters_of(it: Provision, rules: Index) -> Iterator[tuple[Matter, Voice]]:
    """All that a provision speaks on."""
    for scheme in it.relations.excludes:
        yield Matter(Kind.OUTCOME, scheme), Voice(it, "no")
    match it.effect:
        case Grant(scheme=scheme):
            no = it.norm == "prohibition"
            yield Matter(Kind.OUTCOME, scheme), Voice(it, "no" if no else "yes")
            if not no:
                yield Matter(Kind.FORCE, scheme), Voice(it)
                for kind in _stated(it.facets):
                    yield Matter(kind, scheme), Voice(it)
        case Facet(scheme=of_scheme, provision=of):
            about = of_scheme or _granted(of, rules)
            for kind in _stated(it.facets) if about is not None else ():
                yield Matter(kind, about), Voice(it)  # type: ignore[arg-type] # not None here
        case Recognise(term=term):
            side: Side = "no" if it.norm == "prohibition" else "yes"
            yield Matter(Kind.STATUS, term), Voice(it, side)
        case Define(term=term):
            yield Matter(Kind.MEANING, term), Voice(it)
        case Complete(fact=fact):
            for kind in (Kind.DEADLINE, Kind.FORCE, Kind.HOLDER):
                yield Matter(kind, fact), Voice(it)
        case Satisfy():
            for fact in sorted(tested(it, rules)):
                for kind in (Kind.PROCEDURE, Kind.FORCE, Kind.HOLDER):
                    yield Matter(kind, fact), Voice(it)
        case _:
            return


def _speaking_on(about: frozenset[str], rules: Index) -> list[Provision]:
    found: dict[ProvisionId, Provision] = {}
    for it in about:
        scheme, term = rules.by_scheme.get(SchemeId(it)), rules.by_term.get(TermId(it))
        if scheme is not None:
            every = (*scheme.grants, *scheme.bars, *scheme.facets)
        elif term is not None:
            every = (*term.recognising, *term.forbidding, *term.defining)
        else:
            every = rules.duties
        found.update({one.id: one for one in every})
    return [found[it] for it in sorted(found)]


def stated(provision: Provision) -> Iterator[Kind]:
    """On what a provision about a scheme says something: that it is given, and how."""
    if isinstance(provision.effect, Grant):
        yield Kind.OUTCOME
    yield from _stated(provision.facets)


def _stated(facets: Facets) -> Iterator[Kind]:
    if facets.amount is not None:
        yield Kind.AMOUNT
    if facets.period is not None:
        yield Kind.PERIOD
    if facets.places or facets.lifts:
        yield Kind.PLACE
    if facets.funds:
        yield Kind.FUND
    if facets.due is not None:
        yield Kind.DEADLINE


def _granted(provision: object, rules: Index) -> SchemeId | None:
    of = rules.provisions.get(provision)  # type: ignore[call-overload]
    return of.effect.scheme if of is not None and isinstance(of.effect, Grant) else None


def _of_matter(
    matter: Matter, voices: list[Voice], rules: Index, only: frozenset[str] | None
) -> Iterator[Pair]:
    """Each voice with those of its own area and of the areas around it: never all with all."""
    by_area: dict[AreaCode, list[tuple[int, Voice]]] = {}
    for at, voice in enumerate(voices):
        by_area.setdefault(voice.provision.area, []).append((at, voice))
    for at, voice in enumerate(voices):
        for area in rules.tables.areas.up(voice.provision.area):
            for other_at, other in by_area.get(AreaCode(area), []):
                if area == voice.provision.area and other_at >= at:
                    break
                if only is not None and not {voice.provision.id, other.provision.id} & only:
                    continue
                if _may_differ(matter, voice, other, rules):
                    first, second = sorted((voice.provision, other.provision), key=lambda it: it.id)
                    if not _asked_before(matter, first, second, rules):
                        yield Pair(matter, first, second)


def _may_differ(matter: Matter, one: Voice, other: Voice, rules: Index) -> bool:
    """What can be seen without asking about households."""
    if not _same_subject(matter, one.provision, other.provision, rules):
        return False
    mine, theirs = one.provision.facets, other.provision.facets
    match matter.kind:
        case Kind.OUTCOME | Kind.STATUS:
            return one.side != other.side
        case Kind.FORCE:
            norms = {one.provision.norm, other.provision.norm}
            return len(norms) > 1 and "prohibition" not in norms
        case Kind.HOLDER:
            held = set(mine.holders), set(theirs.holders)
            duties = one.provision.norm == other.provision.norm == "duty"
            return duties and all(held) and not held[0] & held[1]
        case Kind.FUND:
            return set(mine.funds) != set(theirs.funds)
        case Kind.AMOUNT:
            return _amounts_may_differ(one.provision, other.provision)
        case Kind.PERIOD:
            return _unlike(mine.period, theirs.period, one, other)
        case Kind.DEADLINE:
            stated = mine.due is not None and theirs.due is not None
            # Something to be done: by when is told of duties; of other words, their force.
            owed = matter.about in rules.by_scheme or (
                one.provision.norm == other.provision.norm == "duty"
            )
            return stated and owed and _unlike(mine.due, theirs.due, one, other)
        case Kind.PLACE:
            here = one.provision.document == other.provision.document
            return any(
                _places_differ(*it, same_text=here) for it in ((mine, theirs), (theirs, mine))
            )
        case Kind.MEANING:
            return _unlike(one.provision.effect, other.provision.effect, one, other)
        case Kind.PROCEDURE:
            free = ("permission", "encouragement", "case_by_case")
            return not (one.provision.norm in free and other.provision.norm in free)


def _amounts_may_differ(one: Provision, other: Provision) -> bool:
    mine, theirs = one.facets.amount, other.facets.amount
    if mine is None or theirs is None or "left_to" in (mine.mode, theirs.mode):
        return False
    joined = (*one.relations.takes_higher, *one.relations.stacks_with)
    joined_back = (*other.relations.takes_higher, *other.relations.stacks_with)
    if other.id in joined or one.id in joined_back:
        return False
    free = ("permission", "case_by_case", "encouragement")
    if one.norm in free and other.norm in free:
        return False
    return mine != theirs or _dated(mine.value) or _dated(mine.upper)


def _unlike(mine: object, theirs: object, one: Voice, other: Voice) -> bool:
    """Words of two documents with one spelling differ only by the documents' own dates."""
    if mine is None or theirs is None:
        return False
    if mine != theirs:
        return True
    apart = one.provision.document != other.provision.document
    return apart and any(map(_dated, expressions_of(one.provision)))


def _dated(expr: ir.Expr | None) -> bool:
    match expr:
        case ir.Special(name="issue_date"):
            return True
        case ir.Op(args=args) | ir.Standard(args=args):
            return any(map(_dated, args))
        case _:
            return False


def _places_differ(one: Facets, other: Facets, *, same_text: bool) -> bool:
    """Within one text two places side by side are what it says, not two sayings."""
    named = [(it.mode, set(it.options)) for it in one.places]
    others = [(it.mode, set(it.options)) for it in other.places]
    if any(set(one.lifts) & options for _, options in others):
        return True
    for (mode, options), (other_mode, other_options) in product(named, others):
        if "only" in (mode, other_mode) and options != other_options:
            return True
        if not same_text and "duty" in (mode, other_mode) and options != other_options:
            return True
    return False


def _same_subject(matter: Matter, one: Provision, other: Provision, rules: Index) -> bool:
    """Whether one and the same entity can be meant: of duties, exactly that of both."""
    if one.entity == other.entity:
        return True
    if matter.about not in rules.by_scheme:
        return False
    return one.entity in containers(other.entity, rules) or other.entity in containers(
        one.entity, rules
    )


def _asked_before(matter: Matter, first: Provision, second: Provision, rules: Index) -> bool:
    """Two tests that share several facts are asked about under the first of them alone."""
    if not isinstance(first.effect, Satisfy) or not isinstance(second.effect, Satisfy):
        # Something completed and something tested are two things.
        return isinstance(first.effect, Satisfy) != isinstance(second.effect, Satisfy)
    return matter.about != min(tested(first, rules) & tested(second, rules))


def _facts(expr: ir.Expr, rules: Index, seen: set[str]) -> Iterator[FactId]:
    match expr:
        case ir.Fact(id=fact):
            yield fact
        case ir.Term(id=term):
            means = rules.terms[term].means
            if means is not None and term not in seen:
                yield from _facts(means, rules, seen | {term})
        case ir.Op(args=args) | ir.Standard(args=args):
            yield from _of_all(args, rules, seen)
        case ir.Aggregate(value=value, when=when):
            yield from _of_all((it for it in (value, when) if it is not None), rules, seen)
        case _:
            return


def _of_all(exprs: Iterable[ir.Expr], rules: Index, seen: set[str]) -> Iterator[FactId]:
    for it in exprs:
        yield from _facts(it, rules, seen)
