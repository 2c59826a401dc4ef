"""Vocabulary declarations: entity, choice, fact, term, scheme, standard."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

from doudi.compiler.model.interface import Entry, Kind
from doudi.compiler.names.lookup import entry_of
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors, errors
from doudi.compiler.types.arithmetic import same_unit
from doudi.compiler.types.clauses import Clauses, first, part
from doudi.compiler.types.comparisons import alike
from doudi.compiler.types.expressions import argument
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program import declarations as program
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.expressions import Expr, Number
from doudi.runtime.program.ids import (
    ChoiceId,
    EntityId,
    FactId,
    OptionId,
    SchemeId,
    StandardId,
    TermId,
)
from doudi.runtime.program.types import NUMBER, Date, Quantity, Type

_FEN: Final = Fraction(100)  # money is counted in fen
_KINDS: Final[dict[str, Literal["cash", "in_kind", "service", "status"]]] = {
    "CASH": "cash",
    "IN_KIND": "in_kind",
    "SERVICE": "service",
    "STATUS": "status",
}


def entity(entry: Entry, clauses: Clauses, scope: Scope) -> program.Entity | None:
    _used(clauses, "OF", (Kind.ENTITY,), scope)
    if (unit := first(clauses, "UNIT")) is not None and entry.type != Quantity(person=1):
        arg = Typed(Number(Fraction(1)), entry.type, unit.args[0].span)
        scope.findings.append(errors.of_type(arg, Message("人", "person"), scope))
        return None
    return program.Entity(EntityId(entry.id), Text(entry.zh, entry.en), entry.entity)


def choice(entry: Entry, declaration: ast.Declaration, scope: Scope) -> program.Choice | None:
    if not declaration.items:
        scope.findings.append(declaration_errors.nothing_listed(declaration))
        return None
    options = scope.interface.options.get(ChoiceId(entry.id), ())
    named = tuple((OptionId(it.id), Text(it.zh, it.en)) for it in options)
    return program.Choice(ChoiceId(entry.id), Text(entry.zh, entry.en), named)


def fact(entry: Entry, clauses: Clauses, scope: Scope) -> program.Fact | None:
    _used(clauses, "OF", (Kind.ENTITY,), scope)
    type_ = _type(entry, clauses, scope)
    if type_ is None or entry.entity is None:
        scope.broken = True
        return None
    low, high = _range(clauses, type_, scope)
    return program.Fact(
        FactId(entry.id),
        Text(entry.zh, entry.en),
        entry.entity,
        type_,
        _texts(first(clauses, "ASKS")),
        low,
        high,
        sensitive="SENSITIVE" in clauses,
        changeable="CHANGEABLE" in clauses,
    )


def term(entry: Entry, clauses: Clauses, scope: Scope) -> program.Term | None:
    _used(clauses, "OF", (Kind.ENTITY,), scope)
    type_ = _type(entry, clauses, scope)
    means: Expr | None = None
    if (clause := first(clauses, "MEANS")) is not None:
        scope.role, scope.entity = "MEANS", entry.entity
        typed = argument(clause.args[0], clause.span, scope)
        means = None if type_ is None else meaning(typed, entry, type_, scope)
    if type_ is None or entry.entity is None:
        scope.broken = True
        return None
    return program.Term(
        TermId(entry.id),
        Text(entry.zh, entry.en),
        entry.entity,
        type_,
        means,
        _texts(first(clauses, "LABEL")),
    )


def meaning(typed: Typed, entry: Entry, type_: Type, scope: Scope) -> Expr | None:
    """What a term is said to mean, if it is of the term's type."""
    if typed.type is None:
        scope.broken = True
        return None
    declared = Typed(typed.expr, type_, entry.span)
    return None if alike((declared, typed), typed.span, scope) is None else typed.expr


