"""The language in which doudi talks, and text that exists in both.

A help text is written once as `中文｜English`, with a full-width bar; the command
line shows the half that is asked for. So a part needs to import nothing to be
bilingual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

Lang = Literal["zh", "en"]

_BAR: Final = "｜"


def spoken(argv: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """What `--lang` says, else DOUDI_LANG, else English for an English locale, else Chinese."""
    for index, word in enumerate(argv):
        if word == "--":
            break
        named = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(argv):
            named = argv[index + 1]
        if named in ("zh", "en"):
            return "en" if named == "en" else "zh"
    own = environ.get("DOUDI_LANG", "")
    if own in ("zh", "en"):
        return "en" if own == "en" else "zh"
    locale = next(
        (value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), ""
    )
    return "en" if locale.startswith("en") else "zh"


def half(text: str, lang: Lang) -> str:
    """The half of `中文｜English` in this language; a text without a bar as it is."""
    zh, bar, en = text.partition(_BAR)
    return en if bar and lang == "en" else zh


def choose(lang: Lang, zh: str, en: str) -> str:
    """The sentence in this language, where it holds the user's own words."""
    return en if lang == "en" else zh
