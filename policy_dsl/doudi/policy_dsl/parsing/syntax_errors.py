"""Words for what is wrong with the syntax."""

from __future__ import annotations

from lark.exceptions import UnexpectedToken

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Source, Span


def unexpected(source: Source, error: UnexpectedToken) -> Finding:
    token = error.token
    start, end = token.start_pos or 0, token.end_pos or 0
    return Finding(
        codes.UNEXPECTED_WORD,
        Message(f"这里不能出现 `{token.value}`", f"`{token.value}` cannot stand here"),
        Label(Span(source, start, max(end, start))),
    )
