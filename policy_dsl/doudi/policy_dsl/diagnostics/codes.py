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

TERM_CYCLE: Final = _error(
    "P0501", "term-cycle", "用语绕圈定义", "a term is defined by itself"
)
PRECEDENCE_CYCLE: Final = _error(
    "P0502", "precedence-cycle", "优先关系绕圈", "precedence goes round in a circle"
)

# P06 versions (compiler/versions)

MEANING_CHANGED: Final = _error(
    "P0601", "meaning-changed", "含义变了而版本未变", "meaning changed under an unchanged version"
)
VERSION_NOT_LOCKED: Final = _warning(
    "P0602", "version-not-locked", "版本尚未登记", "version is not recorded yet"
)
LOCK_UNREADABLE: Final = _error(
    "P0603", "lock-unreadable", "版本登记簿无法读取", "the lock file cannot be read"
)

# P07 standards, areas, calendar and other data (compiler/tables)

PATH_LEADS_OUT: Final = _error(
    "P0790", "path-leads-out", "路径指到规则目录之外", "a path leads out of the rules folder"
)

# P09 cases (compiler/cases)

CASES_UNREADABLE: Final = _error(
    "P0901", "cases-unreadable", "案例文件无法读取", "a cases file cannot be read"
)
CASE_MALFORMED: Final = _error(
    "P0902", "case-malformed", "案例写法不对", "a case is not written as it should be"
)
CASE_UNKNOWN_NAME: Final = _error(
    "P0903", "case-unknown-name", "案例中的名称未声明", "a case names something that is not declared"
)
CASE_FACTS: Final = _error(
    "P0904", "case-facts", "案例的事实不成立", "the facts of a case do not hold together"
)
CASE_FAILED: Final = _error(
    "P0905", "case-failed", "案例结果与预期不符", "a case does not come out as expected"
)
INTERNAL: Final = _error(
    "P0999", "internal-error", "doudi 内部出错", "doudi itself failed"
)

# Keep last: everything above, in the order of its number.
ALL: Final[tuple[Code, ...]] = tuple(
    sorted((it for it in globals().values() if isinstance(it, Code)), key=lambda code: code.id)
)
