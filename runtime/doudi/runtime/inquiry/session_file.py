"""An interview ⇄ the file that it is taken up again from.

The file holds the facts as they were, what was asked for and the answers in their order; its
hash covers all of it. It names the rules it was last written with and may be read with others,
as long as they know the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, NoReturn, TypeGuard

from doudi.runtime.canonical import Json, canonical, fingerprint
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.convert import Unfit, day_of, shown
from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.facts.written import facts_json
from doudi.runtime.inquiry.interview import Answered, Interview, read_answer
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program.ids import EntityId, FactId, SchemeId, TermId
from doudi.runtime.trace import SubjectKey

SCHEMA: Final = "doudi-interview/1"
_FAMILY: Final = "doudi-interview/"
_TEXT: Final = (str, "文字", "a text")
_LIST: Final = (list, "列表", "a list")
_OBJECT: Final = (dict, "对象", "an object")
_TOP: Final[Mapping[str, tuple[type, str, str]]] = {
    "schema": _TEXT,
    "bundle": _TEXT,
    "as_of": _TEXT,
    "schemes": _LIST,
    "people": _LIST,
    "costs": _OBJECT,
    "facts": _OBJECT,
    "answers": _LIST,
    "hash": _TEXT,
}
_ANSWER: Final = {
    "entity": _TEXT,
    "id": _TEXT,
    "fact": _TEXT,
    "answer": (object, "", ""),
}
_COST: Final = re.compile(r"[0-9]{1,20}(/[1-9][0-9]{0,19})?")


@dataclass(frozen=True, slots=True)
class Session:
    """`rules_hash`: of the bundle that it was last written with."""

    interview: Interview
    rules_hash: str


def session_bytes(session: Session) -> bytes:
    """Canonical JSON and a newline: the same interview gives the same bytes."""
    it = session.interview
    document: dict[str, Json] = {
        "schema": SCHEMA,
        "bundle": session.rules_hash,
        "as_of": it.as_of.isoformat(),
        "schemes": list(it.wanted.schemes),
        "people": list(it.wanted.subjects),
        "costs": {fact: str(cost) for fact, cost in it.costs.items()},
        "facts": facts_json(it.case, it.rules.program),
        "answers": [_answer_json(answer) for answer in it.answers],
    }
    return canonical({**document, "hash": fingerprint(canonical(document))}) + b"\n"


def is_session(tree: object) -> TypeGuard[dict[str, Any]]:
    """Whether a file that was read says that it is an interview, of whichever version."""
    return isinstance(tree, dict) and str(tree.get("schema", "")).startswith(_FAMILY)


def session_of(tree: dict[str, Any], rules: Index) -> Session:
    """Raises FactsError with the place of what was changed, or that something was."""
    if tree["schema"] != SCHEMA:
        _refuse(
            "schema",
            f"格式 `{shown(tree['schema'])}` 不是本程序所读的 `{SCHEMA}`；可能要升级 doudi",
            f"the format `{shown(tree['schema'])}` is not `{SCHEMA}`, which this version reads; "
            "perhaps doudi needs an upgrade",
        )
    _has(tree, _TOP, "")
    case = _case(tree["facts"], rules)
    as_of = _day(tree["as_of"])
    subjects = start(rules, case, as_of).by_key
    ids = {id_ for _, id_ in subjects}
    interview = Interview(
        rules,
        case,
        as_of,
        Selection(
            tuple(SchemeId(it) for it in _among(tree["schemes"], set(rules.schemes), "schemes")),
            tuple(_among(tree["people"], ids, "people")),
        ),
        dict(_costs(tree["costs"], rules)),
    )
    answers = [
        _answered(it, rules, subjects, f"answers[{at}]") for at, it in enumerate(tree["answers"])
    ]
    if tree["hash"] != fingerprint(canonical({it: tree[it] for it in tree if it != "hash"})):
        _refuse(
            "hash",
            "与内容不符：文件在写成之后被改动过；要改案情，请改案情文件并另起访谈",
            "does not fit the rest: the file was changed after it was written; to change the "
            "facts, edit the facts file and begin a new interview",
        )
    return Session(replace(interview, answers=tuple(answers)), tree["bundle"])


def _answer_json(answer: Answered) -> Json:
    return {
        "entity": answer.cell.entity,
        "id": answer.cell.subject,
        "fact": answer.cell.name,
        "answer": answer.said,
    }


def _answered(
    raw: object, rules: Index, subjects: Mapping[SubjectKey, object], path: str
) -> Answered:
    tree = _object(raw, path)
    _has(tree, _ANSWER, path)
    name = tree["fact"]
    declared = rules.facts.get(FactId(name)) or rules.terms.get(TermId(name))
    if declared is None or declared.entity != tree["entity"]:
        _refuse(
            f"{path}.fact",
            f"现有规则里没有 `{shown(name)}` 这一事实；请用写成时的规则包续答",
            f"the rules know no fact `{shown(name)}` here; go on with the bundle it was made with",
        )
    if (tree["entity"], tree["id"]) not in subjects:
        _refuse(
            f"{path}.id",
            f"案情里没有 `{shown(tree['id'])}`",
            f"there is no `{shown(tree['id'])}` in the facts",
        )
    cell = Cell(EntityId(tree["entity"]), tree["id"], name)
    return Answered(
        cell, tree["answer"], read_answer(cell, tree["answer"], rules, f"{path}.answer")
    )


def _case(facts: dict[str, Any], rules: Index) -> Case:
    try:
        return case_from_python(facts, rules.program)
    except FactsError as error:
        inside = (
            Problem(f"facts.{it.path}" if it.path else "facts", it.zh, it.en)
            for it in error.problems
        )
        raise FactsError(tuple(inside)) from None


def _day(raw: object) -> date:
    try:
        return day_of(raw)
    except Unfit as unfit:
        _refuse("as_of", unfit.zh, unfit.en)


def _among(raw: list[object], known: set[str] | set[SchemeId], path: str) -> Iterator[str]:
    for at, it in enumerate(raw):
        if not isinstance(it, str) or it not in known:
            _refuse(f"{path}[{at}]", f"没有 `{shown(it)}`", f"there is no `{shown(it)}`")
        yield it


def _costs(raw: dict[str, object], rules: Index) -> Iterator[tuple[str, Fraction]]:
    for name, cost in raw.items():
        known = FactId(name) in rules.facts or TermId(name) in rules.terms
        if not known or not isinstance(cost, str) or not _COST.fullmatch(cost):
            _refuse(
                f"costs.{shown(name)}",
                f"`{shown(cost)}` 不是某一事实的询问成本",
                f"`{shown(cost)}` is not what asking for a fact costs",
            )
        yield name, Fraction(cost)


def _object(raw: object, path: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        _refuse(path, "应为对象", "should be an object")
    return raw


def _has(tree: dict[str, Any], members: Mapping[str, tuple[type, str, str]], path: str) -> None:
    """Exactly these, each of its kind."""
    inside = f"{path}." if path else ""
    for name in tree:
        if name not in members:
            _refuse(f"{inside}{shown(name)}", "这里没有这一项", "there is no such thing here")
    for name, (kind, zh, en) in members.items():
        if name not in tree:
            _refuse(f"{inside}{name}", "缺少这一项", "is missing")
        if not isinstance(tree[name], kind):
            _refuse(f"{inside}{name}", f"应为{zh}", f"should be {en}")


def _refuse(path: str, zh: str, en: str) -> NoReturn:
    raise FactsError((Problem(path, zh, en),))
