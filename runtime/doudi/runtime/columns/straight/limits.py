"""What of a tape straight-line code is written for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from doudi.runtime.columns.straight.flow import Flow, flow
from doudi.runtime.columns.tape.code import Column, Part, Register, Result, Tape
from doudi.runtime.columns.tape.needed import asked_for, needed
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.layout import HOUSEHOLD

_PARTS: Final = (Part.CERTAIN, Part.OPTION, Part.LOW)


def taken(tape: Tape, rules: Index) -> Tape:
    """The schemes that hang on known facts alone, with amounts that are exact."""
    its = flow(tape)
    whole = all(its.home(it) == HOUSEHOLD for it in tape.positive)
    results = tuple(it for it in tape.results if whole and _is_exact(it))
    alone = [replace(tape, results=(it,)) for it in results]
    suits = [_suits(asked_for(it), its, rules) for it in alone]
    return needed(
        replace(tape, results=tuple(it for it, fits in zip(results, suits, strict=True) if fits))
    )


def _is_exact(result: Result) -> bool:
    return all(it.low == it.high and it.there is None for it in result.amounts)


def _suits(registers: Iterable[Register], its: Flow, rules: Index) -> bool:
    origins = (its.origins[it.number] for it in its.behind(registers))
    return all(_is_read(it, rules) for it in origins if isinstance(it, Column))


def _is_read(it: Column, rules: Index) -> bool:
    """Facts of which all is known, whole numbers among them."""
    plain = it.part in _PARTS and it.per == 1 and not it.open and not it.absent
    return plain and isinstance(it.of, str) and it.of in rules.facts
