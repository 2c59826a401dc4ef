"""What a term means where provisions speak on it. See docs/language/meaning.md, Terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from doudi.compiler.proof.encoding.terms import both, either
from doudi.compiler.proof.encoding.truths import conjunction, disjunction, negation
from doudi.compiler.proof.encoding.values import Encoded, Truth, alike, chosen
from doudi.runtime.program.declarations import Provision

Beats = Callable[[Provision, Provision], str | None]


def recognised(
    recognising: Sequence[tuple[Provision, Truth]],
    forbidding: Sequence[tuple[Provision, Truth]],
    beats: Beats,
) -> Truth:
    verdicts = []
    for one, condition in recognising:
        parts = [condition]
        for other, against in forbidding:
            if beats(one, other) is not None:
                continue
            denied = negation(against)
            if beats(other, one) is None:
                # Judgement at best, never the end of it.
                denied = Truth(denied.true, false=False)
            parts.append(denied)
        verdicts.append(conjunction(parts))
    return disjunction(verdicts)


def defined(
    defining: Sequence[tuple[Provision, Truth, Encoded]],
    otherwise: Encoded,
    unknown: Encoded,
    beats: Beats,
) -> Encoded:
    """`otherwise`: where none of the conditions can be true."""
    found = unknown
    settled = both(*(either(it.true, it.false) for _, it, _ in defining))
    for one, condition, value in reversed(defining):
        wins = both(
            settled,
            condition.true,
            *(
                either(against.false, alike(value, its))
                for other, against, its in defining
                if other is not one and beats(one, other) is None
            ),
        )
        found = chosen(wins, value, found)
    return chosen(both(*(it.false for _, it, _ in defining)), otherwise, found)
