"""The ledger of the real rules, computed once for all modules that read it."""

from __future__ import annotations

import pytest

from doudi.compiler.conflicts.across import find_differences
from doudi.compiler.conflicts.model import AreaDifference, ConflictLedger
from doudi.compiler.conflicts.search import find_conflicts
from tests.support.real_rules import Rules, real_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return real_rules()


@pytest.fixture(scope="session")
def ledger(rules: Rules) -> ConflictLedger:
    return find_conflicts(rules.program, rules.knowledge)


@pytest.fixture(scope="session")
def differences(rules: Rules) -> tuple[AreaDifference, ...]:
    return find_differences(rules.program, rules.knowledge)
