"""What a declaration says, part by part, so that one sees which part of it is another now.

Takes a declaration; gives its parts by name. Parts are values of the program: two are the same
part if they are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, assert_never

from doudi.compiler.changes.comparison import Change
from doudi.compiler.changes.declared import Declaration, Precedence, Row
from doudi.runtime.program.declarations import (
    Area,
    Authority,
    Calendar,
    Choice,
    Document,
    Entity,
    Fact,
    Force,
    Provision,
    Rank,
    Scheme,
    Standard,
    Term,
)
from doudi.runtime.program.knowledge import Axiom, Disjoint


class Part(StrEnum):
    AREA = "area"
    FORCE = "force"
    FOR_EACH = "for_each"
    CONDITION = "condition"
    NORM = "norm"
    EFFECT = "effect"
    AMOUNT = "amount"
    PERIOD = "period"
    PLACES = "places"
    LIFTS = "lifts"
    FUNDS = "funds"
    DUE = "due"
    PROCEDURES = "procedures"
    HOLDERS = "holders"
    EXCEPTION_TO = "exception_to"
    PREVAILS_OVER = "prevails_over"
    SPECIAL_TO = "special_to"
    EXCLUDES = "excludes"
    TAKES_HIGHER = "takes_higher"
    STACKS_WITH = "stacks_with"
    REPEALS = "repeals"
    AUTHORITY = "authority"
    RANK = "rank"
    ISSUED = "issued"
    VERSION = "version"
    MEANING = "meaning"
    LINKS = "links"
    CONTAINER = "container"
    OPTIONS = "options"
    TYPE = "type"
    RANGE = "range"
    CHANGEABLE = "changeable"
    SENSITIVE = "sensitive"
    MEANS = "means"
    KIND = "kind"
    BY = "by"
    UNIT = "unit"
    FIGURE = "figure"
    UNTIL = "until"
    ABOVE = "above"
    PRINCIPLES = "principles"
    PARENT = "parent"
    WORKING_DAYS = "working_days"
    SPRING_FESTIVALS = "spring_festivals"
    WHEN = "when"
    THEN = "then"
    # Why and in what words: no answer changes with these.
    NAME = "name"
    TITLE = "title"
    NUMBER = "number"
    CITATIONS = "citations"
    SOURCES = "sources"
    ASSUMPTIONS = "assumptions"
    AMBIGUITIES = "ambiguities"
    QUESTION = "question"
    NOTICE = "notice"


WORDING: Final = frozenset(
    {
        Part.NAME,
        Part.TITLE,
        Part.NUMBER,
        Part.CITATIONS,
        Part.SOURCES,
        Part.ASSUMPTIONS,
        Part.AMBIGUITIES,
        Part.QUESTION,
        Part.NOTICE,
    }
)


def changed_parts(change: Change) -> tuple[Part, ...]:
    """() where a declaration is new or gone: then all of it is."""
    if change.old is None or change.new is None:
        return ()
    old, new = parts(change.old), parts(change.new)
    return tuple(it for it in Part if old.get(it) != new.get(it))


def only_wording(change: Change) -> bool:
    """Whether it is the same rule, told or grounded in other words."""
    found = changed_parts(change)
    return bool(found) and WORDING.issuperset(found)


def under_one_version(change: Change) -> bool:
    """Whether a document means something else and does not say so by its version."""
    match change.old, change.new:
        case Document() as old, Document() as new:
            return old.meaning != new.meaning and old.version == new.version
        case _:
            return False


def parts(declaration: Declaration) -> Mapping[Part, object]:
    match declaration:
        case Provision():
            return _of_provision(declaration)
        case Document():
            return {
                **_force(declaration.force),
                Part.AUTHORITY: declaration.authority,
                Part.RANK: declaration.rank,
                Part.AREA: declaration.area,
                Part.ISSUED: declaration.issued,
                Part.VERSION: declaration.version,
                Part.MEANING: declaration.meaning,
                Part.LINKS: declaration.links,
                Part.TITLE: declaration.title,
                Part.NUMBER: declaration.number,
                Part.ASSUMPTIONS: (declaration.force.assumed, declaration.issued_assumed),
                Part.NOTICE: declaration.notice,
            }
        case Entity(name=name, container=container):
            return {Part.NAME: name, Part.CONTAINER: container}
        case Choice(name=name, options=options):
            return {
                Part.NAME: (name, dict(options)),
                Part.OPTIONS: tuple(option for option, _ in options),
            }
        case Fact():
            return {
                Part.FOR_EACH: declaration.entity,
                Part.TYPE: declaration.type,
                Part.RANGE: (declaration.minimum, declaration.maximum),
                Part.CHANGEABLE: declaration.changeable,
                Part.SENSITIVE: declaration.sensitive,
                Part.QUESTION: declaration.question,
                Part.NAME: declaration.name,
            }
        case Term(name=name, entity=entity, type=type_, means=means, label=label):
            return {
                Part.FOR_EACH: entity,
                Part.TYPE: type_,
                Part.MEANS: means,
                Part.NAME: (name, label),
            }
        case Scheme(name=name, entity=entity, kind=kind, label=label):
            return {Part.FOR_EACH: entity, Part.KIND: kind, Part.NAME: (name, label)}
        case Standard(name=name, by=by, unit=unit, label=label):
            return {Part.BY: by, Part.UNIT: unit, Part.NAME: (name, label)}
        case Row(said=said):
            return {
                Part.FIGURE: said.amount,
                Part.UNTIL: said.end,
                Part.SOURCES: (said.document, said.source, said.note),
            }
        case Axiom(entity=entity, when=when, then=then, sources=sources):
            return {
                Part.FOR_EACH: entity,
                Part.WHEN: when,
                Part.THEN: then,
                Part.SOURCES: sources,
            }
        case Disjoint(sources=sources):
            return {Part.SOURCES: sources}
        case Authority(name=name, area=area):
            return {Part.AREA: area, Part.NAME: name}
        case Rank(name=name, above=above):
            return {Part.ABOVE: above, Part.NAME: name}
        case Precedence(principles=principles):
            return {Part.PRINCIPLES: principles}
        case Area(name=name, parent=parent):
            return {Part.PARENT: parent, Part.NAME: name}
        case Calendar():
            return {
                Part.WORKING_DAYS: (declaration.years, declaration.off, declaration.work),
                Part.SPRING_FESTIVALS: declaration.spring_festivals,
                Part.SOURCES: declaration.source,
            }
        case _:
            assert_never(declaration)


def _of_provision(it: Provision) -> Mapping[Part, object]:
    facets, relations, period = it.facets, it.relations, it.facets.period
    reasons = (it.force.assumed, facets.due_assumed, period and period.part_month_assumed)
    return {
        **_force(it.force),
        Part.AREA: it.area,
        Part.FOR_EACH: it.entity,
        Part.CONDITION: it.condition,
        Part.NORM: it.norm,
        Part.EFFECT: it.effect,
        Part.AMOUNT: facets.amount,
        Part.PERIOD: period and replace(period, part_month_assumed=None),
        Part.PLACES: facets.places,
        Part.LIFTS: facets.lifts,
        Part.FUNDS: facets.funds,
        Part.DUE: facets.due,
        Part.PROCEDURES: facets.procedures,
        Part.HOLDERS: facets.holders,
        Part.EXCEPTION_TO: relations.exception_to,
        Part.PREVAILS_OVER: relations.prevails_over,
        Part.SPECIAL_TO: relations.special_to,
        Part.EXCLUDES: relations.excludes,
        Part.TAKES_HIGHER: relations.takes_higher,
        Part.STACKS_WITH: relations.stacks_with,
        Part.REPEALS: relations.repeals,
        Part.TITLE: it.title,
        Part.CITATIONS: it.citations,
        Part.SOURCES: it.sources,
        Part.ASSUMPTIONS: (it.assumptions, reasons),
        Part.AMBIGUITIES: it.ambiguities,
    }


def _force(it: Force) -> Mapping[Part, object]:
    return {Part.FORCE: (it.start, it.end)}
