"""The colours of a terminal, by what they mean; without colour, the text as it was."""

from __future__ import annotations

from collections.abc import Callable

from doudi.policy_dsl.diagnostics.model import Severity


def kind(severity: Severity, *, color: bool) -> Callable[[str], str]:
    """The colour of an error or a warning, and of the carets that belong to it."""
    number = "1;31" if severity is Severity.ERROR else "1;33"
    return lambda text: _painted(number, text, color=color)


def strong(text: str, *, color: bool) -> str:
    return _painted("1", text, color=color)


def frame(text: str, *, color: bool) -> str:
    """Line numbers, arrows and bars; and the marks that are not at fault."""
    return _painted("1;34", text, color=color)


def _painted(number: str, text: str, *, color: bool) -> str:
    return f"\x1b[{number}m{text}\x1b[0m" if color and text else text
