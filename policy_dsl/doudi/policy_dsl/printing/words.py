"""Spellings of one surface: keywords, operators, strings, numbers, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.keywords import BY_TOKEN

_OPERATORS_ZH: Final = {"*": "×", "/": "÷", "!=": "≠", "<=": "≤", ">=": "≥"}


@dataclass(frozen=True, slots=True)
class Words:
    """`names` gives a declared name its spelling in this language; others stay as they are."""

    lang: Lang
    names: Mapping[str, str]

    def keyword(self, token: str) -> str:
        word = BY_TOKEN[token]
        return word.zh if self.lang == "zh" else word.en

    def operator(self, op: str) -> str:
        return _OPERATORS_ZH.get(op, op) if self.lang == "zh" else op

    def name(self, text: str) -> str:
        return self.names.get(text, text)

    def counted(self, value: Decimal, unit: str) -> str:
        return f"{number(value)}{unit}" if self.lang == "zh" else f"{number(value)} {unit}"

    def unit(self, tokens: tuple[str, ...]) -> str:
        return "/".join(self.keyword(it) for it in tokens)

    def bilingual(self, zh: str, en: str | None) -> str:
        if en is None:
            return zh
        # Only a pair that can be told apart reads back the right way round.
        turned = self.lang == "en" and en.isascii() and not zh.isascii()
        return f"{en}({zh})" if turned else f"{zh}({en})"

    def string(self, text: str) -> str:
        if self.lang == "zh" and not text.isascii() and "「" not in text and "」" not in text:
            return f"「{text}」"
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'


def number(value: Decimal) -> str:
    return format(value, "f")
