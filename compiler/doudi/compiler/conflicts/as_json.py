"""Conflicts for programs: `doudi-conflicts/1`, the same in either language.

Money is a decimal string in yuan, a date is ISO 8601, ids are those of the program; what is said
in words comes in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final, assert_never

from doudi.compiler.conflicts import in_words
from doudi.compiler.conflicts.model import (
    AreaDifference,
    Conflict,
    ConflictLedger,
    Matter,
    Says,
    SaysAmount,
    SaysDay,
    SaysKept,
    SaysOptions,
    SaysOutcome,
    SaysPeriod,
    SaysPlaces,
    SaysValue,
    SaysWord,
)
from doudi.compiler.conflicts.totals import totals
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.drafts.facts_tree import area_of, plain, tree_of
from doudi.compiler.drafts.window import window_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.figures import yuan
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.program.ids import AreaCode, ProvisionId

SCHEMA: Final = "doudi-conflicts/1"

_Names = tuple[Lexicon, Lexicon]


def as_json(
    ledger: ConflictLedger, differences: Sequence[AreaDifference] | None, rules: Index
) -> str:
    """`differences` None: they were not asked for."""
    names = (lexicon(rules.program, "zh"), lexicon(rules.program, "en"))
    sum_ = totals(ledger)
    whole = {
        "schema": SCHEMA,
        "conflicts": [_conflict(it, rules, names) for it in ledger.conflicts],
        "not_decided": [
            {
                "provisions": list(it.provisions),
                "subject": None if it.matter is None else _subject(it.matter, names),
                "why": it.why,
            }
            for it in ledger.not_decided
        ],
        "not_analysed": [
            {"provision": it.provision, "what": it.what} for it in ledger.not_analysed
        ],
        "differences": None
        if differences is None
        else [_difference(it, rules, names) for it in differences],
        "totals": {
            "conflicts": len(ledger.conflicts),
            "classes": {class_.value: count for class_, count in sum_.classes},
            "open": sum_.open,
            "acknowledged": sum_.acknowledged,
            "not_decided": len(ledger.not_decided),
            "not_analysed": len(ledger.not_analysed),
            "differences": None if differences is None else len(differences),
        },
        "counts": asdict(ledger.counts),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _conflict(it: Conflict, rules: Index, names: _Names) -> dict[str, Any]:
    shown = it.witness.shown
    return {
        "id": it.id,
        "kind": it.matter.kind.value,
        "subject": _subject(it.matter, names),
        "class": it.class_.value,
        "provisions": list(it.provisions),
        "sides": [_side(it, at, rules, names) for at in range(2)],
        "area": _area(it.area, rules),
        "window": {"start": it.start.isoformat(), "end": _day(it.end)},
        "witness": _witness(it.witness.draft, rules),
        "replayed": True,  # what does not replay is no conflict; it is in `not_decided`
        "outcome": None if shown.outcome is None else shown.outcome.value,
        "winner": shown.winner,
        "resolution": _both(*(in_words.resolution(it, each) for each in names)),
        "eve": None
        if it.eve is None
        else {
            "date": it.eve.day.isoformat(),
            "in_force": list(it.eve.in_force),
            "outcome": None if it.eve.outcome is None else it.eve.outcome.value,
        },
        "acknowledged": it.acknowledged,
    }


def _subject(matter: Matter, names: _Names) -> dict[str, Any]:
    of = "scheme" if matter.about in names[0].schemes else None
    of = of or ("term" if matter.about in names[0].terms else "fact")
    return {
        "kind": matter.kind.value,
        "of": of,
        "id": matter.about,
        "name": _both(*(in_words.about(matter, each) for each in names)),
    }


def _side(it: Conflict, at: int, rules: Index, names: _Names) -> dict[str, Any]:
    said = it.witness.shown.says[at]
    words = _both(*(in_words.side(it, at, each) for each in names))
    return {
        **_provision(it.provisions[at], rules),
        "says": {**_says(said), "words": words},
    }


def _provision(id_: ProvisionId, rules: Index) -> dict[str, Any]:
    provision = rules.provisions[id_]
    document = rules.documents[provision.document]
    window = window_of(provision, rules)
    return {
        "provision": id_,
        "title": provision.title,
        "document": {
            "id": document.id,
            "title": document.title,
            "number": document.number or None,
        },
        "area": _area(provision.area, rules),
        "in_force": None
        if window is None
        else {"start": window.start.isoformat(), "end": _day(window.end)},
        "quotes": [{"address": it.address, "quote": it.quote} for it in provision.citations],
        "sources": list(provision.sources),
    }


def _says(said: Says) -> dict[str, Any]:
    match said:
        case SaysWord(norm=norm):
            return {"norm": norm}
        case SaysAmount(low=low, high=high):
            return {
                "min": None if low is None else yuan(low),
                "max": None if high is None else yuan(high),
            }
        case SaysDay(day=day):
            return {"day": _day(day)}
        case SaysPlaces():
            return {key: list(options) for key, options in asdict(said).items()}
        case SaysOptions(options=options):
            return {"options": list(options)}
        case SaysPeriod():
            return {
                "every": said.every,
                "months": said.months,
                "start": _day(said.start),
                "end": _day(said.end),
                "part_month": said.part_month,
            }
        case SaysKept(norm=norm, status=status):
            return {"norm": norm, "status": status}
        case SaysValue(value=value):
            return {"value": value}
        case SaysOutcome(outcome=outcome):
            return {"outcome": outcome.value}
        case _:
            assert_never(said)


def _difference(it: AreaDifference, rules: Index, names: _Names) -> dict[str, Any]:
    words = [
        _both(*each)
        for each in zip(*(in_words.answers_in_words(it, n) for n in names), strict=True)
    ]
    groups = zip(it.areas, (it.here, it.there), it.says, words, strict=True)
    return {
        "id": it.id,
        "kind": it.matter.kind.value,
        "subject": _subject(it.matter, names),
        "sides": [
            {
                "area": _area(area, rules),
                "provisions": [_provision(id_, rules) for id_ in ids],
                "says": {**_says(said), "words": word},
            }
            for area, ids, said, word in groups
        ],
        "witness": _witness(it.draft, rules),
        "replayed": True,
    }


def _witness(draft: Draft, rules: Index) -> dict[str, Any]:
    tree = tree_of(draft, rules)
    return {
        "date": draft.as_of.isoformat(),
        "area": _area(draft.area, rules),
        "subject": draft.subject,
        "facts": plain({key: it for key, it in tree.items() if key != "area"}),
    }


def _area(code: AreaCode, rules: Index) -> dict[str, str]:
    return {"code": code, "name": area_of(code, rules)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}
