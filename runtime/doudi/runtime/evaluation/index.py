"""A program made ready to ask: what is where, who is competent, who beats whom.

Takes a Program; gives look-ups that depend on nothing but the program, so one
index serves any number of cases.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from doudi.runtime.areas import area_tree
from doudi.runtime.calendar import working_calendar
from doudi.runtime.operators import Tables
from doudi.runtime.program import types
from doudi.runtime.program.declarations import (
    Authority,
    Define,
    Document,
    Entity,
    Facet,
    Fact,
    Grant,
    Program,
    Provision,
    Rank,
    Recognise,
    Scheme,
    Standard,
    StandardRow,
    Term,
)
from doudi.runtime.program.ids import (
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    SchemeId,
    StandardId,
    TermId,
)
from doudi.runtime.trace import Step
from doudi.runtime.values import UNKNOWN_SYMBOL, Interval, Truth, Value

Competence = Literal["competent", "date", "area", "authority"]


@dataclass(frozen=True, slots=True)
class SchemeRules:
    """Everything that can speak on a scheme, in the program's order."""

    grants: tuple[Provision, ...]
    bars: tuple[Provision, ...]
    facets: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class TermRules:
    recognising: tuple[Provision, ...]
    forbidding: tuple[Provision, ...]
    defining: tuple[Provision, ...]


@dataclass(frozen=True, eq=False)
class Index:
    program: Program
    tables: Tables
    entities: dict[EntityId, Entity]
    options: dict[ChoiceId, tuple[OptionId, ...]]
    facts: dict[FactId, Fact]
    unknown: dict[FactId, Value]
    terms: dict[TermId, Term]
    schemes: dict[SchemeId, Scheme]
    standards: dict[StandardId, Standard]
    rows: dict[tuple[StandardId, tuple[OptionId, ...], str], tuple[StandardRow, ...]]
    documents: dict[DocumentId, Document]
    authorities: dict[AuthorityId, Authority]
    ranks: dict[RankId, Rank]
    provisions: dict[ProvisionId, Provision]
    by_scheme: dict[SchemeId, SchemeRules]
    by_term: dict[TermId, TermRules]
    duties: tuple[Provision, ...]
    goes_before: dict[ProvisionId, tuple[Provision, ...]]
    repealed: dict[str, date]
    literals: dict[int, Step]  # by which object the expression is, which the step holds
    _competence: dict[tuple[date, str], Competences]
    _beats: dict[tuple[ProvisionId, ProvisionId], str | None]

    def competence(self, on: date, area: str) -> Competences:
        """Every provision's competence for cases of that day and area."""
        key = (on, area)
        if key not in self._competence:
            self._competence[key] = Competences(self, on, area)
        return self._competence[key]

    def beats(self, first: Provision, second: Provision) -> str | None:
        """The principle by which the first prevails over the second; None if it does not."""
        key = (first.id, second.id)
        if key not in self._beats:
            self._beats[key] = self._prevails(first, second)
        return self._beats[key]

    def competent(self, provision: Provision, on: date, area: str) -> Competence:
        """Whether a provision may speak on that day in that area, or what it lacks."""
        return self.in_area(provision, area) if self.in_force(provision, on) else "date"

    def in_force(self, provision: Provision, on: date) -> bool:
        document = self.documents[provision.document]
        for force in (document.force, provision.force):
            if on < force.start or (force.end is not None and on > force.end):
                return False
        for target in (document.id, provision.id):
            repealed = self.repealed.get(target)
            if repealed is not None and repealed <= on:
                return False
        return True

    def in_area(self, provision: Provision, area: str) -> Competence:
        """Whether a provision may speak in that area, whatever the day."""
        within = self.tables.areas.within
        if not within(area, provision.area):
            return "area"
        seat = self.authorities[self.documents[provision.document].authority].area
        return "competent" if within(provision.area, seat) and within(area, seat) else "authority"

    def _prevails(self, first: Provision, second: Provision) -> str | None:
        one, two = self.documents[first.document], self.documents[second.document]
        for principle in self.program.precedence:
            if principle.same_issuer and one.authority != two.authority:
                continue
            for_first = self._speaks_for(principle.name, first, second)
            if for_first != self._speaks_for(principle.name, second, first):
                return principle.name if for_first else None
        return None

    def _speaks_for(self, principle: str, one: Provision, other: Provision) -> bool:
        here, there = self.documents[one.document], self.documents[other.document]
        match principle:
            case "exception":
                excluded = (
                    isinstance(other.effect, Grant)
                    and other.effect.scheme in one.relations.excludes
                )
                return excluded or other.id in one.relations.exception_to
            case "declared":
                return other.id in one.relations.prevails_over
            case "higher":
                return there.rank in self.ranks[here.rank].above
            case "special":
                narrower = one.area != other.area and self.tables.areas.within(one.area, other.area)
                return narrower or other.id in one.relations.special_to
            case _:
                return (
                    here.issued is not None
                    and there.issued is not None
                    and here.issued > there.issued
                )


class Competences(dict[ProvisionId, Competence]):
    """Worked out for a provision when it is first asked for: few are of all that there are."""

    def __init__(self, rules: Index, on: date, area: str) -> None:
        super().__init__()
        self._rules, self._on, self._area = rules, on, area

    def __missing__(self, id_: ProvisionId) -> Competence:
        found = self._rules.competent(self._rules.provisions[id_], self._on, self._area)
        self[id_] = found
        return found


