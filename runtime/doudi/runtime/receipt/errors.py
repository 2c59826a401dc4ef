"""Why a receipt cannot be made, does not hold or cannot be checked, in both languages."""

from __future__ import annotations

from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["refused", "unchecked"]


class ReceiptError(Exception):
    """`refused`: what it says does not hold. `unchecked`: nobody can tell, with what is at hand.

    `path` is the place in the receipt, "" for the whole.
    """

    def __init__(self, reason: Reason, zh: str, en: str, path: str = "") -> None:
        super().__init__(en)
        self.reason = reason
        self.zh = zh
        self.en = en
        self.path = path

    def __reduce__(self) -> tuple[type[ReceiptError], tuple[Reason, str, str, str]]:
        return type(self), (self.reason, self.zh, self.en, self.path)  # crosses processes whole

    def in_(self, lang: Literal["zh", "en"]) -> str:
        return self.zh if lang == "zh" else self.en


def refused(zh: str, en: str, path: str = "") -> ReceiptError:
    return ReceiptError("refused", zh, en, path)


def unchecked(zh: str, en: str, path: str = "") -> ReceiptError:
    return ReceiptError("unchecked", zh, en, path)
