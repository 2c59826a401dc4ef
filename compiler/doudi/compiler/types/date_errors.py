"""Everything that is said about dates and lengths of time."""

from __future__ import annotations

from doudi.compiler.names.scope import Scope
from doudi.compiler.types.describe import describe
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Span
from doudi.runtime.program.types import Date, Duration, DurationUnit, Moment, Quantity


def no_such_date(node: ast.DateLiteral) -> Finding:
    return Finding(
        codes.NO_SUCH_DATE,
        Message(f"`{node.text}` 这一天不存在", f"`{node.text}` is not a day of the calendar"),
        Label(node.span),
        help=Message(
            "核对月份的天数，写作 年-月-日", "check the month's length; write year-month-day"
        ),
    )


def fractional_duration(node: ast.DurationLiteral) -> Finding:
    word = BY_TOKEN[node.unit]
    return Finding(
        codes.FRACTIONAL_DURATION,
        Message(
            f"`{node.value}{word.zh}` 不是整数个单位",
            f"`{node.value} {word.en}` is not a whole number",
        ),
        Label(node.span),
        help=Message("换成更小的单位，写整数", "use a smaller unit and a whole number"),
    )


def date_difference(node: ast.Binary) -> Finding:
    return Finding(
        codes.DATE_ARITHMETIC,
        Message("两个日期不能相减", "a date cannot be taken from a date"),
        Label(node.span),
        help=Message(
            "相隔几个月用 `相隔月数(起, 止)`，年龄用 `周岁(出生日期, 某日)`；"
            "问是否超过若干日，写成 `后一日期 > 前一日期 + 30日`",
            "use `months_between(a, b)` or `age_on(birth, day)`; to ask whether days have passed "
            "write `later > earlier + 30 days`",
        ),
    )


def cannot_shift(start: Typed, length: Typed, span: Span, scope: Scope) -> Finding:
    left, right = _type(start, scope), _type(length, scope)
    advice = Message(
        "写成 日期 + 20日 这样的形式", "write a date first, then a length: `day + 20 days`"
    )
    if isinstance(start.type, Date | Moment) and isinstance(length.type, Quantity):
        advice = Message(
            "数字后加上单位，例如 `20个工作日`", "give the number a unit: `20 working_days`"
        )
    elif isinstance(start.type, Duration):
        advice = Message("时长要加在日期后面", "a length of time is added to a date, after it")
    return Finding(
        codes.DATE_ARITHMETIC,
        Message(
            f"{left.zh}不能加减{right.zh}", f"{right.en} cannot be added to or taken from {left.en}"
        ),
        Label(span),
        (Label(start.span, left), Label(length.span, right)),
        advice,
    )


def wrong_length(start: Typed, length: Typed, scope: Scope) -> Finding:
    has = _type(start, scope)
    hours = isinstance(length.type, Duration) and length.type.unit is DurationUnit.HOURS
    if hours:
        headline = Message("小时只能加在时刻上", "hours are added to moments only")
        advice = Message(
            "把事实的类型写成 `时刻型`，或换成日", "make the fact a `moment`, or use days"
        )
    else:
        headline = Message("时刻上只能加小时", "only hours are added to a moment")
        advice = Message("换成小时，或用日期型的事实", "use hours, or a fact that is a date")
    return Finding(
        codes.DATE_ARITHMETIC, headline, Label(length.span), (Label(start.span, has),), advice
    )


def length_alone(arg: Typed) -> Finding:
    return Finding(
        codes.DATE_ARITHMETIC,
        Message(
            "时长只能加减在日期或时刻后面", "a length of time only stands behind a date or a moment"
        ),
        Label(arg.span),
        help=Message(
            "比较两个日期，例如 `办结日 <= 受理日 + 20日`",
            "compare two dates, for example `decided_on <= accepted_on + 20 days`",
        ),
    )


def no_issue_date(node: ast.Word, scope: Scope) -> Finding:
    zh, en = "这里不在文件中", "this stands in no document"
    if scope.frame is not None:
        zh, en = "文件没有写 `印发`", "the document does not say when it was `issued`"
    return Finding(
        codes.NOT_KNOWN_HERE,
        Message(f"没有 `印发日`：{zh}", f"there is no `issue_date`: {en}"),
        Label(node.span),
        help=Message("写出日期，或补上 `印发`", "write the date, or say `issued` in the document"),
    )


def no_payment_month(node: ast.Word) -> Finding:
    return Finding(
        codes.NOT_KNOWN_HERE,
        Message("`发放月` 只在条款中有意义", "`payment_month` means something in provisions only"),
        Label(node.span),
        help=Message("改用 `评估日`", "use `as_of`"),
    )


def _type(arg: Typed, scope: Scope) -> Message:
    return Message("", "") if arg.type is None else describe(arg.type, scope.names)
