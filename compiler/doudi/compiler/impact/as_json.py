"""An impact for programs: `doudi-impact/1`, the same in either language.

Money is a decimal string in yuan, a date is ISO 8601, ids are those of the programs; what is said
in words comes in both languages. Every sum can be made again from `lines`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from doudi.compiler.changes.answers_in_words import sides_of
from doudi.compiler.changes.in_words import Side
from doudi.compiler.impact import report
from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.effects import EFFECTS, Effect
from doudi.compiler.impact.in_words import cause_name
from doudi.compiler.impact.report import Impact, Looked, Money
from doudi.compiler.impact.sides import About
from doudi.compiler.impact.tally import FATES, Fate, Line, Sums
from doudi.compiler.impact.told import EVERY
from doudi.runtime.explanation.figures import yuan

SCHEMA: Final = "doudi-impact/1"


def as_json(it: Impact) -> str:
    old, new = it.hashes
    causes = report.causes(it.tally)
    places = {cause: at for at, cause in enumerate(causes)}
    whole = {
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "population": _population(it.population, it),
        "schemes_looked_at": list(it.schemes),
        "totals": {
            "changed": _effects(report.effects(it.tally)),
            "still_nothing": it.tally.still_nothing.total(),
            "money": _money(report.money_given(it.tally)),
            "subjects": [
                {"kind": kind, **_fates(fates)}
                for kind, fates in report.fates_by(it.tally, lambda _, entity: entity).items()
            ],
        },
        "schemes": _schemes(it),
        "causes": _causes(it, causes),
        "areas": _areas(it),
        "lines": [
            _line(line, sums, places) for line, sums in sorted(it.tally.lines.items(), key=_first)
        ],
        "same": it.same,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _first(pair: tuple[Line, Sums]) -> Line:
    return pair[0]


def _population(it: Looked, impact: Impact) -> dict[str, Any]:
    return {
        "households": it.households,
        "synthetic": it.synthetic,
        "tables": [
            {"kind": table.kind, "name": table.name, "rows": table.rows, "sha256": table.sha256}
            for table in it.tables
        ],
        "epochs": [
            {"area": area, "as_of": as_of.isoformat(), "households": many}
            for (area, as_of), many in sorted(impact.tally.epochs.items())
        ],
    }


def _schemes(it: Impact) -> list[dict[str, Any]]:
    found = report.effects_by(it.tally, lambda line: line.about)
    return [
        {
            **_about(about),
            "changed": _effects(found.get(about, Counter())),
            "households": it.tally.touched[about],
            "old": _outcomes(it, about, new=False),
            "new": _outcomes(it, about, new=True),
            "money": _money(report.money_given(it.tally, about)),
        }
        for about in dict.fromkeys(given.about for given in sorted(it.tally.given))
    ]


def _outcomes(it: Impact, about: About, *, new: bool) -> dict[str, int]:
    found = report.outcomes_by_side(it.tally, about, new=new)
    return {outcome.value: many for outcome, many in sorted(found.items())}


def _causes(it: Impact, causes: list[Cause]) -> list[dict[str, Any]]:
    sides = sides_of(it.comparison, "zh"), sides_of(it.comparison, "en")
    found = report.effects_by(it.tally, lambda line: line.cause)
    money = report.money_by(it.tally, lambda line: line.cause)
    return [
        {
            "alternatives": [
                [{"kind": key.kind.value, "id": key.id} for key in keys]
                for keys in cause.alternatives
            ],
            "words": _words(cause, sides),
            "changed": _effects(found[cause]),
            "households": it.tally.touched[cause],
            "money": _money(money[cause]),
        }
        for cause in causes
    ]


def _words(cause: Cause, sides: tuple[tuple[Side, Side], tuple[Side, Side]]) -> dict[str, str]:
    zh, en = (cause_name(cause, each) for each in sides)
    return {"zh": zh, "en": en}


def _areas(it: Impact) -> list[dict[str, Any]]:
    effects = report.effects_by(it.tally, lambda line: line.area)
    fates = report.fates_by(it.tally, lambda area, entity: (area, entity))
    return [
        {
            "area": area,
            "changed": _effects(effects.get(area, Counter())),
            "subjects": [
                {"kind": kind, **_fates(fates[area, kind])}
                for kind in it.tally.subjects
                if (area, kind) in fates
            ],
        }
        for area in dict.fromkeys(area for area, _ in sorted(it.tally.epochs))
    ]


def _line(line: Line, sums: Sums, causes: Mapping[Cause, int]) -> dict[str, Any]:
    return {
        "area": line.area,
        **_about(line.about),
        "cause": causes[line.cause],
        "effect": line.effect.value,
        "old": {
            "outcome": line.old.value,
            "every": line.old_every or None,
            "sum": yuan(sums.old_fen),
            "inexact": sums.old_inexact,
        },
        "new": {
            "outcome": line.new.value,
            "every": line.new_every or None,
            "sum": yuan(sums.new_fen),
            "inexact": sums.new_inexact,
        },
        "answers": sums.answers,
    }


def _about(it: About) -> dict[str, str]:
    return {"scheme": it.scheme, "kind": it.entity}


def _effects(found: Counter[Effect]) -> dict[str, int]:
    return {
        **{effect.value: found[effect] for effect in EFFECTS},
        "answers": found.total(),
    }


def _fates(found: Mapping[Fate, int]) -> dict[str, int]:
    return {**{fate.value: found[fate] for fate in FATES}, "in_all": sum(found.values())}


def _money(found: Mapping[str, Money]) -> list[dict[str, Any]]:
    return [
        {
            "every": every,
            "old": yuan(its.old_fen),
            "new": yuan(its.new_fen),
            "difference": yuan(its.new_fen - its.old_fen),
            "old_inexact": its.old_inexact,
            "new_inexact": its.new_inexact,
        }
        for every in EVERY
        if (its := found.get(every))
    ]
