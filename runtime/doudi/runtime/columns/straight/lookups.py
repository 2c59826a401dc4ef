"""What is looked up by a signature, and what of it together: what hangs on nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

_BITS: Final = 10  # of a signature; together no more than these, unless one alone has more


@dataclass(frozen=True, slots=True)
class Lookup:
    """`name`: of what is found, in the text. `mask`: the bits of the signature it hangs on."""

    name: str
    mask: int
    answer: Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Together:
    mask: int
    answers: tuple[Lookup, ...]

    def answer(self, told: int) -> Any:
        if len(self.answers) == 1:
            return self.answers[0].answer(told)
        return tuple(it.answer(told) for it in self.answers)


def together(answers: Iterable[Lookup]) -> Sequence[Together]:
    found: list[Together] = []
    for it in sorted(answers, key=lambda it: -it.mask.bit_count()):
        near = [those for those in found if _more(those, it) <= max(0, _BITS - _bits(those))]
        if near:
            best = min(near, key=lambda those: _more(those, it))
            found[found.index(best)] = Together(best.mask | it.mask, (*best.answers, it))
        else:
            found.append(Together(it.mask, (it,)))
    return found


def _more(those: Together, it: Lookup) -> int:
    """How many bits more they hang on together."""
    return (it.mask & ~those.mask).bit_count()


def _bits(those: Together) -> int:
    return those.mask.bit_count()
