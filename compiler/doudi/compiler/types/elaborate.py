"""One declaration made a value of the program: names bound, types and units checked.

Takes the declaration, the interface and, for provisions and ledger entries, the
frame of the document they stand in; gives the checked declaration. Its value is
there exactly when nothing in it, and nothing it leans on, is wrong.
"""

from __future__ import annotations

from doudi.compiler.model.checked import Checked, Place, Value
from doudi.compiler.model.interface import Entry, Frame, Interface
from doudi.compiler.names.errors import no_document
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import documents, provisions, records, vocabulary
from doudi.compiler.types.clauses import Clauses, by_keyword
from doudi.compiler.types.declaration_errors import head
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Found, Severity


def elaborate(
    declaration: ast.Declaration, interface: Interface, frame: Frame | None
) -> Found[Checked]:
    scope = Scope(interface, frame, interface.names, declaration.span.start)
    clauses = by_keyword(declaration, scope)
    value = _value(declaration, clauses, scope)
    wrong = scope.broken or any(it.code.severity is Severity.ERROR for it in scope.findings)
    at = head(declaration)
    checked = Checked(
        _id(declaration, frame),
        None if wrong else value,
        Place(at.start - scope.start, at.end - scope.start),
        tuple(scope.uses),
        tuple(scope.targets),
        tuple(scope.numbers),
        tuple(scope.quotes),
        tuple(scope.files),
        tuple(scope.cited),
    )
    return Found(checked, tuple(scope.findings))


def _value(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Value | None:
    match declaration.keyword:
        case "PROVISION" | "SENTENCE":
            return _in_document(declaration, clauses, scope)
        case "DOCUMENT":
            return documents.document(declaration, clauses, scope)
        case "PRECEDENCE":
            return documents.precedence(declaration, scope)
        case "AXIOM":
            return records.axiom(declaration, clauses, scope)
        case "DISJOINT":
            return records.disjoint(declaration, clauses, scope)
        case "ACKNOWLEDGE":
            return records.acknowledge(declaration, clauses, scope)
        case "PARTITION":
            return records.partition(declaration, clauses, scope)
        case _:
            entry = _own(declaration, scope.interface)
            return None if entry is None else _vocabulary(entry, declaration, clauses, scope)


def _in_document(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Value | None:
    if scope.frame is None:
        scope.findings.append(no_document(head(declaration)))
        return None
    if declaration.keyword == "SENTENCE":
        return records.sentence(declaration, scope.frame, scope)
    return provisions.provision(declaration, clauses, scope.frame, scope)


def _vocabulary(
    entry: Entry, declaration: ast.Declaration, clauses: Clauses, scope: Scope
) -> Value | None:
    match declaration.keyword:
        case "ENTITY":
            return vocabulary.entity(entry, clauses, scope)
        case "CHOICE":
            return vocabulary.choice(entry, declaration, scope)
        case "FACT":
            return vocabulary.fact(entry, clauses, scope)
        case "TERM":
            return vocabulary.term(entry, clauses, scope)
        case "SCHEME":
            return vocabulary.scheme(entry, clauses, scope)
        case "STANDARD":
            return vocabulary.standard(entry, clauses, scope)
        case "AUTHORITY":
            return documents.authority(entry, clauses, scope)
        case "RANK":
            return documents.rank(entry, clauses, scope)
        case _:
            scope.broken = True
            return None


def _own(declaration: ast.Declaration, interface: Interface) -> Entry | None:
    """The entry this declaration made; None where another one has its name."""
    match declaration.args:
        case (ast.Bilingual(zh, _, span), *_):
            entry = interface.names.get(zh)
            return entry if entry is not None and entry.span == span else None
        case _:
            return None


def _id(declaration: ast.Declaration, frame: Frame | None) -> str:
    match declaration.args:
        case (ast.Bilingual(zh, en, _), *_):
            return en or zh
        case (ast.Name(text), *_) if declaration.keyword == "DOCUMENT":
            return text
        case (ast.Address(), *_) if declaration.keyword == "PROVISION" and frame is not None:
            return provisions.provision_id(declaration, frame)
        case _:
            return ""
