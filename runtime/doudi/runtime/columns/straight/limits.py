"""What of a tape straight-line code is written for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from doudi.runtime.columns.straight.flow import Flow, flow
from doudi.runtime.columns.tape.code import Column, Part, Register, Result, Tape
from doudi.runtime.columns.tape.needed import asked_for, needed
from doudi.runtime.evaluation.index import Index

_PARTS: Final = (Part.CERTAIN, Part.OPTION, Part.LOW)


def taken(tape: Tape, rules: Index) -> Tape:
    """The schemes that hang on known facts alone, with amounts that are exact."""
    its = flow(tape)
    if not _suits(tape.positive, its, rules):
        return replace(tape, columns=(), steps=(), results=(), positive=())
    alone = [
        replace(tape, results=(it,)) for it in tape.results if _is_exact(it) and is_name(it.scheme)
    ]
    suits = [it for it in alone if _suits(asked_for(it), its, rules)]
    return needed(replace(tape, results=tuple(result for it in suits for result in it.results)))


def is_name(id_: str) -> bool:
    """Whether it can be part of a name in the code. A bundle may come from anybody."""
    return id_.isascii() and id_.isidentifier()


def _is_exact(result: Result) -> bool:
    return all(it.low == it.high and it.there is None for it in result.amounts)


def _suits(registers: Iterable[Register], its: Flow, rules: Index) -> bool:
    behind = tuple(its.behind(registers))
    origins = (its.origins[it.number] for it in behind)
    read = all(_is_read(it, rules) for it in origins if isinstance(it, Column))
    return read and all(is_name(it.entity) for it in behind)


def _is_read(it: Column, rules: Index) -> bool:
    """Facts of which all is known, whole numbers among them."""
    plain = it.part in _PARTS and it.per == 1 and not it.open and not it.absent
    return plain and isinstance(it.of, str) and it.of in rules.facts
