"""Every code, in one list. A test ties each one to its pages and to an example that shows it.

The first two digits are the phase. A code is never reused; a retired one keeps its page.
A constant's name in lower case is the code's name, which `doudi explain` takes as well.
"""

from __future__ import annotations

from typing import Final

from doudi.policy_dsl.diagnostics.model import Code, Message, Severity


def _error(number: str, name: str, zh: str, en: str) -> Code:
    return Code(number, name, Message(zh, en))


def _warning(number: str, name: str, zh: str, en: str) -> Code:
    return Code(number, name, Message(zh, en), Severity.WARNING)


# P01 text and syntax (parsing)


# P02 names (compiler/names)


# P03 types, units and dates (compiler/types)


# P04 quotes and notices (compiler/notices)


# P05 the graph (compiler/graph)


# P06 versions (compiler/versions)


# P07 standards, areas, calendar and other data (compiler/tables)


# P09 cases (compiler/cases)


# Keep last: everything above, in the order of its number.
ALL: Final[tuple[Code, ...]] = tuple(
    sorted((it for it in globals().values() if isinstance(it, Code)), key=lambda code: code.id)
)
