"""Paths that a rule file names, such as `原文 notice.txt`.

A path is looked up beside the file that names it and must stay inside the rules
folder: neither `..` nor an absolute path nor a link may lead out of it.
"""

from __future__ import annotations

from os.path import realpath
from pathlib import Path, PurePosixPath, PureWindowsPath

from doudi.compiler.ruleset.errors import leads_out
from doudi.policy_dsl.diagnostics.model import Found
from doudi.policy_dsl.source import Span


def inside(root: Path, folder: PurePosixPath, written: str, span: Span) -> Found[Path | None]:
    """The path meant, or None and the finding that it leads out of the folder."""
    out: Found[Path | None] = Found(None, (leads_out(written, span),))
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).anchor:
        return out
    if "\\" in written or "\0" in written:
        return out
    path = root / folder / written
    # realpath, because `resolve` raises where links lead round in a circle; reading says so then.
    if not Path(realpath(path)).is_relative_to(realpath(root)):
        return out
    return Found(path)
