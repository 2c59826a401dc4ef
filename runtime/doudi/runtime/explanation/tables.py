"""The rows of the dated tables that a letter names: what each says, and where it was found."""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.explanation import figures
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import commas, pair
from doudi.runtime.explanation.standards import figure, titled
from doudi.runtime.explanation.tree import Block, Depth, Heading, Node, Tree
from doudi.runtime.explanation.within import within
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.types import MONEY
from doudi.runtime.trace import StandardUse, Step, Trace


def named(text: str, trace: Trace, names: Lexicon, depth: Depth) -> Iterator[Block]:
    """Of those in a letter's text each once; one that argues says also where a figure stands."""
    rows = {
        figure(use, names): use
        for step in _steps(trace)
        for use in _looked_up(step, names)
        if use.amount is not None
    }
    nodes = tuple(_row(name, use, names, depth) for name, use in rows.items() if name in text)
    if nodes:
        yield Heading(2, say("tables", names.lang))
        yield Tree(nodes)


def _row(name: str, use: StandardUse, names: Lexicon, depth: Depth) -> Node:
    declared = names.standards.get(use.standard)
    unit = declared.unit if declared is not None else MONEY
    value = figures.number(use.amount or 0, unit, names.lang)
    where = (titled(use.document), use.source if depth != "verdict" or not use.document else "")
    return Node(pair(name, commas((value, *where), names.lang), names.lang))


def _looked_up(step: Step, names: Lexicon) -> Iterator[StandardUse]:
    if not within(step.expr, names).figures:
        return
    if isinstance(step.use, StandardUse):
        yield step.use
    for part in step.parts:
        yield from _looked_up(part, names)


def _steps(trace: Trace) -> Iterator[Step]:
    for provision in trace.provisions:
        if provision.condition is not None:
            yield provision.condition
    for term in trace.terms:
        if term.step is not None:
            yield term.step
    for _, _, step in trace.amounts:
        yield step
    for day in trace.days:
        yield day.step
