"""What is said of declarations taken together, and when doudi itself fails on one."""

from __future__ import annotations

from doudi.compiler.checking.pieces import Declared
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Span


def several_precedences(again: Span, first: Span) -> Finding:
    return Finding(
        codes.SEVERAL_PRECEDENCES,
        Message("整套规则只能有一个 `优先次序`", "a set of rules has one `precedence`"),
        Label(again, Message("又一个", "another one")),
        (Label(first, Message("已经有一个", "there is one already")),),
        Message("删去一个，或并成一个", "remove one, or make them one"),
    )


def internal(it: Declared, error: Exception) -> Finding:
    source, piece = it.file.source, it.piece
    start = piece.start if piece.head is None else piece.head
    end = source.text.find("\n", start)
    name = type(error).__name__
    return Finding(
        codes.INTERNAL,
        Message(f"doudi 处理这一条时内部出错（{name}）", f"doudi itself failed on this ({name})"),
        Label(Span(source, start, piece.end if end == -1 else min(end, piece.end))),
        help=Message(
            "这不是您的错；请把这一条连同 `doudi --version` 的输出报告给维护者",
            "this is not your mistake; please report it with this text and what "
            "`doudi --version` prints",
        ),
    )
