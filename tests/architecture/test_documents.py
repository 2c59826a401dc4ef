"""Documents do not rot: links lead somewhere, decisions are listed, what is shown is what is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.keywords import BY_SPELLING, Role
from doudi.runtime import cli

_ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_SHOWN = re.compile(r"<!-- demo:begin -->\n```text\n(.*?)```\n<!-- demo:end -->", re.DOTALL)


def documents() -> list[Path]:
    ran = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [it for it in ran.stdout.splitlines() if not it.startswith("tests/explanations/")]
    return [_ROOT / it for it in names if (_ROOT / it).exists()]


@pytest.mark.parametrize("document", documents(), ids=lambda it: str(it.relative_to(_ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = _LINK.findall(_without_code(document.read_text("utf-8")))
    local = [it for it in links if "://" not in it]
    assert [it for it in local if not (document.parent / it).exists()] == []


def test_every_decision_is_linked_from_the_architecture() -> None:
    linked = set(_LINK.findall((_ROOT / "docs/ARCHITECTURE.md").read_text("utf-8")))
    decisions = {f"adr/{it.name}" for it in (_ROOT / "docs/adr").glob("*.md")}
    assert decisions
    assert decisions - linked == set()


@pytest.mark.parametrize("folder", ["policy_dsl", "compiler", "runtime", "rules", "tests"])
def test_every_part_has_a_readme_of_one_screen(folder: str) -> None:
    lines = (_ROOT / folder / "README.md").read_text("utf-8").splitlines()
    assert 10 <= len(lines) <= 60


@pytest.mark.parametrize("part", ["compiler", "policy_dsl", "runtime"])
def test_a_readme_names_every_folder_of_its_part(part: str) -> None:
    text = (_ROOT / part / "README.md").read_text("utf-8")
    package = _ROOT / part / "doudi" / part
    folders = {it.parent.name for it in package.glob("*/__init__.py")} | {
        it.name for it in package.iterdir() if it.is_dir() and it.name == "grammar"
    }
    assert {it for it in folders if f"`{it}/`" not in text} == set()


def test_the_letter_in_the_readme_is_what_doudi_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = compile_rules(_ROOT / "rules").bundle
    assert made is not None
    bundle = tmp_path / "rules.doudi"
    bundle.write_bytes(made)
    argv = ["decide", str(_ROOT / "examples/chongqing-patient.yaml"), "--bundle", str(bundle)]
    argv += ["--scheme", "确诊患者临时救助金", "--person", "父亲", "--lang", "zh"]
    assert cli.main(argv) == 0
    shown = _SHOWN.search((_ROOT / "README.md").read_text("utf-8"))
    assert shown is not None
    assert shown[1] == capsys.readouterr().out


def test_the_reference_shows_every_keyword() -> None:
    text = "".join(it.read_text("utf-8") for it in (_ROOT / "docs/language").glob("*.md"))
    words = {it.zh for it in BY_SPELLING.values() if it.role is not Role.UNIT}
    assert {it for it in words if it not in text} == set()


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^(`{3,}).*?^\1$", "", text))
