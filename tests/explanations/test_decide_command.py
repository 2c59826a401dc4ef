"""`doudi decide` and `doudi schema` as a person meets them at the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from tests.support.sample_program import PROGRAM

_FACTS: Final = str(Path(__file__).parent / "sample" / "patient.yaml")


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    path = tmp_path / "sample.doudi"
    path.write_bytes(write(PROGRAM))
    return str(path)


def test_a_decision_is_a_success_whatever_it_says(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = _doudi(["decide", _FACTS, "--bundle", bundle], capfdbinary)
    assert (code, err) == (0, "")
    assert "应当给予" in out
    assert "不符合条件的项目" in out


def test_facts_may_come_from_standard_input(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(Path(_FACTS).read_bytes())))
    code, out, _ = _doudi(["decide", "-", "--bundle", bundle, "--format", "json"], capfdbinary)
    assert code == 0
    assert json.loads(out)["schema"] == "doudi-decision/1"


def test_the_date_on_the_command_line_goes_before_that_of_the_facts(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["decide", _FACTS, "--bundle", bundle, "--format", "json", "--as-of", "2021-08-02"]
    _, out, _ = _doudi(asked, capfdbinary)
    assert json.loads(out)["as_of"] == "2021-08-02"


def test_without_any_date_today_is_not_assumed(
    bundle: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    facts = tmp_path / "undated.yaml"
    facts.write_text("area: 重庆市\n", "utf-8")
    code, out, err = _doudi(["decide", str(facts), "--bundle", bundle], capfdbinary)
    assert (code, out) == (2, "")
    assert "评估日" in err


def test_one_scheme_and_one_person_can_be_picked_by_either_name(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for scheme in ("临时救助金", "temporary_relief"):
        asked = ["decide", _FACTS, "--bundle", bundle, "--format", "json"]
        _, out, _ = _doudi([*asked, "--scheme", scheme, "--person", "p1"], capfdbinary)
        found = [(it["scheme"], it["subject"]["id"]) for it in json.loads(out)["outcomes"]]
        assert found == [("temporary_relief", "p1")]


def test_a_name_that_is_not_there_gets_a_suggestion(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["decide", _FACTS, "--bundle", bundle, "--scheme", "临时求助金"]
    code, out, err = _doudi(asked, capfdbinary)
    assert (code, out) == (2, "")
    assert err == "doudi: 没有 `临时求助金` 这个救助项目；是不是 `临时救助金`？\n"


def test_every_fault_of_the_facts_is_told_with_its_place(
    bundle: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    facts = tmp_path / "wrong.yaml"
    facts.write_text("area: 重庆\nas_of: 2021-02-30\nhousehold: {member: [{年令: 3}]}\n", "utf-8")
    code, out, err = _doudi(["decide", str(facts), "--bundle", bundle, "--lang", "en"], capfdbinary)
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("doudi: the facts ")
    assert len(err.splitlines()) >= 4
    assert "household.member[0]" in err
    assert "Traceback" not in err


def test_a_bundle_with_one_byte_changed_is_refused(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = Path(bundle)
    path.write_bytes(path.read_bytes().replace("临时救助金".encode(), "临时救助款".encode(), 1))
    code, out, err = _doudi(["decide", _FACTS, "--bundle", bundle], capfdbinary)
    assert (code, out) == (2, "")
    assert err.startswith("doudi: ")
    assert len(err.splitlines()) == 1


def test_without_rules_it_says_where_rules_could_come_from(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = _doudi(["decide", _FACTS, "--lang", "en"], capfdbinary)
    assert code == 2
    assert "--bundle FILE" in err


def test_without_a_compiler_it_says_which_extra_to_install(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: ())
    code, _, err = _doudi(["decide", _FACTS, "--rules", str(tmp_path)], capfdbinary)
    assert code == 2
    assert "doudi[compiler]" in err


def test_a_result_file_is_whole_or_not_there(
    bundle: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "out" / "letter.txt"
    code, _, err = _doudi(["decide", _FACTS, "--bundle", bundle, "-o", str(target)], capfdbinary)
    assert code == 2
    assert "letter.txt" in err or "out" in err
    target.parent.mkdir()
    code, out, _ = _doudi(["decide", _FACTS, "--bundle", bundle, "-o", str(target)], capfdbinary)
    assert (code, out) == (0, "")
    assert target.read_text("utf-8").startswith("关于")
    assert [it.name for it in target.parent.iterdir()] == ["letter.txt"]


def test_a_page_and_a_chart_are_written_like_a_letter(
    bundle: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for format_, begins in (("html", "<!doctype html>\n"), ("mermaid", "---\ntitle: ")):
        asked = ["decide", _FACTS, "--bundle", bundle, "--format", format_]
        _, out, err = _doudi(asked, capfdbinary)
        target = tmp_path / f"letter.{format_}"
        assert _doudi([*asked, "-o", str(target)], capfdbinary) == (0, "", "")
        assert (target.read_text("utf-8"), err) == (out, "")
        assert out.startswith(begins)


def test_a_chart_larger_than_mermaid_draws_is_whole_and_says_how_to_narrow_it(
    bundle: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doudi.runtime.explanation.mermaid.MOST_EDGES", 3)
    asked = ["decide", _FACTS, "--bundle", bundle, "--format", "mermaid"]
    code, out, err = _doudi(asked, capfdbinary)
    assert (code, out.count(" --> ") > 3) == (0, True)
    assert "--scheme" in err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2021-13-01", "没有 `2021-13-01` 这一天"),
        ("2021-2-1", "`2021-2-1` 不是日期，日期写作 2021-02-15"),
        ("2021年", "`2021年` 不是日期，日期写作 2021-02-15"),
        ("0001-01-01", "`0001-01-01` 的年份不在 1900 至 2200 之间"),
        ("9999-12-31", "`9999-12-31` 的年份不在 1900 至 2200 之间"),
    ],
)
def test_a_date_is_checked_as_in_a_facts_file(
    written: str, said: str, bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["decide", _FACTS, "--bundle", bundle, "--lang", "zh", "--as-of", written]
    code, out, err = _doudi(asked, capfdbinary)
    assert (code, out) == (2, "")
    assert f"--as-of：{said}" in err


@pytest.mark.parametrize("name", ["decision", "trace", "bundle", "facts"])
def test_each_schema_is_printed(
    name: str, bundle: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, _ = _doudi(["schema", "--of", name, "--bundle", bundle], capfdbinary)
    assert code == 0
    assert json.loads(out)["title"].startswith(f"doudi-{name}/")


def _doudi(words: Sequence[str], capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, str, str]:
    languages = [] if "--lang" in words else ["--lang", "zh"]
    code = main([*words, *languages])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()
