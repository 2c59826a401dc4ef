"""Did you mean: the one candidate a mistyped word was probably meant to be, or none.

Chinese names are short and one wrong character is half of some of them, so nearness
is judged relative to length and by the characters shared, not by distance alone.
A wrong suggestion is worse than none: when in doubt, nothing is said.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 64
_SHARED: Final = 0.75
_CONTAINED: Final = 0.5
_WORDLIKE: Final = 2  # one character is in everything, and says nothing


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The nearest candidate if it is near enough; the same one whatever their order."""
    meant = _folded(word)
    if not meant or len(meant) > _LONGEST:
        return None
    near = (
        (score, candidate)
        for candidate in set(candidates)
        if candidate != word and (score := _score(meant, _folded(candidate))) is not None
    )
    return min(near, default=((), None))[1]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("-", "_")


def _score(word: str, other: str) -> tuple[float, ...] | None:
    """Smaller is nearer; None is too far."""
    if not other or len(other) > _LONGEST:
        return None
    if word == other:
        return (0.0,)
    shorter, longer = sorted((len(word), len(other)))
    shared = (Counter(word) & Counter(other)).total()
    likeness = 2 * shared / (shorter + longer)
    allowed = max(1, longer // 3)
    contained = shorter >= _WORDLIKE and (word in other or other in word)
    if longer - shorter > allowed and not contained:
        return None
    distance = _distance(word, other)
    near = distance <= allowed and shared > 0 and longer > 1
    alike = likeness >= _SHARED and shorter > _WORDLIKE
    inside = contained and shorter / longer >= _CONTAINED
    if not (near or alike or inside):
        return None
    return (distance / longer, 1 - likeness, float(word[0] != other[0]), float(longer - shorter))


def _distance(a: str, b: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
