"""A notice's own text, paragraph by paragraph, with each sentence marked by what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.model import DocumentLedger, Rule, Sentence
from doudi.compiler.ledger.page.figures import badge
from doudi.compiler.ledger.page.html import both, link, text
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program.ids import ProvisionId

_DEEPER: Final = re.compile(r"[(·▶]")


def paragraphs(ledger: DocumentLedger) -> str:
    """The notice's lines in order; nothing of it is left out, whether it is a sentence or not."""
    rules = {it.id: it for it in ledger.rules}
    kinds = {it.text: it.kind for it in ledger.notice.declaration.lines}
    source = ledger.notice.source.text
    lines: list[str] = []
    start = 0
    for line in source.split("\n"):
        if line.strip():
            inner = "".join(_pieces(ledger, rules, start, start + len(line)))
            lines.append(f"<p{_kind(ledger, kinds, line.rstrip(), start)}>{inner}</p>\n")
        start += len(line) + 1
    return "".join(lines)


def _kind(ledger: DocumentLedger, kinds: dict[str, str], line: str, start: int) -> str:
    if line in kinds:
        kind = re.sub(r"[^a-z_]", "", kinds[line])
        return f' class="line {kind}"'
    section = next((it for it in ledger.notice.outline.sections if it.start == start), None)
    if section is None:
        return ""
    return f' class="depth-{min(len(_DEEPER.findall(section.address)), 2)}"'


def _pieces(
    ledger: DocumentLedger, rules: Mapping[ProvisionId, Rule], start: int, end: int
) -> Iterator[str]:
    source = ledger.notice.source.text
    accounted = {it.start: it for it in ledger.sentences}
    at = start
    for place in ledger.notice.outline.sentences:
        if not start <= place.start < end:
            continue
        yield text(source[at : place.start])
        at = place.end
        if place.start in accounted:
            yield _sentence(ledger, accounted[place.start], rules)
        else:
            yield f"<b>{text(source[place.start : place.end])}</b>"
    yield text(source[at:end])


def _sentence(ledger: DocumentLedger, it: Sentence, rules: Mapping[ProvisionId, Rule]) -> str:
    id_ = f"{ledger.document}/{it.address}"
    marked = link(
        id_, f"{badge(it.sentence_class)}{_words(ledger, it)}", f"sentence {it.sentence_class}"
    )
    marked = marked.replace("<a ", f'<a id="{text(id_)}" ', 1)
    note = f'<span class="note {it.sentence_class}">{_note(ledger, it, rules)}</span>'
    return f'<span class="said">{marked}{note}</span>'


def _words(ledger: DocumentLedger, it: Sentence) -> str:
    """What is quoted is underlined."""
    source = ledger.notice.source.text
    parts: list[str] = []
    at = it.start
    for stretch in it.quoted:
        parts.append(text(source[at : stretch.start]))
        parts.append(f"<u>{text(source[stretch.start : stretch.end])}</u>")
        at = stretch.end
    return "".join((*parts, text(source[at : it.end])))


def _note(ledger: DocumentLedger, it: Sentence, rules: Mapping[ProvisionId, Rule]) -> str:
    head = (
        f'<span class="where">{text(f"{ledger.document}/{it.address}")}</span> '
        f'<span class="what">{both(wording.CLASS[it.sentence_class])}</span>'
    )
    if it.provisions:
        quoted = both(Message(f"引用了 {it.share}% 的字", f"{it.share}% of its characters quoted"))
        listed = "".join(
            f'<span class="rule">{link(f"rule:{id_}", text(id_))} '
            f'<span lang="zh-Hans">{text(rules[id_].title)}</span></span>'
            for id_ in it.provisions
        )
        return f'{head}<span class="share">{quoted}</span>{listed}'
    meaning = f'<span class="share">{both(wording.MEANING[it.sentence_class])}</span>'
    reason = f'<span class="reason" lang="zh-Hans">{text(it.reason)}</span>' if it.reason else ""
    return head + meaning + reason
