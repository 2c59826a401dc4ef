"""The wording of what is wrong with the grammar of a declaration."""

from __future__ import annotations

from lark import Token

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN, KEYWORDS, Role
from doudi.policy_dsl.parsing.errors import finding, keyword, keyword_en, shown
from doudi.policy_dsl.source import Source, Span


def span_of(source: Source, token: Token) -> Span:
    return Span(source, token.start_pos or 0, token.end_pos or 0)


def unexpected(
    span: Span, expected: tuple[str, str], near: str | None, known: Message | None = None
) -> Finding:
    """`known`: what helps with this very word."""
    if known is None:
        known = Message(f"这里可以写{expected[0]}", f"here may stand {expected[1]}")
    return finding(
        codes.UNEXPECTED_WORD,
        span,
        f"`{shown(span.text)}` 不能出现在这里",
        f"`{shown(span.text)}` cannot stand here",
        advice=(
            f"是不是 `{near}`？" if near else known.zh,
            f"did you mean `{near}`?" if near else known.en,
        ),
    )


def incomplete(head: Span, last: Span, expected: tuple[str, str]) -> Finding:
    return finding(
        codes.INCOMPLETE_CLAUSE,
        last,
        f"`{shown(head.text)}` 没有写完",
        f"`{shown(head.text)}` is not complete",
        advice=(f"后面还要有{expected[0]}", f"it still needs {expected[1]}"),
    )


def unknown_declaration(span: Span, near: str | None) -> Finding:
    known = [it for it in KEYWORDS if it.role is Role.DECLARATION]
    zh = "、".join(f"`{it.zh}`" for it in known)
    en = ", ".join(f"`{it.en}`" for it in known)
    return finding(
        codes.UNKNOWN_DECLARATION,
        span,
        f"`{shown(span.text)}` 不是一个声明的开头",
        f"`{shown(span.text)}` begins no declaration",
        advice=(
            f"是不是 `{near}`？" if near else f"声明以这些词开头：{zh}；其余各行要缩进",
            f"did you mean `{near}`?"
            if near
            else f"a declaration begins with one of {en}; other lines are indented",
        ),
    )


def not_indented(span: Span) -> Finding:
    return finding(
        codes.CLAUSE_NOT_INDENTED,
        span,
        f"`{shown(span.text)}` 属于一个声明，前面要空两格",
        f"`{shown(span.text)}` belongs to a declaration and must be indented",
        advice=(
            "在行首加两个空格；顶格的只能是声明",
            "put two blanks before it; only a declaration begins in the first column",
        ),
    )


def indented(span: Span) -> Finding:
    return finding(
        codes.DECLARATION_INDENTED,
        span,
        f"`{shown(span.text)}` 是声明的开头，要顶格写",
        f"`{shown(span.text)}` begins a declaration and must stand in the first column",
        advice=("去掉行首的空格", "remove the blanks before it"),
    )


def before_any_declaration(span: Span) -> Finding:
    return finding(
        codes.CLAUSE_NOT_INDENTED,
        span,
        f"`{shown(span.text)}` 不属于任何声明",
        f"`{shown(span.text)}` belongs to no declaration",
        advice=("先写一个顶格的声明", "write a declaration in the first column before it"),
    )


def unknown_clause(span: Span, declaration: Token, near: str | None, known: Message) -> Finding:
    return finding(
        codes.UNKNOWN_CLAUSE,
        span,
        f"{keyword(declaration.type)}没有 `{shown(span.text)}` 这样的子句",
        f"{keyword_en(declaration.type)} has no clause `{shown(span.text)}`",
        advice=(f"是不是 `{near}`？", f"did you mean `{near}`?") if near else (known.zh, known.en),
    )


def clause_out_of_place(span: Span, declaration: Token, expected: tuple[str, str]) -> Finding:
    return finding(
        codes.CLAUSE_OUT_OF_PLACE,
        span,
        f"`{shown(span.text)}` 不能写在 {keyword(declaration.type)} 里",
        f"`{shown(span.text)}` is no clause of {keyword_en(declaration.type)}",
        advice=(f"这里可以写{expected[0]}", f"here may stand {expected[1]}"),
    )


def stray_item(span: Span) -> Finding:
    return finding(
        codes.STRAY_ITEM,
        span,
        "行首的 `-` 是列表项，这里没有列表",
        "a `-` that begins a line is a list item, and there is no list here",
        advice=(
            "列表写在 `任一` 或 `全部` 之后；减号不要放在行首",
            "a list follows `any` or `all`; a minus may not begin a line",
        ),
    )


def unclosed_bracket(opening: Span, last: Span) -> Finding:
    return Finding(
        codes.UNBALANCED_BRACKET,
        Message("这个括号没有合上", "this bracket is not closed"),
        Label(opening),
        (Label(last, Message("到这里还没有 `)`", "there is no `)` up to here")),),
        Message("补上 `)`", "put in the `)`"),
    )


def stray_bracket(span: Span) -> Finding:
    return finding(
        codes.UNBALANCED_BRACKET,
        span,
        "这个 `)` 没有对应的 `(`",
        "this `)` closes no bracket",
        advice=("删去它，或补上前面的 `(`", "delete it, or put in the `(` before it"),
    )


def chained_comparison(first: Span, second: Span) -> Finding:
    return Finding(
        codes.CHAINED_COMPARISON,
        Message("一次只能比较两个数", "only two things are compared at a time"),
        Label(second),
        (Label(first, Message("第一个比较", "the first comparison")),),
        Message(
            "分成两个比较，用 `且` 连接：`a < b 且 b < c`",
            "write two comparisons joined by `and`: `a < b and b < c`",
        ),
    )


def too_deep(span: Span, most: int) -> Finding:
    return finding(
        codes.TOO_DEEP,
        span,
        f"这里的嵌套超过 {most} 层",
        f"this is nested more than {most} levels deep",
        advice=(
            "把其中一部分声明成一个 `用语`，再用它的名称",
            "declare a part of it as a `term` and use its name",
        ),
    )


def too_many_operators(span: Span, most: int) -> Finding:
    return finding(
        codes.TOO_DEEP,
        span,
        f"这个声明里有 {most} 个以上的运算符和括号",
        f"this declaration has more than {most} operators and brackets",
        advice=("分成几个声明", "split it into several declarations"),
    )


def keyword_as_name(span: Span, token: str) -> Finding:
    word = BY_TOKEN[token]
    return finding(
        codes.KEYWORD_AS_NAME,
        span,
        f"`{shown(span.text)}` 是规则语言的保留字，不能作名称",
        f"`{shown(span.text)}` is a word of the language and cannot be a name",
        advice=(
            f"换一个名称；`{word.zh}` 和 `{word.en}` 在两种文字里都是保留字",
            f"choose another name; `{word.zh}` and `{word.en}` are reserved in both languages",
        ),
    )


def unknown_unit(span: Span, near: str | None, known: Message | None = None) -> Finding:
    units = [it for it in KEYWORDS if it.role is Role.UNIT]
    zh = "、".join(f"`{it.zh}`" for it in units)
    en = ", ".join(f"`{it.en}`" for it in units)
    return finding(
        codes.UNKNOWN_UNIT,
        span,
        f"数字后面的 `{shown(span.text)}` 不是单位",
        f"`{shown(span.text)}` behind a number is no unit",
        advice=(known.zh, known.en)
        if known
        else (f"是不是 `{near}`？", f"did you mean `{near}`?")
        if near
        else (
            f"单位有 {zh}；日期写成 `2021-02-04`",
            f"units are {en}; a date is written `2021-02-04`",
        ),
    )
