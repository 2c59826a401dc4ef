"""What is said about the form of a data file."""

from __future__ import annotations

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.source import Span


def not_yaml(span: Span, problem: str) -> Finding:
    said = f": {problem}" if problem else ""
    return Finding(
        codes.NOT_YAML,
        Message("此处不是合格的 YAML", f"not well-formed YAML{said}"),
        Label(span),
        help=Message(
            "检查缩进（只用空格）、冒号后的空格和成对的引号",
            "look at the indentation (blanks only), the blank behind a colon, and quotation marks",
        ),
    )


def alias(span: Span, name: str) -> Finding:
    return Finding(
        codes.REFUSED_YAML,
        Message(f"数据文件不用锚点和别名 `{name}`", f"data files do without the alias `{name}`"),
        Label(span),
        help=Message("把内容写出来", "write out what it stands for"),
    )


def tag(span: Span, name: str) -> Finding:
    return Finding(
        codes.REFUSED_YAML,
        Message(f"数据文件不用类型标签 `{name}`", f"data files do without the tag `{name}`"),
        Label(span),
        help=Message("删去标签", "leave the tag out"),
    )


def second_document(span: Span) -> Finding:
    return Finding(
        codes.REFUSED_YAML,
        Message("一个文件只放一份数据", "a file holds one document"),
        Label(span),
        help=Message("删去 `---`，或分成两个文件", "remove `---`, or make it two files"),
    )


def too_deep(span: Span, deepest: int) -> Finding:
    return Finding(
        codes.REFUSED_YAML,
        Message(f"嵌套超过 {deepest} 层", f"nested more than {deepest} levels deep"),
        Label(span),
        help=Message("展开成较浅的写法", "write it flatter"),
    )


def key_is_no_word(span: Span) -> Finding:
    return Finding(
        codes.WRONG_SHAPE,
        Message("键应当是一个词", "a key must be a word"),
        Label(span),
        help=Message("写成 `键: 值`", "write `key: value`"),
    )


def duplicate_key(span: Span, key: str, first: Span) -> Finding:
    return Finding(
        codes.DUPLICATE_KEY,
        Message(f"键 `{key}` 写了两次", f"key `{key}` is said twice"),
        Label(span),
        (Label(first, Message("第一次在这里", "first said here")),),
        Message("删去其中一个", "remove one of them"),
    )


def unknown_key(span: Span, key: str, known: tuple[str, ...]) -> Finding:
    near = suggest(key, known)
    listed = "、".join(f"`{it}`" for it in known)
    listed_en = ", ".join(f"`{it}`" for it in known)
    return Finding(
        codes.UNKNOWN_KEY,
        Message(f"不认识的键 `{key}`", f"unknown key `{key}`"),
        Label(span),
        help=Message(f"是不是 `{near}`？", f"did you mean `{near}`?")
        if near
        else Message(f"可用的键：{listed}", f"known here: {listed_en}"),
    )


def missing_key(span: Span, key: str) -> Finding:
    return Finding(
        codes.MISSING_KEY,
        Message(f"缺少 `{key}`", f"`{key}` is missing"),
        Label(span),
        help=Message(f"加一行 `{key}: …`", f"add a line `{key}: …`"),
    )


def wrong_shape(span: Span, zh: str, en: str) -> Finding:
    return Finding(
        codes.WRONG_SHAPE,
        Message(f"这里应当是{zh}", f"this should be {en}"),
        Label(span),
        help=Message(f"改成{zh}", f"write {en}"),
    )


def no_such_day(span: Span, written: str) -> Finding:
    return Finding(
        codes.NO_SUCH_DAY,
        Message(f"没有 `{written}` 这一天", f"there is no day `{written}`"),
        Label(span),
        help=Message("写成 `2021-02-04` 的样子", "write a day like `2021-02-04`"),
    )
