"""docs/howto/embed-the-runtime.md is one program that runs as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import jsonschema
import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from tests.support.real_rules import real_rules

_ROOT: Final = Path(__file__).parents[3]
_PAGE: Final = (_ROOT / "docs/howto/embed-the-runtime.md").read_text("utf-8")
_SCRIPT: Final = "\n".join(re.findall(r"(?ms)^```python\n(.*?)^```$", _PAGE))


def _run() -> None:
    exec(compile(_SCRIPT, "embed-the-runtime.md", "exec"), {})  # noqa: S102 - our own page


def test_the_program_of_the_page_decides_and_keeps_the_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.bundle").write_bytes(write(real_rules().program))
    monkeypatch.chdir(tmp_path)
    _run()
    said = capsys.readouterr().out
    assert "patient_relief p1 ask for [" in said
    assert "ask p1 哪天确诊？ [('CQ2021/五(二)-2',)]" in said
    assert "member p1 patient_relief undetermined " in said
    kept = json.loads((tmp_path / "decision.json").read_text("utf-8"))
    assert main(["schema", "--of", "decision"]) == 0
    jsonschema.validate(kept, json.loads(capsys.readouterr().out))


def test_without_a_bundle_it_ends_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        _run()
    assert stopped.value.code == "规则包 `rules.bundle` 打不开：没有这个文件或文件夹"
