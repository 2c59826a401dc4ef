"""`doudi decide`: from a facts file to a decision on paper.

Reads facts and rules, decides, keeps what was asked for, and writes it in one
piece. What a person did wrong becomes lines on stderr and an exit code.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.output import deliver
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import NoDateError, decide
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.markdown import markdown
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import MAX_BYTES, Kind, read_case
from doudi.runtime.program.declarations import Program
from doudi.runtime.rules import RulesError, find_rules

FINDINGS, UNREADABLE = 1, 2
_KINDS: dict[str, Kind] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class _Refused(Exception):  # noqa: N818 - a way out of this module, never seen outside
    def __init__(self, code: int, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.code = code
        self.lines = lines


def run(args: argparse.Namespace) -> int:
    try:
        deliver(_decided(args, args.lang), args.output)
    except _Refused as refused:
        for line in refused.lines:
            sys.stderr.write(f"{line}\n")
        return refused.code
    return 0


def _decided(args: argparse.Namespace, lang: Lang) -> bytes:
    data = _read(args.facts)
    loaded = rules_of(args, lang)
    case = _case(data, args.facts, loaded.program, lang)
    try:
        decision = decide(loaded.program, case, args.as_of, bundle_hash=loaded.hash)
    except NoDateError:
        raise _refused(
            choose(
                lang,
                "案情里没有评估日（`as_of`）；请写进案情，或用 `--as-of 日期` 指明",
                "the facts name no date (`as_of`); write one there or use `--as-of DATE`",
            )
        ) from None
    decision = _only(decision, loaded.program, args.scheme or (), args.person or (), lang)
    return _written(decision, loaded.program, args, lang)


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def rules_of(args: argparse.Namespace, lang: Lang) -> Loaded:
    try:
        return find_rules(args.bundle, args.rules, lang)
    except BundleError as error:
        raise _refused(error.in_(lang)) from None
    except RulesError as error:
        if error.findings:
            raise _Refused(FINDINGS, [error.in_(lang)]) from None
        raise _refused(error.in_(lang)) from None


def _case(data: bytes, name: str, program: Program, lang: Lang) -> Case:
    try:
        return read_case(data, program, _KINDS.get(Path(name).suffix.lower()))
    except FactsError as error:
        where = choose(lang, "标准输入", "standard input") if name == "-" else name
        head = choose(lang, f"案情 `{where}` 有问题：", f"the facts `{where}` cannot be used:")
        lines = [f"  {it.in_(lang)}" for it in error.problems]
        raise _Refused(UNREADABLE, [f"doudi: {head}", *lines]) from None


def _only(
    decision: Decision, program: Program, schemes: Sequence[str], people: Sequence[str], lang: Lang
) -> Decision:
    """What `--scheme` and `--person` ask for; a name that is not there is said, not ignored."""
    ids: dict[str, str] = {}
    for it in program.schemes:
        ids.update({it.id: it.id, it.name.zh: it.id, (it.name.en or it.id): it.id})
    wanted = {_known(it, ids, lang, ("救助项目", "scheme")) for it in schemes}
    found = [it.subject.id for it in decision.outcomes]
    found += [it.subject.id for it in decision.duties]
    subjects = {it: it for it in found}
    chosen = {_known(it, subjects, lang, ("编号", "id")) for it in people}
    return replace(
        decision,
        outcomes=tuple(
            it
            for it in decision.outcomes
            if (not wanted or it.scheme in wanted) and (not chosen or it.subject.id in chosen)
        ),
        duties=tuple(
            it for it in decision.duties if not wanted and (not chosen or it.subject.id in chosen)
        ),
    )


def _known(name: str, known: dict[str, str], lang: Lang, what: tuple[str, str]) -> str:
    if name in known:
        return known[name]
    said = choose(lang, f"没有 `{name}` 这个{what[0]}", f"there is no {what[1]} `{name}`")
    near = difflib.get_close_matches(name, known, 1, 0.5)
    if near:
        said += choose(lang, f"；是不是 `{near[0]}`？", f"; did you mean `{near[0]}`?")
    elif known:
        said += choose(lang, "；有：", "; there are: ") + _some(known)
    raise _refused(said)


def _some(names: Iterable[str], most: int = 12) -> str:
    listed = list(names)
    more = ["…"] if len(listed) > most else []
    return ", ".join([*listed[:most], *more])


def _written(decision: Decision, program: Program, args: argparse.Namespace, lang: Lang) -> bytes:
    depth: Depth = args.depth
    match args.format:
        case "json":
            return canonical(decision_json(decision, program, depth)) + b"\n"
        case "markdown":
            return markdown(explain(decision, program, depth, lang)).encode()
        case _:
            color = args.color and args.output is None
            return text(explain(decision, program, depth, lang), color=color).encode()


def _refused(sentence: str) -> _Refused:
    return _Refused(UNREADABLE, [f"doudi: {sentence}"])
