"""What steps of one content say, whoever they are about and in whatever letter.

A step says what its expression came to, how that was found and how its parts came out; whom it is
about is said beside it, but where it looks through people. Of what differs in nothing else the same
is said: it is put in words once, and remembered with the names.
"""

from __future__ import annotations

from collections.abc import Hashable

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.remembered import Content
from doudi.runtime.program import expressions as ex
from doudi.runtime.trace import FactUse, StandardUse, Step


def content(step: Step, names: Lexicon) -> Content:
    known = names.steps.get(step)
    if known is not None:
        return known
    key = (id(step.expr), step.value, _found(step.use), step.note, *_parts(step, names))
    alike = names.contents.get(key)
    if alike is None:
        alike = names.contents.keep(key, Content(step.expr))
    return names.steps.keep(step, alike)


def _found(use: FactUse | StandardUse | None) -> Hashable:
    return (use.status, use.source) if isinstance(use, FactUse) else use


def _parts(step: Step, names: Lexicon) -> list[Hashable]:
    if isinstance(step.expr, ex.Aggregate):
        return [(it.subject, content(it, names)) for it in step.parts]
    return [content(it, names) for it in step.parts]
