"""An impact before it has a format: sentences, and sheets of rows with numbers.

Takes an impact and a language; gives what text and page are both drawn from, so that they say the
same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from doudi.compiler.changes.answers_in_words import sides_of
from doudi.compiler.changes.in_words import Side
from doudi.compiler.impact import report, wording
from doudi.compiler.impact.effects import EFFECTS, Effect
from doudi.compiler.impact.in_words import (
    cause_name,
    cause_note,
    change,
    changes_name,
    number,
    scheme_name,
)
from doudi.compiler.impact.report import Impact, Money
from doudi.compiler.impact.tally import FATES, Fate
from doudi.compiler.impact.told import EVERY
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.punctuation import pair, semicolons
from doudi.runtime.explanation.wording import OUTCOME
from doudi.runtime.population.layout import HOUSEHOLD

_MOST_NAMED: Final = 10

About_: TypeAlias = Literal["people", "schemes", "money", "causes", "areas", "outcomes"]


@dataclass(frozen=True, slots=True)
class Row:
    """`note`: a second line under the name. `cells`: numbers as they are shown."""

    name: str
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`head`: of the names, then of each column of numbers. `total` None: rows do not add up."""

    about: About_
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """`warning`: what must not be overlooked. `facts`: which rules, whom, when."""

    title: str
    warning: str
    lead: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    facts: tuple[str, ...]


def outline(it: Impact, lang: Lang) -> Outline:
    sides = sides_of(it.comparison, lang)
    sheets = (
        _people(it, sides),
        *((_schemes(it, sides), _causes(it, sides), _outcomes(it, lang)) if not it.same else ()),
        _money(it, sides),
        _areas(it, sides),
    )
    return Outline(
        wording.TITLE.in_(lang),
        wording.SYNTHETIC.in_(lang) if it.population.synthetic else "",
        tuple(_lead(it, sides)),
        tuple(sheet for sheet in sheets if sheet.rows),
        tuple(_facts(it, sides)),
    )


def seen_effects(it: Impact) -> tuple[Effect, ...]:
    found = report.effects(it.tally)
    return tuple(effect for effect in EFFECTS if found[effect])


def _lead(it: Impact, sides: tuple[Side, Side]) -> Iterator[str]:
    lang = sides[0].lang
    yield changes_name(it.comparison.changes, sides)
    yield pair(wording.WHEN.in_(lang), _epochs(it, sides), lang)
    fates = report.fates_by(it.tally, lambda _, entity: entity)[HOUSEHOLD]
    numbers = (number(it.population.households), *(number(fates[fate]) for fate in FATES))
    yield wording.LEAD.in_(lang).format(*numbers)
    if it.same:
        yield wording.NOBODY.in_(lang)
    besides = it.tally.still_nothing.total()
    if besides:
        yield wording.STILL_NOTHING.in_(lang).format(number(besides))


def _people(it: Impact, sides: tuple[Side, Side]) -> Sheet:
    names = sides[1].names
    found = report.fates_by(it.tally, lambda _, entity: entity)
    touched = {
        kind: fates for kind, fates in found.items() if fates[Fate.SAME] < sum(fates.values())
    }
    shown = touched | {HOUSEHOLD: found[HOUSEHOLD]}
    return Sheet(
        "people",
        wording.PEOPLE.in_(names.lang),
        (wording.KIND.in_(names.lang), *_fate_heads(names.lang)),
        tuple(
            Row(lexicon.entity(names, kind), _fate_cells(shown[kind]))
            for kind in it.tally.subjects
            if kind in shown
        ),
    )


def _areas(it: Impact, sides: tuple[Side, Side]) -> Sheet:
    names = sides[1].names
    of = {area: None for area, _ in sorted(it.tally.epochs)}
    found = report.fates_by(it.tally, lambda area, entity: (area, entity))
    rows = tuple(Row(lexicon.area(names, area), _fate_cells(found[area, HOUSEHOLD])) for area in of)
    whole = report.fates_by(it.tally, lambda _, entity: entity)[HOUSEHOLD]
    return Sheet(
        "areas",
        wording.AREAS.in_(names.lang),
        (wording.AREA.in_(names.lang), *_fate_heads(names.lang)),
        rows if len(rows) > 1 else (),
        Row(wording.ALL.in_(names.lang), _fate_cells(whole)),
    )


def _fate_heads(lang: Lang) -> Iterator[str]:
    yield from (wording.FATE[fate].in_(lang) for fate in FATES)
    yield wording.IN_ALL.in_(lang)


def _fate_cells(fates: Mapping[Fate, int]) -> tuple[str, ...]:
    return (*(number(fates[fate]) for fate in FATES), number(sum(fates.values())))


