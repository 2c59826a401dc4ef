"""Where the questions come from: a small program made by hand, and the rules of this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inquiry.terminal import bundle_of
from tests.support.real_rules import Rules, real_rules
from tests.support.sample_program import PROGRAM


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small program's bundle."""
    return bundle_of(PROGRAM, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def rules() -> Rules:
    return real_rules()


@pytest.fixture(scope="session")
def real(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the project's own rules."""
    return bundle_of(rules.program, tmp_path_factory.mktemp("real"))


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Of one person next to nothing is known."""
    file = tmp_path / "facts.yaml"
    file.write_text(
        "area: 重庆市\nas_of: 2021-02-15\nhousehold:\n  member:\n    - {id: p1}\n", "utf-8"
    )
    return file
