"""The rank a rule file states for its document, against what its issuer can give.

Takes a rule file; gives a finding where the two do not fit. Of issuers the table does not know,
nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from doudi.compiler.ingest import errors
from doudi.compiler.ingest.metadata.issuers import issuer
from doudi.compiler.ingest.surroundings import Surroundings
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source

_WAITING: Final = {"OPEN"}


def check_ranks(rules: Source, around: Surroundings) -> Iterator[Finding]:
    for declaration in parse(rules).value.declarations:
        if declaration.keyword != "DOCUMENT":
            continue
        named = {
            clause.keyword: clause.args[0]
            for clause in declaration.clauses
            if clause.keyword in ("ISSUER", "RANKED") and clause.args
        }
        match named.get("ISSUER"), named.get("RANKED"):
            case ast.Name(text=name), ast.Name(text=rank) as stated:
                possible = issuer(name, around.level_of).ranks
                if possible and rank not in possible:
                    yield errors.rank_does_not_fit(
                        stated.span, rank, name, possible, by_number=False
                    )
            case _:
                pass


def has_provisions(rules: Source) -> bool:
    """Whether somebody has worked on the file: a draft holds a document and waiting sentences."""
    declarations = parse(rules).value.declarations
    return any(it.keyword not in ("DOCUMENT", "SENTENCE") or _is_done(it) for it in declarations)


def _is_done(it: ast.Declaration) -> bool:
    """A sentence that has found its class."""
    return it.keyword == "SENTENCE" and not any(
        isinstance(arg, ast.Word) and arg.token in _WAITING for arg in it.args
    )
