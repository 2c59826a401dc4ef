"""`doudi ingest`: a raw circular to a notice's folder, written whole or not at all."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from doudi.compiler.command_line.compiling import USAGE, say
from doudi.compiler.ingest import folder as folders
from doudi.compiler.ingest.ingest import RULES, STEPS, Incoming, Ingested, ingest
from doudi.compiler.ingest.ranks import check_ranks, has_provisions
from doudi.compiler.ingest.reading.model import Refused
from doudi.compiler.ingest.reading.read import read_file
from doudi.compiler.ingest.summary import as_json, as_text
from doudi.compiler.ingest.surroundings import surroundings
from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.diagnostics.render import text
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source

_DOCUMENT_ID: Final = re.compile(r"[A-Z]+[0-9]{4}[A-Z]?")


def run(args: argparse.Namespace) -> int:
    folder: Path = args.output
    if args.document is not None and not _DOCUMENT_ID.fullmatch(args.document):
        say(_no_document_id(args.document), args.lang)
        return USAGE
    no = folders.refused(folder, force=args.force)
    if no is not None:
        say(no.why, args.lang)
        return USAGE
    read = read_file(args.file, args.encoding)
    if isinstance(read, Refused):
        say(read.why, args.lang)
        return USAGE
    given, unreadable = _given(args.steps, folder)
    if unreadable:
        sys.stderr.write(text.render(unreadable, args.lang, color=False))
        return USAGE
    around = surroundings(folder)
    incoming = Incoming(read.data, read.raw, folder, given, args.document, around)
    made = ingest(incoming)
    if not made.files:
        sys.stdout.write(text.render(made.findings, args.lang, color=args.color))
        say(
            Message("整理步骤有误，什么也没有写", "the steps have mistakes; nothing was written"),
            args.lang,
        )
        return 1
    files = dict(made.files)
    kept: tuple[str, ...] = ()
    worked_on = _worked_on(folder)
    findings = made.findings
    if worked_on is not None:
        del files[RULES]
        kept = (RULES,)
        findings = (*findings, *check_ranks(worked_on, around))
    written = folders.write(folder, files)
    return _told(incoming, made, findings, written, kept, args)


def _told(
    incoming: Incoming,
    made: Ingested,
    findings: tuple[Finding, ...],
    written: tuple[str, ...],
    kept: tuple[str, ...],
    args: argparse.Namespace,
) -> int:
    if args.format == "json":
        sys.stdout.write(as_json(incoming, made, findings, written, kept, args.lang))
    else:
        sys.stdout.write(as_text(incoming, made, written, kept, args.lang))
        if findings:
            sys.stdout.write("\n" + text.render(findings, args.lang, color=args.color))
    return 1 if findings else 0


def _given(stated: Path | None, folder: Path) -> tuple[Source | None, tuple[Finding, ...]]:
    """The steps that were named, else those that the folder has already."""
    path = stated if stated is not None else folder / STEPS
    if stated is None and not path.exists():
        return None, ()
    read = read_source(path)
    if read.value is None:
        return None, read.findings
    return Source(str(folder / STEPS), read.value.text), ()


def _worked_on(folder: Path) -> Source | None:
    """The folder's rule file, if it holds more than a draft: such a file is never replaced."""
    path = folder / RULES
    if not path.exists():
        return None
    read = read_source(path)
    if read.value is None:
        return Source(str(path), "")  # not ours to judge, nor to replace
    return read.value if has_provisions(read.value) else None


def _no_document_id(word: str) -> Message:
    return Message(
        f"`{word}` 不是文件代号；代号是几个大写字母加四位年份，例如 CQ2021",
        f"`{word}` is no name of a document: that is capitals and a year, such as CQ2021",
    )
