"""The real rules, compiled once for all of these tests."""

from __future__ import annotations

import pytest

from tests.support.real_rules import Rules, real_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return real_rules()
