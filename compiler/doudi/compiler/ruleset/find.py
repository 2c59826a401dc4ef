"""The rule files of a folder.

Takes the folder; gives every `*.policy` file below it that can be read, in the order
of its path, and a finding for each that cannot. Hidden folders are not entered and
links to folders are not followed, so a folder can neither loop nor reach outside.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from doudi.compiler.ruleset.errors import folder_closed
from doudi.compiler.ruleset.paths import inside
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source, Span


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file that was read: where it stands below the folder, and its text."""

    path: PurePosixPath
    source: Source

    @property
    def folder(self) -> PurePosixPath:
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Ruleset:
    root: Path
    files: tuple[RuleFile, ...]


class NoRulesError(Exception):
    """There is no folder to look in, or nothing in it: wrong usage, not a finding."""


def find_rules(root: Path) -> Found[Ruleset]:
    if not root.is_dir():
        raise NoRulesError(str(root))
    given = read_files(root, ".policy")
    if not given.value and not given.findings:
        raise NoRulesError(str(root))
    return Found(Ruleset(root, given.value), given.findings)


def read_files(root: Path, ending: str) -> Found[tuple[RuleFile, ...]]:
    """The files below the folder whose name ends so, in the order of their paths."""
    found: list[Finding] = []
    files: list[RuleFile] = []
    for path in _paths(root, ending, found):
        source = _read(root, path)
        found.extend(source.findings)
        if source.value is not None:
            files.append(RuleFile(path, source.value))
    return Found(tuple(files), tuple(found))


def _read(root: Path, path: PurePosixPath) -> Found[Source | None]:
    file = root / path
    if file.is_symlink():
        name = Source(str(file), "")
        led = inside(root, path.parent, path.name, Span(name, 0, 0))
        if led.findings:
            return Found(None, led.findings)
    return read_source(file)


def _paths(root: Path, ending: str, found: list[Finding]) -> list[PurePosixPath]:
    paths: list[PurePosixPath] = []

    def closed(error: OSError) -> None:
        found.append(folder_closed(str(error.filename or root), error))

    for folder, folders, names in os.walk(root, onerror=closed):
        folders[:] = [it for it in folders if not it.startswith(".")]
        below = PurePosixPath(Path(folder).relative_to(root).as_posix())
        paths.extend(below / it for it in names if it.endswith(ending) and it[0] != ".")
    return sorted(paths, key=str)
