"""What every command on a case begins with: rules, facts, date and names, or why not.

A way out is `Refused`: lines for the user and an exit code, raised at the place that
knows, written by `answered` alone.
"""

from __future__ import annotations

import argparse
import difflib
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.output import deliver
from doudi.runtime.decision import Decision
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import MAX_BYTES, Kind, read_case, read_facts
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.rules import RulesError, find_rules

FINDINGS: Final = 1
UNREADABLE: Final = 2
KINDS: Final[Mapping[str, Kind]] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class Refused(Exception):  # noqa: N818 - a way out of a command, never seen outside
    def __init__(self, code: int, lines: Sequence[str]) -> None:
        super().__init__(*lines)
        self.code = code
        self.lines = lines


def refused(sentence: str) -> Refused:
    return Refused(UNREADABLE, [f"doudi: {sentence}"])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command prints. `code`: FINDINGS where it has found something wrong as well."""

    data: bytes
    code: int = 0


def answered(answer: Callable[[], bytes | Answer], output: Path | None) -> int:
    """Delivers the answer, or says why there is none; the command's exit code."""
    try:
        found = answer()
        said = found if isinstance(found, Answer) else Answer(found)
        deliver(said.data, output)
    except Refused as stop:
        for line in stop.lines:
            sys.stderr.write(f"{line}\n")
        return stop.code
    return said.code


def data_of(name: str) -> bytes:
    """A file's bytes, `-` is stdin; no more of them than are read as facts."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def rules_of(args: argparse.Namespace, lang: Lang) -> Loaded:
    try:
        return find_rules(args.bundle, args.rules, lang)
    except BundleError as error:
        raise refused(error.in_(lang)) from None
    except RulesError as error:
        if error.findings:
            raise Refused(FINDINGS, [error.in_(lang)]) from None
        raise refused(error.in_(lang)) from None


def tree_of(data: bytes, name: str) -> object:
    """What a file holds, whatever that is; None where it cannot be read."""
    try:
        return read_facts(data, KINDS.get(Path(name).suffix.lower()))
    except FactsError:
        return None


def case_of(data: bytes, args: argparse.Namespace, program: Program, lang: Lang) -> Case:
    """What `data` says; they are of the file that the command names as its facts."""
    name: str = args.facts
    try:
        return read_case(data, program, KINDS.get(Path(name).suffix.lower()))
    except FactsError as error:
        from doudi.runtime.inquiry.session_file import is_session  # noqa: PLC0415 - for the mistake alone

        if is_session(tree_of(data, name)):
            written = f"{interview_command(name, args)} --facts-out"
            raise refused(
                choose(
                    lang,
                    f"`{name}` 是一次访谈，不是案情；写出案情：{written} 案情.json",
                    f"`{name}` is an interview; to write down its facts: {written} facts.json",
                )
            ) from None
        where = choose(lang, "标准输入", "standard input") if name == "-" else name
        head = choose(lang, f"案情 `{where}` 有问题：", f"the facts `{where}` cannot be used:")
        lines = [f"  {it.in_(lang)}" for it in error.problems]
        raise Refused(UNREADABLE, [f"doudi: {head}", *lines]) from None


def interview_command(name: str, args: argparse.Namespace) -> str:
    """The command that takes an interview up, by the rules that this one was told to use."""
    rules = [
        word
        for option, named in (("--bundle", args.bundle), ("--rules", args.rules))
        if named is not None
        for word in (option, str(named))
    ]
    return shlex.join(["doudi", "ask", name, "--interview", *rules])


def day_of(args: argparse.Namespace, case: Case, lang: Lang) -> date:
    """What `--as-of` says, else the case; today is never assumed."""
    on: date | None = args.as_of or case.as_of
    if on is None:
        raise refused(
            choose(
                lang,
                "案情里没有评估日（`as_of`）；请写进案情，或用 `--as-of 日期` 指明",
                "the facts name no date (`as_of`); write one there or use `--as-of DATE`",
            )
        )
    return on


def scheme_of(name: str, program: Program, lang: Lang) -> SchemeId:
    """A scheme by its id or a name; one that is not there is said, not ignored."""
    in_chinese = {it.name.zh: it.id for it in program.schemes}
    in_english = {name: it.id for it in program.schemes for name in (it.name.en or it.id, it.id)}
    ids = in_chinese | in_english if lang == "zh" else in_english | in_chinese
    return ids[known(name, ids, lang, ("救助项目", "scheme"))]


def selection_of(
    args: argparse.Namespace, decision: Decision, program: Program, lang: Lang
) -> Selection:
    """What `--scheme` and `--person` ask for; a name that is not there is said, not ignored."""
    subjects = [it.subject.id for it in decision.outcomes]
    subjects += [it.subject.id for it in decision.duties]
    schemes = {scheme_of(it, program, lang) for it in args.scheme or ()}
    people = {known(it, subjects, lang, ("编号", "id")) for it in args.person or ()}
    return Selection(tuple(sorted(schemes)), tuple(sorted(people)))


def known(name: str, names: Iterable[str], lang: Lang, what: tuple[str, str]) -> str:
    """The name, if it is one of these; otherwise says which was perhaps meant."""
    listed = dict.fromkeys(names)
    if name in listed:
        return name
    said = choose(lang, f"没有 `{name}` 这个{what[0]}", f"there is no {what[1]} `{name}`")
    near = difflib.get_close_matches(name, listed, 1, 0.5)
    if near:
        said += choose(lang, f"；是不是 `{near[0]}`？", f"; did you mean `{near[0]}`?")
    elif listed:
        said += choose(lang, "；有：", "; there are: ") + _some(listed)
    raise refused(said)


def _some(names: Iterable[str], most: int = 12) -> str:
    listed = list(names)
    more = ["…"] if len(listed) > most else []
    return ", ".join([*listed[:most], *more])
