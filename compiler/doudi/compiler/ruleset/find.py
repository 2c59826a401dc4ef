"""The rule files of a folder.

Takes the folder; gives every `*.policy` file below it that can be read, in the order
of its path, and a finding for each that cannot. Hidden folders are not entered and
links to folders are not followed, so a folder can neither loop nor reach outside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file: where it stands below the folder, and its text."""

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
    paths = tuple(files_named(root, ".policy"))
    if not paths:
        raise NoRulesError(str(root))
    files: list[RuleFile] = []
    found: list[Finding] = []
    for path in paths:
        read = read_source(root / path)
        found.extend(read.findings)
        if read.value is not None:
            files.append(RuleFile(path, read.value))
    return Found(Ruleset(root, tuple(files)), tuple(found))


def files_named(root: Path, ending: str) -> Iterator[PurePosixPath]:
    """Files below the folder whose name ends so, in the order of their paths."""
    inside: list[PurePosixPath] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [it for it in folders if not it.startswith(".")]
        below = PurePosixPath(Path(folder).relative_to(root).as_posix())
        inside.extend(below / it for it in names if it.endswith(ending) and it[0] != ".")
    return iter(sorted(inside, key=str))
