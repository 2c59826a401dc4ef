"""The wording of everything that can be wrong with a text."""

from __future__ import annotations

import codecs
from typing import Final

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.causes import cause
from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Source, Span

_SHOWN: Final = 40  # characters of the author's text that a headline repeats


def shown(text: str) -> str:
    """The author's words, short enough for a headline and on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def keyword(token: str) -> str:
    word = BY_TOKEN[token]
    return f"`{word.zh}`（`{word.en}`）"


def keyword_en(token: str) -> str:
    word = BY_TOKEN[token]
    return f"`{word.zh}` (`{word.en}`)"


def finding(
    code: Code,
    span: Span,
    zh: str,
    en: str,
    *,
    advice: tuple[str, str] | None = None,
    related: tuple[Label, ...] = (),
) -> Finding:
    return Finding(
        code,
        Message(zh, en),
        Label(span),
        related,
        Message(*advice) if advice else None,
    )


def _whole(name: str, text: str = "") -> Span:
    return Span(Source(name, text), 0, 0)


def unreadable(name: str, error: OSError) -> Finding:
    why = cause(error)
    return finding(
        codes.FILE_UNREADABLE,
        _whole(name),
        f"文件 `{name}` 读不了：{why.zh}",
        f"the file `{name}` cannot be read: {why.en}",
        advice=("检查文件是否存在、是否有权限读取", "check that the file exists and may be read"),
    )


def too_large(name: str, largest: int) -> Finding:
    return finding(
        codes.FILE_TOO_LARGE,
        _whole(name),
        f"文件 `{name}` 超过 {largest:,} 字节",
        f"the file `{name}` has more than {largest:,} bytes",
        advice=("分成几个文件，每份文件一个文件夹", "split it into several files"),
    )


def not_utf8(name: str, data: bytes, offset: int) -> Finding:
    """The place is shown in the text as far as it could be read."""
    before = data[:offset].decode("utf-8")
    span = Span(Source(name, f"{before}\ufffd"), len(before), len(before) + 1)
    zh, en = _encoding(data)
    return finding(
        codes.NOT_UTF8,
        span,
        f"文件 `{name}` 不是 UTF-8 文本：字节偏移 {offset} 处无法读出",
        f"the file `{name}` is not UTF-8 text: it cannot be read at byte offset {offset}",
        advice=(f"{zh}用编辑器另存为 UTF-8", f"{en}save it as UTF-8"),
    )


def _encoding(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "它看来是 UTF-16 编码，请", "it seems to be UTF-16; "
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "请", ""
    return "它看来是 GBK（GB 18030）编码，请", "it seems to be GBK (GB 18030); "


def direction_control(span: Span, name: str) -> Finding:
    return finding(
        codes.DIRECTION_CONTROL,
        span,
        f"`{name}` 会改变文字的显示顺序，看到的和写下的可能不同",
        f"`{name}` turns the order of text around, so that it may not be what it looks like",
        advice=("删去这个字符", "delete the character"),
    )


def invisible(span: Span, name: str) -> Finding:
    return finding(
        codes.INVISIBLE_CHARACTER,
        span,
        f"这里有一个看不见的字符 `{name}`",
        f"there is a character here that cannot be seen: `{name}`",
        advice=("删去这个字符", "delete the character"),
    )


def look_alike(span: Span, word: str, character: str, meant: str | None) -> Finding:
    zh, en = (
        (f"改为 `{meant}`", f"write `{meant}`")
        if meant
        else (
            "名称只用汉字、英文字母、数字和下划线",
            "names are made of Chinese characters, the letters a to z, digits and underscores",
        )
    )
    return finding(
        codes.LOOK_ALIKE_CHARACTER,
        span,
        f"`{shown(word)}` 中的 `{character}` 容易与别的字符相混",
        f"`{character}` in `{shown(word)}` is easily taken for another character",
        advice=(zh, en),
    )


def unknown_character(span: Span, name: str, hint: tuple[str, str] | None) -> Finding:
    return finding(
        codes.UNKNOWN_CHARACTER,
        span,
        f"规则语言不用 `{name}` 这样的字符",
        f"the language does not use a character such as `{name}`",
        advice=hint
        or ("删去它；原文的字句要放在「」里", "delete it; words of a notice belong inside 「」"),
    )


def unclosed_string(span: Span, closing: str) -> Finding:
    return finding(
        codes.UNCLOSED_STRING,
        span,
        "这一行的引号没有合上",
        "the text that begins here is not closed on its line",
        advice=(
            f"在文字末尾补上 `{closing}`；一段文字要写在一行之内",
            f"put `{closing}` behind the text; a text stands on one line",
        ),
    )


def nested_quote(span: Span) -> Finding:
    return finding(
        codes.UNCLOSED_STRING,
        span,
        "「」里不能再有「」",
        "a text in 「」 may not hold another 「」",
        advice=('外层改用双引号："…"', 'use double quotes outside: "…"'),
    )


def bad_escape(span: Span) -> Finding:
    return finding(
        codes.UNCLOSED_STRING,
        span,
        '双引号里的 `\\` 后面只能是 `"` 或 `\\`',
        'inside double quotes only `"` or `\\` may follow a `\\`',
        advice=(
            "写成 `\\\\`，或者改用「」，其中的 `\\` 就是它自己",
            "write `\\\\`, or use 「」, where a `\\` is just itself",
        ),
    )


def number_too_long(span: Span, most: int) -> Finding:
    return finding(
        codes.NUMBER_TOO_LONG,
        span,
        f"数字超过 {most} 位",
        f"the number has more than {most} digits",
        advice=("检查是否多打了数字", "check whether there are digits too many"),
    )


def bad_address(span: Span) -> Finding:
    return finding(
        codes.BAD_ADDRESS,
        span,
        f"`{shown(span.text)}` 不是条文地址",
        f"`{shown(span.text)}` is no address of a sentence",
        advice=_ADDRESS_HELP,
    )


def missing_address(span: Span, token: str) -> Finding:
    return finding(
        codes.BAD_ADDRESS,
        span,
        f"{keyword(token)} 后面缺少条文地址",
        f"an address is missing behind {keyword_en(token)}",
        advice=_ADDRESS_HELP,
    )


_ADDRESS_HELP: Final = (
    "写明章、条和第几句，如 `五(二)-2`；引用的法规写条号，如 `9` 或 `9-1`",
    "write section, item and sentence, such as `五(二)-2`, or the article of a regulation: `9-1`",
)


def and_or_mixed(span: Span) -> Finding:
    return finding(
        codes.AND_OR_MIXED,
        span,
        f"`{shown(span.text)}` 与“或”并列，先算哪个没有用括号写明",
        f"`{shown(span.text)}` stands beside an `or`, and no brackets say which goes first",
        advice=("把先算的一组用括号括起来", "put brackets around what goes together"),
    )


def too_many(span: Span, most: int) -> Finding:
    return finding(
        codes.TOO_MANY_MISTAKES,
        span,
        f"已有 {most} 处错误，后面的没有再看",
        f"there are {most} mistakes; what follows has not been looked at",
        advice=("先改前面的，再检查一遍", "mend the ones above and check again"),
    )
