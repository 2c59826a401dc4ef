"""A notice as the rest of the compiler sees it: text, outline, and the way back to the raw text.

Takes the sources of `notice.txt` and, where they exist, `notice.yaml` and `raw.txt`; gives the
notice and everything that does not fit together: a text that the declared steps do not
make, a step that finds nothing, declared words that stand nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from doudi.compiler.notices import errors
from doudi.compiler.notices.declaration import Declaration, read_declaration
from doudi.compiler.notices.normalisation import Normalised, normalise
from doudi.compiler.notices.outline import Outline, outline
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source, Span

DECLARATION = "notice.yaml"
RAW = "raw.txt"


@dataclass(frozen=True)
class Notice:
    """`raw` and `offsets` are None where the notice came without its raw text."""

    source: Source
    outline: Outline
    declaration: Declaration = field(default_factory=Declaration)
    raw: Source | None = None
    offsets: tuple[int, ...] | None = None

    def raw_span(self, start: int, end: int) -> Span | None:
        """The place in the raw text that a stretch of the notice came from."""
        if self.raw is None or self.offsets is None or not start < end <= len(self.offsets):
            return None
        places = self.offsets[start:end]
        return Span(self.raw, min(places), max(places) + 1)


def build_notice(
    text: Source, declared: Source | None = None, raw: Source | None = None
) -> Found[Notice]:
    found: list[Finding] = []
    declaration = Declaration()
    if declared is not None:
        read = read_declaration(declared)
        declaration, found = read.value, list(read.findings)
    offsets: tuple[int, ...] | None = None
    if raw is not None and declared is not None and not found:
        made, missed = normalise(raw.text, (step for step, _ in declaration.steps))
        found += [errors.step_without_effect(declaration.steps[it.step][1], it) for it in missed]
        if made.text == text.text:
            offsets = made.offsets
        else:
            found.append(_differs(text, raw, made))
    found += _not_there(text.text, declaration)
    closing = None if declaration.closing is None else declaration.closing[0]
    parts = outline(text.text, {it.text for it in declaration.lines}, closing)
    found += [
        errors.repeated_address(Span(text, it.start, it.own_end), it.address)
        for it in parts.repeated
    ]
    return Found(Notice(text, parts, declaration, raw, offsets), tuple(found))


def read_notice(path: Path) -> Found[Notice | None]:
    """The notice at `path`, with `notice.yaml` and `raw.txt` from beside it."""
    found: list[Finding] = []
    sources: list[Source | None] = []
    for it in (path, path.with_name(DECLARATION), path.with_name(RAW)):
        if it != path and not it.exists():
            sources.append(None)
            continue
        read = read_source(it)
        found += read.findings
        sources.append(read.value)
    text, declared, raw = sources
    if text is None:
        return Found(None, tuple(found))
    built = build_notice(text, declared, raw)
    return Found(built.value, (*found, *built.findings))


def _differs(text: Source, raw: Source, made: Normalised) -> Finding:
    """Points at the first character that is not what the steps make, and where it came from."""
    at = 0
    while at < min(len(text.text), len(made.text)) and text.text[at] == made.text[at]:
        at += 1
    place = Span(text, at, min(at + 1, len(text.text)))
    origin = made.offsets[at] if at < len(made.offsets) else len(raw.text)
    expected = made.text[at : at + 12].partition("\n")[0]
    return errors.notice_differs(place, expected, Span(raw, origin, min(origin + 1, len(raw.text))))


def _not_there(text: str, declaration: Declaration) -> list[Finding]:
    lines = set(text.split("\n"))
    found = [
        errors.no_such_line(it.span, it.text) for it in declaration.lines if it.text not in lines
    ]
    found += [
        errors.not_in_notice(it.span, it.text) for it in declaration.damage if it.text not in text
    ]
    closing = declaration.closing
    if closing is not None and not any(it.startswith(closing[0]) for it in lines):
        found.append(errors.no_such_line(closing[1], closing[0]))
    return found
