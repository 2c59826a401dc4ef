"""`doudi` as somebody at a terminal meets it: lines in, talk and data out."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.program.declarations import Program

Line: TypeAlias = str | bytes | type[BaseException]

CUT: Final = KeyboardInterrupt  # what Ctrl-C is


@dataclass(frozen=True)
class Said:
    """`talk`: stderr, with what was typed where it was typed; `data`: stdout."""

    code: int
    data: str
    talk: str


@dataclass(frozen=True)
class Clerk:
    """Somebody who reads the question.

    `knows`: by a fact's name, or how a line begins, what to type; `otherwise`: to the others.
    """

    knows: Mapping[str, Sequence[str]]
    otherwise: str = "不知道"

    def lines(self, talk: io.StringIO) -> Iterator[Line]:
        left = {fact: list(lines) for fact, lines in self.knows.items()}
        while True:
            question = talk.getvalue().rpartition("\n\n")[2]
            known = next((it for it in left if left[it] and _about(it, question)), None)
            if known is None and not question.startswith(("〔", "[")):
                return  # all is asked
            yield self.otherwise if known is None else left[known].pop(0)


def _about(fact: str, question: str) -> bool:
    """A name stands in brackets after the question, wherever the line is broken."""
    zh, en = question.replace("\n", ""), question.replace("\n", " ")
    return f"（{fact}" in zh or f"({fact}" in en or zh.startswith(fact)


class _Typed:
    """Standard input as `doudi` reads it; each line shows on the terminal as it is typed."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.buffer = self
        self._lines: Iterator[Line] = iter(lines)
        self._rest = b""

    def readline(self, limit: int) -> bytes:
        if not self._rest:
            line = next(self._lines, b"")
            if isinstance(line, type):
                raise line
            self._rest = line if isinstance(line, bytes) else f"{line}\n".encode()
            sys.stderr.write(self._rest[:200].decode("utf-8", "replace"))
        end = self._rest.find(b"\n") + 1 or len(self._rest)
        taken, self._rest = self._rest[: min(end, limit)], self._rest[min(end, limit) :]
        return taken


def doudi(*argv: str | Path, typed: Iterable[Line] | Clerk = ()) -> Said:
    data, talk = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    lines = typed.lines(talk) if isinstance(typed, Clerk) else typed
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(data), redirect_stderr(talk):
        patch.setattr("sys.stdin", _Typed(lines))
        code = main([str(it) for it in argv])
    data.flush()
    data.seek(0)
    return Said(code, data.read(), talk.getvalue())


def bundle_of(program: Program, folder: Path) -> Path:
    file = folder / "rules.doudi"
    file.write_bytes(write(program))
    return file
