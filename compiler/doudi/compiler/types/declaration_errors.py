"""Everything that is said about clauses: what is missing, doubled, at odds or out of bounds."""

from __future__ import annotations

from datetime import date
from typing import Final

from doudi.compiler.model.interface import Entry
from doudi.compiler.names.scope import Scope
from doudi.compiler.types.describe import describe
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Span

_HERE: Final = Message("先在这里", "first here")


def head(declaration: ast.Declaration) -> Span:
    """Where a declaration is pointed at as a whole: its name, address or text."""
    return declaration.args[0].span if declaration.args else declaration.span


def repeated(again: ast.Clause, first: ast.Clause) -> Finding:
    word = BY_TOKEN[again.keyword]
    return Finding(
        codes.CLAUSE_REPEATED,
        Message(f"`{word.zh}` 写了两次", f"`{word.en}` is said twice"),
        Label(again.span, Message("又一次", "again")),
        (Label(first.span, _HERE),),
        Message("留下一个；是两件事就写成两条", "keep one; two matters are two declarations"),
    )


def missing(keyword: str, declaration: ast.Declaration, advice: Message | None = None) -> Finding:
    word, kind = BY_TOKEN[keyword], BY_TOKEN[declaration.keyword]
    return Finding(
        codes.CLAUSE_MISSING,
        Message(f"这个{kind.zh}没有写 `{word.zh}`", f"this {kind.en} has no `{word.en}`"),
        Label(head(declaration)),
        help=advice or Message(f"加一行 `{word.zh} …`", f"add a line `{word.en} …`"),
    )


def no_effect(declaration: ast.Declaration) -> Finding:
    return Finding(
        codes.CLAUSE_MISSING,
        Message("这个条款没有说要做什么", "this provision does not say what is to be done"),
        Label(head(declaration)),
        help=Message(
            "加一行 `应当`、`可以`、`鼓励`、`不得`、`一事一议`、`定义`、`补充` 或 `不执行`",
            "add a line `shall`, `may`, `encourage`, `shall_not`, `case_by_case`, `define`, "
            "`facet_of` or `not_executable`",
        ),
    )


def adds_nothing(clause: ast.Clause) -> Finding:
    return Finding(
        codes.CLAUSE_MISSING,
        Message("`补充` 没有说补充什么", "`facet_of` does not say what it adds"),
        Label(clause.span),
        help=Message(
            "加一行 `资金`、`地点`、`期限`、`金额` 等",
            "add a line `paid_from`, `handled_at`, `due` …",
        ),
    )


def no_grounds(declaration: ast.Declaration) -> Finding:
    return missing(
        "CITES",
        declaration,
        Message(
            "用 `引自` 引原文，或用 `出处` 写明依据",
            "quote the text with `cites`, or name the source with `source`",
        ),
    )


def no_subject(declaration: ast.Declaration) -> Finding:
    return missing(
        "FOR_EACH",
        declaration,
        Message(
            "说明它管谁，例如 `对每名 成员`", "say whom it is about, for example `for_each member`"
        ),
    )


def nothing_listed(declaration: ast.Declaration) -> Finding:
    return Finding(
        codes.CLAUSE_MISSING,
        Message("下面没有列出任何一项", "nothing is listed below"),
        Label(head(declaration)),
        help=Message("用 `- …` 每行列一项", "list one thing a line, as `- …`"),
    )


def too_few(declaration: ast.Declaration) -> Finding:
    return Finding(
        codes.CLAUSE_MISSING,
        Message("互斥的至少要有两个", "it takes two to exclude each other"),
        Label(head(declaration)),
    )


def clash(one: ast.Clause, other: ast.Clause, why: Message) -> Finding:
    left, right = BY_TOKEN[one.keyword], BY_TOKEN[other.keyword]
    return Finding(
        codes.CLAUSES_CLASH,
        Message(
            f"`{left.zh}` 不能与 `{right.zh}` 同用", f"`{left.en}` does not go with `{right.en}`"
        ),
        Label(one.span),
        (Label(other.span, Message("与这里不合", "at odds with this")),),
        why,
    )


def needs(one: ast.Clause, keyword: str, why: Message) -> Finding:
    left, right = BY_TOKEN[one.keyword], BY_TOKEN[keyword]
    return Finding(
        codes.CLAUSES_CLASH,
        Message(f"有 `{left.zh}` 就要有 `{right.zh}`", f"`{left.en}` needs `{right.en}` beside it"),
        Label(one.span),
        help=why,
    )


def wrong_word(clause: ast.Clause, act: ast.Part, why: Message) -> Finding:
    left, right = BY_TOKEN[clause.keyword], BY_TOKEN[act.keyword]
    return Finding(
        codes.CLAUSES_CLASH,
        Message(
            f"`{left.zh}` 后面不能是 `{right.zh}`", f"`{left.en}` cannot be said of `{right.en}`"
        ),
        Label(clause.span),
        help=why,
    )


def repeated_ground(again: ast.Item, first: ast.Item, keyword: str) -> Finding:
    word = BY_TOKEN[keyword]
    return Finding(
        codes.CLAUSE_REPEATED,
        Message(f"`{word.zh}` 列了两次", f"`{word.en}` is listed twice"),
        Label(again.span),
        (Label(first.span, _HERE),),
        Message("删去后一个", "take the second one out"),
    )


