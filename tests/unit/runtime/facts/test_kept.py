"""What is made of a program is made once, also where several programs are read in turn."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.runtime.facts.kept import MOST, kept


@dataclass(frozen=True)
class _Program:
    name: str


def test_programs_that_are_read_in_turn_are_each_worked_out_once() -> None:
    made: list[str] = []

    @kept
    def schema(program: _Program) -> str:
        made.append(program.name)
        return f"schema of {program.name}"

    old, new = _Program("old"), _Program("new")
    read = [schema(it) for it in (old, new, old, new)]
    assert read == ["schema of old", "schema of new"] * 2
    assert made == ["old", "new"]


def test_an_equal_program_is_another_and_the_one_before_many_others_is_forgotten() -> None:
    made: list[_Program] = []

    @kept
    def schema(program: _Program) -> int:
        made.append(program)
        return len(made)

    first = _Program("p")
    assert (schema(first), schema(_Program("p")), schema(first)) == (1, 2, 1)
    for _ in range(MOST):
        schema(_Program("p"))
    assert schema(first) == len(made)
    assert made[-1] is first
