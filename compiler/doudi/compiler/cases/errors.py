"""What reading and running cases can find wrong."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.compiler.cases.model import Word
from doudi.compiler.cases.wording import listed
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.source import Span
from doudi.runtime.explanation.tree import Node


def no_list(span: Span) -> Finding:
    return Finding(
        codes.CASES_UNREADABLE,
        Message("案例文件应是一列案例", "a cases file is a list of cases"),
        Label(span),
        help=Message("每个案例以 `- name: …` 开头", "each case begins with `- name: …`"),
    )


def one_of_facts(span: Span) -> Finding:
    return Finding(
        codes.CASE_MALFORMED,
        Message(
            "案例要有 `facts` 或 `facts_file`，二者取一",
            "a case has either `facts` or `facts_file`",
        ),
        Label(span),
        help=Message(
            "把事实写在 `facts:` 下面，或写 `facts_file: 文件名`",
            "write the facts below `facts:`, or name their file with `facts_file:`",
        ),
    )


def facts_shape(span: Span) -> Finding:
    return Finding(
        codes.CASE_MALFORMED,
        Message("`facts` 下面应是一项一项的事实", "`facts` holds named entries"),
        Label(span),
        help=Message("例如 `area: 凉州区`", "such as `area: 凉州区`"),
    )


def expects_nothing(span: Span) -> Finding:
    return Finding(
        codes.CASE_MALFORMED,
        Message("案例没有写预期结果", "a case expects nothing"),
        Label(span),
        help=Message(
            "在 `expect:` 下列出至少一项，例如 `- scheme: 低保`",
            "list something below `expect:`, such as `- scheme: dibao`",
        ),
    )


def expects_what(span: Span) -> Finding:
    return Finding(
        codes.CASE_MALFORMED,
        Message(
            "一项预期要写明 `scheme`、`duty`、`term`、`provision` 中的一个",
            "an expectation is about one of `scheme`, `duty`, `term` and `provision`",
        ),
        Label(span),
        help=Message("每项预期只说一件事", "give each of them an entry of its own"),
    )


def no_such_word(span: Span, word: str, known: tuple[str, ...]) -> Finding:
    near = suggest(word, known)
    listed = Message("、".join(known), ", ".join(known))
    return Finding(
        codes.CASE_MALFORMED,
        Message(f"没有 `{word}` 这种结果", f"`{word}` is no result"),
        Label(span),
        help=Message(f"是不是 `{near}`？", f"did you mean `{near}`?")
        if near
        else Message(f"可以写：{listed.zh}", f"it can be {listed.en}"),
    )


def no_amount(span: Span) -> Finding:
    return Finding(
        codes.CASE_MALFORMED,
        Message("这里应是金额", "this is no amount"),
        Label(span),
        help=Message(
            "写成元，至多两位小数，例如 `1240.00`；范围写 `[0, 1240]`；不知道写 `不详`",
            "write yuan with at most two decimals, such as `1240.00`; a range as `[0, 1240]`; "
            "`unknown` where it cannot be known",
        ),
    )


def unknown_name(word: Word, kind: Message, known: Iterable[str]) -> Finding:
    near = suggest(word.text, tuple(known))
    return Finding(
        codes.CASE_UNKNOWN_NAME,
        Message(f"没有叫 `{word.text}` 的{kind.zh}", f"there is no {kind.en} `{word.text}`"),
        Label(word.span),
        help=Message(f"是不是 `{near}`？", f"did you mean `{near}`?") if near else None,
    )


def whom(span: Span, subjects: tuple[str, ...]) -> Finding:
    listed = "、".join(f"`{it}`" for it in subjects)
    listed_en = ", ".join(f"`{it}`" for it in subjects)
    return Finding(
        codes.CASE_UNKNOWN_NAME,
        Message("没有写明是谁", "it does not say whom it is about"),
        Label(span),
        help=Message(f"加一行 `subject:`，取 {listed} 之一", f"add `subject:`, one of {listed_en}"),
    )


def facts_refused(span: Span, message: Message) -> Finding:
    return Finding(
        codes.CASE_FACTS,
        message,
        Label(span),
        help=Message(
            "案例的事实与 `doudi decide` 的事实写法相同",
            "the facts of a case are written as those for `doudi decide`",
        ),
    )


def contradicts(case: Word, zh: Node, en: Node) -> Finding:
    """`zh`, `en`: what the facts break, with the facts and the sources below it."""
    return Finding(
        codes.CASE_FACTS,
        Message(
            f"案例的事实自相矛盾：{zh.text}",
            f"the facts of the case contradict themselves: {en.text}",
        ),
        Label(case.span),
        help=Message(
            f"核对并改正：{'；'.join(it.text for it in zh.children)}",
            f"check and correct: {'; '.join(it.text for it in en.children)}",
        ),
    )


def failed(case: Word, span: Span, headline: Message, why: Message | None) -> Finding:
    return Finding(
        codes.CASE_FAILED,
        headline,
        Label(span, Message("预期写在这里", "this was expected")),
        (Label(case.span, Message("案例", "in this case")),),
        help=why,
    )


def decides(
    case: Word, word: Word, about: Message, deciding: Iterable[str], *, should: bool
) -> Finding:
    ids = listed(deciding)
    return failed(
        case,
        word.span,
        Message(
            f"{about.zh}：`{word.text}` {'应当' if should else '不应'}起决定作用",
            f"{about.en}: `{word.text}` should {'' if should else 'not '}decide",
        ),
        Message(f"起决定作用的是 {ids.zh}", f"decided by {ids.en}"),
    )


def differs(
    case: Word,
    span: Span,
    about: Message,
    expected: Message,
    actual: Message,
    why: Message | None = None,
) -> Finding:
    return failed(
        case,
        span,
        Message(
            f"{about.zh}：预期 `{expected.zh}`，实际 `{actual.zh}`",
            f"{about.en}: expected `{expected.en}`, got `{actual.en}`",
        ),
        why,
    )
