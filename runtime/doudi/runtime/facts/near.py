"""The name somebody probably meant.

Takes a word and the names that would be right; gives the nearest, or None when none
is near enough to be worth saying.
"""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60


def near(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the fewest edits; ties go to the first in order of code points."""
    if not 0 < len(word) <= _LONGEST:
        return None
    folded = word.casefold()
    limit = max(1, len(word) // 3)
    found: tuple[int, str] | None = None
    for candidate in candidates:
        if abs(len(candidate) - len(word)) > limit and not _part(folded, candidate.casefold()):
            continue
        edits = _rank(folded, candidate.casefold(), limit)
        if edits is not None and (found is None or (edits, candidate) < found):
            found = (edits, candidate)
    return found[1] if found else None


def _rank(word: str, candidate: str, limit: int) -> int | None:
    edits = _edits(word, candidate)
    shares = bool(set(word) & set(candidate))
    if edits <= limit and (shares or edits == 0):
        return edits
    return limit + abs(len(candidate) - len(word)) if _part(word, candidate) else None


def _part(word: str, candidate: str) -> bool:
    """`月收入` for `家庭月收入`: one stands whole in the other, and is no single sign."""
    shorter, longer = sorted((word, candidate), key=len)
    return 3 * len(shorter) >= len(longer) and len(shorter) > 1 and shorter in longer


def _edits(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(right, 1):
            best = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if above and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, above[j - 2] + 1)
            row.append(best)
    return row[-1]
