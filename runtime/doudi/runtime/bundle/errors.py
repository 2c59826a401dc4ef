"""Why a bundle cannot be used, as one sentence in both languages."""

from __future__ import annotations

from typing import Literal


class BundleError(Exception):
    """A bundle that is damaged, edited, made by another version, or not a bundle at all."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_zh = message_zh
        self.message_en = message_en

    def __reduce__(self) -> tuple[type[BundleError], tuple[str, str]]:
        return type(self), (self.message_zh, self.message_en)  # crosses to another process whole

    def in_(self, lang: Literal["zh", "en"]) -> str:
        return self.message_zh if lang == "zh" else self.message_en
