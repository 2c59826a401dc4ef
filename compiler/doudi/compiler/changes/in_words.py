"""What a part of a declaration says, in lines that a reader of the rules knows.

Takes a declaration, one of its parts, and the names of the program it stands in; gives text.
Quoted text is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from doudi.compiler.changes import surface, wording
from doudi.compiler.changes.declared import Declaration, Declarations, Key, Kind, Row
from doudi.compiler.changes.parts import Part, parts
from doudi.compiler.conflicts import wording as conflicts
from doudi.compiler.conflicts.in_words import days
from doudi.compiler.types.describe import describe, unit_of
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.explanation import figures, lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import commas
from doudi.runtime.program import declarations as program
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.program.types import MONEY, Choice, Quantity, Type
from doudi.runtime.values import Interval


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two programs: its names, and what it declares."""

    names: Lexicon
    values: Declarations

    @property
    def lang(self) -> Lang:
        return self.names.lang


def named(declaration: Declaration, side: Side) -> str:
    """What a change is about, in a word or two behind the id of what it is."""
    names, lang = side.names, side.lang
    match declaration:
        case program.Document(id=id_, title=title, version=version):
            return f"{id_}《{title}》{version}"
        case program.Provision(id=id_, title=title):
            return f"{id_} {title}".rstrip()
        case Row(standard=standard, said=said):
            kinds = lexicon.options(names, said.options)
            where = lexicon.area(names, said.area)
            what = commas((lexicon.standard(names, standard), kinds, where), lang)
            return f"{what} {days(said.start, None, lang)}"
        case Axiom(statement=statement):
            return f"「{statement}」"
        case Disjoint(members=members):
            return lexicon.listed([_truth(it, names) for it in members], lang)
        case program.Area(code=code):
            return f"{lexicon.area(names, code)} ({code})"
        case (
            program.Entity(name=name)
            | program.Choice(name=name)
            | program.Fact(name=name)
            | program.Term(name=name)
            | program.Scheme(name=name)
            | program.Standard(name=name)
            | program.Authority(name=name)
            | program.Rank(name=name)
        ):
            return _text(name, lang)
        case _:
            return ""


def said(part: Part, declaration: Declaration, side: Side) -> list[str]:
    """The part in lines; one that says that there is none where it is left out."""
    found = [it for it in _lines(part, parts(declaration).get(part), declaration, side) if it]
    return found or [_none(part).in_(side.lang)]


def _none(part: Part) -> Message:
    match part:
        case Part.CONDITION | Part.WHEN:
            return wording.UNCONDITIONAL
        case Part.FIGURE:
            return wording.NO_FIGURE
        case _:
            return wording.NOTHING


def _lines(part: Part, value: Any, declaration: Declaration, side: Side) -> Iterator[str]:
    if value is None:
        return
    names, lang = side.names, side.lang
    match part:
        case Part.CONDITION | Part.WHEN | Part.THEN | Part.MEANS:
            yield from surface.conditions(value, names)
        case Part.NORM:
            yield conflicts.NORM[value].in_(lang)
        case Part.EFFECT:
            yield surface.effect(value, names)
        case Part.AMOUNT:
            yield surface.amount(value, names)
        case Part.PERIOD:
            yield surface.period(value, names)
        case Part.PLACES:
            yield from (
                conflicts.PLACE[it.mode].in_(lang).format(lexicon.options(names, it.options))
                for it in value
            )
        case Part.DUE:
            yield phrase(value, names)
        case Part.LIFTS | Part.FUNDS | Part.HOLDERS:
            yield lexicon.options(names, value)
        case Part.FORCE:
            start, end = value
            yield days(start, end, lang)
        case Part.AREA:
            yield lexicon.area(names, value)
        case Part.FOR_EACH | Part.CONTAINER:
            yield lexicon.entity(names, value)
        case Part.EXCLUDES:
            yield lexicon.listed([lexicon.scheme(names, it) for it in value], lang)
        case (
            Part.EXCEPTION_TO
            | Part.PREVAILS_OVER
            | Part.SPECIAL_TO
            | Part.TAKES_HIGHER
            | Part.STACKS_WITH
            | Part.REPEALS
        ):
            yield lexicon.listed(value, lang)
        case Part.FIGURE | Part.UNTIL | Part.RANGE | Part.TYPE | Part.UNIT:
            yield _measure(part, value, declaration, side)
        case _:
            yield from _frame(part, value, declaration, side)


