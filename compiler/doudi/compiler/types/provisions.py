"""A provision: its grounds, its force and area, whom and what it is about, its facets."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.checked import Quoted, Target
from doudi.compiler.model.interface import Frame, Kind
from doudi.compiler.names import errors as name_errors
from doudi.compiler.names.lookup import entry_of
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors as errors
from doudi.compiler.types.clauses import Clauses, first, strings
from doudi.compiler.types.conditions import condition
from doudi.compiler.types.documents import check_within_authority, stated_area, stated_force
from doudi.compiler.types.effects import NORMS, effect_of, matter_of, subject_of
from doudi.compiler.types.facets import facets_of
from doudi.policy_dsl import ast
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Citation, Facets, Force, Provision, Relations
from doudi.runtime.program.ids import AreaCode, ProvisionId, SchemeId

_RELATIONS: Final = (
    "EXCEPTION_TO",
    "PREVAILS_OVER",
    "SPECIAL_TO",
    "TAKES_HIGHER",
    "STACKS_WITH",
    "REPEALS",
)
_SILENT: Final = Facets()


def provision(
    declaration: ast.Declaration, clauses: Clauses, frame: Frame, scope: Scope
) -> Provision | None:
    title = next((it.text for it in declaration.args if isinstance(it, ast.String)), "")
    id_ = provision_id(declaration, frame)
    citations = _citations(clauses, scope)
    sources = strings(clauses, "SOURCE")
    if not citations and not sources:
        scope.findings.append(errors.no_grounds(declaration))
    area = _area(clauses, frame, scope)
    force = _force(clauses, frame, scope)
    matter = matter_of(declaration, clauses, scope)
    entity = subject_of(declaration, clauses, matter, scope)
    scope.entity = entity
    when = first(clauses, "WHEN")
    scope.role = "WHEN"
    holds = None if when is None else condition(when, scope)
    effect = None if matter is None else effect_of(matter, scope)
    facets = facets_of(clauses, matter, scope)
    if matter is not None and matter.act == "FACET_OF" and facets == _SILENT:
        scope.findings.append(errors.adds_nothing(matter.clause))
    relations = _relations(clauses, id_, scope)
    if matter is None or entity is None or effect is None or area is None or force is None:
        scope.broken = True
        return None
    return Provision(
        id=id_,
        document=frame.document,
        title=title,
        citations=citations,
        sources=sources,
        assumptions=strings(clauses, "ASSUMES"),
        ambiguities=strings(clauses, "AMBIGUOUS"),
        area=area,
        force=force,
        entity=entity,
        condition=holds,
        norm=NORMS.get(matter.clause.keyword),
        effect=effect,
        facets=facets,
        relations=relations,
    )


def provision_id(declaration: ast.Declaration, frame: Frame) -> ProvisionId:
    match declaration.args:
        case (ast.Address(text), *_):
            return ProvisionId(f"{frame.document}/{text}")
        case _:
            return ProvisionId("")


def _citations(clauses: Clauses, scope: Scope) -> tuple[Citation, ...]:
    """Where a quotation stands in the notice is found out with the notice at hand."""
    citations: list[Citation] = []
    for clause in clauses.get("CITES", ()):
        match clause.args:
            case (ast.Address(address) as at, ast.String(quote) as words, *_):
                places = scope.place(at.span), scope.place(words.span)
                scope.quotes.append(Quoted(address, quote, *places))
                citations.append(Citation(address, quote, 0, 0))
    return tuple(citations)


def _area(clauses: Clauses, frame: Frame, scope: Scope) -> AreaCode | None:
    clause = first(clauses, "AREA")
    if clause is None:
        return frame.area
    area = stated_area(clause, scope)
    check_within_authority(area, frame.authority_area, clause, scope)
    return area


def _force(clauses: Clauses, frame: Frame, scope: Scope) -> Force | None:
    clause = first(clauses, "IN_FORCE")
    if clause is None:
        return frame.force
    force = stated_force(clause, scope)
    if force is None:
        return None
    around = frame.force
    late = around.end is not None and (force.end or around.end) > around.end
    if force.start < around.start or late or (around.end is not None and force.start > around.end):
        scope.findings.append(errors.outside_document(clause.span, around.start, around.end))
    return force


def _relations(clauses: Clauses, id_: ProvisionId, scope: Scope) -> Relations:
    to = {it: _targets(clauses, it, id_, scope) for it in _RELATIONS if it in clauses}
    return Relations(
        exception_to=to.get("EXCEPTION_TO", ()),
        prevails_over=to.get("PREVAILS_OVER", ()),
        special_to=to.get("SPECIAL_TO", ()),
        excludes=_schemes(clauses, scope) if "EXCLUDES" in clauses else (),
        takes_higher=to.get("TAKES_HIGHER", ()),
        stacks_with=to.get("STACKS_WITH", ()),
        repeals=to.get("REPEALS", ()),
    )


def _targets(
    clauses: Clauses, keyword: str, id_: ProvisionId, scope: Scope
) -> tuple[ProvisionId, ...]:
    found: list[ProvisionId] = []
    for clause in clauses[keyword]:
        for arg in clause.args:
            match arg:
                case ast.Reference(document, address, span):
                    target = ProvisionId(f"{document}/{address}")
                    if target == id_:
                        scope.findings.append(name_errors.about_itself(target, span))
                        continue
                    scope.targets.append(Target(document, address, keyword, scope.place(span)))
                    found.append(target)
                case ast.Name(text, span):
                    scope.findings.append(name_errors.not_a_provision(text, span))
    return tuple(found)


def _schemes(clauses: Clauses, scope: Scope) -> tuple[SchemeId, ...]:
    scope.role = "EXCLUDES"
    found: list[SchemeId] = []
    for clause in clauses["EXCLUDES"]:
        for arg in clause.args:
            match arg:
                case ast.Name():
                    if (entry := entry_of(arg, (Kind.SCHEME,), scope)) is not None:
                        found.append(SchemeId(entry.id))
                case ast.Reference(span=span):
                    scope.findings.append(name_errors.excludes_schemes(_written(span), span))
    return tuple(found)


def _written(span: Span) -> str:
    return span.text
