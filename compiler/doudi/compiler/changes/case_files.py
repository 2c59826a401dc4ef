"""Cases in files: facts files, and the lists of cases that analysts keep beside the rules.

Takes paths; gives every case that is written there, each to be read by the rules of either side,
and for each file that cannot be read why. One broken file keeps no other from being looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from doudi.compiler.cases.facts import facts_of
from doudi.compiler.cases.model import Case as ListedCase
from doudi.compiler.cases.read import read_cases
from doudi.policy_dsl.diagnostics.causes import cause
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.parsing.read import read_source
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.explanation.selection import EVERYTHING, Selection
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import MAX_BYTES, Kind, read_facts
from doudi.runtime.facts.validate import validate
from doudi.runtime.program.declarations import Program

LISTED: Final = "cases.yaml"
_SHOWN: Final = 3
_KINDS: Final[Mapping[str, Kind]] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}

Read: TypeAlias = Callable[[Program], Case | Message]


@dataclass(frozen=True, slots=True)
class Written:
    """A case as it stands in a file: `read` by a program it is a case, or a sentence why not.

    `by`: the rules that it was decided by, where they are its own; None: the old ones.
    """

    name: str
    as_of: date | None
    read: Read
    by: Loaded | None = None
    asked: Selection = EVERYTHING


@dataclass(frozen=True, slots=True)
class Unread:
    name: str
    why: Message


def cases_in(paths: Iterable[Path]) -> tuple[Written | Unread, ...]:
    """The cases of files, and of the files below folders, in order; no file twice.

    A folder of rules is looked through for its lists of cases alone.
    """
    found: list[Written | Unread] = []
    seen: set[str] = set()
    for given in paths:
        root = given if given.is_dir() else given.parent
        rules = given.is_dir() and any(given.rglob("*.policy"))
        for path in files_below([given], frozenset(_KINDS)):
            real = os.path.realpath(path)
            if real not in seen and (not rules or path.name.endswith(LISTED)):
                seen.add(real)
                found += _in_file(path, root)
    return tuple(found)


def files_below(paths: Iterable[Path], endings: frozenset[str]) -> tuple[Path, ...]:
    """Files as they are named, and those below folders that end so; each once, none hidden."""
    found: dict[str, Path] = {}
    for given in paths:
        for path in sorted(_below(given, endings)) if given.is_dir() else [given]:
            found.setdefault(os.path.realpath(path), path)
    return tuple(found.values())


def _below(folder: Path, endings: frozenset[str]) -> Iterator[Path]:
    closed: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=lambda it: closed.append(Path(it.filename))):
        folders[:] = [it for it in folders if not it.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in endings:
                yield Path(at) / name
    yield from closed  # to be said where it is read: nothing is passed over


def _in_file(path: Path, root: Path) -> Iterator[Written | Unread]:
    if path.name.endswith(LISTED):
        yield from _listed(path, root)
        return
    closed = unreadable(path)
    if closed is not None:
        yield closed
        return
    try:
        tree = _tree(path)
    except OSError as error:
        yield Unread(str(path), cause(error))
    except FactsError as error:
        yield Unread(str(path), in_a_line(error))
    else:
        yield Written(str(path), None, lambda program: _validated(tree, program))


def unreadable(path: Path) -> Unread | None:
    """What is there and can be no case, before anybody waits for it."""
    if path.is_dir():
        return Unread(str(path), Message("文件夹打不开", "the folder cannot be opened"))
    if path.exists() and not path.is_file():  # a pipe would wait for its writer
        return Unread(str(path), Message("不是文件", "it is no file"))
    return None


def _tree(path: Path) -> object:
    with path.open("rb") as file:
        return read_facts(file.read(MAX_BYTES + 1), _KINDS.get(path.suffix.lower()))


def _validated(tree: object, program: Program) -> Case | Message:
    found = validate(tree, program)
    if isinstance(found, Case):
        return found
    return Message("；".join(it.in_("zh") for it in found), "; ".join(it.in_("en") for it in found))


def in_a_line(error: FactsError) -> Message:
    """The first few problems: enough to know the file by."""
    shown, more = error.problems[:_SHOWN], len(error.problems) - _SHOWN
    zh, en = ([it.in_(lang) for it in shown] for lang in ("zh", "en"))
    if more > 0:
        zh.append(f"另有 {more} 处")
        en.append(f"{more} more")
    return Message("；".join(zh), "; ".join(en))


def _listed(path: Path, root: Path) -> Iterator[Written | Unread]:
    source = read_source(path)
    if source.value is None:
        yield Unread(str(path), _said(source.findings))
        return
    cases = read_cases(source.value)
    folder = PurePosixPath(path.relative_to(root).as_posix()).parent
    for it in cases.value:
        yield Written(f"{path}: {it.name.text}", it.as_of, _reading(it, root, folder))
    for finding in cases.findings:
        yield Unread(str(path), _said((finding,)))


def _reading(case: ListedCase, root: Path, folder: PurePosixPath) -> Read:
    def read(program: Program) -> Case | Message:
        found = facts_of(case, program, root, folder)
        return _said(found.findings) if found.value is None else found.value

    return read


def _said(findings: Iterable[Finding]) -> Message:
    """Findings in a line: the line they are about, and what is there."""
    zh, en = [], []
    for it in findings:
        span = it.primary.span
        line = span.source.position(span.start)[0]
        zh.append(f"第 {line} 行：{it.headline.zh}")
        en.append(f"line {line}: {it.headline.en}")
    return Message("；".join(zh), "; ".join(en))