def scheme(entry: Entry, clauses: Clauses, scope: Scope) -> program.Scheme | None:
    _used(clauses, "OF", (Kind.ENTITY,), scope)
    kind = first(clauses, "KIND")
    if entry.entity is None or kind is None or not isinstance(kind.args[0], ast.Word):
        scope.broken = True
        return None
    return program.Scheme(
        SchemeId(entry.id),
        Text(entry.zh, entry.en),
        entry.entity,
        _KINDS[kind.args[0].token],
        _texts(first(clauses, "LABEL")),
    )


def standard(entry: Entry, clauses: Clauses, scope: Scope) -> program.Standard | None:
    if (by := first(clauses, "BY")) is not None:
        for arg in by.args:
            if isinstance(arg, ast.Name):
                scope.role = "BY"
                entry_of(arg, (Kind.CHOICE,), scope)
    if (data := first(clauses, "DATA")) is not None:
        note_file(data, scope)
    unit = first(clauses, "UNIT")
    if unit is None or not isinstance(entry.type, Quantity):
        scope.broken = True
        return None
    if entry.type.yuan != 1:
        written = Typed(Number(Fraction(0)), entry.type, unit.args[0].span)
        scope.findings.append(errors.of_type(written, Message("钱", "money"), scope))
        return None
    return program.Standard(
        StandardId(entry.id),
        Text(entry.zh, entry.en),
        entry.by,
        entry.type,
        (),
        _texts(first(clauses, "LABEL")),
    )


def note_file(clause: ast.Clause, scope: Scope) -> None:
    from doudi.compiler.model.checked import FileNamed  # noqa: PLC0415

    for arg in clause.args:
        if isinstance(arg, ast.FileName):
            scope.files.append(FileNamed(clause.keyword, arg.text, scope.place(arg.span)))


def _used(clauses: Clauses, keyword: str, kinds: tuple[Kind, ...], scope: Scope) -> None:
    """Say what is wrong with the names of a clause; what they mean the interface has."""
    scope.role = keyword
    clause = first(clauses, keyword)
    for arg in () if clause is None else clause.args:
        if isinstance(arg, ast.Name):
            entry_of(arg, kinds, scope)


def _type(entry: Entry, clauses: Clauses, scope: Scope) -> Type | None:
    _used(clauses, "TYPE", (Kind.CHOICE,), scope)
    return entry.type


def _texts(clause: ast.Clause | None) -> Text:
    if clause is None:
        return Text("")
    zh, en = "", ""
    for arg in clause.args:
        if isinstance(arg, ast.String):
            zh, en = (zh, arg.text) if zh else (arg.text, en)
    return Text(zh, en)


def _range(clauses: Clauses, type_: Type, scope: Scope) -> tuple[Fraction | None, Fraction | None]:
    clause = first(clauses, "RANGE")
    if clause is None:
        return None, None
    scope.role = "RANGE"
    to = part(clause, "TO")
    low = argument(clause.args[0], clause.span, scope)
    high = low if to is None else argument(to.args[0], to.span, scope)
    ends: list[Fraction] = []
    for written in (low, high):
        end = _in_unit(written, type_)
        if end.type is None:
            return None, None
        if not isinstance(end.expr, Number) or not isinstance(type_, Quantity | Date):
            wanted = Message("数或日期", "a figure or a date")
            scope.findings.append(errors.of_type(end, wanted, scope))
            return None, None
        declared = Typed(end.expr, type_, clause.span)
        if alike((declared, end), end.span, scope) is None:
            return None, None
        ends.append(end.expr.value)
    if ends[0] > ends[1]:
        is_date = isinstance(type_, Date)
        scope.findings.append(declaration_errors.backwards(low.span, high.span, is_date=is_date))
        return None, None
    return ends[0], ends[1]


def _in_unit(end: Typed, type_: Type) -> Typed:
    """A figure without a unit is in the fact's own one."""
    match end, type_:
        case Typed(Number(value, "number"), Quantity() as bare), Quantity() if same_unit(
            bare, NUMBER
        ):
            return Typed(Number(value * _FEN**type_.yuan), type_, end.span)
        case _:
            return end
