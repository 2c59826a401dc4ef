"""The clauses of a declaration by keyword: which may be repeated, which must be there.

Which clauses a declaration may have at all is settled by the grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors as errors
from doudi.policy_dsl import ast

Clauses: TypeAlias = Mapping[str, list[ast.Clause]]

_REPEATABLE: Final = frozenset(
    (
        "CITES",
        "SOURCE",
        "ASSUMES",
        "AMBIGUOUS",
        "PLACE",
        "LIFTS",
        "PROCEDURE",
        "IMPLEMENTS",
        "INCORPORATES",
        "MENTIONS",
        "REPEALS",
        "EXCEPTION_TO",
        "PREVAILS_OVER",
        "SPECIAL_TO",
        "EXCLUDES",
        "TAKES_HIGHER",
        "STACKS_WITH",
    )
)
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "FACT": ("OF", "TYPE"),
    "TERM": ("OF",),
    "SCHEME": ("OF", "KIND"),
    "STANDARD": ("UNIT", "DATA"),
    "AUTHORITY": ("AREA",),
    "DOCUMENT": ("ISSUER", "RANKED", "IN_FORCE", "VERSION"),
    "AXIOM": ("FOR_EACH", "THEN"),
    "ACKNOWLEDGE": ("REASON",),
    "PARTITION": ("FOR_EACH", "INTO"),
}


def by_keyword(declaration: ast.Declaration, scope: Scope) -> Clauses:
    clauses: dict[str, list[ast.Clause]] = {}
    for clause in declaration.clauses:
        known = clauses.get(clause.keyword)
        if known is None:
            clauses[clause.keyword] = [clause]
        elif clause.keyword in _REPEATABLE:
            known.append(clause)
        else:
            scope.findings.append(errors.repeated(clause, known[0]))
    for keyword in _REQUIRED.get(declaration.keyword, ()):
        if keyword not in clauses:
            scope.findings.append(errors.missing(keyword, declaration))
    return clauses


def first(clauses: Clauses, keyword: str) -> ast.Clause | None:
    found = clauses.get(keyword)
    return None if found is None else found[0]


def strings(clauses: Clauses, keyword: str) -> tuple[str, ...]:
    """The texts of all clauses of that keyword; those of one clause joined by a blank."""
    return tuple(
        " ".join(it.text for it in clause.args if isinstance(it, ast.String))
        for clause in clauses.get(keyword, ())
    )


def part(clause: ast.Clause, keyword: str) -> ast.Part | None:
    for arg in clause.args:
        if isinstance(arg, ast.Part) and arg.keyword == keyword:
            return arg
    return None


def assumed(clause: ast.Clause) -> str | None:
    """The reason given behind `推定`."""
    match part(clause, "ASSUMED"):
        case ast.Part(args=(ast.String(text), *_)):
            return text
        case _:
            return None