def _schemes(it: Impact, sides: tuple[Side, Side]) -> Sheet:
    lang, seen = sides[0].lang, seen_effects(it)
    found = report.effects_by(it.tally, lambda line: line.about)
    rows = []
    for about in report.schemes(it.tally):
        before, after = (
            report.given_to(report.outcomes_by_side(it.tally, about, new=new))
            for new in (False, True)
        )
        cells = (
            *_counts(found[about], seen),
            number(it.tally.touched[about]),
            number(before),
            number(after),
        )
        rows.append(Row(scheme_name(about, sides), cells))
    whole = (*_counts(report.effects(it.tally), seen), "", "", "")
    return Sheet(
        "schemes",
        wording.SCHEMES.in_(lang),
        (
            wording.SCHEME.in_(lang),
            *(wording.EFFECT[effect].in_(lang) for effect in seen),
            wording.CHANGED.in_(lang),
            wording.HOUSEHOLDS.in_(lang),
            wording.BEFORE.in_(lang),
            wording.AFTER.in_(lang),
        ),
        tuple(rows),
        Row(wording.ALL.in_(lang), whole),
        wording.NOTE_SCHEMES.in_(lang),
    )


def _causes(it: Impact, sides: tuple[Side, Side]) -> Sheet:
    lang, seen = sides[0].lang, seen_effects(it)
    found = report.effects_by(it.tally, lambda line: line.cause)
    rows = (
        Row(
            cause_name(cause, sides),
            (*_counts(found[cause], seen), number(it.tally.touched[cause])),
            cause_note(cause, sides),
        )
        for cause in report.causes(it.tally)
    )
    return Sheet(
        "causes",
        wording.CAUSES.in_(lang),
        (
            wording.CLAUSE.in_(lang),
            *(wording.EFFECT[effect].in_(lang) for effect in seen),
            wording.CHANGED.in_(lang),
            wording.HOUSEHOLDS.in_(lang),
        ),
        tuple(rows),
        Row(wording.ALL.in_(lang), (*_counts(report.effects(it.tally), seen), "")),
        wording.NOTE_CAUSES.in_(lang),
    )


def _counts(found: Counter[Effect], seen: Sequence[Effect]) -> tuple[str, ...]:
    return (*(number(found[effect]) for effect in seen), number(found.total()))


def _outcomes(it: Impact, lang: Lang) -> Sheet:
    counted: Counter[str] = Counter()
    for line, sums in it.tally.lines.items():
        counted[" → ".join(OUTCOME[each][lang != "zh"] for each in (line.old, line.new))] += (
            sums.answers
        )
    return Sheet(
        "outcomes",
        wording.OUTCOMES.in_(lang),
        (wording.OUTCOME.in_(lang), wording.CHANGED.in_(lang)),
        tuple(Row(name, (number(many),)) for name, many in counted.most_common()),
        Row(wording.ALL.in_(lang), (number(counted.total()),)),
    )


def _money(it: Impact, sides: tuple[Side, Side]) -> Sheet:
    """Of all answers that stand, changed or not; of schemes of which an answer changes."""
    lang = sides[0].lang
    rows = []
    for about in report.schemes(it.tally):
        found = report.money_given(it.tally, about)
        rows += [
            Row(pair(scheme_name(about, sides), _every(every, lang), lang), _sums(its, lang))
            for every in EVERY
            if (its := found.get(every))
        ]
    return Sheet(
        "money",
        wording.MONEY.in_(lang),
        (
            wording.SCHEME.in_(lang),
            wording.OLD_SUM.in_(lang),
            wording.NEW_SUM.in_(lang),
            wording.DIFFERENCE.in_(lang),
            wording.OLD_INEXACT.in_(lang),
            wording.NEW_INEXACT.in_(lang),
        ),
        tuple(rows),
        note=wording.NOTE_MONEY.in_(lang),
    )


def _every(every: str, lang: Lang) -> str:
    return wording.EVERY[every].in_(lang)


def _sums(its: Money, lang: Lang) -> tuple[str, ...]:
    return (
        figures.money(its.old_fen, lang),
        figures.money(its.new_fen, lang),
        change(its.new_fen - its.old_fen, lang),
        number(its.old_inexact),
        number(its.new_inexact),
    )


def _facts(it: Impact, sides: tuple[Side, Side]) -> Iterator[str]:
    lang = sides[0].lang
    for title, hash_ in zip((wording.OLD_RULES, wording.NEW_RULES), it.hashes, strict=True):
        yield pair(title.in_(lang), hash_, lang)
    for table in it.population.tables:
        many = f"{table.name} {number(table.rows)} sha256:{table.sha256}"
        yield pair(wording.POPULATION.in_(lang), many, lang)


def _epochs(it: Impact, sides: tuple[Side, Side]) -> str:
    """Where and when, each named once; many are counted."""
    names = sides[1].names
    areas = dict.fromkeys(lexicon.area(names, area) for area, _ in sorted(it.tally.epochs))
    days = sorted({as_of.isoformat() for _, as_of in it.tally.epochs})
    return semicolons((_some(list(areas), names.lang), _some(days, names.lang)), names.lang)


def _some(texts: Sequence[str], lang: Lang) -> str:
    if len(texts) <= _MOST_NAMED:
        return lexicon.listed(texts, lang)
    first = lexicon.listed(texts[:_MOST_NAMED], lang)
    return wording.AND_MORE.in_(lang).format(first, number(len(texts) - _MOST_NAMED))
