"""The truths of `operators.truths`, for many subjects at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

import numpy as np

from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    TRUE,
    UNKNOWN,
    Codes,
    Mask,
    Truths,
)
from doudi.runtime.values import Truth

CODE_OF: Final = {
    Truth.FALSE: FALSE,
    Truth.UNKNOWN: UNKNOWN,
    Truth.JUDGEMENT: JUDGEMENT,
    Truth.TRUE: TRUE,
}
TRUTH_OF: Final = {code: truth for truth, code in CODE_OF.items()}

_NEGATED: Final = np.array((TRUE, UNKNOWN, JUDGEMENT, FALSE), np.uint8)
_SWAPPED: Final = np.array((FALSE, JUDGEMENT, UNKNOWN, TRUE), np.uint8)
_OPENED: Final = np.array((JUDGEMENT, UNKNOWN, JUDGEMENT, TRUE), np.uint8)
_AGAINST: Final = np.array((TRUE, JUDGEMENT, JUDGEMENT, JUDGEMENT), np.uint8)


def of_mask(mask: Mask) -> Truths:
    """True where the mask is, else false."""
    return Truths(np.multiply(mask.view(np.uint8), TRUE, dtype=np.uint8), open=False, judged=False)


def of_two(true: Mask, false: Mask) -> Truths:
    """True, false, or unknown where it is neither."""
    code = np.full(np.broadcast(true, false).shape, UNKNOWN, np.uint8)
    code[true] = TRUE
    code[false] = FALSE
    return Truths(code, open=True, judged=False)


def constant(truth: Truth) -> Truths:
    code = np.array(CODE_OF[truth], np.uint8)
    return Truths(code, open=truth is Truth.UNKNOWN, judged=truth is Truth.JUDGEMENT)


def conjunction(parts: Sequence[Truths]) -> Truths:
    """The codes are in the order in which `and` takes the least."""
    return _of(parts, reduce(np.minimum, (it.code for it in parts)))


def disjunction(parts: Sequence[Truths]) -> Truths:
    """For `or`, judgement is less than unknown: with both about, the two codes change places."""
    if any(it.judged for it in parts) and any(it.open for it in parts):
        return _of(parts, _SWAPPED[reduce(np.maximum, (_SWAPPED[it.code] for it in parts))])
    return _of(parts, reduce(np.maximum, (it.code for it in parts)))


def negation(of: Truths) -> Truths:
    code = _NEGATED[of.code] if of.open or of.judged else np.subtract(TRUE, of.code)
    return Truths(code, open=of.open, judged=of.judged)


def open_list(parts: Sequence[Truths]) -> Truths:
    listed = disjunction(parts)
    return Truths(_OPENED[listed.code], open=listed.open, judged=True)


def against(of: Truths) -> Truths:
    """What an unbeaten prohibition that beats nobody leaves of a status: it is false, or judged."""
    return Truths(_AGAINST[of.code], open=False, judged=True)


def same(one: Truths, other: Truths) -> Truths:
    true = one.code == other.code
    if not (one.open or one.judged or other.open or other.judged):
        return of_mask(true)
    code = np.where(true, TRUE, FALSE).astype(np.uint8)
    for its in (JUDGEMENT, UNKNOWN):
        code = np.where((one.code == its) | (other.code == its), its, code).astype(np.uint8)
    return _of((one, other), code)


def _of(parts: Sequence[Truths], code: Codes) -> Truths:
    return Truths(code, open=any(it.open for it in parts), judged=any(it.judged for it in parts))
