"""Bytes that are almost rules: some written at random, some real ones with changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

from doudi.policy_dsl.keywords import KEYWORDS, Role

_ROOT: Final = Path(__file__).parents[2]

_SPELLINGS: Final[list[str]] = [s for it in KEYWORDS for s in (it.zh, it.en)]
_HEADS: Final = [s for it in KEYWORDS if it.role is Role.DECLARATION for s in (it.zh, it.en)]
_CLAUSES: Final = [s for it in KEYWORDS if it.role is Role.CLAUSE for s in (it.zh, it.en)]
_PIECES: Final[list[str]] = [
    *_SPELLINGS,
    *"()（），,、+-*/×÷=<>≤≥≠%！!#「」\"\\'。；：“”\n\r\t\u3000 ",
    "低保对象", "household", "a", "Ａ", "а", "２", "⼈", "620", "1.5", "1.0.0", "2021-02-30",
    "五(二)-2", "五(二", "CQ2021/五(二)-2", "「文」", '"text"', '"a\\"', "notice.txt", "../x",
    "20个工作日", "元/人/月", "\n  ", "\n      - ", "\n   且 ", "\n# 注", "\n\n",
    "\u202e", "\u200b", "\ufeff", "\0", "\x1b[31m", "\u2028", "9" * 30, "(" * 50, "非 " * 70,
    "1+" * 80, "\U000e0041", "\ud7ff", "𠀀",
]  # fmt: skip
_BYTES: Final = (
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\x00",
    b"\xe4",
)
_LONGEST: Final = 1500  # characters taken from a real rule file at a time


def real_rules() -> list[str]:
    """The texts of the repository's rule files; there may be none yet."""
    return [it.read_text("utf-8") for it in sorted((_ROOT / "rules").rglob("*.policy"))]


def generate(random: Random, rules: Sequence[str]) -> bytes:
    """One input: mostly a changed piece of a real rule, sometimes words, rarely noise."""
    choice = random.random()
    if choice < 0.05:
        return random.randbytes(random.randrange(200))
    if choice < 0.15:
        return "".join(random.choices(_PIECES, k=random.randrange(60))).encode()
    text = _invented(random) if choice < 0.45 or not rules else _excerpt(random, rules)
    for _ in range(random.randrange(5)):
        text = _changed(random, text, rules)
    data = text.encode("utf-8", "surrogatepass")
    return _spoilt(random, data) if random.random() < 0.1 else data


def _excerpt(random: Random, rules: Sequence[str]) -> str:
    """A few declarations, or, now and then, any piece of text."""
    text = random.choice(rules)
    start = random.randrange(max(len(text) - _LONGEST // 2, 1))
    end = start + random.randrange(_LONGEST)
    if random.random() < 0.8:
        start = text.find("\n\n", start) + 1
        end = text.find("\n\n", end) + 1 or len(text)
    return text[start:end]


def _invented(random: Random) -> str:
    """Declarations of clauses of words, each drawn by itself: often nearly right."""
    lines: list[str] = []
    for _ in range(random.randrange(1, 4)):
        lines.append(f"{random.choice(_HEADS)} {_arguments(random)}")
        lines.extend(
            f"  {random.choice(_CLAUSES)} {_arguments(random)}" for _ in range(random.randrange(6))
        )
    return "\n".join(lines)


def _arguments(random: Random) -> str:
    return " ".join(random.choices(_PIECES, k=random.randrange(5)))


def _changed(random: Random, text: str, rules: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    to = min(at + random.randrange(1, 30), len(text))
    match random.randrange(7):
        case 0:
            return text[:at] + text[to:]
        case 1:
            return text[:at] + text[at:to] * random.randrange(2, 5) + text[to:]
        case 2:
            return text[:at] + random.choice(_PIECES) + text[at:]
        case 3:
            return text[:at] + random.choice(_PIECES) + text[at + 1 :]
        case 4:
            return text.replace(random.choice("()「」 \n，-且"), random.choice(_PIECES), 3)
        case 5 if rules:
            return text[:at] + _excerpt(random, rules)[:100] + text[at:]
        case _:
            words = text.split(" ")
            i, j = random.randrange(len(words)), random.randrange(len(words))
            words[i], words[j] = words[j], words[i]
            return " ".join(words)


def _spoilt(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_BYTES) + data[at + random.randrange(2) :]
