"""The rules whose households are drawn, as a program and as a bundle's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from doudi.runtime.evaluation.index import Index
from tests.inquiry.terminal import bundle_of
from tests.support.real_rules import real_rules


@pytest.fixture(scope="session")
def rules() -> Index:
    return real_rules().index


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle_of(real_rules().program, tmp_path_factory.mktemp("rules"))
