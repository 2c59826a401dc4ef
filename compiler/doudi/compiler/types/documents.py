"""Documents and what stands around them: authorities, ranks, the precedence policy."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from doudi.compiler.model.checked import Cited
from doudi.compiler.model.interface import Entry, Kind
from doudi.compiler.names.lookup import area_of, document_of, entry_of
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors as errors
from doudi.compiler.types.clauses import Clauses, assumed, first, part, strings
from doudi.compiler.types.literals import read_date
from doudi.compiler.types.vocabulary import note_file
from doudi.policy_dsl import ast
from doudi.runtime.program import declarations as program
from doudi.runtime.program.declarations import Force, Text
from doudi.runtime.program.ids import AreaCode, AuthorityId, DocumentId, RankId

_RELATIONS: Final[dict[str, Literal["implements", "incorporates", "mentions", "repeals"]]] = {
    "IMPLEMENTS": "implements",
    "INCORPORATES": "incorporates",
    "MENTIONS": "mentions",
    "REPEALS": "repeals",
}
_GROUNDS: Final[dict[str, Literal["exception", "declared", "higher", "special", "later"]]] = {
    "BY_EXCEPTION": "exception",
    "BY_DECLARATION": "declared",
    "BY_RANK": "higher",
    "BY_SPECIALTY": "special",
    "BY_TIME": "later",
}


def authority(entry: Entry, clauses: Clauses, scope: Scope) -> program.Authority | None:
    area = stated_area(first(clauses, "AREA"), scope)
    _names(clauses, "ABOVE", Kind.AUTHORITY, scope)
    if area is None:
        return None
    return program.Authority(AuthorityId(entry.id), Text(entry.zh, entry.en), area)


def rank(entry: Entry, clauses: Clauses, scope: Scope) -> program.Rank:
    _names(clauses, "ABOVE", Kind.RANK, scope)
    above = scope.interface.above.get(RankId(entry.id), ())
    return program.Rank(RankId(entry.id), Text(entry.zh, entry.en), above)


def precedence(declaration: ast.Declaration, scope: Scope) -> tuple[program.Principle, ...] | None:
    seen: dict[str, ast.Item] = {}
    principles: list[program.Principle] = []
    for item in declaration.items:
        if not isinstance(item.arg, ast.Part):
            continue
        before = seen.setdefault(item.arg.keyword, item)
        if before is not item:
            scope.findings.append(errors.repeated_ground(item, before, item.arg.keyword))
        principles.append(program.Principle(_GROUNDS[item.arg.keyword], bool(item.arg.args)))
    if not principles:
        scope.findings.append(errors.nothing_listed(declaration))
        return None
    return tuple(principles)


def document(
    declaration: ast.Declaration, clauses: Clauses, scope: Scope
) -> program.Document | None:
    match declaration.args:
        case (ast.Name(id_), ast.String(title), *_):
            pass
        case _:
            scope.broken = True
            return None
    issuer = _named(clauses, "ISSUER", Kind.AUTHORITY, scope)
    ranked = _named(clauses, "RANKED", Kind.RANK, scope)
    authority_area = (
        None if issuer is None else scope.interface.authority_areas.get(AuthorityId(issuer.id))
    )
    area_clause = first(clauses, "AREA")
    area = authority_area if area_clause is None else stated_area(area_clause, scope)
    if area_clause is not None:
        check_within_authority(area, authority_area, area_clause, scope)
    issued_clause = first(clauses, "ISSUED")
    issued = None if issued_clause is None else _day(issued_clause, scope)
    force_clause = first(clauses, "IN_FORCE")
    force = None if force_clause is None else stated_force(force_clause, scope)
    if force_clause and force and issued_clause and issued and force.start < issued:
        scope.findings.append(errors.force_before_issue(force_clause, issued_clause))
    version = first(clauses, "VERSION")
    if (notice := first(clauses, "NOTICE")) is not None:
        note_file(notice, scope)
    links = _links(clauses, force, scope)
    if issuer is None or ranked is None or area is None or force is None or version is None:
        scope.broken = True
        return None
    number = strings(clauses, "NUMBER_OF")
    return program.Document(
        id=DocumentId(id_),
        title=title,
        number=number[0] if number else "",
        authority=AuthorityId(issuer.id),
        rank=RankId(ranked.id),
        area=area,
        issued=issued,
        issued_assumed=None if issued_clause is None else assumed(issued_clause),
        force=force,
        version=version.args[0].text if isinstance(version.args[0], ast.VersionLiteral) else "",
        links=links,
        meaning="",
        notice="",
    )


def stated_area(clause: ast.Clause | None, scope: Scope) -> AreaCode | None:
    match clause:
        case ast.Clause(args=(ast.Name() as name, *_)):
            return area_of(name, scope)
        case _:
            scope.broken = True
            return None


def check_within_authority(
    area: AreaCode | None, authority_area: AreaCode | None, clause: ast.Clause, scope: Scope
) -> None:
    areas = scope.interface.areas
    if area is None or authority_area is None or areas.lies_in(area, authority_area):
        return
    names = areas.full_name(area), areas.full_name(authority_area)
    scope.findings.append(errors.outside_authority(clause.args[0].span, *names))


def stated_force(clause: ast.Clause, scope: Scope) -> Force | None:
    """`施行 2021-02-04 起 至 … 推定 「…」`."""
    scope.role = clause.keyword
    start = _day(clause, scope)
    to = part(clause, "TO")
    end: date | None = None
    if to is not None:
        match to.args[0]:
            case ast.DateLiteral() as literal:
                end = read_date(literal, scope)
                if end is None:
                    return None
    if start is None:
        return None
    if end is not None and to is not None and end < start:
        scope.findings.append(errors.backwards(clause.args[0].span, to.args[0].span, is_date=True))
        return None
    return Force(start, end, assumed(clause))


def _day(clause: ast.Clause, scope: Scope) -> date | None:
    match clause.args[0]:
        case ast.DateLiteral() as literal:
            return read_date(literal, scope)
        case _:
            return None


def _named(clauses: Clauses, keyword: str, kind: Kind, scope: Scope) -> Entry | None:
    scope.role = keyword
    match first(clauses, keyword):
        case ast.Clause(args=(ast.Name() as name, *_)):
            return entry_of(name, (kind,), scope)
        case _:
            return None


def _names(clauses: Clauses, keyword: str, kind: Kind, scope: Scope) -> None:
    scope.role = keyword
    clause = first(clauses, keyword)
    for arg in () if clause is None else clause.args:
        if isinstance(arg, ast.Name):
            entry_of(arg, (kind,), scope)


def _links(clauses: Clauses, force: Force | None, scope: Scope) -> tuple[program.Link, ...]:
    links: list[program.Link] = []
    for keyword, relation in _RELATIONS.items():
        for clause in clauses.get(keyword, ()):
            scope.role = keyword
            found = _cited(clause, scope)
            if found is None:
                continue
            id_, name = found
            start = None
            if keyword == "REPEALS":
                dated = next((it for it in clause.args if isinstance(it, ast.DateLiteral)), None)
                start = read_date(dated, scope) if dated is not None else None
                if dated is None and force is not None:
                    start = force.start
            links.append(program.Link(relation, id_, name, start))
    return tuple(links)


def _cited(clause: ast.Clause, scope: Scope) -> tuple[DocumentId | None, str] | None:
    match clause.args[0]:
        case ast.Name() as name:
            entry = document_of(name, scope)
            return None if entry is None else (DocumentId(entry.id), entry.zh)
        case ast.String(text) as string:
            known = scope.interface.titles.get(text)
            scope.cited.append(Cited(scope.role, text, known, scope.place(string.span)))
            return known, text
        case _:
            return None
