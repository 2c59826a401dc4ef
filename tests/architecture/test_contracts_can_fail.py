"""Each import contract, seen to fail: a contract that cannot be broken protects nothing.

The tree is copied, one forbidden import is planted in it, and import-linter has to name
the contract that it breaks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("policy_dsl", "compiler", "runtime")
_CONTRACTS = {
    it["id"]: it["name"]
    for it in tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}

# contract, the module in which something is planted, what is planted
_PLANTED = (
    ("parts", "doudi.runtime.values", "import doudi.compiler.model"),
    ("parts", "doudi.policy_dsl.source", "import doudi.runtime.values"),
    ("parts", "doudi.runtime.trace", "import doudi.policy_dsl.source"),
    ("parts", "doudi.policy_dsl.keywords", "import doudi.compiler.names.collect"),
    (
        "parts",
        "doudi.runtime.decision",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import doudi.compiler.model",
    ),
    ("compiler", "doudi.compiler.names.collect", "import doudi.compiler.types.elaborate"),
    ("compiler", "doudi.compiler.types.elaborate", "import doudi.compiler.pipeline"),
    ("compiler", "doudi.compiler.notices.check", "import doudi.compiler.tables.areas"),
    ("compiler", "doudi.compiler.graph.build", "import doudi.compiler.versions.lock"),
    ("compiler", "doudi.compiler.ledger.account", "import doudi.compiler.checking.provisions"),
    ("compiler", "doudi.compiler.ledger.draw", "import doudi.compiler.graph.draw"),
    ("compiler", "doudi.compiler.unplaced", ""),
    ("language", "doudi.policy_dsl.diagnostics.model", "import doudi.policy_dsl.ast"),
    ("language", "doudi.policy_dsl.printing.format", "import doudi.policy_dsl.parsing.parse"),
    ("language", "doudi.policy_dsl.unplaced", ""),
    ("runtime", "doudi.runtime.explanation.tree", "import doudi.runtime.evaluation.evaluate"),
    ("runtime", "doudi.runtime.evaluation.evaluate", "import doudi.runtime.explanation.tree"),
    ("runtime", "doudi.runtime.trace", "import doudi.runtime.decision"),
    ("runtime", "doudi.runtime.program.types", "import doudi.runtime.cli"),
    ("runtime", "doudi.runtime.unplaced", ""),
    ("runtime-alone", "doudi.runtime.evaluation.decide", "import networkx"),
    ("runtime-alone", "doudi.runtime.facts.model", "def late() -> None:\n    import lark"),
    ("one-household", "doudi.runtime.evaluation.decide", "import numpy"),
    ("one-household", "doudi.runtime.facts.read", "def late() -> None:\n    import pyarrow"),
    ("runtime", "doudi.runtime.batch.run", "import doudi.runtime.spark.parts"),
    ("spark", "doudi.runtime.batch.workers", "import pyspark"),
    ("facts-boundary", "doudi.runtime.evaluation.evaluate", "import yaml"),
    ("facts-boundary", "doudi.runtime.bundle.read", "import yaml"),
    ("lark", "doudi.compiler.names.collect", "import lark"),
    ("lark", "doudi.policy_dsl.ast.expressions", "import lark"),
    ("z3", "doudi.compiler.conflicts.search", "import z3"),
    ("z3", "doudi.compiler.proof.formula", "import z3"),
    ("matplotlib", "doudi.compiler.impact.page", "import matplotlib"),
    ("networkx", "doudi.compiler.pipeline", "import networkx"),
    ("networkx", "doudi.compiler.pipeline", "import grandalf"),
    ("networkx", "doudi.compiler.ledger.draw", "import networkx"),
    ("formats", "doudi.compiler.notices.normalisation", "import bs4"),
    ("formats", "doudi.compiler.ingest.propose.steps", "def late() -> None:\n    import pypdf"),
    (
        "signatures",
        "doudi.runtime.receipt.verify",
        "def late() -> None:\n    import cryptography.hazmat",
    ),
    ("signatures", "doudi.runtime.facts.model", "import cryptography"),
    ("after-checking", "doudi.compiler.emit.program", "import doudi.policy_dsl.ast"),
    ("after-checking", "doudi.compiler.graph.build", "import doudi.policy_dsl.parsing.parse"),
    ("after-checking", "doudi.compiler.ledger.account", "import doudi.policy_dsl.ast"),
    (
        "drawing",
        "doudi.compiler.names.errors",
        "import doudi.policy_dsl.diagnostics.render.text",
    ),
    (
        "acyclic",
        "doudi.policy_dsl.diagnostics.width",
        "import doudi.policy_dsl.diagnostics.render.text",
    ),
    ("acyclic", "doudi.runtime.program.ids", "import doudi.runtime.program.declarations"),
)


@pytest.mark.parametrize(
    ("contract", "module", "planted"), _PLANTED, ids=[f"{c}-{m}" for c, m, _ in _PLANTED]
)
def test_a_forbidden_import_breaks_its_contract(
    contract: str, module: str, planted: str, tmp_path: Path
) -> None:
    for folder in _FOLDERS:
        shutil.copytree(
            _ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "*.md", "*.egg-info"),
        )
    shutil.copy(_ROOT / "pyproject.toml", tmp_path)
    _plant(tmp_path, module, planted)
    ran = _lint(tmp_path, contract)
    said = " ".join(ran.stdout.split())
    assert f"{_CONTRACTS[contract]} BROKEN" in said, ran.stdout + ran.stderr
    assert ran.returncode == 1


def test_every_contract_is_seen_to_fail() -> None:
    assert {contract for contract, _, _ in _PLANTED} == set(_CONTRACTS)


def test_the_contracts_hold() -> None:
    ran = _lint(_ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _plant(root: Path, module: str, planted: str) -> None:
    path = root / module.split(".")[1] / Path(*module.split("."))
    file = path.with_suffix(".py")
    if path.is_dir():
        file = path / "__init__.py"
    existing = file.read_text("utf-8") if file.exists() else ""
    file.write_text(f"{existing}\n{planted}\n", "utf-8")


def _lint(root: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    limit = [] if contract is None else ["--contract", contract]
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *limit],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(root / it) for it in _FOLDERS),
            "COLUMNS": "200",
        },
        capture_output=True,
        text=True,
        check=False,
    )
