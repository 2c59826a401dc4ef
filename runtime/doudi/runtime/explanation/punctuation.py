"""The marks between our own words, in the reader's language. Quoted text is never touched."""

from __future__ import annotations

from collections.abc import Iterable

from doudi.runtime.explanation.tree import Lang


def aside(text: str, inner: str, lang: Lang) -> str:
    """`text（inner）`, or just `text`."""
    if not inner:
        return text
    return f"{text}（{inner}）" if lang == "zh" else f"{text} ({inner})"


def quoted(text: str, lang: Lang) -> str:
    """In the marks of the language, with those inside it one step in."""
    if lang != "zh":
        return '"' + text.replace('"', "'") + '"'
    return f"「{text.replace('「', '『').replace('」', '』')}」"


def pair(left: str, right: str, lang: Lang) -> str:
    """`left：right`."""
    return f"{left}：{right}" if lang == "zh" else f"{left}: {right}"


def dash(left: str, right: str, lang: Lang) -> str:
    """`left —— right`."""
    return f"{left} —— {right}" if lang == "zh" else f"{left} – {right}"


def commas(texts: Iterable[str], lang: Lang) -> str:
    """Each once, those that are not empty."""
    once = dict.fromkeys(it for it in texts if it)
    return ("，" if lang == "zh" else ", ").join(once)


def semicolons(texts: Iterable[str], lang: Lang) -> str:
    once = dict.fromkeys(it for it in texts if it)
    return ("；" if lang == "zh" else "; ").join(once)


def sentence(text: str, lang: Lang) -> str:
    if lang == "zh":
        return text if text.endswith(("。", "！", "？")) else text + "。"
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
