"""The appendix: every provision's own text, linked to the sentences that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from doudi.compiler.ledger.model import DocumentLedger, Rule
from doudi.compiler.ledger.page.html import both, link, text
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.keywords import BY_SPELLING

_TOKEN: Final = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<string>「[^」]*」|\"(?:\\.|[^\"\\\n])*\")|(?P<word>\w+)"
)


def rules(ledger: DocumentLedger) -> str:
    quoting: dict[str, list[str]] = {}
    for it in ledger.sentences:
        for id_ in it.provisions:
            quoting.setdefault(id_, []).append(f"{ledger.document}/{it.address}")
    return "".join(_rule(it, quoting.get(it.id, [])) for it in ledger.rules)


def _rule(rule: Rule, sentences: list[str]) -> str:
    back = "".join(f"<li>{link(it, text(it))}</li>" for it in sentences)
    nothing = both(Message("没有引用原文的句子", "quotes no sentence of the notice"))
    listed = f"<ul>{back}</ul>" if back else f'<p class="share">{nothing}</p>'
    return (
        f'<section class="provision" id="rule:{text(rule.id)}">'
        f'<h3>{text(rule.id)} <span lang="zh-Hans">{text(rule.title)}</span></h3>'
        f'<p class="file">{text(rule.file)}:{rule.line}</p>{listed}'
        f'<pre lang="zh-Hans" tabindex="0">{"".join(_coloured(rule.text))}</pre></section>\n'
    )


def _coloured(words: str) -> Iterator[str]:
    at = 0
    for match in _TOKEN.finditer(words):
        yield text(words[at : match.start()])
        at = match.end()
        match match.lastgroup:
            case "comment":
                yield f"<i>{text(match[0])}</i>"
            case "string":
                yield f"<em>{text(match[0])}</em>"
            case _:
                known = match[0] in BY_SPELLING
                yield f"<b>{text(match[0])}</b>" if known else text(match[0])
    yield text(words[at:])