def entity_differs(clause: ast.Clause, stated: str, about: str, wanted: str, span: Span) -> Finding:
    return Finding(
        codes.ENTITY_MISMATCH,
        Message(
            f"这里是对每名{stated}，而 `{about}` 属于{wanted}",
            f"this is for each `{stated}`, but `{about}` belongs to `{wanted}`",
        ),
        Label(clause.span),
        (Label(span, Message(f"属于{wanted}", f"belongs to `{wanted}`")),),
        Message(
            f"写 `对每名 {wanted}`，或去掉这一行", f"write `for_each {wanted}`, or leave it out"
        ),
    )


def subjects_differ(span: Span, word: str, belongs: str, other: str) -> Finding:
    return Finding(
        codes.ENTITY_MISMATCH,
        Message(
            f"`{word}` 属于{belongs}，不属于{other}",
            f"`{word}` belongs to `{belongs}`, not `{other}`",
        ),
        Label(span),
        help=Message("互斥的要属于同一个实体", "what is disjoint belongs to one entity"),
    )


def backwards(low: Span, high: Span, *, is_date: bool) -> Finding:
    headline = Message("下限大于上限", "the lower end is above the upper one")
    if is_date:
        headline = Message("终止早于开始", "the end is before the start")
    return Finding(
        codes.BACKWARDS,
        headline,
        Label(high),
        (Label(low, Message("开始在这里", "the start is here")),),
        Message("对调两端，或核对原文", "swap the two, or check the text"),
    )


def outside_document(span: Span, start: date, end: date | None) -> Finding:
    until_zh = "" if end is None else f"至 {end.isoformat()}"
    until_en = "" if end is None else f" to {end.isoformat()}"
    return Finding(
        codes.OUTSIDE_DOCUMENT,
        Message("条款的施行期超出了文件的", "the provision is in force when its document is not"),
        Label(span),
        help=Message(
            f"文件自 {start.isoformat()} 起{until_zh}施行",
            f"the document is in force from {start.isoformat()}{until_en}",
        ),
    )


def outside_authority(span: Span, area: str, authority_area: str) -> Finding:
    return Finding(
        codes.OUTSIDE_AUTHORITY,
        Message(
            f"{area}不在发文机关的辖区{authority_area}之内",
            f"`{area}` is not within `{authority_area}`, the authority's area",
        ),
        Label(span),
        help=Message("核对发文机关和辖区", "check the issuer and the area"),
    )


def force_before_issue(force: ast.Clause, issued: ast.Clause) -> Finding:
    return Finding(
        codes.FORCE_BEFORE_ISSUE,
        Message("施行日早于印发日", "it is in force before it was issued"),
        Label(force.span),
        (Label(issued.span, Message("印发日", "issued here")),),
        Message(
            "核对两个日期；溯及既往的须有原文", "check both dates; the text must say so if meant"
        ),
    )


def not_a_status(name: ast.Name, entry: Entry, scope: Scope) -> Finding:
    has = _entry_type(entry, scope)
    return Finding(
        codes.TYPE_MISMATCH,
        Message(
            f"`{name.text}` 是{has.zh}，不是能认定的身份",
            f"`{name.text}` is {has.en}, not a status",
        ),
        Label(name.span, has),
        (Label(entry.span, Message("声明在这里", "declared here")),),
        Message("只有类型为 `是否` 的用语可以认定", "only a term of type `boolean` is recognised"),
    )


def not_a_day(name: ast.Name, entry: Entry, scope: Scope) -> Finding:
    has = _entry_type(entry, scope)
    return Finding(
        codes.TYPE_MISMATCH,
        Message(
            f"`完成` 要一个日期或时刻，`{name.text}` 是{has.zh}",
            f"`complete` needs a date or a moment, `{name.text}` is {has.en}",
        ),
        Label(name.span, has),
        (Label(entry.span, Message("声明在这里", "declared here")),),
        Message("完成的是某事做完的那一天；要判断真假用 `满足`", "for a condition use `satisfy`"),
    )


def due_of_another_kind(due: Typed, done: Entry, scope: Scope) -> Finding:
    has, wanted = _type(due, scope), _entry_type(done, scope)
    return Finding(
        codes.TYPE_MISMATCH,
        Message(
            f"期限是{has.zh}，而 `{done.zh}` 是{wanted.zh}",
            f"the due date is {has.en}, but `{done.en}` is {wanted.en}",
        ),
        Label(due.span, has),
        (Label(done.span, wanted),),
        Message("两者要同是日期或同是时刻", "both must be dates, or both moments"),
    )


def due_from_when(due: Typed) -> Finding:
    return Finding(
        codes.DATE_ARITHMETIC,
        Message("没有说期限从哪天算起", "the due date does not say from which day it is counted"),
        Label(due.span),
        help=Message(
            "例如 `期限 受理日 + 20个工作日`", "for example `due accepted_on + 20 working_days`"
        ),
    )


def _type(value: Typed, scope: Scope) -> Message:
    return Message("", "") if value.type is None else describe(value.type, scope.names)


def _entry_type(entry: Entry, scope: Scope) -> Message:
    return Message("", "") if entry.type is None else describe(entry.type, scope.names)
