"""A disagreement made small: as few declarations, clauses and facts as still show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from doudi.runtime.facts.errors import FactsError

from tests.reference.agreement import NotCompiledError, disagreements, ready
from tests.reference.found import Found
from tests.reference.generate import RuleSet


def smaller(found: Found) -> Found:
    """Leaves out what can be left out, again and again, until nothing can."""
    if not differs(found):  # only the trace does: as it is
        return found
    again = True
    while again:
        again = False
        for tried in (*_fewer_rules(found), *_fewer_facts(found)):
            if _size(tried) < _size(found) and differs(tried):
                found, again = tried, True
                break
    return found


def differs(it: Found) -> bool:
    try:
        return any(disagreements(ready(it.rules), it.facts, Counter()))
    except (NotCompiledError, FactsError, LookupError, StopIteration):
        return False


def _size(it: Found) -> int:
    return sum(len(it.rules.text(name)) for name in it.rules.files) + len(str(it.facts))


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
