"""What would settle an expression that is not settled: facts, figures, calendar years, definitions.

Follows only the parts that are themselves open: a false operand of an `or` needs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from doudi.runtime.decision import Need, Subject
from doudi.runtime.evaluation.evaluate import (
    condition,
    fact_use,
    holder,
    settled,
    standard_value,
    term_value,
    value,
)
from doudi.runtime.evaluation.open_conditions import (
    EVERYTHING,
    Apart,
    hopeless,
    matters,
    split,
    split_condition,
    told_apart,
)
from doudi.runtime.evaluation.scope import (
    Join,
    Leaf,
    Node,
    Part,
    Run,
    Scope,
    Settled,
    scope_of,
)
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision, Text
from doudi.runtime.program.ids import EntityId, TermId
from doudi.runtime.trace import StandardUse, SubjectKey
from doudi.runtime.values import Interval, Truth

LOOKS_UP_CALENDAR: Final = frozenset({"shift", "spring_festival"})


def needs(expr: ir.Expr, scope: Scope) -> Iterator[Need]:
    """Needs in the order of the rule's text; may repeat."""
    its = value(expr, scope)
    if settled(its):
        return
    if isinstance(its, Truth):
        yield from _part_needs(split(expr, scope), EVERYTHING)
    else:
        yield from _number_needs(expr, scope)


def condition_needs(provisions: Iterable[Provision], node: Node, run: Run) -> Iterator[Need]:
    """What would settle the conditions of provisions that are unknown for a subject."""
    for provision in provisions:
        key = (str(provision.id), node.key)
        if key not in run.needs:
            part = split_condition(provision, node, run)
            run.needs[key] = distinct(_part_needs(part, EVERYTHING))
        yield from run.needs[key]


def distinct(found: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(dict.fromkeys(found))


def _part_needs(part: Part, apart: Apart) -> Iterator[Need]:
    """What of an open condition still matters to whoever can tell these truths apart."""
    if not apart:
        return
    match part:
        case Settled():
            return
        case Join(parts=parts):
            for at, it in enumerate(parts):
                yield from _part_needs(it, told_apart(part, at, apart))
        case Leaf(expr=expr, scope=scope):
            found = _leaf_needs(expr, scope)
            moves = matters(part, apart)
            yield from (it for it in found if moves or it.kind != "fact" or _is_list(it, scope))


def _leaf_needs(expr: ir.Expr, scope: Scope) -> Iterator[Need]:
    match expr:
        case ir.Term(id=term):
            run = scope.run
            owner = holder(scope.node, run.index.terms[term].entity, run) or scope.node
            key = (str(term), owner.key)
            if key not in run.needs:
                run.needs[key] = distinct(_term_needs(term, owner, run))
            yield from run.needs[key]
        case ir.Op(args=args):
            for arg in args:
                yield from needs(arg, scope)
        case _:
            yield from _number_needs(expr, scope)


def _number_needs(expr: ir.Expr, scope: Scope) -> Iterator[Need]:
    """Where no answer would narrow the number, just what keeps it open."""
    stuck = hopeless(expr, scope)
    yield from (
        it
        for it in _each_number_need(expr, scope)
        if not stuck or it.kind != "fact" or _is_list(it, scope)
    )


def _each_number_need(expr: ir.Expr, scope: Scope) -> Iterator[Need]:
    match expr:
        case ir.Fact():
            use = fact_use(expr, scope)
            yield Need("fact", use.fact, _subject(use.subject), use.status)
        case ir.Term():
            yield from _leaf_needs(expr, scope)
        case ir.Standard(args=args):
            for arg in args:
                yield from needs(arg, scope)
            values = [value(it, scope) for it in args]
            for row in standard_value(expr, values, scope)[1]:
                if row.amount is None:
                    yield _figure(row, scope)
        case ir.Op(op=op, args=args):
            for arg in args:
                yield from needs(arg, scope)
            if op in LOOKS_UP_CALENDAR and settled(value(args[0], scope)):
                yield _calendar(value(args[0], scope), op)
        case ir.Aggregate():
            yield from _aggregate_needs(expr, scope)
        case ir.Special(name=name):
            yield Need("fact", name, None, "absent")
        case _:
            return


def _is_list(need: Need, scope: Scope) -> bool:
    """Whether it asks for a whole list of people and not for an answer about one."""
    return need.name in scope.run.index.entities


def _term_needs(term: TermId, node: Node, run: Run) -> Iterator[Need]:
    declared = run.index.terms[term]
    owner = holder(node, declared.entity, run)
    result = term_value(term, node, run)
    if owner is None or result.origin == "given":
        yield Need("fact", term, _subject((owner or node).key), "unknown")
        return
    if result.origin == "undefined":
        yield Need("definition", term, _subject(owner.key))
        return
    if result.origin == "vocabulary" and declared.means is not None:
        yield from needs(declared.means, Scope(run, owner, run.as_of, None, None))
        return
    rules = run.index.by_term[term]
    speaking = run.competent(rules.recognising + rules.forbidding + rules.defining)
    yield from condition_needs(speaking, owner, run)
    for provision in speaking:
        if isinstance(provision.effect, Define) and settled(condition(provision, owner, run)):
            yield from needs(provision.effect.value, scope_of(run, provision, owner))


def _aggregate_needs(expr: ir.Aggregate, scope: Scope) -> Iterator[Need]:
    nodes = scope.run.members(expr.entity, scope.node)
    if nodes is None:
        yield Need("fact", expr.entity, _subject(scope.node.key), "absent")
        return
    for node in nodes:
        inside = scope.at(node)
        for part in (expr.when, expr.value):
            if part is not None:
                yield from needs(part, inside)


def _figure(row: StandardUse, scope: Scope) -> Need:
    """Names the table, kind, area and date, and the notice that should have said it."""
    index = scope.run.index
    standard = index.standards[row.standard]
    options: dict[str, Text] = {
        option: text for it in index.program.choices for option, text in it.options
    }
    area = index.tables.areas.by_code.get(row.area)
    kinds = [options[it] for it in row.options if it in options]
    zh = "、".join(it.zh for it in kinds)
    en = ", ".join(it.en.replace("_", " ") or it.zh for it in kinds)
    place = area.name if area is not None else row.area
    missing_zh = f"应由{row.document}规定" if row.document else "这一天的数额没有收集到"
    missing_en = (
        f"set by {row.document}" if row.document else "no figure for that day has been collected"
    )
    day = row.on.isoformat()
    about_zh = "，".join(it for it in (place, zh, day) if it)
    about_en = ", ".join(it for it in (place, en, day) if it)
    return Need(
        "standard",
        row.standard,
        None,
        f"{standard.name.zh}（{about_zh}）；{missing_zh}",
        f"{standard.name.en or standard.name.zh} ({about_en}); {missing_en}",
    )


def _calendar(argument: object, op: str) -> Need:
    start = argument.low if isinstance(argument, Interval) else None
    if start is None:
        where = "?"
    elif op == "shift":
        where = date.fromordinal(int(start)).isoformat()
    else:
        where = str(int(start))
    return Need(
        "calendar",
        "calendar",
        None,
        f"工作日与节日表未覆盖所需年份：{where}",
        f"the table of working days and festivals does not cover the year needed: {where}",
    )


def _subject(key: SubjectKey) -> Subject:
    return Subject(EntityId(key[0]), key[1])
