"""Why a batch cannot be begun, gone on with or finished, as one sentence in both languages."""

from __future__ import annotations

from typing import Literal


class BatchError(Exception):
    """Says what to do as well; nothing stands at the output when it is raised."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type[BatchError], tuple[str, str]]:
        return type(self), (self.zh, self.en)  # crosses to another process whole

    def in_(self, lang: Literal["zh", "en"]) -> str:
        return self.zh if lang == "zh" else self.en


class BrokenOffError(BatchError):
    """Of a batch that was under way: what is kept of it remains to be said."""


class OtherInputError(BatchError):
    """The tables are no longer those that the batch began with."""
