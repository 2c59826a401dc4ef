"""What is said about entries of the ledger."""

from __future__ import annotations

from typing import Final

from doudi.compiler.ledger.model import Claim, Rule
from doudi.compiler.ledger.wording import CLASS
from doudi.compiler.model.ledger import LedgerEntry
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Span

_SHOWN: Final = 3


def encoded_and_claimed(claim: Claim, address: str, rules: tuple[Rule, ...]) -> Finding:
    said = CLASS[claim.entry.sentence_class]
    return Finding(
        codes.ENCODED_AND_CLAIMED,
        Message(
            f"`{address}` 登记为{said.zh}，却有条款引用它",
            f"`{address}` is in the ledger as {said.en}, and a provision quotes it",
        ),
        Label(claim.head),
        tuple(
            Label(it.head, Message("这个条款引用它", "this provision quotes it"))
            for it in rules[:_SHOWN]
        ),
        Message(
            "一句只有一个去处：删去这条 `条文`，或改条款的引文",
            "a sentence has one class: delete this `sentence`, or change the provision's quote",
        ),
    )


def claimed_twice(claim: Claim, address: str, first: Span) -> Finding:
    return Finding(
        codes.CLAIMED_TWICE,
        Message(f"`{address}` 登记了两次", f"`{address}` stands in the ledger twice"),
        Label(claim.head),
        (Label(first, Message("第一次在这里", "first here")),),
        Message("留下一条", "keep one of them"),
    )


def no_reason(span: Span, entry: LedgerEntry) -> Finding:
    said = CLASS[entry.sentence_class]
    if entry.sentence_class == "delegated":
        return Finding(
            codes.CLAIM_WITHOUT_REASON,
            Message(
                f"`{entry.address}` 登记为{said.zh}，没有说委任给谁",
                f"`{entry.address}` is {said.en}, and it is not said to whom",
            ),
            Label(span),
            help=Message(
                "写明给谁：条文 … 委任 「区县政府：理由」",
                "say to whom: sentence … delegated 「to whom：why」",
            ),
        )
    return Finding(
        codes.CLAIM_WITHOUT_REASON,
        Message(
            f"`{entry.address}` 登记为{said.zh}，没有理由",
            f"`{entry.address}` is in the ledger as {said.en}, without a reason",
        ),
        Label(span),
        help=Message(
            "写明理由：条文 … 宣示 「理由」；还没有读过的写 待办",
            "give the reason in a string; what has not been read yet is `open`",
        ),
    )
