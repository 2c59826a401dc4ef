"""Case ▶ facts file: the document that reads back as an equal case.

Names are the English ids and an area is its code, so that neither a translation nor a
namesake changes what is said. Lists always, never one object; a kind that nobody
listed stays out. Numbers are exact: yuan, days and shares as a person would write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from doudi.runtime.canonical import Json
from doudi.runtime.facts.convert import Declared, Number, in_words, scale
from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.facts.words import SCHEMA
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Program
from doudi.runtime.strict_json import Refused, exact_number
from doudi.runtime.values import Interval, Length, NotApplicable, Symbol, Truth, UnknownSymbol

Document: TypeAlias = dict[str, Json]

_MOST_DECIMALS: Final = 40  # as many as a facts file may have


def facts_json(case: Case, program: Program) -> Document:
    """A doudi-facts/1 document; `case_from_python` makes an equal case of it.

    So does `read_case` of its canonical bytes, which put the kinds at the top in order.

    Raises FactsError where something of the case cannot be said in a facts file: a
    share like 1/3, a range without ends. A case that came from a file has none.
    """
    declared = _declared(program)
    document: Document = {"schema": SCHEMA, "area": case.area}
    if case.as_of is not None:
        document["as_of"] = case.as_of.isoformat()
    own = _members(case.area_instance, "area_facts", declared)
    if own:
        document["area_facts"] = own
    kinds = dict.fromkeys((*(it.entity for it in case.roots), *sorted(case.root_kinds)))
    for kind in kinds:
        document[kind] = _list([it for it in case.roots if it.entity == kind], kind, declared)
    return document


def _list(instances: Iterable[Instance], path: str, declared: Mapping[str, Declared]) -> list[Json]:
    return [
        {"id": it.id, **_members(it, f"{path}[{index}]", declared)}
        for index, it in enumerate(instances)
    ]


def _members(instance: Instance, path: str, declared: Mapping[str, Declared]) -> Document:
    said = [*instance.facts.items(), *instance.terms.items()]
    found: Document = {
        name: given_json(given, declared[name], f"{path}.{name}") for name, given in said
    }
    for kind, inside in instance.children.items():
        found[kind] = _list(inside, f"{path}.{kind}", declared)
    return found


def _declared(program: Program) -> Mapping[str, Declared]:
    facts = {str(it.id): Declared(it.type, it.minimum, it.maximum) for it in program.facts}
    return {**facts, **{str(it.id): Declared(it.type) for it in program.terms}}


def given_json(given: Given, declared: Declared, path: str = "") -> Json:
    """What stands in a facts file for it. Raises FactsError as `facts_json` does, at `path`."""
    source: Document = {"source": given.source} if given.source else {}
    if given.status != "given":
        return {"value": given.status, **source} if source else given.status
    if isinstance(given.value, Interval) and not given.value.exact:
        return {**_range(given.value, declared, path), **source}
    value = _value(given, declared, path)
    return {"value": value, **source} if source else value


def _value(given: Given, declared: Declared, path: str) -> Json:
    match given.value:
        case Truth.TRUE | Truth.FALSE as truth:
            return truth is Truth.TRUE
        case Interval(low=number) if number is not None:
            return _number(number, declared.type, path)
        case Symbol(id=id_):
            return id_
        case Length(count=count):
            return count
        case Truth() | Interval() | UnknownSymbol() | NotApplicable():
            raise _unsayable(path, "已给出，却没有值", "is given, and has no value")
        case _:
            assert_never(given.value)


def _range(value: Interval, declared: Declared, path: str) -> Document:
    """Both ends, but one that is open; what is left out is the end of the declared range."""
    ends = (("min", value.low, declared.low), ("max", value.high, declared.high))
    found: Document = {}
    for key, end, own in ends:
        if end is not None:
            found[key] = _number(end, declared.type, f"{path}.{key}")
        elif own is not None:
            raise _unsayable(path, "宽于规定的范围", "is wider than its declared range")
    if not found:
        raise _unsayable(path, "已给出，却没有值", "is given, and has no value")
    return found


def _number(number: Number, type_: types.Type, path: str) -> Json:
    if not isinstance(type_, types.Quantity):
        return in_words(number, type_)
    try:
        return _exact(Fraction(number) / scale(type_.yuan))
    except Refused as refused:
        raise _unsayable(path, refused.zh, refused.en) from None


def _exact(number: Fraction) -> int | Decimal:
    """As a facts file may write it, digit for digit."""
    for places in range(_MOST_DECIMALS + 1):
        shifted = number * 10**places
        if shifted.denominator == 1:
            return exact_number(f"{shifted.numerator}E-{places}")
    raise Refused(
        f"数 `{number}` 写不成位数有限的小数", f"the number `{number}` has no end as a decimal"
    )


def _unsayable(path: str, zh: str, en: str) -> FactsError:
    return FactsError((Problem(path, zh, en),))
