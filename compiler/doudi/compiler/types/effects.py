"""What a provision does: whom it is about first, then the act itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from doudi.compiler.model.checked import Target
from doudi.compiler.model.interface import Entry, Kind
from doudi.compiler.names.lookup import entity_name, entry_of, in_sight
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import declaration_errors
from doudi.compiler.types.clauses import Clauses, first, part
from doudi.compiler.types.conditions import truth
from doudi.compiler.types.expressions import argument
from doudi.compiler.types.vocabulary import meaning
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program import declarations as program
from doudi.runtime.program.declarations import Norm
from doudi.runtime.program.ids import EntityId, FactId, ProvisionId, SchemeId, TermId
from doudi.runtime.program.types import Boolean, Date, Moment

NORMS: Final[dict[str, Norm]] = {
    "SHALL": "duty",
    "MAY": "permission",
    "ENCOURAGE": "encouragement",
    "SHALL_NOT": "prohibition",
    "CASE_BY_CASE": "case_by_case",
}
EFFECTS: Final = (*NORMS, "DEFINE", "FACET_OF", "NOT_EXECUTABLE")
_ABOUT: Final = {"GRANT": Kind.SCHEME, "RECOGNISE": Kind.TERM, "COMPLETE": Kind.FACT}
_AREA: Final = EntityId("area")
_OWN_SUBJECT: Final = (Kind.SCHEME, Kind.TERM)  # facts may belong to what contains the subject

Act: TypeAlias = ast.Part | ast.String | ast.Name | ast.Reference


@dataclass(frozen=True, slots=True)
class Matter:
    """The clause that says what a provision does, its kind of act, and the name it is about."""

    clause: ast.Clause
    act: str  # GRANT RECOGNISE SATISFY COMPLETE DEFINE FACET_OF NOT_EXECUTABLE, "" for words alone
    entry: Entry | None
    broken: bool = False  # it names something that cannot be used


def matter_of(declaration: ast.Declaration, clauses: Clauses, scope: Scope) -> Matter | None:
    """The one effect of a provision, with the name it is about looked up."""
    found = [clauses[it][0] for it in EFFECTS if it in clauses]
    if not found:
        scope.findings.append(declaration_errors.no_effect(declaration))
        return None
    found.sort(key=lambda it: it.span.start)
    for other in found[1:]:
        why = Message("一个条款做一件事，分成两条写", "one provision does one thing: write two")
        scope.findings.append(declaration_errors.clash(other, found[0], why))
    clause = found[0]
    match clause.args[0]:
        case ast.Part(keyword=act, args=args) as said:
            _check_word(clause, said, scope)
            kind = _ABOUT.get(act)
            return (
                Matter(clause, act, None)
                if kind is None
                else _about(clause, act, args, kind, scope)
            )
        case ast.Name() if clause.keyword == "DEFINE":
            return _about(clause, "DEFINE", clause.args, Kind.TERM, scope)
        case ast.Name():
            return _about(clause, "FACET_OF", clause.args, Kind.SCHEME, scope)
        case _:
            return Matter(clause, "" if clause.keyword in NORMS else clause.keyword, None)


def subject_of(
    declaration: ast.Declaration, clauses: Clauses, matter: Matter | None, scope: Scope
) -> EntityId | None:
    """`对每名 …`, or the entity that the scheme or term belongs to."""
    about = None if matter is None or matter.entry is None else matter.entry
    own = about.entity if about is not None and about.kind in _OWN_SUBJECT else None
    match first(clauses, "FOR_EACH"):
        case ast.Clause(args=(ast.Name() as name, *_)) as clause:
            scope.role = "FOR_EACH"
            stated = entry_of(name, (Kind.ENTITY,), scope)
            if stated is None:
                return None
            if own is not None and about is not None and own != stated.id:
                wanted = entity_name(own, scope)
                scope.findings.append(
                    declaration_errors.entity_differs(
                        clause, stated.zh, about.zh, wanted, about.span
                    )
                )
                return None
            return EntityId(stated.id)
    if own is not None:
        return own
    if matter is None or matter.broken or (about is not None and about.kind in _OWN_SUBJECT):
        return None
    if matter.act == "NOT_EXECUTABLE":
        return _AREA
    scope.findings.append(declaration_errors.no_subject(declaration))
    return None


def effect_of(matter: Matter, scope: Scope) -> program.Effect | None:
    """The act, with what it names seen from the provision's subject."""
    clause, entry = matter.clause, matter.entry
    if matter.broken:
        scope.broken = True
        return None
    match matter.act, entry:
        case "GRANT", Entry(id=id_):
            return program.Grant(SchemeId(id_))
        case "RECOGNISE", Entry(id=id_):
            return program.Recognise(TermId(id_))
        case "COMPLETE", Entry(id=id_):
            return program.Complete(FactId(id_)) if _is_a_day(matter, entry, scope) else None
        case "DEFINE", Entry():
            return _definition(clause, entry, scope)
        case "FACET_OF", Entry(id=id_):
            return program.Facet(SchemeId(id_), None)
        case "FACET_OF", None:
            return _facet_of_provision(clause, scope)
        case "SATISFY", None:
            return _test(clause, scope)
        case _:
            return _words(clause)


