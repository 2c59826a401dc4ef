"""Everything that is said about types, units and dates in expressions."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.interface import Entry
from doudi.compiler.names.scope import Scope
from doudi.compiler.types.describe import describe, short
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Span
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.program.types import (
    Choice,
    Quantity,
)

_PERSONS: Final = Message(
    "人数写作 `3人`；要让 `计数` 得出人数，在该实体下写 `单位 人`",
    "write persons as `3 person`; `count` gives persons where the entity says `unit person`",
)
_PER_PERSON: Final = Message(
    "一边按人、一边不按人：乘以或除以人数；要让 `计数` 得出人数，在该实体下写 `单位 人`",
    "one of them is per person: multiply or divide by persons; "
    "`count` gives persons where the entity says `unit person`",
)


def units_differ(first: Typed, other: Typed, span: Span, scope: Scope) -> Finding:
    left, right = _unit(first, scope), _unit(other, scope)
    return Finding(
        codes.UNIT_MISMATCH,
        Message(f"单位不同：{left.zh}与{right.zh}", f"the units differ: {left.en} and {right.en}"),
        Label(span),
        (Label(first.span, left), Label(other.span, right)),
        _unit_advice(first, other),
    )


def _unit_advice(first: Typed, other: Typed) -> Message:
    match first.type, other.type:
        case Quantity() as left, Quantity() as right:
            if left.yuan == right.yuan and abs(left.person - right.person) == 1:
                return _PER_PERSON if left.yuan else _PERSONS
            if left.yuan == right.yuan and (left.year, right.year) != (0, 0):
                return Message(
                    "按年的钱用 `月均(…)` 化成按月",
                    "`per_month(…)` turns a sum a year into one a month",
                )
            if left.month == -right.month == 1 or 1 in (left.month, right.month):
                return Message("月数写作 `3个月`", "write a number of months as `3 months`")
    return Message(
        "两边的单位要一样；不带单位的数后面补上单位",
        "both sides need the same unit; give the plain number its unit",
    )


def types_differ(first: Typed, other: Typed, span: Span, scope: Scope) -> Finding:
    left, right = _type(first, scope), _type(other, scope)
    return Finding(
        codes.TYPE_MISMATCH,
        Message(f"{left.zh}不能与{right.zh}放在一起", f"{left.en} cannot be put beside {right.en}"),
        Label(span),
        (Label(first.span, left), Label(other.span, right)),
    )


def foreign_option(first: Typed, other: Typed, scope: Scope) -> Finding:
    left, right = _type(first, scope), _type(other, scope)
    near = _options_of(first, scope)
    return Finding(
        codes.FOREIGN_OPTION,
        Message(f"要的是{left.zh}，这是{right.zh}", f"this is {right.en}, not {left.en}"),
        Label(other.span),
        (Label(first.span, left),),
        None if near is None else Message(f"可用的选项：{near}", f"its options are {near}"),
    )


def not_a_number(arg: Typed, scope: Scope) -> Finding:
    return _not(arg, Message("数", "a number"), scope)


def not_plain(arg: Typed, scope: Scope) -> Finding:
    return _not(arg, Message("不带单位的数", "a number without a unit"), scope)


def not_a_date(arg: Typed, scope: Scope) -> Finding:
    return _not(arg, Message("日期", "a date"), scope)


def not_an_area(arg: Typed, scope: Scope) -> Finding:
    return _not(arg, Message("地区", "an area"), scope)


def not_a_truth(arg: Typed, scope: Scope) -> Finding:
    advice = Message("写成比较，例如 `… >= 3`", "make it a comparison, for example `… >= 3`")
    return _not(arg, Message("一句能判断真假的话", "a condition"), scope, advice)


def no_order(arg: Typed, scope: Scope) -> Finding:
    has = _type(arg, scope)
    return Finding(
        codes.TYPE_MISMATCH,
        Message(f"{has.zh}没有大小先后", f"{has.en} has no order"),
        Label(arg.span, has),
        help=Message("用 `=`、`≠` 或 `为其一`", "use `=`, `≠` or `in`"),
    )


def of_type(arg: Typed, wanted: Message, scope: Scope, code: Code = codes.TYPE_MISMATCH) -> Finding:
    """For clauses: what stands there is not what the clause takes."""
    return _not(arg, wanted, scope, code=code)


def _not(
    arg: Typed,
    wanted: Message,
    scope: Scope,
    advice: Message | None = None,
    code: Code = codes.TYPE_MISMATCH,
) -> Finding:
    has = _type(arg, scope)
    return Finding(
        code,
        Message(f"这里要{wanted.zh}，写的是{has.zh}", f"{wanted.en} is needed, this is {has.en}"),
        Label(arg.span, has),
        help=advice,
    )


def money_by_money(first: Typed, other: Typed, span: Span, scope: Scope) -> Finding:
    left, right = _type(first, scope), _type(other, scope)
    return Finding(
        codes.UNIT_MISMATCH,
        Message("钱与钱相乘没有意义", "money cannot be multiplied by money"),
        Label(span),
        (Label(first.span, left), Label(other.span, right)),
        Message("乘以倍数、人数或月数", "multiply by a number, by persons or by months"),
    )


def not_per_year(arg: Typed, scope: Scope) -> Finding:
    has = _type(arg, scope)
    return Finding(
        codes.UNIT_MISMATCH,
        Message(
            f"`月均` 要按年的数，写的是{has.zh}", f"`per_month` needs a sum a year, not {has.en}"
        ),
        Label(arg.span, has),
        help=Message("单位须以 `/年` 结尾", "its unit must end in `/year`"),
    )


def division_by_zero(arg: Typed) -> Finding:
    return Finding(
        codes.DIVISION_BY_ZERO,
        Message("除数是 0", "this divides by 0"),
        Label(arg.span),
        help=Message("核对原文的数字", "check the figure against the text"),
    )


def wrong_count(node: ast.Call, fewest: int, most: int | None) -> Finding:
    word = BY_TOKEN[node.token or ""]
    if most is None:
        zh, en = f"至少 {fewest} 个", f"at least {_arguments(fewest)}"
    else:
        zh, en = f" {fewest} 个", _arguments(fewest)
    return Finding(
        codes.WRONG_ARGUMENTS,
        Message(
            f"`{word.zh}` 要{zh}参数，写了 {len(node.args)} 个",
            f"`{word.en}` takes {en}, not {len(node.args)}",
        ),
        Label(node.span),
    )


def _arguments(count: int) -> str:
    return "1 argument" if count == 1 else f"{count} arguments"


def wrong_standard_count(name: ast.Name, entry: Entry, count: int, scope: Scope) -> Finding:
    choices = [scope.names.get(it) for it in entry.by]
    zh = "、".join(it.zh for it in choices if it is not None)
    en = ", ".join(it.en for it in choices if it is not None)
    advice = Message(f"按{zh}分：`{entry.zh}({zh})`", f"it goes by {en}: write `{entry.en}({en})`")
    if not entry.by:
        advice = Message(f"直接写 `{entry.zh}`", f"write `{entry.en}` alone")
    return Finding(
        codes.WRONG_ARGUMENTS,
        Message(
            f"标准 `{name.text}` 要 {len(entry.by)} 个参数，写了 {count} 个",
            f"the standard `{name.text}` takes {_arguments(len(entry.by))}, not {count}",
        ),
        Label(name.span),
        (Label(entry.span, Message("声明在这里", "declared here")),),
        advice,
    )


def wrong_standard_argument(arg: Typed, entry: Entry, choice: ChoiceId, scope: Scope) -> Finding:
    wanted, has = describe(Choice(choice), scope.names), _type(arg, scope)
    foreign = isinstance(arg.type, Choice)
    return Finding(
        codes.FOREIGN_OPTION if foreign else codes.TYPE_MISMATCH,
        Message(
            f"标准 `{entry.zh}` 要{wanted.zh}，写的是{has.zh}",
            f"the standard `{entry.en}` needs {wanted.en}, this is {has.en}",
        ),
        Label(arg.span, has),
        (Label(entry.span, Message("声明在这里", "declared here")),),
    )


def nothing_said_of_each(node: ast.Aggregate) -> Finding:
    return Finding(
        codes.WRONG_ARGUMENTS,
        Message("`每个` 后面没有说要怎样", "`every` says nothing of them"),
        Label(node.span),
        help=Message("写成 `每个(成员, 条件)`", "write `every(member, condition)`"),
    )


def nothing_to_sum(node: ast.Aggregate) -> Finding:
    return Finding(
        codes.WRONG_ARGUMENTS,
        Message("`合计` 没有说合计什么", "`sum` does not say what it adds up"),
        Label(node.span),
        help=Message("写成 `合计(成员, 月收入)`", "write `sum(member, income)`"),
    )


def no_value(node: ast.Word) -> Finding:
    word = BY_TOKEN[node.token]
    return Finding(
        codes.TYPE_MISMATCH,
        Message(f"`{word.zh}` 不是一个值", f"`{word.en}` is not a value"),
        Label(node.span),
    )


def _unit(arg: Typed, scope: Scope) -> Message:
    return Message("", "") if arg.type is None else short(arg.type, scope.names)


def _type(arg: Typed, scope: Scope) -> Message:
    return Message("", "") if arg.type is None else describe(arg.type, scope.names)


def _options_of(arg: Typed, scope: Scope) -> str | None:
    if not isinstance(arg.type, Choice):
        return None
    options = scope.interface.options.get(arg.type.id, ())
    return "、".join(f"`{it.zh}`" for it in options) or None