def _frame(part: Part, value: Any, declaration: Declaration, side: Side) -> Iterator[str]:
    """What is no rule by itself: who says it, what it is called, what it rests on."""
    names, lang = side.names, side.lang
    match part:
        case Part.AUTHORITY:
            yield _named_in(Kind.AUTHORITY, value, side)
        case Part.RANK:
            yield _named_in(Kind.RANK, value, side)
        case Part.ABOVE:
            yield lexicon.listed([_named_in(Kind.RANK, it, side) for it in value], lang)
        case Part.BY:
            yield lexicon.listed([_named_in(Kind.CHOICE, it, side) for it in value], lang)
        case Part.OPTIONS:
            yield lexicon.options(names, value)
        case Part.PARENT:
            yield lexicon.area(names, value)
        case Part.KIND:
            yield surface.word(value, lang)
        case Part.PRINCIPLES:
            yield from (_principle(it, lang) for it in value)
        case Part.LINKS:
            yield from (_link(it, lang) for it in value)
        case Part.NAME:
            yield from _names(declaration)
        case Part.QUESTION:
            yield _text(value, lang)
        case Part.CITATIONS:
            yield from (f"{it.address}「{it.quote}」" for it in value)
        case Part.CHANGEABLE | Part.SENSITIVE:
            yield wording.STATEMENT[value].in_(lang)
        case Part.WORKING_DAYS:
            years, off, work = value
            yield commas((str(it) for it in years), lang)
            yield from (f"− {it.isoformat()}" for it in off)
            yield from (f"+ {it.isoformat()}" for it in work)
        case _:
            yield from _flat(value)


def _flat(value: object) -> Iterator[str]:
    """Texts and days, however they are nested."""
    match value:
        case None | "":
            return
        case tuple():
            for it in value:
                yield from _flat(it)
        case date():
            yield value.isoformat()
        case _:
            yield str(value)


def _measure(part: Part, value: Any, declaration: Declaration, side: Side) -> str:
    match part, declaration:
        case Part.FIGURE, Row(standard=standard):
            unit = (
                side.names.standards[standard].unit if standard in side.names.standards else MONEY
            )
            return figures.number(Fraction(value), unit, side.lang)
        case Part.UNTIL, _:
            return str(value.isoformat())
        case Part.RANGE, program.Fact(type=type_):
            low, high = value
            return (
                ""
                if low is high is None
                else figures.interval(Interval(low, high), type_, side.lang)
            )
        case _:
            return _type(value, side)


def _type(value: Type, side: Side) -> str:
    if isinstance(value, Choice):
        return _named_in(Kind.CHOICE, value.id, side)
    unit = unit_of(value) if isinstance(value, Quantity) else None
    return (unit or describe(value, {})).in_(side.lang)


def _principle(it: program.Principle, lang: Lang) -> str:
    word = conflicts.CLASS[next(each for each in conflicts.CLASS if each.value == it.name)].in_(
        lang
    )
    if not it.same_issuer:
        return word
    return f"{word} ({surface.word('SAME_ISSUER', lang)})"


def _link(it: program.Link, lang: Lang) -> str:
    since = "" if it.start is None else f" {days(it.start, None, lang)}"
    return f"{surface.word(it.relation.upper(), lang)} {it.document or f'「{it.name}」'}{since}"


def _names(declaration: Declaration) -> Iterator[str]:
    match declaration:
        case program.Area(name=str() as plain):
            yield plain
            return
        case program.Choice(name=name, options=options):
            texts: Iterable[program.Text] = (name, *(text for _, text in options))
        case (
            program.Term(name=name, label=label)
            | program.Scheme(name=name, label=label)
            | (program.Standard(name=name, label=label))
        ):
            texts = (name, label)
        case (
            program.Entity(name=name)
            | program.Fact(name=name)
            | program.Authority(name=name)
            | program.Rank(name=name)
        ):
            texts = (name,)
        case _:
            return
    yield from (f"{it.zh} {it.en}".strip() for it in texts)


def _named_in(kind: Kind, id_: str, side: Side) -> str:
    found = side.values.get(Key(kind, id_))
    return id_ if found is None else named(found, side) or id_


def _truth(id_: str, names: Lexicon) -> str:
    return lexicon.term(names, id_) if id_ in names.terms else lexicon.fact(names, id_)


def _text(it: program.Text, lang: Lang) -> str:
    return it.zh if lang == "zh" else it.en.replace("_", " ") or it.zh
