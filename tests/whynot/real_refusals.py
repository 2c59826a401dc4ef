"""The refusals of refusals.yaml: one scheme for one person or household of the real rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.probing.probe import Probe
from doudi.runtime.program.ids import SchemeId

_FILE: Final = Path(__file__).parent / "refusals.yaml"


@dataclass(frozen=True, slots=True)
class RealRefusal:
    """`size`: how few facts would do; None where nothing helps."""

    name: str
    scheme: SchemeId
    person: str | None
    at_least: int | None
    now: str
    size: int | None
    facts: Mapping[str, Any]

    def probe(self, rules: Index) -> Probe:
        case = case_from_python(self.facts, rules.program)
        assert case.as_of is not None
        nodes = start(rules, case, case.as_of).nodes[rules.schemes[self.scheme].entity]
        keys = [it.key for it in nodes if self.person in (None, it.key[1])]
        (subject,) = keys
        return Probe(rules, case, case.as_of, self.scheme, subject)


def real_refusals() -> list[RealRefusal]:
    return [_refusal(it) for it in yaml.safe_load(_FILE.read_text("utf-8"))]


def _refusal(it: Mapping[str, Any]) -> RealRefusal:
    size = it["facts_to_change"]
    return RealRefusal(
        it["name"],
        SchemeId(it["scheme"]),
        it.get("person"),
        it.get("at_least"),
        it["now"],
        None if size == "none" else size,
        it["facts"],
    )
