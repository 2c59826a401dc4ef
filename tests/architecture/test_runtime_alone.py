"""The wheel without extras, in an environment that holds what it declares and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from doudi.compiler.pipeline import compile_rules
from doudi.runtime import cli

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("policy_dsl", "compiler", "runtime"):
        shutil.copytree(
            _ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(_ROOT / name, tree)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=tree,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def doudi(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment. Nothing is fetched: what is needed is copied."""
    home = tmp_path_factory.mktemp("alone")
    venv.create(home, with_pip=False)
    (site,) = home.glob("lib/python*/site-packages")
    for name in _needed("doudi") - {"doudi"}:
        _copy(name, site)
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", str(home / "bin/python")),
            *("install", "--quiet", "--no-deps", "--no-index", str(wheel)),
        ],
        check=True,
    )
    return home / "bin/doudi"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = compile_rules(_ROOT / "rules").bundle
    assert made is not None
    file = tmp_path_factory.mktemp("bundle") / "rules.doudi"
    file.write_bytes(made)
    return file


def test_the_wheel_holds_the_three_parts_and_their_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    top = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert top == {"doudi"}
    assert "doudi/__init__.py" not in names
    for data in (
        "policy_dsl/grammar/policy.lark",
        "policy_dsl/diagnostics/pages/zh/P0205.md",
        "policy_dsl/diagnostics/render/findings.schema.json",
        "runtime/schemas/decision.schema.json",
        *(f"{part}/py.typed" for part in ("policy_dsl", "compiler", "runtime")),
    ):
        assert f"doudi/{data}" in names


@pytest.mark.parametrize(
    "household", sorted((_ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_it_decides_every_household_from_the_bundle(
    doudi: Path, bundle: Path, household: Path, tmp_path: Path
) -> None:
    argv = ["decide", str(household), "--bundle", str(bundle), "--format", "json"]
    ran = _run(doudi, argv, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert json.loads(ran.stdout)["outcomes"]


def test_it_explains_in_both_languages(doudi: Path, bundle: Path, tmp_path: Path) -> None:
    household = str(next((_ROOT / "examples").glob("*.yaml")))
    zh = _run(doudi, ["decide", household, "--bundle", str(bundle), "--lang", "zh"], tmp_path)
    en = _run(doudi, ["decide", household, "--bundle", str(bundle), "--lang", "en"], tmp_path)
    assert zh.returncode == en.returncode == 0
    assert zh.stdout != en.stdout


def test_it_verifies_a_receipt_that_was_made_elsewhere(
    doudi: Path, bundle: Path, tmp_path: Path
) -> None:
    household = str(_ROOT / "examples/chongqing-patient.yaml")
    made = tmp_path / "receipt.json"
    assert cli.main(["receipt", household, "--bundle", str(bundle), "-o", str(made)]) == 0
    ran = _run(doudi, ["verify", "receipt.json", "--lang", "en"], tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("receipt.json: verified\n  decided again, the same byte for byte")
    made.write_bytes(made.read_bytes().replace(b'"granted"', b'"not_met"', 1))
    assert _run(doudi, ["verify", "receipt.json"], tmp_path).returncode == 1


def test_without_the_extra_a_signature_is_not_taken_on_trust(
    doudi: Path, bundle: Path, tmp_path: Path
) -> None:
    household = str(next((_ROOT / "examples").glob("*.yaml")))
    (key, made) = (str(tmp_path / it) for it in ("office.pem", "receipt.json"))
    assert cli.main(["receipt", "--new-key", key]) == 0
    argv = ["receipt", household, "--bundle", str(bundle), "--sign", key, "-o", made]
    assert cli.main(argv) == 0
    ran = _run(doudi, ["verify", made, "--lang", "en"], tmp_path)
    assert ran.returncode == 2
    assert "pip install 'doudi[sign]'" in ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["check", "build", "test", "graph", "fmt"])
def test_a_command_of_the_compiler_names_the_extra_it_needs(
    doudi: Path, command: str, tmp_path: Path
) -> None:
    more = ["-o", "x.doudi"] if command == "build" else []
    ran = _run(doudi, [command, str(_ROOT / "rules"), *more, "--lang", "en"], tmp_path)
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "pip install 'doudi[compiler]'" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["explain", "P0205"], ["explain"]])
def test_what_needs_no_extra_works_without(doudi: Path, argv: list[str], tmp_path: Path) -> None:
    ran = _run(doudi, argv, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout


def _run(doudi: Path, argv: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Without the environment of this process, and away from the repository."""
    return subprocess.run(
        [str(doudi), *argv],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _needed(name: str) -> set[str]:
    """A distribution and all it needs without extras, as it declares."""
    known: set[str] = set()
    waiting = [name]
    while waiting:
        here = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if here in known:
            continue
        known.add(here)
        for need in distribution(here).requires or ():
            wanted, _, marker = need.partition(";")
            if "extra" not in marker and _holds(marker):
                waiting.append(re.split(r"[^\w.-]", wanted.strip(), maxsplit=1)[0])
    return known


def _holds(marker: str) -> bool:
    if not marker.strip():
        return True
    from packaging.markers import Marker  # noqa: PLC0415 - comes with pytest

    return Marker(marker).evaluate()


def _copy(name: str, site: Path) -> None:
    """Copy an installed distribution, file by file as its record lists them."""
    for file in distribution(name).files or ():
        if ".." in file.parts or file.suffix == ".pyc":
            continue
        target = site / Path(*file.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(str(file.locate()), target)
