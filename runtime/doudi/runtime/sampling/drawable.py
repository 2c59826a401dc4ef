"""What the name of something assumed stands for in a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.sampling.distributions import HUNDREDTHS


@dataclass(frozen=True, slots=True)
class Drawable:
    """A fact, a term that may be given (`derived`), or how many of a kind lie in `entity`."""

    entity: EntityId
    type: types.Type
    derived: bool = False


def drawable(name: str, rules: Index) -> Drawable:
    """Raises KeyError where the program has nothing of the name."""
    found = found_in(rules, name)
    if found is None:
        raise KeyError(name)
    return found


def found_in(rules: Index, name: str) -> Drawable | None:
    if fact := rules.facts.get(FactId(name)):
        return Drawable(fact.entity, fact.type)
    if term := rules.terms.get(TermId(name)):
        return Drawable(term.entity, term.type, derived=True)
    kind = rules.entities.get(EntityId(name))
    if kind is None or kind.container is None:
        return None
    return Drawable(kind.container, types.WHOLE)


def per_of(type_: types.Type) -> int:
    """What the whole numbers of a type's planes are divided by."""
    return HUNDREDTHS if type_ == types.NUMBER else 1


def declared_range(name: str, rules: Index) -> tuple[int | None, int | None]:
    """Of a fact, in the whole numbers of its planes."""
    fact = rules.facts.get(FactId(name))
    if fact is None:
        return None, None
    per = per_of(fact.type)
    return (
        None if fact.minimum is None else ceil(fact.minimum * per),
        None if fact.maximum is None else floor(fact.maximum * per),
    )


def outward(entity: EntityId, rules: Index) -> Iterator[EntityId]:
    """A kind, what it lies in, and what that lies in."""
    found: EntityId | None = entity
    while found is not None:
        yield found
        found = rules.entities[found].container if found in rules.entities else None


def codes_of(options: Sequence[str | int], type_: types.Type, rules: Index) -> list[int] | None:
    """Of a choice's options as its planes have them; whole numbers stand for themselves.

    None where one of them is no value of the type.
    """
    match type_:
        case types.Choice(id=choice):
            codes: dict[str | int, int] = {
                str(it): code for code, it in enumerate(rules.options[choice])
            }
        case types.Quantity(integer=True):
            codes = {it: it for it in options if isinstance(it, int)}
        case _:
            return None
    found = [codes[it] for it in options if it in codes]
    return found if len(found) == len(options) else None
