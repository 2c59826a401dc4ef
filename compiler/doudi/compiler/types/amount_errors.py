"""Everything that is said about amounts and how often they are paid."""

from __future__ import annotations

from doudi.compiler.names.scope import Scope
from doudi.compiler.types.describe import describe
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.policy_dsl.source import Span


def amount_unit(clause: ast.Clause, span: Span, unit: Message, advice: Message) -> Finding:
    word = BY_TOKEN[clause.keyword]
    return Finding(
        codes.AMOUNT_AND_PERIOD,
        Message(
            f"`{word.zh}` 与 {unit.zh} 的金额不合",
            f"`{word.en}` does not fit an amount in {unit.en}",
        ),
        Label(span, unit),
        (Label(clause.span),),
        advice,
    )


def not_payable(span: Span, unit: Message) -> Finding:
    return Finding(
        codes.NOT_AN_AMOUNT,
        Message(f"金额的单位不能是 {unit.zh}", f"an amount cannot be in {unit.en}"),
        Label(span, unit),
        help=Message(
            "金额是 元、元/人、元/月 或 元/人/月",
            "an amount is in yuan, yuan/person, yuan/month or yuan/person/month",
        ),
    )


def no_rounding_step(span: Span) -> Finding:
    return Finding(
        codes.NOT_AN_AMOUNT,
        Message("舍入要到一个数额", "rounding is to a sum of money"),
        Label(span),
        help=Message("例如 `至 1元`、`至 0.1元`", "for example `to 1 yuan` or `to 0.1 yuan`"),
    )


def months_needed(span: Span) -> Finding:
    return Finding(
        codes.FRACTIONAL_DURATION,
        Message("`期间` 要整数个月或年", "`during` takes whole months or years"),
        Label(span),
        help=Message("例如 `期间 3个月`", "for example `during 3 months`"),
    )


def not_money(value: Typed, scope: Scope) -> Finding:
    has = Message("", "") if value.type is None else describe(value.type, scope.names)
    return Finding(
        codes.NOT_AN_AMOUNT,
        Message(f"金额是{has.zh}，不是钱", f"the amount is {has.en}, not money"),
        Label(value.span, has),
        help=Message(
            "乘以一个标准，或给数字加上 `元`", "multiply a standard, or give it in `yuan`"
        ),
    )
