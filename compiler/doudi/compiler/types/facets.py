"""What a provision says beside its act: places, funds, due date, procedure, who is responsible."""

from __future__ import annotations

from typing import Final, Literal

from doudi.compiler.model.interface import Entry
from doudi.compiler.names.lookup import options_of
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors as clause_errors
from doudi.compiler.types import errors
from doudi.compiler.types.amounts import amount_of, period_of
from doudi.compiler.types.clauses import Clauses, assumed, first, strings
from doudi.compiler.types.effects import Matter
from doudi.compiler.types.expressions import argument
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program.declarations import Facets, Places
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import OptionId
from doudi.runtime.program.types import Date, Duration, Moment

_PLACE_MODES: Final[dict[str, Literal["allowed", "duty", "only"]]] = {
    "ALLOWED_AT": "allowed",
    "LEFT_TO": "duty",
    "ONLY_AT": "only",
}
_OF_GRANTS: Final = (
    "AMOUNT",
    "ROUNDING",
    "ONCE",
    "MONTHLY",
    "YEARLY",
    "FROM",
    "UNTIL",
    "DURING",
    "PART_MONTH",
    "TAKES_HIGHER",
    "STACKS_WITH",
)
_OF_ACTS: Final = ("PLACE", "LIFTS", "FUND", "DUE", "PROCEDURE", "HOLDER")


def facets_of(clauses: Clauses, matter: Matter | None, scope: Scope) -> Facets:
    if matter is not None:
        _check_company(clauses, matter, scope)
    return Facets(
        amount=amount_of(clauses, scope),
        period=period_of(clauses, scope),
        places=_places(clauses, scope),
        lifts=_options(clauses, "LIFTS", "place", scope),
        funds=_options(clauses, "FUND", "fund", scope),
        due=_due(clauses, matter, scope),
        due_assumed=None if (due := first(clauses, "DUE")) is None else assumed(due),
        procedures=strings(clauses, "PROCEDURE"),
        holders=_options(clauses, "HOLDER", "holder", scope),
    )


def _check_company(clauses: Clauses, matter: Matter, scope: Scope) -> None:
    """Amounts belong to grants and what adds to them; the rest to anything that is to be done."""
    grants = matter.act in ("GRANT", "FACET_OF") and matter.clause.keyword != "SHALL_NOT"
    does = matter.act not in ("DEFINE", "NOT_EXECUTABLE")
    why = Message("它只用于给予救助的条款", "it is for provisions that grant a scheme")
    for keyword in _OF_GRANTS:
        if not grants and (clause := first(clauses, keyword)) is not None:
            scope.findings.append(clause_errors.clash(clause, matter.clause, why))
    why = Message("它只用于要做某事的条款", "it is for provisions by which something is to be done")
    for keyword in _OF_ACTS:
        if not does and (clause := first(clauses, keyword)) is not None:
            scope.findings.append(clause_errors.clash(clause, matter.clause, why))
    if matter.act == "NOT_EXECUTABLE" and (when := first(clauses, "WHEN")) is not None:
        why = Message("不执行的条款没有条件", "what is not executable has no condition")
        scope.findings.append(clause_errors.clash(when, matter.clause, why))


def _places(clauses: Clauses, scope: Scope) -> tuple[Places, ...]:
    found: list[Places] = []
    scope.role = "PLACE"
    for clause in clauses.get("PLACE", ()):
        match clause.args[0]:
            case ast.Part(keyword=mode, args=args):
                names = [it for it in args if isinstance(it, ast.Name)]
                options = options_of(names, "place", scope)
                found.append(Places(_PLACE_MODES[mode], _ids(options)))
    return tuple(found)


def _options(clauses: Clauses, keyword: str, choice: str, scope: Scope) -> tuple[OptionId, ...]:
    scope.role = keyword
    names = [
        it for clause in clauses.get(keyword, ()) for it in clause.args if isinstance(it, ast.Name)
    ]
    return _ids(options_of(names, choice, scope))


def _ids(options: tuple[Entry, ...]) -> tuple[OptionId, ...]:
    return tuple(OptionId(it.id) for it in options)


def _due(clauses: Clauses, matter: Matter | None, scope: Scope) -> Expr | None:
    clause = first(clauses, "DUE")
    if clause is None:
        return None
    scope.role = "DUE"
    typed = argument(clause.args[0], clause.span, scope)
    match typed.type:
        case None:
            scope.broken = True
        case Date() | Moment():
            done = None if matter is None or matter.act != "COMPLETE" else matter.entry
            if done is None or done.type in (None, typed.type):
                return typed.expr
            scope.findings.append(clause_errors.due_of_another_kind(typed, done, scope))
        case Duration():
            scope.findings.append(clause_errors.due_from_when(typed))
        case _:
            wanted = Message("日期或时刻", "a date or a moment")
            scope.findings.append(errors.of_type(typed, wanted, scope))
    return None
