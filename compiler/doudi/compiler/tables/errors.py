"""What is said about areas, the calendar and standards."""

from __future__ import annotations

from datetime import date

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.source import Span


def area_code_form(span: Span, code: str) -> Finding:
    return _area_table(
        span,
        Message(f"`{code}` 不是六位代码", f"`{code}` is no code of six digits"),
        Message('写六位数字，如 `"500000"`', 'write six digits, such as `"500000"`'),
    )


def area_twice(span: Span, code: str, first: Span) -> Finding:
    return _area_table(
        span,
        Message(f"代码 `{code}` 出现两次", f"code `{code}` stands twice"),
        Message("删去其中一个", "remove one of them"),
        (Label(first, Message("第一次在这里", "first here")),),
    )


def unknown_parent(span: Span, parent: str) -> Finding:
    return _area_table(
        span,
        Message(f"上级 `{parent}` 不在表中", f"parent `{parent}` is not in the table"),
        Message("先写上级，或改正代码", "add the parent, or put its code right"),
    )


def area_inside_itself(span: Span, code: str) -> Finding:
    return _area_table(
        span,
        Message(f"`{code}` 的上级最后又是它自己", f"`{code}` lies inside itself"),
        Message("改正其中一个上级", "put one of the parents right"),
    )


def second_root(span: Span, code: str, first: Span) -> Finding:
    return _area_table(
        span,
        Message(f"`{code}` 没有上级", f"`{code}` has no parent"),
        Message("写上 `parent`；只有全国没有上级", "add its `parent`; only the whole has none"),
        (Label(first, Message("没有上级的已有一个", "this one has none already")),),
    )


def _area_table(
    span: Span, headline: Message, advice: Message, related: tuple[Label, ...] = ()
) -> Finding:
    return Finding(codes.BROKEN_AREA_TABLE, headline, Label(span), related, advice)


def not_a_year(span: Span, written: str) -> Finding:
    return _calendar(
        span,
        Message(f"`{written}` 不是年份", f"`{written}` is no year"),
        Message("写四位数字，如 `2021`", "write four digits, such as `2021`"),
    )


def year_twice(span: Span, year: int, first: Span) -> Finding:
    return _calendar(
        span,
        Message(f"{year} 年出现两次", f"year {year} stands twice"),
        Message("并成一处", "make them one"),
        (Label(first, Message("第一次在这里", "first here")),),
    )


def day_of_another_year(span: Span, day: date, year: int) -> Finding:
    return _calendar(
        span,
        Message(f"{day} 不在 {year} 年", f"{day} is not in {year}"),
        Message("移到它的年份下", "move it to its year"),
    )


def off_on_a_weekend(span: Span, day: date) -> Finding:
    return _calendar(
        span,
        Message(f"{day} 本来就是周末，不必列为放假", f"{day} is on a weekend, which is off anyway"),
        Message("`off` 只列周一至周五", "`off` lists days from Monday to Friday"),
    )


def work_on_a_weekday(span: Span, day: date) -> Finding:
    return _calendar(
        span,
        Message(
            f"{day} 本来就是工作日，不必列为上班", f"{day} is a weekday, which is worked anyway"
        ),
        Message("`work` 只列周六、周日", "`work` lists Saturdays and Sundays"),
    )


def day_twice(span: Span, day: date) -> Finding:
    return _calendar(
        span,
        Message(f"{day} 列了两次", f"{day} is listed twice"),
        Message("删去一个", "remove one"),
    )


def no_spring_festival(span: Span, day: date) -> Finding:
    return _calendar(
        span,
        Message(f"{day} 不可能是正月初一", f"{day} cannot be the first day of the lunar year"),
        Message(
            "正月初一在 1 月 21 日至 2 月 21 日之间", "it falls between 21 January and 21 February"
        ),
    )


def _calendar(
    span: Span, headline: Message, advice: Message, related: tuple[Label, ...] = ()
) -> Finding:
    return Finding(codes.BROKEN_CALENDAR, headline, Label(span), related, advice)


def for_another_standard(span: Span, written: str, meant: str) -> Finding:
    return Finding(
        codes.WRONG_SHAPE,
        Message(
            f"这个文件是 `{written}` 的，不是 `{meant}` 的",
            f"this file is for `{written}`, not for `{meant}`",
        ),
        Label(span),
        help=Message(
            "改标准的 `数据`，或改这里的 `standard`",
            "change the standard's `data`, or `standard` here",
        ),
    )


def no_such_area(span: Span, code: str) -> Finding:
    return Finding(
        codes.NO_SUCH_AREA,
        Message(f"区划表中没有代码 `{code}`", f"the area table has no code `{code}`"),
        Label(span),
        help=Message("代码见 `areas.yaml`", "see `areas.yaml` for the codes"),
    )


def no_such_option(span: Span, written: str, known: tuple[str, ...]) -> Finding:
    near = suggest(written, known)
    listed = "、".join(f"`{it}`" for it in known)
    listed_en = ", ".join(f"`{it}`" for it in known)
    return Finding(
        codes.UNKNOWN_STANDARD_OPTION,
        Message(f"标准没有类别 `{written}`", f"the standard does not go by `{written}`"),
        Label(span),
        help=Message(f"是不是 `{near}`？", f"did you mean `{near}`?")
        if near
        else Message(f"可用的类别：{listed}", f"it goes by {listed_en}"),
    )


def number_of_options(span: Span, expected: int) -> Finding:
    return Finding(
        codes.UNKNOWN_STANDARD_OPTION,
        Message(
            f"这个标准按 {expected} 个选项分，每行要各写一个",
            f"the standard goes by {expected} choices, and a row names one option of each",
        ),
        Label(span),
        help=Message("`options` 按 `按` 的次序写", "write `options` in the order of its `by`"),
    )


def bad_amount(span: Span, written: str) -> Finding:
    return Finding(
        codes.BAD_AMOUNT,
        Message(f"`{written}` 不是精确到分的金额", f"`{written}` is no amount of yuan and fen"),
        Label(span),
        help=Message(
            "写元，至多两位小数，如 `620` 或 `435.50`；不详写 `null`",
            "write yuan with at most two decimals, such as `620` or `435.50`; `null` if not known",
        ),
    )


def ends_before_start(span: Span, start: date, end: date) -> Finding:
    return Finding(
        codes.ENDS_BEFORE_START,
        Message(f"结束日 {end} 早于开始日 {start}", f"end {end} is before start {start}"),
        Label(span),
        help=Message("对调或改正日期", "swap or correct the dates"),
    )


def overlapping_rows(span: Span, area: str, start: date, first: Span) -> Finding:
    return Finding(
        codes.OVERLAPPING_ROWS,
        Message(
            f"{area} 自 {start} 起已有另一个金额", f"{area} already has an amount from {start} on"
        ),
        Label(span),
        (Label(first, Message("这一行还没有结束", "this row has not ended")),),
        Message("给前一行写上结束日", "give the earlier row its end"),
    )


def hole(span: Span, area: str, start: date, end: date, before: Span) -> Finding:
    return Finding(
        codes.HOLE_IN_STANDARD,
        Message(
            f"{area} 从 {start} 到 {end} 没有金额", f"{area} has no amount from {start} to {end}"
        ),
        Label(span),
        (Label(before, Message("前一行到此为止", "the row before ends here")),),
        Message(
            "补上这一段；金额不详就写 `amount: null` 和缺哪份文件",
            "add a row for these days; if the amount is not at hand, "
            "`amount: null` and the notice that is missing",
        ),
    )
