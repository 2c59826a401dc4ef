"""Everything that is said about types, units and dates in expressions."""

from __future__ import annotations

from doudi.compiler.model.interface import Entry
from doudi.compiler.names.scope import Scope
from doudi.compiler.types.describe import describe
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Span
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.program.types import (
    Choice,
    Date,
    Duration,
    DurationUnit,
    Moment,
    Quantity,
)


def units_differ(first: Typed, other: Typed, span: Span, scope: Scope) -> Finding:
    left, right = _type(first, scope), _type(other, scope)
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
                return Message(
                    "一边按人、一边不按人：乘以或除以人数；数字后加 `人`；"
                    "要让 `计数` 得出人数，在该实体下写 `单位 人`",
                    "one of them is per person: multiply or divide by persons; write `3 person`; "
                    "`count` gives persons where the entity says `unit person`",
                )
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


def wrong_count(node: ast.Call, fewest: int, most: int | None) -> Finding:
    word = BY_TOKEN[node.token or ""]
    if most is None:
        zh, en = f"至少 {fewest} 个", f"at least {fewest}"
    else:
        zh, en = f"{fewest} 个", f"{fewest}"
    return Finding(
        codes.WRONG_ARGUMENTS,
        Message(
            f"`{word.zh}` 要{zh}参数，写了 {len(node.args)} 个",
            f"`{word.en}` takes {en}, not {len(node.args)}",
        ),
        Label(node.span),
    )


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
            f"the standard `{name.text}` takes {len(entry.by)}, not {count}",
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


def no_value(node: ast.Word) -> Finding:
    word = BY_TOKEN[node.token]
    return Finding(
        codes.TYPE_MISMATCH,
        Message(f"`{word.zh}` 不是一个值", f"`{word.en}` is not a value"),
        Label(node.span),
    )


def _type(arg: Typed, scope: Scope) -> Message:
    return Message("", "") if arg.type is None else describe(arg.type, scope.names)


def _options_of(arg: Typed, scope: Scope) -> str | None:
    if not isinstance(arg.type, Choice):
        return None
    options = scope.interface.options.get(arg.type.id, ())
    return "、".join(f"`{it.zh}`" for it in options) or None
