"""Declarations kept for proofs and ledgers: axiom, disjoint, acknowledge, partition, sentence."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.checked import Target
from doudi.compiler.model.interface import Frame, Kind
from doudi.compiler.model.knowledge import Acknowledgement, Partition
from doudi.compiler.model.ledger import LedgerClass, LedgerEntry
from doudi.compiler.names.lookup import entity_name, entry_of
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors as errors
from doudi.compiler.types.clauses import Clauses, first, strings
from doudi.compiler.types.conditions import condition, truth
from doudi.compiler.types.typed import NOTHING, Typed
from doudi.policy_dsl import ast
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, FactId, ProvisionId, TermId
from doudi.runtime.program.knowledge import Axiom, Disjoint

_CLASSES: Final[dict[str, LedgerClass]] = {
    "DELEGATED": "delegated",
    "DISCRETIONARY": "discretionary",
    "PROCEDURAL": "procedural",
    "EXHORTATION": "exhortation",
    "DAMAGED": "damaged",
    "OPEN": "open",
}


def sentence(declaration: ast.Declaration, frame: Frame, scope: Scope) -> LedgerEntry | None:
    match declaration.args:
        case (ast.Address(address), ast.Word(token), *rest):
            reason = next((it.text for it in rest if isinstance(it, ast.String)), "")
            return LedgerEntry(frame.document, address, _CLASSES[token], reason)
        case _:
            scope.broken = True
            return None


def axiom(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Axiom | None:
    scope.entity = _for_each(clauses, scope)
    assumption = _when(clauses, scope)
    then = first(clauses, "THEN")
    scope.role = "THEN"
    holds = None if then is None else condition(then, scope)
    if scope.entity is None or holds is None:
        scope.broken = True
        return None
    return Axiom(_text(declaration), scope.entity, assumption, holds, strings(clauses, "SOURCE"))


def disjoint(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Disjoint | None:
    members: list[FactId | TermId] = []
    entity: EntityId | None = None
    scope.role = "DISJOINT"
    names = [it for it in declaration.args if isinstance(it, ast.Name)]
    for name in names:
        entry = entry_of(name, (Kind.TERM, Kind.FACT), scope)
        if entry is None or truth(Typed(NOTHING, entry.type, name.span), scope) is None:
            continue
        if entity is not None and entry.entity is not None and entry.entity != entity:
            belongs, other = entity_name(entry.entity, scope), entity_name(entity, scope)
            scope.findings.append(errors.subjects_differ(name.span, name.text, belongs, other))
            continue
        entity = entity or entry.entity
        members.append(TermId(entry.id) if entry.kind is Kind.TERM else FactId(entry.id))
    if len(names) < 2:  # noqa: PLR2004 - it takes two
        scope.findings.append(errors.too_few(declaration))
    return Disjoint(tuple(members), strings(clauses, "SOURCE"))


def acknowledge(
    declaration: ast.Declaration, clauses: Clauses, scope: Scope
) -> Acknowledgement | None:
    provisions = _provisions(declaration, scope)
    reasons = strings(clauses, "REASON")
    if not reasons:
        return None
    return Acknowledgement(_text(declaration), provisions, reasons[0])


def partition(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Partition | None:
    scope.entity = _for_each(clauses, scope)
    whose = _when(clauses, scope)
    into = first(clauses, "INTO")
    provisions = () if into is None else _provisions(into, scope)
    if scope.entity is None or not provisions:
        scope.broken = True
        return None
    sources = strings(clauses, "SOURCE")
    return Partition(_text(declaration), scope.entity, whose, provisions, sources)


def _for_each(clauses: Clauses, scope: Scope) -> EntityId | None:
    each = first(clauses, "FOR_EACH")
    scope.role = "FOR_EACH"
    if each is None or not isinstance(each.args[0], ast.Name):
        return None
    entry = entry_of(each.args[0], (Kind.ENTITY,), scope)
    return None if entry is None else EntityId(entry.id)


def _when(clauses: Clauses, scope: Scope) -> Expr | None:
    when = first(clauses, "WHEN")
    scope.role = "WHEN"
    return None if when is None else condition(when, scope)


def _provisions(named: ast.Declaration | ast.Clause, scope: Scope) -> tuple[ProvisionId, ...]:
    found: list[ProvisionId] = []
    for arg in named.args:
        if isinstance(arg, ast.Reference):
            place = scope.place(arg.span)
            scope.targets.append(Target(arg.document, arg.address, named.keyword, place))
            found.append(ProvisionId(f"{arg.document}/{arg.address}"))
    return tuple(found)


def _text(declaration: ast.Declaration) -> str:
    return next((it.text for it in declaration.args if isinstance(it, ast.String)), "")
