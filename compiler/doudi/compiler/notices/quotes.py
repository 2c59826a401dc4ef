"""Every quote stands in the notice, at the address it is cited from, or a finding says where not.

Takes what a citation writes and the notice; gives the citation with the notice's own words
and their place. The one liberty: punctuation counts as equal at either width (declared in
`docs/language/addresses.md`); it is folded one character for one, so offsets stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from doudi.compiler.notices import errors
from doudi.compiler.notices.notice import Notice
from doudi.compiler.notices.outline import split
from doudi.policy_dsl.diagnostics.model import Found
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Citation

_FULL_TO_HALF: Final = {0xFF01 + i: 0x21 + i for i in range(0x5E)}
_FOLDED: Final = {
    wide: narrow
    for wide, narrow in _FULL_TO_HALF.items()
    if unicodedata.category(chr(narrow))[0] in "PS"
} | {0x3000: 0x20}

# Below this share of the quote nothing in the notice is near enough to be shown beside it.
_NEAR: Final = 0.4
_CONTEXT: Final = 8
_TOO_LONG: Final = 4_000_000  # characters times characters: the nearest passage is not looked for


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as written; `quote_span` is the string with its quotation marks."""

    address: str
    quote: str
    address_span: Span
    quote_span: Span


def verify(cited: Cited, notice: Notice | None) -> Found[Citation | None]:
    if notice is None:
        return Found(None, (errors.quote_without_notice(cited.quote_span),))
    if not any(it.isalnum() for it in cited.quote):
        return Found(None, (errors.empty_quote(cited.quote_span),))
    text, quote = fold(notice.source.text), fold(cited.quote)
    places = tuple(_occurrences(text, quote))
    section = notice.outline.section(cited.address)
    if section is None or notice.outline.place(cited.address) is None:
        return _no_such_address(cited, notice, places)
    sentence = notice.outline.sentence(cited.address)
    for start in places:
        first = section if sentence is None else sentence
        if first.start <= start < first.end and start + len(quote) <= section.end:
            end = start + len(quote)
            words = notice.source.text[start:end]
            return Found(Citation(cited.address, words, start, end))
    if places:
        return _elsewhere(cited, notice, places[0])
    return _not_there(cited, notice, text, quote, (section.start, section.end))


def fold(text: str) -> str:
    """Full-width punctuation as half-width, one character for one."""
    return text.translate(_FOLDED)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _no_such_address(
    cited: Cited, notice: Notice, places: tuple[int, ...]
) -> Found[Citation | None]:
    if places:
        return _elsewhere(cited, notice, places[0])
    outline = notice.outline
    section = outline.section(cited.address)
    last = (
        None
        if section is None
        else max(
            (it.number for it in outline.sentences if it.section == section.address), default=0
        )
    )
    return Found(
        None,
        (errors.unknown_address(cited.address_span, cited.address, outline.addresses(), last),),
    )


def _elsewhere(cited: Cited, notice: Notice, start: int) -> Found[Citation | None]:
    sentence = notice.outline.at(start)
    place = Span(notice.source, start, start + len(cited.quote))
    if sentence is None:
        return Found(None, (errors.quote_beside_sentences(cited.quote_span, place),))
    # Whoever cites a whole section is told the section, whoever cites a sentence the sentence.
    address = sentence.section if split(cited.address)[1] is None else sentence.address
    finding = errors.quote_elsewhere(cited.address_span, cited.address, address, place)
    return Found(None, (finding,))


def _not_there(
    cited: Cited, notice: Notice, text: str, quote: str, near: tuple[int, int]
) -> Found[Citation | None]:
    """The nearest passage, looked for in the cited section first, and where it first differs."""
    for start, end in (near, (0, len(text))):
        if (end - start) * len(quote) > _TOO_LONG:
            continue
        match = SequenceMatcher(None, text[start:end], quote, autojunk=False)
        block = match.find_longest_match()
        if block.size < max(2, _NEAR * len(quote)):
            continue
        begin = start + block.a - block.b
        at, there = _first_difference(text, quote, begin)
        if at >= len(quote):
            at, there = len(quote) - 1, there - 1
        reads = notice.source.text[there : there + _CONTEXT].partition("\n")[0]
        finding = errors.quote_not_found(
            _inside(cited, at),
            reads,
            cited.quote[at : at + _CONTEXT],
            Span(notice.source, there, min(len(text), there + 1)),
        )
        return Found(None, (finding,))
    return Found(None, (errors.quote_unlike_anything(cited.quote_span),))


def _first_difference(text: str, quote: str, begin: int) -> tuple[int, int]:
    """Offsets in quote and text of the first character that differs."""
    apart = [
        i
        for i, char in enumerate(quote)
        if not 0 <= begin + i < len(text) or text[begin + i] != char
    ]
    if len(apart) <= 1 + len(quote) // 10:  # characters replaced, none lost or added
        return (apart[0], begin + apart[0]) if apart else (len(quote), begin + len(quote))
    low = max(0, begin - len(quote))
    window = text[low : begin + 2 * len(quote)]
    blocks = SequenceMatcher(None, window, quote, autojunk=False).get_matching_blocks()
    first = blocks[0]
    if first.b > 0:
        return 0, low + max(0, first.a - first.b)
    return first.size, low + first.a + first.size


def _inside(cited: Cited, at: int) -> Span:
    """The place of the quote's character `at` in the rule file."""
    written = cited.quote_span.text
    offset, end = 1, len(written) - 1
    for _ in range(at):
        offset += 2 if written.startswith("\\", offset) and written[0] == '"' else 1
    if not 0 < offset < end:
        return cited.quote_span
    start = cited.quote_span.start + offset
    return Span(cited.quote_span.source, start, start + 1)
