"""The ledger as one HTML page: no network, no font, no script but its own few lines.

Takes the ledger; gives the page, the same bytes every time. Its policy names its style and its
script by their hashes, so that nothing in a notice or a rule could act even if it were not
escaped. Both languages are in it.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from doudi.compiler.ledger import wording
from doudi.compiler.ledger.model import DocumentLedger, Ledger
from doudi.compiler.ledger.page.figures import bar, filters, totals
from doudi.compiler.ledger.page.html import both, link, text
from doudi.compiler.ledger.page.rule_text import rules
from doudi.compiler.ledger.page.running_text import paragraphs
from doudi.policy_dsl.diagnostics.model import Lang, Message

_HERE: Final = Path(__file__).parent


def as_html(ledger: Ledger, lang: Lang) -> str:
    style, script = ((_HERE / it).read_text("utf-8") for it in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    notices = "".join(_notice(it) for it in ledger.documents)
    appendix = "".join(_appendix(it) for it in ledger.documents)
    return f"""<!doctype html>
<html lang="{"zh-Hans" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{wording.TITLE.in_(lang)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#text">{both(Message("跳到正文", "Skip to the text"))}</a>
{_top(ledger, lang)}
<main id="text">
{notices}<section class="appendix" id="rules">
<h2>{both(Message("附：条款全文", "Appendix: the provisions"))}</h2>
{appendix}</section>
</main>
<script>{script}</script>
</body>
</html>
"""


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"


def _top(ledger: Ledger, lang: Lang) -> str:
    number, documents = len(tuple(ledger.sentences)), len(ledger.documents)
    lead = Message(
        f"{documents} 份通知，{number} 句，每一句都有且只有一个去处。"
        "画线处是条款引用的原文；点一句看它的去处。",
        f"{documents} {'notices' if documents != 1 else 'notice'}, {number} sentences, and exactly "
        "one class for each. What provisions quote is underlined; choose a sentence to see what "
        "became of it.",
    )
    shown, whole = f'<b class="shown">{number}</b>', f'<b class="whole">{number}</b>'
    return f"""<header class="top">
<div class="name"><h1>{both(wording.TITLE)}</h1>
<fieldset class="languages"><legend>语言 · Language</legend>
{_language("zh", "中文", lang)}{_language("en", "English", lang)}
</fieldset></div>
<p class="lead">{both(lead)}</p>
{bar(ledger.sentences)}
{filters(ledger)}
<p class="marked" role="status">\
<span lang="zh-Hans" class="zh">标出 {shown} 句，共 {whole} 句</span>\
<span lang="en" class="en">{shown} of {whole} sentences marked</span>
<button type="button" id="mark-all" hidden>{both(Message("全选", "all"))}</button>
<button type="button" id="mark-none" hidden>{both(Message("全不选", "none"))}</button></p>
{totals(ledger)}
</header>"""


def _language(of: Lang, name: str, lang: Lang) -> str:
    chosen = " checked" if of == lang else ""
    tag = "zh-Hans" if of == "zh" else "en"
    return (
        f'<label><input type="radio" name="lang" id="lang-{of}" value="{tag}"{chosen}>'
        f"{name}</label>"
    )


def _notice(it: DocumentLedger) -> str:
    number = f"<span>{text(it.number)}</span>" if it.number else ""
    size = Message(
        f"{len(it.sentences)} 句，另有 {it.headings} 个标题",
        f"{len(it.sentences)} sentences, and {it.headings} headings",
    )
    return f"""<article class="notice" id="{text(it.document)}">
<header><h2 lang="zh-Hans">{text(it.title)}</h2>
<p class="about"><span class="id">{text(it.document)}</span>{number}<span>{both(size)}</span></p>
{bar(it.sentences)}</header>
<div class="text" lang="zh-Hans">
{paragraphs(it)}</div>
</article>
"""


def _appendix(it: DocumentLedger) -> str:
    if not it.rules:
        return ""
    head = link(it.document, text(f"{it.document} {it.title}"))
    return f'<h2 class="of" lang="zh-Hans">{head}</h2>\n{rules(it)}'
