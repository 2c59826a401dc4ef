"""What no single field can say: ids in use are declared, expressions fit, nothing goes in circles.

Takes a decoded program; gives nothing, or the first misfit with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from typing import Protocol, assert_never

from doudi.runtime.areas import COUNTRY
from doudi.runtime.bundle.circles import check_areas, check_containers, check_terms
from doudi.runtime.bundle.kinds import Declared, Kind, kind_of_type, undeclared, want
from doudi.runtime.bundle.misfit import misfit
from doudi.runtime.bundle.sense import check_sense
from doudi.runtime.program import declarations as decl
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.knowledge import Disjoint
from doudi.runtime.program.types import Choice, Type

_WORDS = {
    "entity": "实体",
    "choice": "选项表",
    "option": "选项",
    "fact": "事实",
    "term": "用语",
    "scheme": "救助项目",
    "authority": "机关",
    "rank": "位阶等级",
    "document": "文件",
    "provision": "条款",
    "area": "地区",
}


def check(program: decl.Program) -> None:
    known = _Known(program)
    _check_vocabulary(program, known)
    _check_documents(program, known)
    for index, provision in enumerate(program.provisions):
        _check_provision(provision, f".provisions[{index}]", known)
    for index, year in enumerate(program.calendar.years):
        if not MINYEAR <= year <= MAXYEAR:
            raise misfit(
                f".calendar.years[{index}]", "的年份不存在", "is a year that does not exist"
            )
    _check_knowledge(program, known)
    check_containers(program.entities)
    check_areas(program.areas)
    check_terms(program)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class _Known:
    """The declared ids of each kind; `use` refuses one that is not among them."""

    def __init__(self, program: decl.Program) -> None:
        options = [o for choice in program.choices for o, _ in choice.options]
        self.ids: dict[str, frozenset[str]] = {
            "entity": _ids("entities", program.entities) | {"area"},
            "choice": _ids("choices", program.choices),
            "option": frozenset(options),
            "fact": _ids("facts", program.facts),
            "term": _ids("terms", program.terms),
            "scheme": _ids("schemes", program.schemes),
            "authority": _ids("authorities", program.authorities),
            "rank": _ids("ranks", program.ranks),
            "document": _ids("documents", program.documents),
            "provision": _ids("provisions", program.provisions),
            "area": _unique("areas", [it.code for it in program.areas]) | {COUNTRY},
        }
        _ids("standards", program.standards)
        self.declared = Declared(
            facts={it.id: kind_of_type(it.type) for it in program.facts},
            terms={it.id: kind_of_type(it.type) for it in program.terms},
            standards={it.id: len(it.by) for it in program.standards},
            entities=self.ids["entity"],
            options=self.ids["option"],
            areas=self.ids["area"],
        )

    def use(self, kind: str, used: str | None, place: str) -> None:
        if used is not None and used not in self.ids[kind]:
            raise undeclared(used, place, _WORDS[kind], kind)

    def use_all(self, kind: str, used: Iterable[str], place: str) -> None:
        for index, it in enumerate(used):
            self.use(kind, it, f"{place}[{index}]")

    def expression(self, expr: Expr | None, wanted: Kind, place: str) -> None:
        if expr is not None:
            want(expr, wanted, place, self.declared)


def _ids(name: str, declarations: Sequence[_Identified]) -> frozenset[str]:
    return _unique(name, [it.id for it in declarations])


def _unique(name: str, ids: Sequence[str]) -> frozenset[str]:
    seen: set[str] = set()
    for index, it in enumerate(ids):
        if it in seen:
            raise misfit(f".{name}[{index}]", f"重复声明 `{it}`", f"declares `{it}` again")
        seen.add(it)
    return frozenset(seen)


def _check_type(type_: Type, place: str, known: _Known) -> None:
    if isinstance(type_, Choice):
        known.use("choice", type_.id, f"{place}.type.id")


def _check_vocabulary(program: decl.Program, known: _Known) -> None:
    for index, entity in enumerate(program.entities):
        known.use("entity", entity.container, f".entities[{index}].container")
    for index, fact in enumerate(program.facts):
        place = f".facts[{index}]"
        known.use("entity", fact.entity, f"{place}.entity")
        _check_type(fact.type, place, known)
    for index, term in enumerate(program.terms):
        place = f".terms[{index}]"
        known.use("entity", term.entity, f"{place}.entity")
        _check_type(term.type, place, known)
        known.expression(term.means, kind_of_type(term.type), f"{place}.means")
    for index, scheme in enumerate(program.schemes):
        known.use("entity", scheme.entity, f".schemes[{index}].entity")
    for index, standard in enumerate(program.standards):
        place = f".standards[{index}]"
        known.use_all("choice", standard.by, f"{place}.by")
        for number, row in enumerate(standard.rows):
            at = f"{place}.rows[{number}]"
            known.use("area", row.area, f"{at}.area")
            known.use_all("option", row.options, f"{at}.options")
            _check_days(row.start, row.end, at)


def _check_documents(program: decl.Program, known: _Known) -> None:
    for index, authority in enumerate(program.authorities):
        known.use("area", authority.area, f".authorities[{index}].area")
    for index, rank in enumerate(program.ranks):
        known.use_all("rank", rank.above, f".ranks[{index}].above")
    for index, document in enumerate(program.documents):
        place = f".documents[{index}]"
        known.use("authority", document.authority, f"{place}.authority")
        known.use("rank", document.rank, f"{place}.rank")
        known.use("area", document.area, f"{place}.area")
        _check_force(document.force, place)
        for number, link in enumerate(document.links):
            known.use("document", link.document, f"{place}.links[{number}].document")


def _check_force(force: decl.Force, place: str) -> None:
    _check_days(force.start, force.end, f"{place}.force")


def _check_days(start: date, end: date | None, place: str) -> None:
    if end is not None and end < start:
        raise misfit(place, "的止日早于起日", "ends before it starts")


def _check_provision(provision: decl.Provision, place: str, known: _Known) -> None:
    known.use("document", provision.document, f"{place}.document")
    known.use("area", provision.area, f"{place}.area")
    known.use("entity", provision.entity, f"{place}.entity")
    _check_force(provision.force, place)
    known.expression(provision.condition, "truth", f"{place}.condition")
    _check_effect(provision.effect, f"{place}.effect", known)
    _check_facets(provision.facets, f"{place}.facets", known)
    check_sense(provision, place)
    relations = provision.relations
    at = f"{place}.relations"
    known.use_all("provision", relations.exception_to, f"{at}.exception_to")
    known.use_all("provision", relations.prevails_over, f"{at}.prevails_over")
    known.use_all("provision", relations.special_to, f"{at}.special_to")
    known.use_all("scheme", relations.excludes, f"{at}.excludes")
    known.use_all("provision", relations.takes_higher, f"{at}.takes_higher")
    known.use_all("provision", relations.stacks_with, f"{at}.stacks_with")
    known.use_all("provision", relations.repeals, f"{at}.repeals")


def _check_effect(effect: decl.Effect, place: str, known: _Known) -> None:
    match effect:
        case decl.Grant(scheme=scheme):
            known.use("scheme", scheme, f"{place}.scheme")
        case decl.Recognise(term=term):
            known.use("term", term, f"{place}.term")
            if known.declared.terms[term] != "truth":
                raise misfit(
                    f"{place}.term",
                    f"认定的 `{term}` 不是是否类的用语",
                    f"recognises `{term}`, which is no status",
                )
        case decl.Define(term=term, value=value):
            known.use("term", term, f"{place}.term")
            known.expression(value, known.declared.terms[term], f"{place}.value")
        case decl.Satisfy(test=test):
            known.expression(test, "truth", f"{place}.test")
        case decl.Complete(fact=fact):
            known.use("fact", fact, f"{place}.fact")
            if known.declared.facts[fact] != "number":
                raise misfit(
                    f"{place}.fact", f"的 `{fact}` 不是日期", f"names `{fact}`, which is no date"
                )
        case decl.Facet(scheme=scheme_or_none, provision=provision):
            known.use("scheme", scheme_or_none, f"{place}.scheme")
            known.use("provision", provision, f"{place}.provision")
        case decl.Act() | decl.NotExecutable():
            pass
        case _:
            assert_never(effect)


def _check_knowledge(program: decl.Program, known: _Known) -> None:
    for index, axiom in enumerate(program.axioms):
        place = f".axioms[{index}]"
        known.use("entity", axiom.entity, f"{place}.entity")
        known.expression(axiom.when, "truth", f"{place}.when")
        known.expression(axiom.then, "truth", f"{place}.then")
    declared: dict[str, decl.Fact | decl.Term] = {it.id: it for it in program.terms}
    declared |= {it.id: it for it in program.facts}
    for index, disjoint in enumerate(program.disjoints):
        _check_disjoint(disjoint, f".disjoints[{index}].members", declared)


def _check_disjoint(
    disjoint: Disjoint, place: str, declared: Mapping[str, decl.Fact | decl.Term]
) -> None:
    if len(disjoint.members) < 2:  # noqa: PLR2004 - it takes two
        raise misfit(place, "不足两个", "are fewer than two")
    entities: set[str] = set()
    for index, member in enumerate(disjoint.members):
        at = f"{place}[{index}]"
        found = declared.get(member)
        if found is None:
            raise undeclared(member, at, "事实或用语", "fact or term")
        if kind_of_type(found.type) != "truth":
            raise misfit(
                at, f"的 `{member}` 不是是否类", f"names `{member}`, which is no yes or no"
            )
        entities.add(found.entity)
    if len(entities) > 1:
        raise misfit(place, "不是同一种实体的", "are not of one kind of entity")


def _check_facets(facets: decl.Facets, place: str, known: _Known) -> None:
    if facets.amount is not None:
        known.expression(facets.amount.value, "number", f"{place}.amount.value")
        known.expression(facets.amount.upper, "number", f"{place}.amount.upper")
    if facets.period is not None:
        known.expression(facets.period.start, "number", f"{place}.period.start")
        known.expression(facets.period.end, "number", f"{place}.period.end")
    for index, places in enumerate(facets.places):
        known.use_all("option", places.options, f"{place}.places[{index}].options")
    known.use_all("option", facets.lifts, f"{place}.lifts")
    known.use_all("option", facets.funds, f"{place}.funds")
    known.use_all("option", facets.holders, f"{place}.holders")
    known.expression(facets.due, "number", f"{place}.due")
