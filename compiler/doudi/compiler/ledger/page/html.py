"""Pieces of HTML. Whatever a person wrote becomes text here and nothing else."""

from __future__ import annotations

from html import escape

from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.width import visible


def text(words: str) -> str:
    """Words of a notice or a rule: no character of them acts, in the page or on its direction."""
    return "\n".join(escape(visible(it)) for it in words.split("\n"))


def both(message: Message) -> str:
    """A text in both languages, of which the page shows one."""
    return (
        f'<span lang="zh-Hans" class="zh">{text(message.zh)}</span>'
        f'<span lang="en" class="en">{text(message.en)}</span>'
    )


def link(to: str, inner: str, css: str = "") -> str:
    """To a place on the page."""
    kind = f' class="{css}"' if css else ""
    return f'<a{kind} href="#{text(to)}">{inner}</a>'
