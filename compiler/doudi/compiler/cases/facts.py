"""The facts of a case: from the tree as written, or the file it names, to what `decide` takes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from doudi.compiler.cases import errors
from doudi.compiler.cases.model import Case, Word
from doudi.compiler.data.yaml import Mapping, Node, Scalar, Sequence
from doudi.compiler.ruleset.paths import inside
from doudi.policy_dsl.diagnostics.causes import cause
from doudi.policy_dsl.diagnostics.model import Finding, Found, Message
from doudi.policy_dsl.source import Span
from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.model import Case as GivenCase
from doudi.runtime.facts.read import MAX_BYTES, read_facts
from doudi.runtime.facts.validate import validate
from doudi.runtime.program.declarations import Program
from doudi.runtime.strict_json import Refused, exact_number

# As in a facts file of its own: see doudi.runtime.facts.yaml_text.
_WORDS: Final = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "": None,
    "~": None,
    "null": None,
}
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,4})?")
_STEP: Final = re.compile(r"\[(?P<index>[0-9]+)\]|(?P<name>[^.\[\]]+)")


def facts_of(
    case: Case, program: Program, root: Path, folder: PurePosixPath
) -> Found[GivenCase | None]:
    if case.facts_file is not None:
        read = _from_file(case.facts_file, root, folder)
        place: Node | None = None
        span = case.facts_file.span
    else:
        place, span = case.facts, case.span if case.facts is None else case.facts.span
        read = Found(None) if case.facts is None else _from_node(case.facts)
    if read.findings:
        return Found(None, read.findings)
    given = validate(read.value, program)
    if isinstance(given, GivenCase):
        return Found(given)
    return Found(None, tuple(_finding(it, place, span) for it in given))


def day_of(case: Case, given: GivenCase) -> date | None:
    return case.as_of or given.as_of


def _from_file(word: Word, root: Path, folder: PurePosixPath) -> Found[object]:
    path = inside(root, folder, word.text, word.span)
    if path.value is None:
        return Found(None, path.findings)
    if path.value.exists() and not path.value.is_file():  # a pipe would wait for its writer
        message = Message(f"`{word.text}` 不是文件", f"`{word.text}` is no file")
        return Found(None, (errors.facts_refused(word.span, message),))
    try:
        with path.value.open("rb") as file:
            return Found(read_facts(file.read(MAX_BYTES + 1)))
    except OSError as error:
        why = cause(error)
        message = Message(
            f"事实文件 `{word.text}` 打不开：{why.zh}",
            f"the facts file `{word.text}` cannot be opened: {why.en}",
        )
        return Found(None, (errors.facts_refused(word.span, message),))
    except FactsError as error:
        return Found(None, tuple(_finding(it, None, word.span) for it in error.problems))


def _from_node(node: Node) -> Found[object]:
    found: list[Finding] = []
    return Found(_tree(node, found), tuple(found))


def _tree(node: Node, found: list[Finding]) -> object:
    match node:
        case Mapping(entries=entries):
            return {key.text: _tree(value, found) for key, value in entries}
        case Sequence(items=items):
            return [_tree(it, found) for it in items]
        case Scalar(text=text, plain=False):
            return text
        case Scalar(text=text) if text in _WORDS:
            return _WORDS[text]
        case Scalar(text=text, span=span) if _NUMBER.fullmatch(text):
            try:
                return exact_number(text)
            except Refused as refused:
                found.append(errors.facts_refused(span, Message(refused.zh, refused.en)))
                return None
        case Scalar(text=text):
            return text


def _finding(problem: Problem, facts: Node | None, span: Span) -> Finding:
    at = span if facts is None else _place(facts, problem.path)
    return errors.facts_refused(at, Message(problem.in_("zh"), problem.in_("en")))


def _place(node: Node, path: str) -> Span:
    """The entry that a path such as `household.member[0].年龄` leads to, as far as it leads."""
    span = node.entries[0][0].span if isinstance(node, Mapping) and node.entries else node.span
    for step in _STEP.finditer(path):
        match node:
            case Mapping(entries=entries):
                given = [it for it in entries if it[0].text == step["name"]]
                if not given:
                    return span
                span, node = given[0][0].span, given[0][1]
            case Sequence(items=items) if step["index"] and int(step["index"]) < len(items):
                node = items[int(step["index"])]
                span = node.span
            case _:
                return span
    return span
