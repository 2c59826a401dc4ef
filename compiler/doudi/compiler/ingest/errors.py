"""What is said about a raw text that was taken in."""

from __future__ import annotations

from doudi.compiler.ingest.damage import Damage
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Span


def damaged(span: Span, it: Damage, raw: Span | None) -> Finding:
    related = () if raw is None else (Label(raw, Message("原件的这一处", "the raw text here")),)
    words = span.text.replace("\n", " ")
    match it.sort:
        case "characters":
            return Finding(
                codes.DAMAGED_CHARACTERS,
                Message(f"`{words}` 残损：{it.why.zh}", f"`{words}` is damaged: {it.why.en}"),
                Label(span),
                related,
                Message(
                    "对照别的来源；能确定的，在 `notice.yaml` 写一条 `erratum` 并说明依据",
                    "look at another source; what is certain becomes an `erratum` in "
                    "`notice.yaml`, with its reason",
                ),
            )
        case "brackets":
            return Finding(
                codes.UNPAIRED_BRACKET,
                Message(f"`{words}` 没有配对", f"`{words}` is without its other half"),
                Label(span),
                related,
                Message(
                    "看此处是否有字丢失或错断；能确定的，写一条 `erratum`",
                    "see whether something is lost or broken here; what is certain becomes an "
                    "`erratum`",
                ),
            )
        case "missing":
            return Finding(
                codes.PART_MISSING,
                Message(f"这里缺内容：{it.why.zh}", f"something is missing here: {it.why.en}"),
                Label(span),
                related,
                Message(
                    "找到原文补全；找不到的，留在 `notice.yaml` 的 `damage` 中",
                    "find the original; what cannot be found stays under `damage` in `notice.yaml`",
                ),
            )


def rank_does_not_fit(
    span: Span, rank: str, issuer: str, possible: tuple[str, ...], *, by_number: bool
) -> Finding:
    listed_zh, listed_en = "、".join(possible), ", ".join(possible)
    if by_number:
        return Finding(
            codes.RANK_DOES_NOT_FIT,
            Message(
                f"文号 `{rank}` 与发文机关 `{issuer}` 不合",
                f"the number `{rank}` does not fit the issuer `{issuer}`",
            ),
            Label(span),
            help=Message(
                f"核对落款和文号：这样的文号，位阶应为 {listed_zh}",
                f"check signature and number: one like this belongs to {listed_en}",
            ),
        )
    return Finding(
        codes.RANK_DOES_NOT_FIT,
        Message(
            f"`{issuer}` 的文件不会是 `{rank}`", f"a document of `{issuer}` cannot be `{rank}`"
        ),
        Label(span),
        help=Message(f"应为 {listed_zh}", f"it should be one of: {listed_en}"),
    )


def numbering_lost(span: Span) -> Finding:
    return Finding(
        codes.NUMBERING_LOST,
        Message(
            "这一行的编号是 Word 自动生成的，不在文字里",
            "this line is numbered by Word itself: the number is not in the text",
        ),
        Label(span),
        help=Message(
            "在 Word 中把自动编号转为文字（或另存为纯文本），再读一次",
            "turn automatic numbers into text in Word (or save as plain text), and ingest that",
        ),
    )
