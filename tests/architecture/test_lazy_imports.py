"""What starting doudi costs: nothing is imported before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.commands import NAMES
from tests.unit.runtime.sample_program import PROGRAM

_HEAVY = (
    "bs4",
    "cryptography",
    "docx",
    "lxml",
    "pypdf",
    "lark",
    "networkx",
    "grandalf",
    "jsonschema",
    "yaml",
    "matplotlib",
    "llvmlite",
    "numpy",
    "pyarrow",
    "pyspark",
    "tqdm",
    "z3",
    "shtab",
    "pytest",
    "rich",
)


# What finds out which parts and versions are installed.
_INSTALLED = "importlib.metadata"

# What one way to draw a decision needs, and the others do not.
_FORMS = (
    "html",
    "doudi.runtime.explanation.html",
    "doudi.runtime.explanation.markdown",
    "doudi.runtime.explanation.mermaid",
    "doudi.runtime.explanation.trace_json",
)


def modules_of(statement: str) -> set[str]:
    """Every module in memory after a statement, in a fresh interpreter."""
    script = (
        "import sys, io\n"
        "shown = sys.stdout\n"
        "sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO()) for _ in range(2))\n"
        f"{statement}\n"
        "print(*sys.modules, sep='\\n', file=shown)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines())


def loaded_by(statement: str) -> set[str]:
    """The top-level packages among them."""
    return {it.partition(".")[0] for it in modules_of(statement)}


def command(*argv: str) -> str:
    """The statement that runs `doudi` with these arguments."""
    return f"import doudi.runtime.cli; assert doudi.runtime.cli.main({[*argv]!r}) == 0"


@pytest.fixture
def decision(tmp_path: Path) -> list[str]:
    """`doudi decide`, with a bundle and facts in JSON."""
    bundle, facts = tmp_path / "sample.doudi", tmp_path / "facts.json"
    bundle.write_bytes(write(PROGRAM))
    facts.write_text(json.dumps({"as_of": "2021-02-15", "area": "沙坪坝区"}), "utf-8")
    return ["decide", str(facts), "--bundle", str(bundle)]


def test_the_runtime_pulls_in_only_the_standard_library() -> None:
    before = loaded_by("pass")  # an editable install may load its own finder at start
    foreign = loaded_by("import doudi.runtime") - before - sys.stdlib_module_names - {"doudi"}
    assert foreign == set()


def test_deciding_pulls_in_only_the_standard_library_until_facts_are_read() -> None:
    before = loaded_by("pass")
    loaded = loaded_by("import doudi.runtime.evaluation.decide, doudi.runtime.bundle.read")
    assert loaded - before - sys.stdlib_module_names - {"doudi"} == set()


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--help"],
        ["--version"],
        ["explain"],
        ["explain", "unknown-name"],
        ["check", "--help"],
        ["conflicts", "--help"],
        ["ingest", "--help"],
        ["decide", "--help"],
        ["receipt", "--help"],
        ["verify", "--help"],
        ["build", "--help"],
        ["fmt", "--help"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_a_command_that_reads_no_rules_loads_nothing_heavy(argv: list[str]) -> None:
    loaded = loaded_by(f"import doudi.runtime.cli; doudi.runtime.cli.main({argv!r})")
    assert "doudi" in loaded
    assert loaded & set(_HEAVY) == set()


def test_the_list_of_commands_declares_nothing_that_a_command_works_with() -> None:
    before = modules_of("pass")
    loaded = modules_of(command("--help")) - before
    assert "doudi.compiler.commands.rules" in loaded
    assert (
        loaded & {"dataclasses", "doudi.policy_dsl.diagnostics", "doudi.runtime.program"} == set()
    )


@pytest.mark.parametrize("form", ["text", "markdown", "html", "mermaid", "json"])
def test_a_decision_for_facts_in_json_needs_the_standard_library_alone(
    decision: list[str], form: str
) -> None:
    before = loaded_by("pass")
    loaded = loaded_by(command(*decision, "--format", form))
    assert "doudi" in loaded
    assert loaded - before - sys.stdlib_module_names - {"doudi"} == set()


def test_a_decision_in_words_loads_no_other_form_and_no_other_part(decision: list[str]) -> None:
    loaded = modules_of(command(*decision))
    assert "doudi.runtime.explanation.text" in loaded
    assert loaded & {*_FORMS, _INSTALLED, "doudi.policy_dsl", "doudi.compiler"} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_command_of_the_runtime_asks_no_other_part(name: str) -> None:
    loaded = modules_of(command(name, "--help"))
    assert f"doudi.runtime.commands.{name}" in loaded
    assert loaded & {"doudi.policy_dsl", "doudi.compiler"} == set()


def test_a_batch_of_few_households_loads_numpy_and_arrow_and_nothing_else_that_is_heavy(
    tmp_path: Path,
) -> None:
    bundle, homes = tmp_path / "sample.doudi", tmp_path / "homes.parquet"
    bundle.write_bytes(write(PROGRAM))
    pq.write_table(pa.table({"id": ["a", "b"]}), homes)
    asked = ["--as-of", "2021-02-15", "--area", "沙坪坝区", "--bundle", str(bundle)]
    loaded = modules_of(
        command("batch", str(homes), *asked, "-o", str(tmp_path / "answers"), "--jobs", "1")
    )
    assert loaded & {"doudi.policy_dsl", "doudi.compiler"} == set()
    assert loaded & {*_HEAVY} == {"numpy", "pyarrow"}
