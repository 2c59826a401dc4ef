"""The file that the answers of an interview are kept in: whole, and never over somebody else's."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from doudi.runtime.actions.interview_source import Source
from doudi.runtime.actions.reading import interview_command, refused
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.output import deliver
from doudi.runtime.inquiry.interview import Interview
from doudi.runtime.inquiry.session_file import Session, session_bytes


@dataclass(slots=True)
class SessionFile:
    """`written`: what stands in it as far as we know; None: there is none yet.

    `go_on`: the command that takes the interview up again.
    """

    path: Path
    go_on: str
    rules_hash: str
    lang: Lang
    written: bytes | None

    def keep(self, interview: Interview) -> None:
        """Raises OSError where it cannot be written, with the file as it was."""
        if self.path.exists() and self.path.read_bytes() != self.written:
            raise refused(
                choose(
                    self.lang,
                    f"`{self.path}` 已被别处改动，不予覆盖；是不是另有人在接着问？",
                    f"`{self.path}` was changed elsewhere and is not written over; is somebody "
                    "else going on with it?",
                )
            )
        data = session_bytes(Session(interview, self.rules_hash))
        deliver(data, self.path)
        self.written = data


def session_file(args: argparse.Namespace, source: Source, lang: Lang) -> SessionFile:
    """`-o`, else the session itself, else beside the facts; a new one is not there yet."""
    facts = Path(args.facts)
    beside = facts if source.session is not None else facts.with_suffix(".interview.json")
    path: Path = args.output or beside
    spare((path, facts), args.facts_out, "--facts-out", lang)
    if path == Path("-"):
        raise refused(
            choose(
                lang,
                "访谈的回答要存进文件，-o 请写文件名",
                "the answers of an interview are kept in a file; name one with -o",
            )
        )
    go_on = interview_command(str(path), args)
    going_on = source.session is not None and _same(path, facts)
    if path.exists() and not going_on:
        raise refused(
            choose(
                lang,
                f"已有 `{path}`；接着问：{go_on}；另起请用 -o 指明别的文件",
                f"there is a `{path}` already; go on with: {go_on}; "
                "to begin anew, name another file with -o",
            )
        )
    known = source.session if going_on else None
    return SessionFile(path, go_on, source.rules_hash, lang, known)


def spare(read: Iterable[Path], written: Path | None, option: str, lang: Lang) -> None:
    """Refuses to write over what is read."""
    if written is not None and any(_same(written, it) for it in read):
        raise refused(
            choose(
                lang,
                f"{option} `{written}` 会盖掉所读的文件，请写到别处",
                f"{option} `{written}` would overwrite what is read; name another file",
            )
        )


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
