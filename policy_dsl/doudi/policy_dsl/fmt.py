"""`doudi fmt`: rule files in the one layout, in Chinese or in English.

A file is replaced at once or not at all, and only when what is written reads as what was there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from doudi.policy_dsl.diagnostics.model import Finding, Lang
    from doudi.policy_dsl.source import Source

_STDIN: Final = "-"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "fmt",
        help="把规则文件排成统一的格式，或在中英文之间转换｜lay out rule files, or translate them",
        description=(
            "把规则文件排成统一的格式；有错误的文件保持原样"
            "｜put rule files into the one layout; a file with mistakes stays as it is"
        ),
        epilog="例如：doudi fmt rules --check｜example: doudi fmt rules --check",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        default=["rules"],
        metavar="PATHS",
        help="文件或文件夹；`-` 是标准输入｜files or folders; `-` is standard input",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="只报告哪些文件要改，不改动｜only say which files would change",
    )
    parser.add_argument(
        "--diff", action="store_true", help="只显示会怎样改｜only show what would change"
    )
    parser.add_argument(
        "--lang",
        dest="surface",
        choices=("zh", "en"),
        help="转换成中文或英文的规则｜turn the rules into Chinese or English",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    # Only a run needs the parser; registering must cost nothing.
    from doudi.policy_dsl.diagnostics.render.text import render  # noqa: PLC0415
    from doudi.policy_dsl.parsing.read import decode, read_source  # noqa: PLC0415
    from doudi.policy_dsl.rewrite import rewrite, vocabulary_of  # noqa: PLC0415

    surface: Lang | None = args.surface
    findings: list[Finding] = []
    unreadable = changed = False
    for path in _files(args.paths):
        whole = path == _STDIN
        read = decode(path, sys.stdin.buffer.read()) if whole else read_source(Path(path))
        findings.extend(read.findings)
        if read.value is None:
            unreadable = True
            continue
        folder = Path.cwd() if whole else Path(path).absolute().parent
        done = rewrite(read.value, surface, vocabulary_of(folder) if surface else ())
        findings.extend(done.findings)
        if done.text is None:
            continue
        if whole and not (args.check or args.diff):
            sys.stdout.write(done.text)
        elif done.text != read.value.text:
            changed = True
            _changed(read.value, done.text, args)
    sys.stderr.write(render(findings, args.lang, color=args.color))
    if unreadable:
        return 2
    return 1 if findings or (changed and (args.check or args.diff)) else 0


def _files(paths: Iterable[str]) -> Iterator[str]:
    from doudi.policy_dsl.rewrite import rule_files  # noqa: PLC0415 as above

    for path in paths:
        if path != _STDIN and Path(path).is_dir():
            yield from map(str, rule_files(Path(path)))
        else:
            yield path


def _changed(source: Source, text: str, args: argparse.Namespace) -> None:
    if args.diff:
        import difflib  # noqa: PLC0415 as above

        before, after = (it.splitlines(keepends=True) for it in (source.text, text))
        sys.stdout.writelines(difflib.unified_diff(before, after, source.name, source.name))
        return
    if not args.check:
        _replace(Path(source.name), text)
    zh, en = ("将改动", "would change") if args.check else ("已改动", "changed")
    sys.stderr.write(f"{zh if args.lang == 'zh' else en} {source.name}\n")


def _replace(path: Path, text: str) -> None:
    """All of the new text or all of the old, whatever happens in between."""
    import os  # noqa: PLC0415 as above
    import tempfile  # noqa: PLC0415 as above

    path = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(path.stat().st_mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
