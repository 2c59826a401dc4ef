"""A checked provision against its notice: quotes verified, numbers accounted for.

Takes the provision where it stands and the notice of its document; gives it with its
citations as the notice has them.
"""

from __future__ import annotations

from dataclasses import replace

from doudi.compiler.checking.homes import Home
from doudi.compiler.emit.parts import Part
from doudi.compiler.model.checked import Located
from doudi.compiler.model.ledger import LedgerEntry
from doudi.compiler.notices import errors
from doudi.compiler.notices.notice import Notice
from doudi.compiler.notices.numbers import Written, unsupported
from doudi.compiler.notices.quotes import Cited, verify
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.runtime.program.declarations import Citation, Provision


def verify_part(located: Located, part: Part, home: Home) -> Found[Part]:
    if not home.sound:
        return Found(part)  # which notice is meant may be the very thing that is broken
    notice = None if home.text is None else home.text.read.value
    if home.text is not None and notice is None:
        return Found(part)  # that it cannot be read is said once, of the document
    match part:
        case Provision():
            return _provision(located, part, notice)
        case LedgerEntry():
            return Found(part, _address(located, part, notice))


def verify_quotes_alone(located: Located, home: Home) -> tuple[Finding, ...]:
    """For a provision that is broken elsewhere: what it quotes can be wrong all the same."""
    if not home.sound or (home.text is not None and home.text.read.value is None):
        return ()
    return _citations(located, None if home.text is None else home.text.read.value).findings


def _citations(located: Located, notice: Notice | None) -> Found[tuple[Citation, ...]]:
    found: list[Finding] = []
    citations: list[Citation] = []
    for it in located.checked.quotes:
        address, quote = located.span(it.address_place), located.span(it.quote_place)
        verified = verify(Cited(it.address, it.quote, address, quote), notice)
        found.extend(verified.findings)
        if verified.value is not None:
            citations.append(verified.value)
    return Found(tuple(citations), tuple(found))


def _provision(located: Located, part: Provision, notice: Notice | None) -> Found[Part]:
    cited = _citations(located, notice)
    found = list(cited.findings)
    numbers = (
        Written(it.value, it.kind, it.unit, located.span(it.place))
        for it in located.checked.numbers
    )
    quotes = ((it.quote, located.span(it.quote_place)) for it in located.checked.quotes)
    found.extend(unsupported(numbers, quotes, has_source=bool(part.sources)))
    return Found(replace(part, citations=cited.value), tuple(found))


def _address(located: Located, part: LedgerEntry, notice: Notice | None) -> tuple[Finding, ...]:
    if notice is None or notice.outline.place(part.address) is not None:
        return ()
    section = notice.outline.section(part.address)
    sentences = (
        it.number
        for it in notice.outline.sentences
        if section is not None and it.section == section.address
    )
    last = None if section is None else max(sentences, default=0)
    span = located.span(located.checked.head)
    return (errors.unknown_address(span, part.address, notice.outline.addresses(), last),)
