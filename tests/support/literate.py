"""Markdown specifications: each ```policy block is a rule, each `# error: [CODE]` a promise.

Takes Markdown files; gives examples, each a small rules folder, and what of their
promises is broken. How a specification is written stands in tests/README.md.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from doudi.compiler.cases.read import read_cases
from doudi.compiler.cases.run import CasesFile, run_cases
from doudi.compiler.conflicts.review import review
from doudi.compiler.pipeline import Compilation, compile_rules
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Source

_SUPPORT: Final = Path(__file__).parent
GROUND: Final = _SUPPORT / "ground"
SMALL_RULES: Final = _SUPPORT / "small_rules"
_PRELUDE: Final = "prelude.policy"
_NOT_LOCKED: Final = "P0602"
_PROVEN: Final = "P11"  # codes of what is proven

_FENCE: Final = re.compile(r"(?P<ticks>`{3,})(?P<language>\w+)? *(?P<rest>.*)")
_HERE: Final = re.compile(r"# error: \[(\w+)\]")
_BELOW: Final = re.compile(r"# error below: \[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its file name in the example, its text, and the Markdown line before it."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    path: Path
    heading: str
    blocks: tuple[Block, ...] = field(repr=False)
    on: tuple[Path, ...] = field(repr=False)
    proven: frozenset[str] = field(repr=False, default=frozenset())

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}:{self.blocks[-1].line} {self.heading}"


def examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("**/*.md")):
        yield from examples_of(path, path.read_text("utf-8"))


def examples_of(path: Path, text: str) -> Iterator[Example]:
    """The examples of one Markdown file, in their order."""
    proven = frozenset(it for _, it in _promises(text) if it.startswith(_PROVEN))
    for example in _examples_of(path, text):
        yield replace(example, proven=proven)


def _examples_of(path: Path, text: str) -> Iterator[Example]:
    page = "pages" in path.parts
    on = (GROUND, SMALL_RULES) if page else (GROUND,)
    standing: dict[str, Block] = {}
    heading, waiting = "", False
    for item in _items(text):
        if isinstance(item, str):
            if waiting:
                yield Example(path, heading, tuple(standing.values()), on)
            heading, waiting = item, False
            continue
        language, rest, block = item
        if language == "policy" and rest in ("", "prelude"):
            if rest == "prelude":
                before = standing.pop(_PRELUDE, Block(_PRELUDE, "", block.line))
                joined = f"{before.text}\n{block.text}"
                standing[_PRELUDE] = Block(_PRELUDE, joined, block.line)
                continue
            waiting = False
            example = Block(_own(page=page, beside=standing), block.text, block.line)
            yield Example(path, heading, (*standing.values(), example), on)
        elif _is_path(rest):
            standing.pop(rest, None)
            standing[rest] = Block(rest, block.text, block.line)
            waiting = True
    if waiting:
        yield Example(path, heading, tuple(standing.values()), on)


def _own(*, page: bool, beside: Mapping[str, Block]) -> str:
    """Where the example's own text is laid: beside a document that stands already, if one does."""
    if page:
        return "notice/example.policy"
    return "example.policy" if "rules.policy" in beside else "rules.policy"


def broken_promises(example: Example, folder: Path) -> list[str]:
    """What the text promised and the compiler did not do, and the other way round."""
    lay(example, folder)
    compilation = compile_rules(folder)
    findings = (*compilation.findings, *_run_cases(compilation), *_proven(example, compilation))
    found = Counter(
        (_below(folder, it.primary.span.source.name), it.primary.span.line, it.code.id)
        for it in findings
    )
    promised = Counter(
        (block.name, line, code) for block in example.blocks for line, code in _promises(block.text)
    )
    if not any(code == _NOT_LOCKED for _, _, code in promised):
        # No example is a released version; only the one that is about that says so.
        found = Counter({it: n for it, n in found.items() if it[2] != _NOT_LOCKED})
    lines = {block.name: block.line for block in example.blocks}
    return [
        f"{_where(example, lines, name, line)}: promised [{code}], and nothing was said"
        for name, line, code in promised - found
    ] + [
        f"{_where(example, lines, name, line)}: [{code}] was said, and not promised"
        for name, line, code in found - promised
    ]


def lay(example: Example, folder: Path) -> None:
    """The example as a rules folder."""
    for ground in example.on:
        shutil.copytree(ground, folder, dirs_exist_ok=True)
    for block in example.blocks:
        path = folder / PurePosixPath(block.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")


def _run_cases(compilation: Compilation) -> Iterator[Finding]:
    if compilation.program is None:
        return
    files: list[CasesFile] = []
    for path in sorted(compilation.root.rglob("cases.yaml")):
        read = read_cases(Source(str(path), path.read_text("utf-8")))
        yield from read.findings
        below = PurePosixPath(path.relative_to(compilation.root).as_posix())
        files.append(CasesFile(below, read.value))
    for result in run_cases(files, compilation.program, compilation.root):
        yield from result.findings


def _proven(example: Example, compilation: Compilation) -> Iterator[Finding]:
    """What proofs find in the example's own words, of the kinds that its text is about."""
    if compilation.program is None or not example.proven:
        return
    found = review(compilation.program, compilation.knowledge, compilation.located)
    own = {it.name for it in example.blocks} - {_PRELUDE}
    for it in found:
        name = _below(compilation.root, it.primary.span.source.name)
        if it.code.id in example.proven and name in own:
            yield it


def _items(text: str) -> Iterator[str | tuple[str, str, Block]]:
    """Headings, and blocks with the language and the rest of their first line."""
    closing, opened, lines = "", ("", "", 0), list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            if line == closing:
                language, rest, start = opened
                yield language, rest, Block("", "".join(f"{it}\n" for it in lines), start)
                closing = ""
            else:
                lines.append(line)
        elif fence := _FENCE.fullmatch(line):
            closing, lines = fence["ticks"], []
            opened = fence["language"] or "", fence["rest"].strip(), number
        elif line.startswith("#"):
            yield line.lstrip("# ")


def _promises(text: str) -> Iterator[tuple[int, str]]:
    waiting: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        below = _BELOW.findall(line)
        if below:
            waiting += below
            continue
        yield from ((number, code) for code in (*waiting, *_HERE.findall(line)))
        waiting = []


def _is_path(rest: str) -> bool:
    return bool(re.fullmatch(r"[\w./-]+\.\w+", rest))


def _below(folder: Path, name: str) -> str:
    path = PurePosixPath(os.path.normpath(name))
    return path.relative_to(folder).as_posix() if path.is_absolute() else path.as_posix()


def _where(example: Example, lines: Mapping[str, int], name: str, line: int) -> str:
    if name in lines and name != _PRELUDE:
        return f"{example.path}:{lines[name] + line}"
    return f"{example.path} ({name}:{line})"
