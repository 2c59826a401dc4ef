"""What is said about notices, addresses, quotes and the numbers in them."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.compiler.notices.normalisation import Missed
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.source import Span


def step_without_effect(span: Span, missed: Missed) -> Finding:
    if missed.times > 1:
        return Finding(
            codes.STEP_WITHOUT_EFFECT,
            Message(
                f"这一步应当只对一处，却找到 {missed.times} 处",
                f"this step is about one place and finds {missed.times}",
            ),
            Label(span),
            help=Message("多写几个字，使它只对一处", "give more words, so that it fits one place"),
        )
    return Finding(
        codes.STEP_WITHOUT_EFFECT,
        Message("这一步在文本中找不到要整理的地方", "this step finds nothing to do in the text"),
        Label(span),
        help=Message(
            "核对文字与次序：每一步看到的是前面各步整理后的文本",
            "check its words and its turn: a step sees the text as the steps before it left it",
        ),
    )


def notice_differs(span: Span, expected: str, raw: Span) -> Finding:
    return Finding(
        codes.NOTICE_DIFFERS,
        Message(
            f"清洁文本与声明的整理步骤不符：按步骤此处应为 `{expected}`",
            f"the notice is not what the declared steps make of it: here they give `{expected}`",
        ),
        Label(span),
        (Label(raw, Message("原件的这一处", "the raw text it comes from")),),
        Message(
            "不要手改 `notice.txt`；改 `notice.yaml` 的步骤，或恢复 `notice.txt`",
            "do not edit `notice.txt` by hand: change the steps in `notice.yaml`, or restore it",
        ),
    )


def no_such_line(span: Span, text: str) -> Finding:
    return Finding(
        codes.NOT_IN_NOTICE,
        Message(f"原文中没有这一行：`{text}`", f"no line of the notice reads `{text}`"),
        Label(span),
        help=Message("照抄清洁文本中的整行", "copy the line from notice.txt as it is"),
    )


def not_in_notice(span: Span, text: str) -> Finding:
    return Finding(
        codes.NOT_IN_NOTICE,
        Message(f"原文中没有 `{text}`", f"`{text}` does not stand in the notice"),
        Label(span),
        help=Message("照抄清洁文本中的文字", "copy the words from notice.txt as they are"),
    )


def repeated_address(span: Span, address: str) -> Finding:
    return Finding(
        codes.REPEATED_ADDRESS,
        Message(
            f"地址 `{address}` 在原文中出现两次", f"address `{address}` stands twice in the notice"
        ),
        Label(span),
        help=Message(
            "看原文编号是否有误；如确有误，在 `notice.yaml` 中写一条 `erratum`",
            "see whether its numbering is wrong; if so, declare an `erratum` in `notice.yaml`",
        ),
    )


def unknown_address(span: Span, address: str, known: Iterable[str], last: int | None) -> Finding:
    """`last`: the number of the section's last sentence, if only the sentence is wrong."""
    near = None if last is not None else suggest(address, known)
    if last is not None:
        advice = Message(
            f"这一节的正文只有 {last} 句", f"this section has {last} sentences of text"
        )
    elif near is not None:
        advice = Message(f"是不是 `{near}`？", f"did you mean `{near}`?")
    else:
        advice = Message(
            "按原文编号写，例如 `五(二)-2`", "write it as the notice numbers it, such as `五(二)-2`"
        )
    return Finding(
        codes.UNKNOWN_ADDRESS,
        Message(f"原文没有地址 `{address}`", f"the notice has no address `{address}`"),
        Label(span),
        help=advice,
    )


def quote_elsewhere(span: Span, cited: str, address: str, place: Span) -> Finding:
    return Finding(
        codes.QUOTE_ELSEWHERE,
        Message(
            f"引文不在 `{cited}`，在 `{address}`",
            f"the quote does not stand at `{cited}` but at `{address}`",
        ),
        Label(span),
        (Label(place, Message("原文在这里", "it stands here")),),
        Message(f"把地址改为 `{address}`", f"change the address to `{address}`"),
    )


def quote_beside_sentences(span: Span, place: Span) -> Finding:
    return Finding(
        codes.QUOTE_ELSEWHERE,
        Message(
            "引文是标题、落款一类的文字，不是条文",
            "the quote is a title or a signature and no sentence of the notice",
        ),
        Label(span),
        (Label(place, Message("原文在这里", "it stands here")),),
        Message("引用正文中的句子", "quote a sentence of the text"),
    )


def quote_not_found(span: Span, reads: str, here: str, place: Span) -> Finding:
    """`here` is what the quote has from the first differing character on, `reads` the notice."""
    return Finding(
        codes.QUOTE_NOT_FOUND,
        Message(
            f"引文与原文不符：原文此处为 `{reads}`，引文为 `{here}`",
            f"the quote is not in the notice: here the notice reads `{reads}`, the quote `{here}`",
        ),
        Label(span, Message("从这个字起不同", "differs from this character on")),
        (Label(place, Message("最接近的原文在这里不同", "the nearest passage has this")),),
        Message("照抄原文，一字不改", "copy the notice's words exactly"),
    )


def quote_unlike_anything(span: Span) -> Finding:
    return Finding(
        codes.QUOTE_NOT_FOUND,
        Message("引文不在原文中", "the quote does not stand in the notice"),
        Label(span),
        help=Message("照抄原文，一字不改", "copy the notice's words exactly"),
    )


def empty_quote(span: Span) -> Finding:
    return Finding(
        codes.EMPTY_QUOTE,
        Message("引文里没有文字", "the quote has no words in it"),
        Label(span),
        help=Message("照抄支持这一条款的原文", "copy the words that support the provision"),
    )


def quote_without_notice(span: Span) -> Finding:
    return Finding(
        codes.QUOTE_WITHOUT_NOTICE,
        Message("这个文件没有原文，引文无法核对", "the document has no notice to check this quote"),
        Label(span),
        help=Message(
            "在 文件 中写 `原文 notice.txt`；不收原文的规章用 `出处`",
            "name its text in the document (`notice notice.txt`), or give a `source` instead",
        ),
    )


def unsupported_number(span: Span, written: str, quotes: tuple[Span, ...]) -> Finding:
    return Finding(
        codes.UNSUPPORTED_NUMBER,
        Message(
            f"数字 `{written}` 不在引文里，也没有出处",
            f"number `{written}` stands in no quote of the provision, and has no source",
        ),
        Label(span),
        tuple(Label(it, Message("引文", "the quote")) for it in quotes),
        Message(
            "引用写有这个数字的原文，或用 `出处` 写明来源",
            "quote the words that state it, or name where it comes from with `source`",
        ),
    )
