"""What starting doudi costs: nothing is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
    "numba",
    "numpy",
    "pyarrow",
    "pyspark",
    "tqdm",
    "z3",
    "shtab",
    "pytest",
    "rich",
)


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in memory after a statement, in a fresh interpreter."""
    script = (
        "import sys, io\n"
        "shown, sys.stdout, sys.stderr = sys.stdout, io.StringIO(), io.StringIO()\n"
        f"{statement}\n"
        "print(*sorted({it.partition('.')[0] for it in sys.modules}), file=shown)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


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