def _about(
    clause: ast.Clause, act: str, args: tuple[object, ...], kind: Kind, scope: Scope
) -> Matter:
    name = args[0]
    entry = entry_of(name, (kind,), scope, act) if isinstance(name, ast.Name) else None
    if not isinstance(name, ast.Name) or entry is None:
        return Matter(clause, act, None, broken=True)
    if act == "RECOGNISE" and not isinstance(entry.type, Boolean | None):
        scope.findings.append(declaration_errors.not_a_status(name, entry, scope))
        return Matter(clause, act, entry, broken=True)
    return Matter(clause, act, entry)


def _check_word(clause: ast.Clause, act: ast.Part, scope: Scope) -> None:
    if act.keyword == "RECOGNISE" and clause.keyword in ("ENCOURAGE", "CASE_BY_CASE"):
        why = Message("认定只有应当、可以和不得", "a status is recognised, may be, or shall not be")
        scope.findings.append(declaration_errors.wrong_word(clause, act, why))
    if act.keyword in ("SATISFY", "COMPLETE") and clause.keyword == "CASE_BY_CASE":
        why = Message(
            "一事一议用于给予，或用文字说明", "`case_by_case` is for `grant` or for words"
        )
        scope.findings.append(declaration_errors.wrong_word(clause, act, why))


def _is_a_day(matter: Matter, entry: Entry, scope: Scope) -> bool:
    match matter.clause.args[0]:
        case ast.Part(args=(ast.Name() as name, *_)):
            if not in_sight(entry, name, scope):
                return False
            if isinstance(entry.type, Date | Moment | None):
                scope.broken = scope.broken or entry.type is None
                return True
            scope.findings.append(declaration_errors.not_a_day(name, entry, scope))
    return False


def _definition(clause: ast.Clause, entry: Entry, scope: Scope) -> program.Define | None:
    means = part(clause, "MEANS")
    if means is None or entry.type is None:
        scope.broken = True
        return None
    scope.role = "MEANS"
    typed = argument(means.args[0], means.span, scope)
    value = meaning(typed, entry, entry.type, scope)
    return None if value is None else program.Define(TermId(entry.id), value)


def _facet_of_provision(clause: ast.Clause, scope: Scope) -> program.Facet | None:
    match clause.args[0]:
        case ast.Reference(document, address) as reference:
            place = scope.place(reference.span)
            scope.targets.append(Target(document, address, "FACET_OF", place))
            return program.Facet(None, ProvisionId(f"{document}/{address}"))
        case _:
            return None


def _test(clause: ast.Clause, scope: Scope) -> program.Satisfy | None:
    match clause.args[0]:
        case ast.Part(args=(node, *_)) as said:
            scope.role = "SATISFY"
            test = truth(argument(node, said.span, scope), scope)
            return None if test is None else program.Satisfy(test)
        case _:
            return None


def _words(clause: ast.Clause) -> program.Effect | None:
    match clause.args[0]:
        case ast.String(text) if clause.keyword == "NOT_EXECUTABLE":
            return program.NotExecutable(text)
        case ast.String(text):
            return program.Act(text)
        case _:
            return None