def index(program: Program) -> Index:
    made = Index(
        program=program,
        tables=Tables(working_calendar(program.calendar), area_tree(program.areas)),
        entities={it.id: it for it in program.entities},
        options={it.id: tuple(option for option, _ in it.options) for it in program.choices},
        facts={it.id: it for it in program.facts},
        unknown={it.id: _unknown(it) for it in program.facts},
        terms={it.id: it for it in program.terms},
        schemes={it.id: it for it in program.schemes},
        standards={it.id: it for it in program.standards},
        rows=_rows(program.standards),
        documents={it.id: it for it in program.documents},
        authorities={it.id: it for it in program.authorities},
        ranks={it.id: it for it in program.ranks},
        provisions={it.id: it for it in program.provisions},
        by_scheme=_by_scheme(program),
        by_term=_by_term(program),
        duties=tuple(it for it in program.provisions if _is_duty(it)),
        goes_before={},
        repealed=_repealed(program),
        literals={},
        _competence={},
        _beats={},
    )
    made.goes_before.update(_goes_before(made))
    return made


def unknown_of(type_: types.Type) -> Value:
    """The value of a type about which nothing is known."""
    match type_:
        case types.Boolean():
            return Truth.UNKNOWN
        case types.Choice() | types.Area():
            return UNKNOWN_SYMBOL
        case _:
            return Interval(None, None)


def _unknown(fact: Fact) -> Value:
    value = unknown_of(fact.type)
    return Interval(fact.minimum, fact.maximum) if isinstance(value, Interval) else value


def _rows(
    standards: Iterable[Standard],
) -> dict[tuple[StandardId, tuple[OptionId, ...], str], tuple[StandardRow, ...]]:
    found: dict[tuple[StandardId, tuple[OptionId, ...], str], list[StandardRow]] = {}
    for standard in standards:
        for row in standard.rows:
            found.setdefault((standard.id, row.options, row.area), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _by_scheme(program: Program) -> dict[SchemeId, SchemeRules]:
    """In one pass over the provisions, so that an index of many takes no longer than they do."""
    granted = {it.id: it.effect.scheme for it in program.provisions if isinstance(it.effect, Grant)}
    grants: dict[SchemeId | None, list[Provision]] = {}
    bars: dict[SchemeId | None, list[Provision]] = {}
    facets: dict[SchemeId | None, list[Provision]] = {}
    for it in program.provisions:
        barred = set(it.relations.excludes)
        match it.effect:
            case Grant(scheme=scheme) if it.norm == "prohibition":
                barred.add(scheme)
            case Grant(scheme=scheme):
                grants.setdefault(scheme, []).append(it)
            case Facet(scheme=scheme, provision=of):
                for about in {scheme, None if of is None else granted.get(of)}:
                    facets.setdefault(about, []).append(it)
        for scheme in barred:
            bars.setdefault(scheme, []).append(it)
    return {
        it.id: SchemeRules(
            grants=tuple(grants.get(it.id, ())),
            bars=tuple(bars.get(it.id, ())),
            facets=tuple(facets.get(it.id, ())),
        )
        for it in program.schemes
    }


def _by_term(program: Program) -> dict[TermId, TermRules]:
    recognising: dict[TermId, list[Provision]] = {}
    forbidding: dict[TermId, list[Provision]] = {}
    defining: dict[TermId, list[Provision]] = {}
    for it in program.provisions:
        match it.effect:
            case Recognise(term=term) if it.norm == "prohibition":
                forbidding.setdefault(term, []).append(it)
            case Recognise(term=term):
                recognising.setdefault(term, []).append(it)
            case Define(term=term):
                defining.setdefault(term, []).append(it)
    return {
        it.id: TermRules(
            recognising=tuple(recognising.get(it.id, ())),
            forbidding=tuple(forbidding.get(it.id, ())),
            defining=tuple(defining.get(it.id, ())),
        )
        for it in program.terms
    }


def _is_duty(provision: Provision) -> bool:
    return provision.norm is not None and not isinstance(provision.effect, Grant | Recognise)


def _goes_before(rules: Index) -> dict[ProvisionId, tuple[Provision, ...]]:
    """For each duty, the norms that a text puts before it, but for those in a circle."""
    before: dict[ProvisionId, dict[ProvisionId, None]] = {}
    for it in rules.program.provisions:
        for id_ in (*it.relations.exception_to, *it.relations.prevails_over):
            duty = rules.provisions.get(id_)
            if it.norm is None or duty is None or not _is_duty(duty):
                continue
            if rules.beats(it, duty) in ("exception", "declared"):
                before.setdefault(id_, {})[it.id] = None
    return {
        duty: tuple(rules.provisions[it] for it in norms if duty not in _reached(it, before))
        for duty, norms in before.items()
    }


def _reached(
    start: ProvisionId, ways: dict[ProvisionId, dict[ProvisionId, None]]
) -> set[ProvisionId]:
    found: set[ProvisionId] = set()
    new = {start}
    while new:
        new = {it for one in new for it in ways.get(one, ())} - found
        found |= new
    return found


def _repealed(program: Program) -> dict[str, date]:
    """When each repealed document or provision ended; the earliest repeal counts."""
    ends: dict[str, date] = {}
    starts = {it.id: it.force.start for it in program.documents}

    def end(target: str, day: date) -> None:
        ends[target] = min(day, ends.get(target, day))

    for document in program.documents:
        for link in document.links:
            if link.relation == "repeals" and link.document is not None:
                end(link.document, link.start or document.force.start)
    for provision in program.provisions:
        for target in provision.relations.repeals:
            end(target, max(provision.force.start, starts[provision.document]))
    return ends
