"""The terminal of an interview: what is said goes to stderr, what is heard is one line of stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Block, Explanation, Line
from doudi.runtime.inquiry.wording import said

LONGEST_LINE = 10_000  # bytes


@dataclass(frozen=True, slots=True)
class Talk:
    names: Lexicon
    color: bool

    def show(self, blocks: Iterable[Block]) -> None:
        drawn = Explanation(self.names.lang, "verdict", tuple(blocks))
        if drawn.blocks:
            sys.stderr.write(text(drawn, color=self.color))

    def say(self, key: str, **names: object) -> None:
        self.show([Line(said(key, self.names.lang, **names))])

    def command(self, words: str) -> None:
        """What may be copied into a shell, and so is never broken into lines."""
        sys.stderr.write(f"  {visible(words)}\n")

    def pause(self) -> None:
        sys.stderr.write("\n")

    def hear(self) -> str | None:
        """The next line that is text; None where there is no more."""
        while True:
            sys.stderr.write("> ")
            sys.stderr.flush()
            line = sys.stdin.buffer.readline(LONGEST_LINE)
            if not line:
                sys.stderr.write("\n")
                return None
            if _rest_of(line):
                self.say("not_understood", why=said("too_long", self.names.lang))
                continue
            try:
                return line.decode("utf-8")
            except UnicodeDecodeError:
                self.say("not_understood", why=said("no_utf8", self.names.lang))


def _rest_of(line: bytes) -> bool:
    """Reads on to the end of a line that is too long; whether it was."""
    if len(line) < LONGEST_LINE or line.endswith(b"\n"):
        return False
    while line and not line.endswith(b"\n"):
        line = sys.stdin.buffer.readline(LONGEST_LINE)
    return True
