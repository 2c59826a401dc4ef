"""A disagreement made small: as few declarations, clauses and facts as still show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from doudi.runtime.facts.errors import FactsError
from tests.reference.agreement import disagreements
from tests.reference.compiled import NotCompiledError, ready
from tests.reference.found import Found
from tests.reference.generate import RuleSet

MOST_TRIES = 600


def smaller(found: Found) -> Found:
    """Leaves out what can be left out: declarations, then lines of them, then facts."""
    if not differs(found):  # only the trace does: as it is
        return found
    tries = 0
    for fewer in (_fewer_rules, _fewer_facts, _fewer_rules):
        at = 0
        while tries < MOST_TRIES:
            tried = next(islice(fewer(found), at, None), None)
            if tried is None:
                break
            tries += 1
            if differs(tried):
                found = tried
            else:
                at += 1
    return found


def differs(it: Found) -> bool:
    try:
        return any(disagreements(ready(it.rules), it.facts, Counter()))
    except (NotCompiledError, FactsError, LookupError, StopIteration):
        return False


def _fewer_rules(found: Found) -> Iterator[Found]:
    for rules in _rules(found.rules):
        yield replace(found, rules=rules)


def _rules(rules: RuleSet) -> Iterator[RuleSet]:
    for name in rules.files:
        if len(rules.files) > 1 and name.startswith("a"):
            yield replace(rules, files={k: it for k, it in rules.files.items() if k != name})
    for name, declarations in rules.files.items():
        for index in range(len(declarations) - 1, -1, -1):
            yield rules.without(name, index)
    for name, declarations in rules.files.items():
        for index, text in enumerate(declarations):
            lines = text.splitlines(keepends=True)
            for line in range(len(lines) - 1, 0, -1):
                yield rules.without(name, index, "".join(lines[:line] + lines[line + 1 :]))


def _fewer_facts(found: Found) -> Iterator[Found]:
    for facts in _facts(found.facts):
        yield replace(found, facts=facts)


def _facts(facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for key, value in facts.items():
        if key not in ("as_of", "area", "id"):
            yield {k: it for k, it in facts.items() if k != key}
        if isinstance(value, dict):
            for less in _facts(value):
                yield {**facts, key: less}
        if isinstance(value, list):
            for index, one in enumerate(value):
                yield {**facts, key: value[:index] + value[index + 1 :]}
                for less in _facts(one):
                    yield {**facts, key: [*value[:index], less, *value[index + 1 :]]}
