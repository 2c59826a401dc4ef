"""`doudi batch --explain-row N`: one household of many, decided and explained as if alone."""

from __future__ import annotations

import argparse

from doudi.runtime.actions.decide import written
from doudi.runtime.actions.population_files import Given, given, population_refused
from doudi.runtime.actions.reading import FINDINGS, Answer, refused, selection_of
from doudi.runtime.batch.area_facts import area_facts
from doudi.runtime.batch.run import source_of
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.explanation.selection import selected
from doudi.runtime.facts.model import Case
from doudi.runtime.population.case import case_of
from doudi.runtime.population.read import chunks, population

_HOUSEHOLDS_AT_ONCE = 1 << 12


def explained_row(args: argparse.Namespace, lang: Lang) -> Answer:
    found = given(args, lang)
    rules = index(found.loaded.program)
    with population_refused(lang):
        case = _case(args, found, rules, lang)
    decision = decide(rules, case, bundle_hash=found.loaded.hash)
    decision = selected(decision, selection_of(args, decision, rules.program, lang))
    code = FINDINGS if decision.contradictions else 0
    return Answer(written(decision, rules.program, args, lang), code)


def _case(args: argparse.Namespace, found: Given, rules: Index, lang: Lang) -> Case:
    """Of the row that the command names, from 1; only the part that it lies in is read."""
    people = population(
        source_of(args.population),
        rules,
        as_of=args.as_of,
        area=found.area,
        ignore=frozenset(args.ignore),
    )
    at = args.explain_row - 1
    for part in people.parts:
        if not part.first <= at < part.first + part.households:
            continue
        for chunk in chunks(part, rules, rows=_HOUSEHOLDS_AT_ONCE):
            row = at - chunk.first
            if row < len(chunk.epoch_of):
                areas = area_facts(found.area_facts, rules.program)
                return case_of(chunk, row, rules, areas)
    raise refused(
        choose(
            lang,
            f"没有第 {args.explain_row} 户，一共只有 {people.households} 户",
            f"there is no row {args.explain_row}; there are {people.households} households",
        )
    )
