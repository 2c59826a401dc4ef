"""One document's sentences, each with its class.

Takes the notice, its provisions and its ledger entries; gives the document's ledger, and the
entries that contradict a provision, or one another, or lack a reason. What is said wins over what
is not, and a provision over an entry: the ledger is whole whatever was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final

from doudi.compiler.ledger import errors
from doudi.compiler.ledger.model import Claim, DocumentLedger, Matter, Rule, Sentence, Stretch
from doudi.compiler.ledger.shares import share
from doudi.compiler.notices import outline
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.runtime.program.ids import ProvisionId

HEADING: Final = 0
_COLON: Final = "："


def account(matter: Matter) -> Found[DocumentLedger]:
    found = [
        errors.no_reason(it.head, it.entry)
        for it in matter.claims
        if it.entry.sentence_class != "open" and not it.entry.reason.strip()
    ]
    claimed = _claimed(matter, found)
    quoting = _quoting(matter)
    sentences = []
    headings = 0
    for place in matter.notice.outline.sentences:
        claim = claimed.get(place.address)
        rules = quoting.get(place.address, ())
        if place.number == HEADING and claim is None and not rules:
            headings += 1
            continue
        if claim is not None and rules:
            found.append(errors.encoded_and_claimed(claim, place.address, rules))
        sentences.append(_sentence(place, matter, rules, None if rules else claim))
    given = DocumentLedger(
        matter.document,
        matter.title,
        matter.number,
        matter.notice,
        tuple(sentences),
        matter.rules,
        headings,
    )
    return Found(given, tuple(found))


def _claimed(matter: Matter, found: list[Finding]) -> Mapping[str, Claim]:
    """For each sentence the first entry that names it."""
    given: dict[str, Claim] = {}
    for claim in matter.claims:
        again = [
            address
            for address in _named(matter, claim.entry.address)
            if given.setdefault(address, claim) is not claim
        ]
        if again:
            found.append(errors.claimed_twice(claim, again[0], given[again[0]].head))
    return given


def _named(matter: Matter, address: str) -> Iterable[str]:
    """The sentence at an address, or those of a section and of what belongs to it."""
    parts = matter.notice.outline
    if outline.split(address)[1] is not None:
        sentence = parts.sentence(address)
        return () if sentence is None else (sentence.address,)
    section = parts.section(address)
    if section is None:
        return ()
    return tuple(
        it.address
        for it in parts.sentences
        if it.number != HEADING and section.start <= it.start < section.end
    )


def _quoting(matter: Matter) -> Mapping[str, tuple[Rule, ...]]:
    """For each sentence the provisions that have words of it in a quote, in their order."""
    places = matter.notice.outline.sentences
    starts, ends = [it.start for it in places], [it.end for it in places]
    given: dict[str, dict[ProvisionId, Rule]] = {}
    for rule in matter.rules:
        for quoted in rule.quoted if rule.runs else ():
            first = bisect_right(ends, quoted.start)
            for place in places[first : bisect_left(starts, quoted.end)]:
                if _meets(place, quoted, matter):
                    given.setdefault(place.address, {})[rule.id] = rule
    return {address: tuple(rules.values()) for address, rules in given.items()}


def _meets(place: outline.Sentence, quoted: Stretch, matter: Matter) -> bool:
    """A quote that only reaches a sentence's brackets or its full stop says nothing of it."""
    start, end = max(place.start, quoted.start), min(place.end, quoted.end)
    return any(it.isalnum() for it in matter.notice.source.text[start:end])


def _sentence(
    place: outline.Sentence, matter: Matter, rules: tuple[Rule, ...], claim: Claim | None
) -> Sentence:
    text = matter.notice.source.text
    quoted = _joined(
        Stretch(max(place.start, q.start), min(place.end, q.end))
        for rule in rules
        for q in rule.quoted
        if _meets(place, q, matter)
    )
    words = sum(it.isalnum() for it in text[place.start : place.end])
    covered = sum(char.isalnum() for it in quoted for char in text[it.start : it.end])
    reason = "" if claim is None else claim.entry.reason.strip()
    delegated = claim is not None and claim.entry.sentence_class == "delegated"
    return Sentence(
        address=place.address,
        start=place.start,
        end=place.end,
        text=text[place.start : place.end],
        sentence_class="encoded"
        if rules
        else "open"
        if claim is None
        else claim.entry.sentence_class,
        provisions=tuple(it.id for it in rules),
        reason=reason,
        addressee=reason.partition(_COLON)[0] if delegated else "",
        quoted=quoted,
        share=share(covered, words),
    )


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """In order, and those that meet made one."""
    given: list[Stretch] = []
    for it in sorted(stretches):
        if given and it.start <= given[-1].end:
            given[-1] = Stretch(given[-1].start, max(given[-1].end, it.end))
        else:
            given.append(it)
    return tuple(given)
