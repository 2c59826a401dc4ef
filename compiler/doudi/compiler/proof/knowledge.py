"""What every world keeps to: axioms and disjoint truths, as far as a question touches them.

Takes what authors know and the cells of a question; gives formulas in the order of declaration. An
axiom bears on a question when both speak of one fact, be it by way of other axioms. A count or the
case's date does not join the two: what else such an axiom speaks of is free to fit it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from weakref import WeakKeyDictionary

from doudi.compiler.drafts.draft import Cell, seen_from
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.answer import Asserted
from doudi.compiler.proof.formula import ALWAYS, Formula, Within, either
from doudi.compiler.proof.inputs import cells_of
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, View, count_of
from doudi.compiler.proof.terms import value_of
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.knowledge import Axiom, Disjoint


@dataclass(frozen=True, slots=True)
class _Claim:
    """Of each of an entity: where `when` is true, `then` is (or, `truth` False, is not).

    Where `when` is left to judgement, nothing is claimed.
    """

    statement: str
    entity: EntityId
    when: ir.Expr | None
    then: ir.Expr
    truth: bool

    def at(self, number: int, scene: Scene) -> Formula:
        view = View(self.entity, number)
        then = formula(self.then, True, view, scene)
        holds = then if self.truth else untrue(then, scene)
        if self.when is None:
            return holds
        return either(untrue(formula(self.when, True, view, scene), scene), holds)


_Where = tuple[int, int]  # which claim, of which entity of its kind


def asserted(knowledge: Knowledge, cells: Iterable[Cell], scene: Scene) -> tuple[Asserted, ...]:
    """Of each entity that one of the cells stands at, and of what contains it.

    What is said of the second or third entity of a kind is said where there is one.
    """
    claims = tuple(_claims(knowledge, scene.rules))
    names = [_names(it, scene.rules) for it in claims]
    touched: dict[Cell, None] = {}
    found: dict[_Where, Formula] = {}
    apart: dict[_Where, tuple[Formula, tuple[Cell, ...]]] = {}
    new = list(cells) if claims else []
    while new:
        touched.update(dict.fromkeys(new))
        new = []
        spoken_of = {it.name for it in touched if _is_fact(it)}
        standing = _standing(touched, scene.rules)
        for place, claim in enumerate(claims):
            if names[place] and not names[place] & spoken_of:
                continue
            for number in standing.get(claim.entity, ()):
                where = place, number
                if where in found:
                    continue
                if where not in apart:
                    said = claim.at(number, scene)
                    apart[where] = said, cells_of(said, scene)
                said, its_cells = apart[where]
                joining = [it for it in its_cells if _is_fact(it)] or its_cells
                if any(it in touched for it in joining):
                    found[where] = said
                    new += [it for it in its_cells if it not in touched]
    return tuple(
        Asserted(claims[place].statement, said)
        for (place, number), it in sorted(found.items(), key=lambda each: each[0])
        if (said := _where_there(it, claims[place].entity, number)) != ALWAYS
    )


def _claims(knowledge: Knowledge, rules: Index) -> Iterator[_Claim]:
    for axiom in knowledge.axioms:
        yield _of_axiom(axiom)
    for disjoint in knowledge.disjoints:
        yield from _of_disjoint(disjoint, rules)


def _of_axiom(axiom: Axiom) -> _Claim:
    return _Claim(axiom.statement, axiom.entity, axiom.when, axiom.then, truth=True)


def _of_disjoint(disjoint: Disjoint, rules: Index) -> Iterator[_Claim]:
    """Any two of them; they are of one kind of entity."""
    members = [_member(it, rules) for it in disjoint.members]
    statement = "、".join(name for name, _, _ in members)
    for (_, entity, one), (_, _, other) in combinations(members, 2):
        yield _Claim(statement, entity, one, other, truth=False)


def _member(id_: FactId | TermId, rules: Index) -> tuple[str, EntityId, ir.Expr]:
    fact = rules.facts.get(FactId(id_))
    if fact is not None:
        return fact.name.zh, fact.entity, ir.Fact(fact.id)
    term = rules.terms[TermId(id_)]
    return term.name.zh, term.entity, ir.Term(term.id)


def _standing(touched: Iterable[Cell], rules: Index) -> dict[EntityId, list[int]]:
    """The entities that the cells stand at, and what contains them, in order."""
    found: dict[EntityId, set[int]] = {}
    for cell in touched:
        if _is_fact(cell):
            for entity, number in seen_from(cell.entity, cell.number, rules).items():
                found.setdefault(entity, set()).add(number)
    return {entity: sorted(numbers) for entity, numbers in found.items()}


def _is_fact(cell: Cell) -> bool:
    """The case's date and counts are of no entity."""
    return cell.number > 0


def _where_there(said: Formula, entity: EntityId, number: int) -> Formula:
    if number == 1:
        return said
    return either(Within(count_of(entity), None, Fraction(number - 1)), said)


_NAMES: WeakKeyDictionary[Index, dict[_Claim, frozenset[str]]] = WeakKeyDictionary()


def _names(claim: _Claim, rules: Index) -> frozenset[str]:
    """Of all facts and terms that it can come from, whenever and wherever."""
    known = _NAMES.setdefault(rules, {})
    if claim not in known:
        met: dict[str, None] = {}
        for expr in (claim.when, claim.then):
            _collect(expr, rules, met)
        known[claim] = frozenset(met)
    return known[claim]


def _collect(expr: ir.Expr | None, rules: Index, met: dict[str, None]) -> None:
    match expr:
        case ir.Fact(id=fact):
            met[fact] = None
        case ir.Term(id=term) if term not in met:
            met[term] = None
            said = rules.by_term[term]
            for it in (*said.recognising, *said.forbidding, *said.defining):
                _collect(it.condition, rules, met)
            for it in said.defining:
                _collect(value_of(it), rules, met)
            _collect(rules.terms[term].means, rules, met)
        case ir.Op(args=args) | ir.Standard(args=args):
            for arg in args:
                _collect(arg, rules, met)
        case ir.Aggregate(value=value, when=when):
            _collect(value, rules, met)
            _collect(when, rules, met)
        case _:
            return
