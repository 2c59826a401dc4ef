"""A provision against its notice: every quote found, every number stated.

Takes a checked provision and the notice of its document (None if it has none); gives its
citations with the notice's own words and their places, and what does not hold.
"""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.checked import Located
from doudi.compiler.notices.notice import Notice
from doudi.compiler.notices.numbers import Written, unsupported
from doudi.compiler.notices.quotes import Cited, verify
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.runtime.program.declarations import Citation

# When a provision is in force is a matter of its document, or assumed with a reason of its own;
# how an amount is rounded is a declared, traced step.
_NOT_QUOTED: Final = ("IN_FORCE", "ROUNDING")


def check(
    located: Located, notice: Notice | None, *, has_source: bool
) -> Found[tuple[Citation, ...]]:
    found: list[Finding] = []
    citations: list[Citation] = []
    for it in located.checked.quotes:
        cited = Cited(
            it.address, it.quote, located.span(it.address_place), located.span(it.quote_place)
        )
        verified = verify(cited, notice)
        found += verified.findings
        if verified.value is not None:
            citations.append(verified.value)
    numbers = (
        Written(it.value, it.kind, it.unit, located.span(it.place))
        for it in located.checked.numbers
        if it.role not in _NOT_QUOTED
    )
    quotes = ((it.quote, located.span(it.quote_place)) for it in located.checked.quotes)
    found += unsupported(numbers, quotes, has_source=has_source)
    return Found(tuple(citations), tuple(found))
