"""The runtime beside the reference: where do they not agree?"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from math import inf
from pathlib import Path
from typing import Any

import yaml

from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.diagnostics.model import Severity
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.decide import decide as decide_quickly
from doudi.runtime.evaluation.duties import duties as duties_of
from doudi.runtime.evaluation.evaluate import term_value, value
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import Scope, scope_of, start
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.operators.truths import truth
from doudi.runtime.program.declarations import (
    Amount,
    Period,
    Places,
    Provision,
    Relations,
    Rounding,
)
from doudi.runtime.program.expressions import Aggregate, Op, Span, Special
from doudi.runtime.trace import Contest, Step
from doudi.runtime.values import Interval, NotApplicable, Symbol, Truth, UnknownSymbol
from tests.reference import amounts, semantics
from tests.reference import values as v
from tests.reference.case import case_of, number
from tests.reference.generate import RuleSet
from tests.reference.rules import Rules, rules_of
from tests.reference.values import NA, Range
from tests.reference.vocabulary import AREAS, YEARS


def trace_disagreements(these: Ready, facts: Mapping[str, Any]) -> list[str]:
    """What more detail, or a second time, decides otherwise; every step that is not its value."""
    case = case_from_python(facts, these.index.program)
    first = decide_quickly(these.index, case, detail="full")
    others = (
        decide_quickly(index(these.index.program), case, detail="full"),
        decide_quickly(these.index, case, detail="compact"),
        decide_quickly(these.index, case, detail="none"),
    )
    said = [] if first == others[0] else ["decided a second time, it is another decision"]
    if any((first.outcomes, first.duties) != (it.outcomes, it.duties) for it in others):
        said.append("detail changes what is decided")
    run = start(these.index, case, first.as_of)
    for it in first.trace.provisions:
        if it.condition is None:
            continue
        provision = these.index.provisions[it.provision]
        scope = scope_of(run, provision, run.by_key[it.subject])
        if truth(it.condition.value).value != it.truth:
            said.append(
                f"{it.provision} {it.subject}: {it.truth}, in the trace {it.condition.value}"
            )
        said += (f"{it.provision} {it.subject}: step {step}" for step in wrong(it.condition, scope))
    return said


def wrong(step: Step, scope: Scope) -> Iterator[Step]:
    """The steps whose value is not what their expression comes to."""
    if value(step.expr, scope) != step.value:
        yield step
    for part in step.parts:
        inner = isinstance(step.expr, Aggregate) and part.subject is not None
        node = scope.run.by_key[part.subject] if inner and part.subject else scope.node
        yield from wrong(part, replace(scope, node=node))


class NotCompiledError(ValueError):
    """The generated rules are no rules: a mistake of the generator, or of the compiler."""


@dataclass(frozen=True)
class Ready:
    rules: Rules
    index: Index
    zh: Mapping[str, str]  # of schemes, terms and options
    operators: Counter[str]  # what the rules are made of


def ready(rules: RuleSet) -> Ready:
    """Compiled, written as a bundle and read again; and read by the reference."""
    with tempfile.TemporaryDirectory() as folder:
        compilation = compile_rules(lay(rules, Path(folder)))
    if compilation.bundle is None:
        said = [
            f"{it.code.id} {it.primary.span.source.name}:{it.primary.span.line} {it.headline.en}"
            for it in compilation.findings
            if it.code.severity is Severity.ERROR
        ]
        raise NotCompiledError("\n".join(said))
    program = read_bundle(compilation.bundle).program
    files = [parse(Source(name, rules.text(name))).value for name in rules.files]
    names: dict[str, str] = {it.id: it.name.zh for it in program.schemes}
    names |= {it.id: it.name.zh for it in program.terms}
    names |= {id_: text.zh for it in program.choices for id_, text in it.options}
    read = rules_of(files, AREAS, YEARS, rules.standards)
    made = index(program)
    operators = Counter(made_of(program)) + Counter({"relation to a duty": len(made.goes_before)})
    return Ready(read, made, names, operators)


def made_of(it: object) -> Iterator[str]:
    """Every operator, effect, facet and relation in a program, by name."""
    if isinstance(it, tuple):
        for inner in it:
            yield from made_of(inner)
    elif is_dataclass(it):
        match it:
            case Op(op=op):
                yield f"operator {op}"
            case Aggregate(kind=kind):
                yield f"aggregate {kind}"
            case Special(name=name):
                yield f"word {name}"
            case Span(unit=unit):
                yield f"length {unit}"
            case Amount(mode=mode):
                yield f"amount {mode}"
            case Rounding(mode=mode):
                yield f"rounding {mode}"
            case Places(mode=mode):
                yield f"place {mode}"
            case Period(every=every, part_month=part):
                yield f"period {every}"
                yield f"part month {part}"
            case Relations():
                yield from (f"relation {x.name}" for x in fields(it) if getattr(it, x.name))
            case Provision(norm=norm, effect=effect):
                yield f"{norm} {type(effect).__name__.lower()}"
        for field in fields(it):
            yield from made_of(getattr(it, field.name))


def lay(rules: RuleSet, folder: Path) -> Path:
    for name in rules.files:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(rules.text(name), "utf-8")
    tables = {
        "areas.yaml": {"source": "生成", "areas": AREAS},
        "calendar.yaml": {"source": "生成", "years": YEARS},
    } | {
        f"standards/{name.removesuffix('_standard')}.yaml": {"standard": name, "rows": _plain(rows)}
        for name, rows in rules.standards.items()
    }
    for name, table in tables.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.dump(table, Dumper=_Dumper, allow_unicode=True), "utf-8")
    return folder


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - data files have none
        return True


def _plain(rows: Any) -> list[dict[str, Any]]:
    return [
        {**row, "amount": None if row["amount"] is None else float(row["amount"])} for row in rows
    ]


def disagreements(these: Ready, facts: Mapping[str, Any], seen: Counter[str]) -> Iterator[str]:
    """One line for each thing that the two say differently of."""
    case = case_from_python(facts, these.index.program)
    decision = decide_quickly(these.index, case, detail="none")
    answer = semantics.decide(case_of(facts, these.rules))
    run = start(these.index, case, decision.as_of)
    for term in these.index.program.terms:
        for node in run.nodes.get(term.entity, ()):
            ours = _value(term_value(term.id, node, run).value, these)
            theirs = answer.terms[these.zh[term.id], node.key[1]]
            if ours != theirs:
                yield f"term {these.zh[term.id]} {node.key[1]}: runtime {ours}, reference {theirs}"
    duties: dict[tuple[str, str], tuple[str, int | None]] = {
        (it.provision, it.subject.id): (it.status, _due(it)) for it in decision.duties
    }
    for key in sorted({*duties, *answer.duties}):
        ours_, theirs_ = duties.get(key), answer.duties.get(key)
        seen[f"duty {None if theirs_ is None else theirs_[0]}"] += 1
        if ours_ != theirs_:
            yield f"duty {key}: runtime {ours_}, reference {theirs_}"
    contests: list[Contest] = []
    assert tuple(duties_of(run, contests)) == decision.duties
    gone = {(it.loser, it.subject[1]) for it in contests if it.subject is not None}
    seen["duty set aside"] += len(answer.set_aside)
    if gone != answer.set_aside:
        yield f"set aside: runtime {sorted(gone)}, reference {sorted(answer.set_aside)}"
    for it in decision.outcomes:
        expected = answer.schemes[these.zh[it.scheme], it.subject.id]
        seen[f"outcome {expected.outcome}"] += 1
        seen.update(f"clash {facet}" for facet, _ in expected.clashes)
        for what, a, b in _different(it, expected, these):
            yield f"{these.zh[it.scheme]} {it.subject.id} {what}: runtime {a}, reference {b}"


def _value(it: object, these: Ready) -> object:
    match it:
        case Truth():
            return v.Truth(it.value)
        case Interval(low, high):
            return Range(-inf if low is None else low, inf if high is None else high)
        case Symbol(id_):
            return v.Symbol(these.zh.get(id_, id_))
        case UnknownSymbol():
            return v.Symbol(None)
        case NotApplicable():
            return NA
        case _:
            return it


def _due(it: Any) -> int | None:
    if it.due_moment is not None:
        return int(number(it.due_moment, "MOMENT"))
    return None if it.due is None else it.due.toordinal()


def _different(
    it: SchemeOutcome, expected: semantics.Result, these: Ready
) -> Iterator[tuple[str, object, object]]:
    def zh(options: Any) -> frozenset[str]:
        return frozenset(these.zh[one] for one in options)

    if it.outcome.value != expected.outcome:
        yield "outcome", it.outcome.value, expected.outcome
        return
    schedule = None
    if it.schedule is not None:
        s = it.schedule
        schedule = (
            s.every, s.start, s.end, s.open,
            tuple((one.month, _amount(one.amount)) for one in s.instalments),
        )  # fmt: skip
    for what, ours, theirs in (
        ("provisions", frozenset(it.provisions), expected.provisions),
        ("barred_by", frozenset(it.barred_by), expected.barred_by),
        ("amount", _amount(it.amount), expected.amount or amounts.NONE),
        ("schedule", schedule, _plain_payments(expected)),
        ("places", frozenset((these.zh[p.option], p.mode) for p in it.places), expected.places),
        ("funds", zh(it.funds), expected.funds),
        ("due", None if it.due is None else it.due.toordinal(), expected.due),
        (
            "clashes",
            frozenset((c.facet, frozenset(c.provisions)) for c in it.clashes),
            expected.clashes,
        ),
    ):
        if ours != theirs:
            yield what, ours, theirs


def _plain_payments(expected: semantics.Result) -> object:
    it = expected.payments
    return None if it is None else (it.run.every, it.start, it.end, it.open, it.months)


def _amount(it: Any) -> amounts.Amount:
    return amounts.Amount(it.status, it.low, it.high)
