"""`doudi verify`: receipts, one after the other, each with what became of it.

Whatever is wrong with one of them, the others are verified all the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from doudi.runtime.actions.reading import (
    FINDINGS,
    UNREADABLE,
    Answer,
    answered,
    refused,
    rules_of,
)
from doudi.runtime.canonical import canonical
from doudi.runtime.causes import cause
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.errors import Problem
from doudi.runtime.receipt.contents import Rules
from doudi.runtime.receipt.errors import ReceiptError
from doudi.runtime.receipt.format import MAX_BYTES
from doudi.runtime.receipt.report import Checked, as_json, as_lines, printable
from doudi.runtime.receipt.signature import public_key
from doudi.runtime.receipt.verify import Verification, verify

_LONGEST_KEY: Final = 64_000
_ERASED: Final = "\r\x1b[K"


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _verified(args, args.lang), args.output)


def _verified(args: argparse.Namespace, lang: Lang) -> Answer:
    trusted = [_trusted(it, lang) for it in args.trust or ()]
    rules = _rules(args, lang)
    checked = [
        Checked(name, _verification(name, rules, trusted)) for name in _told(args.receipts, lang)
    ]
    if args.format == "json":
        return Answer(canonical(as_json(checked)) + b"\n", _code(checked))
    text = "".join(f"{line}\n" for line in as_lines(checked, lang))
    return Answer(text.encode(), _code(checked))


def _verification(name: str, rules: Rules | None, trusted: Sequence[str]) -> Verification:
    try:
        return verify(_bytes(name), rules=rules, trusted=trusted)
    except OSError as error:
        return Verification("unchecked", problems=(Problem("", *cause(error)),))


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _rules(args: argparse.Namespace, lang: Lang) -> Rules | None:
    if args.bundle is None and args.rules is None:
        return None
    loaded = rules_of(args, lang)
    return Rules(loaded, index(loaded.program))


def _trusted(path: Path, lang: Lang) -> str:
    with path.open("rb") as file:
        data = file.read(_LONGEST_KEY)
    try:
        return public_key(data)
    except ReceiptError as error:
        raise refused(f"{path}: {error.in_(lang)}") from None


def _code(checked: Sequence[Checked]) -> int:
    """What was changed or differs weighs more than what could not be checked."""
    results = {it.verification.result for it in checked}
    if results & {"differs", "refused"}:
        return FINDINGS
    return UNREADABLE if "unchecked" in results else 0


def _told(names: Sequence[str], lang: Lang) -> Iterable[str]:
    """The names, each told on a terminal while its receipt is verified."""
    watched = sys.stderr.isatty() and len(names) > 1
    for number, name in enumerate(names, 1):
        if watched:
            said = choose(lang, "核验", "verifying")
            sys.stderr.write(f"{_ERASED}{said} {number}/{len(names)} {printable(Path(name).name)}")
            sys.stderr.flush()
        yield name
    if watched:
        sys.stderr.write(_ERASED)
        sys.stderr.flush()
