"""A notice's own text, paragraph by paragraph, with each sentence marked by what became of it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.model import DocumentLedger, Rule, Sentence
from doudi.compiler.ledger.page.figures import badge
from doudi.compiler.ledger.page.html import both, link, text
from doudi.compiler.notices.outline import Sentence as Place
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program.ids import ProvisionId

_DEEPER: Final = re.compile(r"[(·▶]")
_DEEPEST: Final = 2


@dataclass(frozen=True)
class _Marked:
    """A document's ledger, with what is looked up for every line of its notice."""

    ledger: DocumentLedger

    @property
    def text(self) -> str:
        return self.ledger.notice.source.text

    @cached_property
    def rules(self) -> Mapping[ProvisionId, Rule]:
        return {it.id: it for it in self.ledger.rules}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {it.text: it.kind for it in self.ledger.notice.declaration.lines}

    @cached_property
    def depths(self) -> Mapping[int, int]:
        """How deep the section is that begins at an offset."""
        sections = self.ledger.notice.outline.sections
        return {it.start: min(len(_DEEPER.findall(it.address)), _DEEPEST) for it in sections}

    @cached_property
    def sentences(self) -> Mapping[int, Sentence]:
        return {it.start: it for it in self.ledger.sentences}


def paragraphs(ledger: DocumentLedger) -> str:
    """The notice's lines in order; nothing of it is left out, whether it is a sentence or not."""
    marked = _Marked(ledger)
    waiting = deque(ledger.notice.outline.sentences)
    lines: list[str] = []
    start = 0
    for line in marked.text.split("\n"):
        end = start + len(line)
        places: list[Place] = []
        while waiting and waiting[0].start < end:
            places.append(waiting.popleft())
        if line.strip():
            inner = "".join(_pieces(marked, places, start, end))
            lines.append(f"<p{_kind(marked, line.rstrip(), start)}>{inner}</p>\n")
        start = end + 1
    return "".join(lines)


def _kind(marked: _Marked, line: str, start: int) -> str:
    if line in marked.kinds:
        kind = re.sub(r"[^a-z_]", "", marked.kinds[line])
        return f' class="line {kind}"'
    return f' class="depth-{marked.depths[start]}"' if start in marked.depths else ""


def _pieces(marked: _Marked, places: Iterable[Place], start: int, end: int) -> Iterator[str]:
    at = start
    for place in places:
        yield text(marked.text[at : place.start])
        at = place.end
        sentence = marked.sentences.get(place.start)
        if sentence is None:
            yield f"<b>{text(marked.text[place.start : place.end])}</b>"
        else:
            yield _sentence(marked.ledger, sentence, marked.rules)
    yield text(marked.text[at:end])


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
