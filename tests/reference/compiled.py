"""Generated rules made ready: compiled for the runtime, and read by the reference."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml

from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.diagnostics.model import Severity
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source
from doudi.runtime.bundle.read import read_bundle
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import (
    Amount,
    Period,
    Places,
    Provision,
    Relations,
    Rounding,
)
from doudi.runtime.program.expressions import Aggregate, Op, Span, Special
from tests.reference.generate import RuleSet
from tests.reference.rules import Rules, rules_of
from tests.reference.vocabulary import AREAS, YEARS


class NotCompiledError(ValueError):
    """The generated rules are no rules: a mistake of the generator, or of the compiler."""


@dataclass(frozen=True)
class Ready:
    rules: Rules
    index: Index
    zh: Mapping[str, str]  # of schemes, facts, terms, standards, kinds and options
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
    for those in (program.terms, program.facts, program.standards, program.entities):
        names |= {it.id: it.name.zh for it in those}
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
