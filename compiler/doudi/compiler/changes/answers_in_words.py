"""An answer that is another now, its causes, and the household of a proof, as phrases.

The same for a terminal and a page. Takes values with the names of the program they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from doudi.compiler.changes import in_words, wording
from doudi.compiler.changes.answers import Aspect, Difference, Given
from doudi.compiler.changes.causes import Explained, Household
from doudi.compiler.changes.comparison import Comparison
from doudi.compiler.changes.declared import Key, Kind
from doudi.compiler.changes.equivalence import NotDecided, Same, Shown, Verdict
from doudi.compiler.changes.in_words import Side
from doudi.compiler.conflicts import wording as conflicts
from doudi.compiler.conflicts.facts_in_words import facts_in_line
from doudi.compiler.conflicts.in_words import place_and_day
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.runtime.decision import DutyResult, SchemeOutcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import figures, lexicon, obligations
from doudi.runtime.explanation.entitlements import entitlement
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import commas, pair, semicolons
from doudi.runtime.explanation.units import type_of
from doudi.runtime.explanation.wording import OUTCOME


def sides_of(comparison: Comparison, lang: Lang) -> tuple[Side, Side]:
    """The old program and the new one, to be told in a language."""
    return (
        Side(lexicon.lexicon(comparison.old, lang), comparison.old_values),
        Side(lexicon.lexicon(comparison.new, lang), comparison.new_values),
    )


def about(difference: Difference, sides: tuple[Side, Side]) -> str:
    """`临时救助 · 李家`; of a duty who has to do what, and the provision that states it."""
    names = sides[difference.new is not None].names
    who = lexicon.subject(names, *difference.about.subject)
    id_ = difference.about.id
    match difference.new or difference.old:
        case DutyResult() as duty:
            return f"{obligations.what(duty, names)} [{id_}] · {who}"
        case _:
            return f"{lexicon.scheme(names, id_)} · {who}"


def place_and_day_of(household: Household, sides: tuple[Side, Side]) -> str:
    names = sides[1].names
    where = lexicon.area(names, household.new.area)
    return commas((where, household.as_of.isoformat()), names.lang)


def change_of(difference: Difference, sides: tuple[Side, Side]) -> str:
    """`可予 → 应予`, with what else is another now: `应予，一次性 → 应予，一次性500元`."""
    old, new = difference.both
    one = answer(old, difference.aspects, sides[0].names, _procedures(new))
    other = answer(new, difference.aspects, sides[1].names, _procedures(old))
    return f"{one} → {other}"


def _procedures(it: Given | None) -> frozenset[str]:
    return frozenset(it.procedures) if isinstance(it, SchemeOutcome) else frozenset()


def answer(
    it: Given | None, aspects: Iterable[Aspect], names: Lexicon, known: frozenset[str]
) -> str:
    """The outcome, and of the rest what is asked for; of procedures those that are not `known`."""
    lang = names.lang
    match it:
        case None:
            return wording.NO_ANSWER.in_(lang)
        case SchemeOutcome(outcome=outcome):
            found = [OUTCOME[outcome][lang != "zh"]]
            own = replace(it, procedures=tuple(p for p in it.procedures if p not in known))
            found += [_of_scheme(aspect, own, names) for aspect in aspects]
        case DutyResult(norm=norm):
            found = [conflicts.NORM[norm].in_(lang), obligations.status(it, names)]
            found += [_of_duty(aspect, it, names) for aspect in aspects]
        case _:
            assert_never(it)
    return commas(found, lang)


def _of_scheme(aspect: Aspect, it: SchemeOutcome, names: Lexicon) -> str:
    lang = names.lang
    match aspect:
        case Aspect.AMOUNT | Aspect.SCHEDULE:
            return entitlement(it, names) if it.norm is not None else ""
        case Aspect.PLACE:
            by_mode: dict[str, list[str]] = {}
            for place in it.places:
                by_mode.setdefault(place.mode, []).append(place.option)
            said = (
                conflicts.PLACE[mode].in_(lang).format(lexicon.either(names, options))
                for mode, options in by_mode.items()
            )
            return commas(said, lang)
        case Aspect.FUND:
            return lexicon.options(names, it.funds)
        case Aspect.DUE:
            return "" if it.due is None else conflicts.BY.in_(lang).format(it.due)
        case Aspect.PROCEDURE:
            return semicolons((f"「{each}」" for each in it.procedures), lang)
        case _:
            return ""


def _of_duty(aspect: Aspect, it: DutyResult, names: Lexicon) -> str:
    match aspect:
        case Aspect.DUE:
            due = it.due_moment or it.due
            return "" if due is None else conflicts.BY.in_(names.lang).format(due)
        case Aspect.HOLDER:
            return lexicon.options(names, it.holders)
        case _:
            return ""


def causes(found: Explained, difference: Difference, sides: tuple[Side, Side]) -> str:
    """`MCA2022/三-1a（去掉这一改动，就恢复原样）`; before it what of the answer it explains."""
    lang = sides[0].lang
    ways: dict[str, list[str]] = {}
    for it in found.causes:
        changes = lexicon.listed((cause(key, sides) for key in it.changes), lang)
        ways.setdefault(wording.WAY[it.way].in_(lang), []).append(changes)
    each = wording.ANY_OF.in_(lang)
    said = semicolons((way.format(f" {each} ".join(listed)) for way, listed in ways.items()), lang)
    if len(found.aspects) == len(difference.aspects) or found.aspects[0] in _WHOLE:
        return said
    what = lexicon.listed((wording.ASPECT[it].in_(lang) for it in found.aspects), lang)
    return pair(what, said, lang)


_WHOLE = (Aspect.OUTCOME, Aspect.STATUS)


def cause(key: Key, sides: tuple[Side, Side]) -> str:
    """`删去 MCA2022/三-1a`."""
    old, new = (key in it.values for it in sides)
    done = wording.REWRITES if old and new else wording.ADDS if new else wording.REMOVES
    return done.in_(sides[0].lang).format(change(key, sides))


def change(key: Key, sides: tuple[Side, Side]) -> str:
    """What changed, as it is cited: a provision and a document by id, all else by name."""
    if key.kind in (Kind.PROVISION, Kind.DOCUMENT):
        return key.id
    side = next(it for it in reversed(sides) if key in it.values)
    name = in_words.named(side.values[key], side)
    return f"{wording.KIND[key.kind].in_(side.lang)} {name}".rstrip()


def verdict(it: Verdict, rules: Index, sides: tuple[Side, Side]) -> list[str]:
    """In lines: that it is proved, or the household that comes out otherwise, or why neither."""
    names = sides[1].names
    lang = names.lang
    match it:
        case Same(knowledge=knowledge):
            said = [wording.SAME.in_(lang)]
            if knowledge:
                listed = lexicon.listed((f"「{each}」" for each in knowledge), lang)
                said.append(wording.BY_AXIOMS.in_(lang).format(listed))
            return [commas(said, lang)]
        case NotDecided(why=why):
            return [wording.NOT_DECIDED.in_(lang).format(wording.WHY[why].in_(lang))]
        case Shown(draft=draft):
            where = place_and_day(draft, rules, lang)
            told = semicolons((where, facts_in_line(draft, rules, lang)), lang)
            type_ = type_of(it.pair.new, names)
            values = (figures.value(each, type_, names) for each in (it.old, it.new))
            lines = [
                wording.WITNESS.in_(lang).format(told),
                wording.COMES_TO.in_(lang).format(*values),
            ]
            lines += [
                pair(about(each, sides), change_of(each, sides), lang) for each in it.differences
            ]
            return lines if it.differences else [*lines, wording.SAME_ANSWER.in_(lang)]
        case _:
            assert_never(it)
