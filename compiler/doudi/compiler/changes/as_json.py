"""A report for programs: `doudi-diff/1`, the same in either language.

Money is a decimal string in yuan, a date is ISO 8601, ids are those of the programs; what is said
in words comes in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, assert_never

from doudi.compiler.changes import answers_in_words, in_words
from doudi.compiler.changes.answers import Difference, Given
from doudi.compiler.changes.answers_in_words import sides_of
from doudi.compiler.changes.causes import Explained
from doudi.compiler.changes.comparison import Change, Comparison
from doudi.compiler.changes.declared import Key
from doudi.compiler.changes.equivalence import NotDecided, Same, Shown, Verdict
from doudi.compiler.changes.in_words import Side
from doudi.compiler.changes.parts import Part, only_wording, under_one_version
from doudi.compiler.changes.report import Cases, Changed, Report, RuleChange
from doudi.compiler.drafts.facts_tree import plain, tree_of
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.decision import DutyResult, SchemeOutcome
from doudi.runtime.explanation.decision_json import amount_json, schedule_json

SCHEMA: Final = "doudi-diff/1"

_Sides = tuple[tuple[Side, Side], tuple[Side, Side]]  # in Chinese, in English


def as_json(report: Report) -> str:
    comparison = report.comparison
    sides = _sides(comparison)
    old, new = report.hashes
    whole = {
        "schema": SCHEMA,
        "old": old,
        "new": new,
        "changes": [_change(it, comparison, sides) for it in report.changes],
        "cases": None if report.cases is None else _cases(report.cases),
        "receipts": None if report.receipts is None else _cases(report.receipts),
        "same": report.same,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _sides(comparison: Comparison) -> _Sides:
    return sides_of(comparison, "zh"), sides_of(comparison, "en")


def _change(it: RuleChange, comparison: Comparison, sides: _Sides) -> dict[str, Any]:
    change = it.change
    return {
        **_key(change.key),
        "change": _way(change),
        "name": _both([answers_in_words.change(change.key, each) for each in sides]),
        "only_wording": only_wording(change),
        "same_version": under_one_version(change),
        "parts": [_part(part, it, comparison, sides) for part in it.parts],
    }


def _way(change: Change) -> str:
    if change.old is None:
        return "added"
    return "removed" if change.new is None else "changed"


def _part(part: Part, it: RuleChange, comparison: Comparison, sides: _Sides) -> dict[str, Any]:
    old, new, found = it.change.old, it.change.new, it.verdicts.get(part)
    return {
        "part": part.value,
        "old": None if old is None else _said([in_words.said(part, old, s[0]) for s in sides]),
        "new": None if new is None else _said([in_words.said(part, new, s[1]) for s in sides]),
        "verdict": None if found is None else _verdict(found, comparison, sides),
    }


def _verdict(it: Verdict, comparison: Comparison, sides: _Sides) -> dict[str, Any]:
    rules = comparison.made(comparison.keys)
    words = _said([answers_in_words.verdict(it, rules, each) for each in sides])
    match it:
        case Same(knowledge=knowledge):
            return {"result": "same", "words": words, "knowledge": list(knowledge)}
        case NotDecided(why=why):
            return {"result": "not_decided", "words": words, "why": why}
        case Shown(draft=draft):
            tree = {key: each for key, each in tree_of(draft, rules).items() if key != "area"}
            return {
                "result": "shown",
                "words": words,
                "witness": {
                    "date": draft.as_of.isoformat(),
                    "area": draft.area,
                    "facts": plain(tree),
                },
                "differences": [_difference(each, sides) for each in it.differences],
            }
        case _:
            assert_never(it)


def _cases(it: Cases) -> dict[str, Any]:
    return {
        "changed": [_changed(each) for each in it.changed],
        "unchanged": list(it.unchanged),
        "unread": [{"name": each.name, "why": _message(each.why)} for each in it.unread],
        "totals": {
            "given": it.total,
            "changed": len(it.changed),
            "only_reasons": sum(each.only_reasons for each in it.changed),
            "unchanged": len(it.unchanged),
            "unread": len(it.unread),
        },
    }


def _changed(it: Changed) -> dict[str, Any]:
    sides = _sides(it.comparison)
    return {
        "name": it.name,
        "date": it.household.as_of.isoformat(),
        "area": it.household.new.area,
        "only_reasons": it.only_reasons,
        "differences": [
            {
                **_difference(difference, sides),
                "explained": [_explained(each) for each in explained],
            }
            for difference, explained in zip(it.differences, it.explained, strict=True)
        ],
    }


def _difference(it: Difference, sides: _Sides) -> dict[str, Any]:
    entity, id_ = it.about.subject
    kind = "scheme" if isinstance(it.new or it.old, SchemeOutcome) else "duty"
    return {
        "kind": kind,
        "id": it.about.id,
        "subject": {"entity": entity, "id": id_},
        "aspects": [each.value for each in it.aspects],
        "nothing_given": it.nothing_given,
        "old": _answer(it.old),
        "new": _answer(it.new),
        "words": _both([answers_in_words.change_of(it, each) for each in sides]),
    }


def _explained(it: Explained) -> dict[str, Any]:
    return {
        "aspects": [each.value for each in it.aspects],
        "causes": [
            {"way": each.way.value, "changes": [_key(key) for key in each.changes]}
            for each in it.causes
        ],
    }


def _answer(it: Given | None) -> dict[str, Any] | None:
    match it:
        case None:
            return None
        case SchemeOutcome():
            return {
                "outcome": it.outcome.value,
                "amount": amount_json(it.amount),
                "schedule": schedule_json(it.schedule),
                "place": [{"option": each.option, "mode": each.mode} for each in it.places],
                "fund": list(it.funds),
                "due": None if it.due is None else it.due.isoformat(),
                "procedures": list(it.procedures),
            }
        case DutyResult():
            return {
                "norm": it.norm,
                "status": it.status,
                "due": it.due_moment or (None if it.due is None else it.due.isoformat()),
                "holder": list(it.holders),
            }
        case _:
            assert_never(it)


def _key(key: Key) -> dict[str, str]:
    return {"kind": key.kind.value, "id": key.id}


def _both(words: Sequence[str]) -> dict[str, str]:
    zh, en = words
    return {"zh": zh, "en": en}


def _said(lines: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    zh, en = lines
    return {"zh": list(zh), "en": list(en)}


def _message(it: Message) -> dict[str, str]:
    return {"zh": it.zh, "en": it.en}
