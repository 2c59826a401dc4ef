"""Compiling as every command does it: the folder, the cache, and what is said meanwhile."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from doudi.compiler.conflicts.memory import PAIRS, InFolder
from doudi.compiler.pipeline import Compilation, NoRulesError, compile_rules
from doudi.policy_dsl.diagnostics.model import Finding, Lang, Message
from doudi.policy_dsl.diagnostics.render import text

USAGE: Final = 2
CACHE: Final = ".doudi-cache"


def compiled(args: argparse.Namespace) -> Compilation | None:
    """None: there is nothing to compile, and that has been said; the exit code is 2."""
    root: Path = args.rules
    busy = sys.stderr.isatty()
    if busy:
        sys.stderr.write(Message(f"检查 {root} …", f"checking {root} …").in_(args.lang))
        sys.stderr.flush()
    try:
        return compile_rules(root, cache_folder(root, wanted=not args.no_cache))
    except NoRulesError:
        say(no_rules(root), args.lang)
        return None
    finally:
        if busy:
            sys.stderr.write("\r\x1b[K")


def cache_folder(root: Path, *, wanted: bool) -> Path | None:
    """Beside the rules, or where DOUDI_CACHE says; an empty DOUDI_CACHE means none."""
    stated = os.environ.get("DOUDI_CACHE")
    if not wanted or stated == "":
        return None
    return Path(stated) if stated is not None else root.absolute().parent / CACHE


def memory_of(compilation: Compilation, name: str = PAIRS) -> InFolder | None:
    """What earlier runs found out about pairs, or (ANSWERS) proved; None without a cache."""
    return None if compilation.cache is None else InFolder(compilation.cache, name)


def every_processor() -> int:
    return os.cpu_count() or 1


def no_rules(root: Path) -> Message:
    if not root.exists():
        return Message(f"没有 `{root}` 这个文件夹", f"there is no folder `{root}`")
    if not root.is_dir():
        return Message(
            f"`{root}` 不是文件夹；请指明规则文件夹",
            f"`{root}` is no folder; name the rules folder",
        )
    return Message(
        f"`{root}` 里没有规则文件（*.policy）", f"there is no rule file (*.policy) in `{root}`"
    )


def say(message: Message, lang: Lang) -> None:
    sys.stderr.write(f"doudi: {message.in_(lang)}\n")


def show_on_stderr(findings: tuple[Finding, ...], lang: Lang) -> None:
    """For commands whose output is something else than findings."""
    sys.stderr.write(text.render(findings, lang, color=sys.stderr.isatty()))
