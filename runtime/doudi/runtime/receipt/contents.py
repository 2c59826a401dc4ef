"""What a receipt states: facts, rules and what came of them. Made once, and once more to verify.

Takes rules, a case and what was asked; gives plain JSON. No clock, no machine and no file
name has a part in it, so the same question has the same bytes wherever it is put.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doudi.runtime.bundle.encode import encode
from doudi.runtime.bundle.format import FORMAT
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.canonical import Json, canonical, fingerprint
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.decision_json import decided_json
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.selection import EVERYTHING, Selection, selected
from doudi.runtime.explanation.trace_json import trace_json
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import read_case
from doudi.runtime.facts.written import facts_json
from doudi.runtime.program.declarations import Program


@dataclass(frozen=True, slots=True)
class Rules:
    """A bundle ready to decide by."""

    loaded: Loaded
    index: Index

    @property
    def program(self) -> Program:
        return self.loaded.program


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision was asked for, besides its rules and facts; `engine`: who made it."""

    as_of: date
    pseudonyms: bool
    engine: str
    selection: Selection = EVERYTHING


def contents(rules: Rules, case: Case, asked: Asked, bundle: Json) -> dict[str, Json]:
    """`bundle`: as `bundle_json` gives it, None where only its hash is to be told.

    What is decided on is the case as the receipt writes it down. Raises FactsError where
    that cannot be done.
    """
    facts = facts_json(case, rules.program)
    facts_bytes = canonical(facts)
    decision = selected(
        decide(
            rules.index,
            read_case(facts_bytes, rules.program, "json"),
            asked.as_of,
            bundle_hash=rules.loaded.hash,
        ),
        asked.selection,
    )
    names = lexicon(rules.program, "zh")  # for units, which have no language
    return {
        "engine": asked.engine,
        "bundle_hash": rules.loaded.hash,
        "bundle": bundle,
        "sources": _sources(rules.program),
        "facts_hash": fingerprint(facts_bytes),
        "facts": facts,
        "pseudonyms": asked.pseudonyms,
        "as_of": asked.as_of.isoformat(),
        "selection": {
            "schemes": list(asked.selection.schemes),
            "subjects": list(asked.selection.subjects),
        },
        "decision": decided_json(decision, rules.program),
        "trace_hash": fingerprint(canonical(trace_json(decision.trace, names))),
    }


def bundle_json(loaded: Loaded) -> Json:
    """The bundle as its file has it."""
    return {"format": FORMAT, "hash": loaded.hash, "program": encode(loaded.program)}


def _sources(program: Program) -> Json:
    """Which texts the rules are of: what they mean, and the notices as they were read."""
    return [
        {
            "document": it.id,
            "title": it.title,
            "number": it.number,
            "version": it.version,
            "meaning": it.meaning,
            "notice": it.notice,
        }
        for it in program.documents
    ]
