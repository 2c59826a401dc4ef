"""With any step left out, just the quotes that it affects fail, and where they stand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from doudi.compiler.notices.declaration import read_declaration
from doudi.compiler.notices.notice import read_notice
from doudi.compiler.notices.quotes import fold
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.parsing.read import read_source
from doudi.runtime import cli

RULES = Path(__file__).parents[2] / "rules"
MINISTRY = "national/mca-2022-01"
FOLDERS = {
    MINISTRY: "民政部办公厅",
    "gansu/go-2017-28": "甘肃省人民政府办公厅",
    "gansu/wuwei/go-2021-10": "武威市人民政府办公室",
    "chongqing/go-2021-02": "重庆市人民政府办公厅",
    "hubei/shiyan/winter-2019": "十堰市民政局",
}


class Step(NamedTuple):
    folder: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.folder}:{self.number} {self.text[:24]}"


def steps() -> list[Step]:
    found: list[Step] = []
    for folder in FOLDERS:
        source = read_source(RULES / folder / "notice.yaml").value
        assert source is not None
        spans = [span for _, span in read_declaration(source).value.steps]
        found += [Step(folder, i, span.text) for i, span in enumerate(spans)]
    return found


def without(step: Step, folder: Path) -> None:
    """The notice ingested again, by the declared steps but one."""
    source = read_source(folder / "notice.yaml").value
    assert source is not None
    span = read_declaration(source).value.steps[step.number][1]
    start = source.text.rindex("\n", 0, span.start) + 1
    end = source.text.find("\n", span.end - 1 if source.text[span.end - 1] == "\n" else span.end)
    (folder / "notice.yaml").write_text(source.text[:start] + source.text[end + 1 :], "utf-8")
    assert cli.main(["ingest", str(folder / "raw.txt"), "-o", str(folder), "--force"]) in (0, 1)


class Quote(NamedTuple):
    line: int
    words: str


def quotes(rules: Path) -> list[Quote]:
    source = read_source(rules).value
    assert source is not None
    found: list[Quote] = []
    for declaration in parse(source).value.declarations:
        for clause in declaration.clauses:
            match clause:
                case ast.Clause(keyword="CITES", args=(_, ast.String() as string)):
                    found.append(Quote(string.span.line, string.text))
                case _:
                    pass
    return found


def said_of_quotes(root: Path, rules: Path) -> dict[int, set[str]]:
    """Lines of a rule file with what is said there about quotes and addresses."""
    said: dict[int, set[str]] = {}
    for it in compile_rules(root, root.parent / "cache").findings:
        span = it.primary.span
        if span.source.name == str(rules) and it.code.id.startswith("P04"):
            said.setdefault(span.line, set()).add(it.code.id)
    return said


def quote_every_sentence(root: Path, folder: str) -> Path:
    """A rules folder with this notice alone, every sentence of which one provision quotes."""
    for it in ("areas.yaml", "calendar.yaml", "precedence.policy"):
        shutil.copy(RULES / it, root)
    here = root / folder
    here.mkdir(parents=True)
    for it in ("raw.txt", "notice.yaml", "notice.txt"):
        shutil.copy(RULES / folder / it, here)
    notice = read_notice(here / "notice.txt").value
    assert notice is not None
    text = (
        f"文件 XX2021 「示例」\n  发文机关 {FOLDERS[folder]}\n  位阶 部门规范性文件\n"
        "  印发 2022-01-29\n  施行 2022-01-29 起\n  版本 1.0.0\n  原文 notice.txt\n"
    )
    for sentence in notice.outline.sentences:
        if sentence.number:
            words = notice.source.text[sentence.start : sentence.end]
            cited = f"引自 {sentence.address} 「{words}」"
            text += f"\n条款 {sentence.address} 「示例」\n  {cited}\n  不执行 「示例」\n"
    (here / "rules.policy").write_text(text, "utf-8")
    return here


@pytest.mark.parametrize("step", steps(), ids=str)
def test_the_sentences_it_affects_fail_where_they_are_quoted_and_no_others(
    step: Step, tmp_path: Path
) -> None:
    here = quote_every_sentence(tmp_path, step.folder)
    rules = here / "rules.policy"
    assert said_of_quotes(tmp_path, rules) == {}
    without(step, here)
    text = fold((here / "notice.txt").read_text("utf-8"))
    affected = {it.line for it in quotes(rules) if fold(it.words) not in text}
    said = said_of_quotes(tmp_path, rules)
    assert affected <= set(said)
    assert all(said[line] <= {"P0401", "P0402"} for line in affected)
    # Where the words still stand, only their address can have changed with the headings.
    assert all(said[line] <= {"P0401", "P0403"} for line in set(said) - affected)


def test_a_step_that_repairs_characters_affects_the_sentences_that_have_them(
    tmp_path: Path,
) -> None:
    affected: dict[str, int] = {}
    for step in steps():
        if step.folder == MINISTRY:
            root = tmp_path / str(step.number)
            root.mkdir()
            here = quote_every_sentence(root, MINISTRY)
            without(step, here)
            text = fold((here / "notice.txt").read_text("utf-8"))
            name = step.text.split(":")[0].strip()
            broken = sum(fold(it.words) not in text for it in quotes(here / "rules.policy"))
            affected[name] = affected.get(name, 0) + broken
    assert affected["drop_ruby"] == 19
    assert affected["simplify"] == 19
    assert affected["erratum"] == 2
    assert affected["replace"] > 19
    # Width is passed over in quotes, and a dropped line is no sentence: these show as P0405 alone.
    assert (affected["full_width"], affected["drop_line"]) == (0, 0)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copied") / "rules"
    shutil.copytree(RULES, root)
    return root


@pytest.mark.parametrize("step", [it for it in steps() if it.folder == MINISTRY], ids=str)
def test_the_real_rules_of_the_ministry_fail_at_the_quotes_it_affects(
    step: Step, copied: Path
) -> None:
    here = copied / MINISTRY
    shutil.rmtree(here)
    shutil.copytree(RULES / MINISTRY, here)
    rules = here / "rules.policy"
    without(step, here)
    text = fold((here / "notice.txt").read_text("utf-8"))
    said = said_of_quotes(copied, rules)
    for it in quotes(rules):
        broken = said.get(it.line, set()) & {"P0401", "P0402"}
        assert bool(broken) == (fold(it.words) not in text), it


def test_a_text_that_is_not_made_anew_differs_from_its_steps(tmp_path: Path) -> None:
    here = quote_every_sentence(tmp_path, MINISTRY)
    clean = (here / "notice.txt").read_bytes()
    without(next(it for it in steps() if "full_width" in it.text), here)
    (here / "notice.txt").write_bytes(clean)
    assert {it.code.id for it in compile_rules(tmp_path).errors} == {"P0405"}
