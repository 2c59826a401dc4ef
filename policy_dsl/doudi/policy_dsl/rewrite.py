"""A rule file ▶ the same file in the one layout, in the language asked for.

Promises that the text given back reads as what was there, comments included; where it would not,
or where the file has mistakes, nothing is given back but findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Lang, Message
from doudi.policy_dsl.keywords import BY_SPELLING
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.printing.names import names_in
from doudi.policy_dsl.source import Source, Span


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`text` is None when the file must stay as it is."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def rewrite(source: Source, surface: Lang | None, vocabulary: Iterable[ast.File]) -> Rewritten:
    """`surface` None keeps the language of the file; names are then left alone."""
    parsed = parse(source)
    if parsed.findings:
        return Rewritten(None, parsed.findings)
    own = _surface(source)
    files = (parsed.value, *vocabulary)
    text = format_file(parsed.value, surface or own, names_in(files, surface) if surface else {})
    again = parse(Source(source.name, text))
    if again.findings:
        return Rewritten(None, again.findings)
    back = names_in(files, own) if surface else {}
    if format_file(again.value, own, back) != format_file(parsed.value, own, back):
        return Rewritten(None, (_unfaithful(source),))
    return Rewritten(text)


def vocabulary_of(folder: Path) -> tuple[ast.File, ...]:
    """Every file of the rule set around the folder, for the names it declares.

    The rule set is the nearest folder, this one or one above, that has a `vocabulary` in it.
    """
    above = (folder, *folder.parents)
    return _files_of(next((it for it in above if (it / "vocabulary").is_dir()), None))


def rule_files(folder: Path) -> Iterator[Path]:
    """Rule files in the order of their paths; hidden folders are not entered."""
    found = folder.rglob("*.policy")
    inside = (it for it in found if not any(p[0] == "." for p in it.relative_to(folder).parts))
    return iter(sorted(it for it in inside if it.is_file()))


@cache
def _files_of(rule_set: Path | None) -> tuple[ast.File, ...]:
    if rule_set is None:
        return ()
    sources = (read_source(it).value for it in rule_files(rule_set))
    return tuple(parse(it).value for it in sources if it is not None)


def _surface(source: Source) -> Lang:
    """The language of the first declaration's keyword."""
    for line in source.text.splitlines():
        if line[:1].strip() and not line.startswith("#"):
            word = BY_SPELLING.get(line.split(maxsplit=1)[0])
            return "en" if word is not None and line.startswith(word.en) else "zh"
    return "zh"


def _unfaithful(source: Source) -> Finding:
    return Finding(
        codes.INTERNAL,
        Message(
            f"`{source.name}` 排好后读出来与原来不同，没有改动",
            f"`{source.name}` would read differently once laid out, and was left alone",
        ),
        Label(Span(source, 0, 0)),
        help=Message("请把这个文件报告给维护者", "please report it with the file"),
    )
