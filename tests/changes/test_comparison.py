"""Programs as declarations, and programs in which only some of the changes are made: whole ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.compiler.changes import wording
from doudi.compiler.changes.comparison import Comparison, compare
from doudi.compiler.changes.declared import Kind, assembled, declared
from doudi.compiler.changes.in_words import Side, named, said
from doudi.compiler.changes.parts import Part, changed_parts, only_wording, parts
from doudi.compiler.changes.references import named as names_in
from doudi.compiler.changes.without import without
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.program.declarations import (
    Facets,
    Force,
    Program,
    Relations,
    StandardRow,
    Text,
)
from doudi.runtime.program.ids import DocumentId
from tests.support.real_rules import real_rules

# By these a declaration is known, another one of them is another declaration; rows stand apart.
_KNOWN_BY: Final = ("id", "document", "code", "statement", "members", "standard", "rows")
_OF_ROWS: Final = ("area", "options", "start")
_FACTS: Final = {
    "as_of": "2022-02-10",
    "area": "重庆市渝中区",
    "household": {"id": "h", "低保家庭": True, "member": [{"id": "p", "年龄": 70}]},
}


@pytest.fixture(scope="module")
def program() -> Program:
    return real_rules().program


@pytest.fixture(scope="module")
def comparison(program: Program) -> Comparison:
    """Without one document, and with another standard, term and fact: changes of many kinds."""
    new = without(program, DocumentId("CQ2021")).program
    moved = replace(new.standards[0].rows[0], amount=1)
    standard = replace(new.standards[0], rows=(moved, *new.standards[0].rows[1:]))
    return compare(program, replace(new, standards=(standard, *new.standards[1:])))


@pytest.fixture(scope="module")
def case(program: Program) -> Case:
    return case_from_python(_FACTS, program)


def test_a_program_is_its_declarations_and_nothing_else(program: Program) -> None:
    assert assembled(declared(program)) == program
    kinds = {it.kind for it in declared(program)}
    assert kinds == set(Kind)
    assert len(kinds) == len(fields(Program)) + 1  # rows stand apart from their standards


def test_two_rows_of_one_day_are_two_declarations(program: Program) -> None:
    first = program.standards[0]
    doubled = replace(first, rows=(first.rows[0], *first.rows))
    twice = replace(program, standards=(doubled, *program.standards[1:]))
    assert assembled(declared(twice)) == twice


def test_equal_programs_have_no_changes(program: Program) -> None:
    assert compare(program, program).changes == ()


def test_no_field_of_a_declaration_can_change_in_silence(program: Program) -> None:
    """Whatever field is another, some part is: one of each kind, and all provisions."""
    seen: set[Kind] = set()
    for key, it in declared(program).items():
        if key.kind in seen and key.kind is not Kind.PROVISION:
            continue
        seen.add(key.kind)
        for name, other in _with_another_field(it):
            assert parts(other) != parts(it), f"{key.kind} {name}"
    assert seen == set(Kind)


def _with_another_field(it: Any) -> Iterator[tuple[str, Any]]:
    """The declaration, each time with one field that is not what it was; its own id stays."""
    for field in fields(it):
        value = getattr(it, field.name)
        if field.name in (_OF_ROWS if isinstance(it, StandardRow) else _KNOWN_BY):
            continue
        if isinstance(value, Facets | Relations | Force | StandardRow):
            for name, other in _with_another_field(value):
                yield f"{field.name}.{name}", replace(it, **{field.name: other})
        else:
            yield field.name, replace(it, **{field.name: ("another",) if value == () else ()})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_every_declaration_can_be_told(program: Program, lang: Lang) -> None:
    side = Side(lexicon(program, lang), declared(program))
    for key, it in side.values.items():
        assert named(it, side) or key.kind in (Kind.PRECEDENCE, Kind.CALENDAR)
        for part in parts(it):
            lines = said(part, it, side)
            assert lines
            assert all(lines), f"{key} {part}"
            assert not any("object at" in line or "Text(" in line for line in lines)
            assert wording.PART[part].in_(lang)


def test_the_clauses_that_changed_are_told_in_the_order_of_their_notice(
    comparison: Comparison,
) -> None:
    gone = [it.key.id for it in comparison.changes if it.key.kind is Kind.PROVISION]
    chapters = [it.removeprefix("CQ2021/")[0] for it in gone if it.startswith("CQ2021/")]
    assert list(dict.fromkeys(chapters)) == list("一二三四五六")


def test_another_name_is_only_wording(program: Program) -> None:
    renamed = replace(program.schemes[0], name=Text("另一名称", "another"))
    new = replace(program, schemes=(renamed, *program.schemes[1:]))
    (change,) = compare(program, new).changes
    assert changed_parts(change) == (Part.NAME,)
    assert only_wording(change)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_with_any_of_the_changes_made_the_program_is_whole(
    comparison: Comparison, case: Case, data: st.DataObject
) -> None:
    """Everything that is named is there; it can be decided."""
    keys = data.draw(st.frozensets(st.sampled_from(sorted(comparison.keys))))
    half = comparison.made(keys)
    values = declared(half.program)
    somewhere = comparison.old_values.keys() | comparison.new_values.keys()
    for key in comparison.keys & values.keys():
        needed = {it for it in names_in(values[key]) if it.kind is not Kind.PROVISION} & somewhere
        assert needed <= values.keys()
    decide(half, case, detail="none")
