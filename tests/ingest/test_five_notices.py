"""The five notices as they were found become the committed clean texts, byte for byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from doudi.compiler.ingest.ingest import Incoming, Ingested, ingest
from doudi.compiler.ingest.offsets import offsets_of
from doudi.compiler.ingest.reading.model import RawText
from doudi.compiler.ingest.reading.read import read_bytes
from doudi.compiler.notices.normalisation import Erratum, normalise, simplified
from doudi.compiler.notices.notice import read_notice
from doudi.runtime import cli

RULES = Path(__file__).parents[2] / "rules"
WITHOUT_ERRATA = (
    "gansu/wuwei/go-2021-10",
    "gansu/go-2017-28",
    "chongqing/go-2021-02",
    "hubei/shiyan/winter-2019",
)
MINISTRY = "national/mca-2022-01"
EVERY = pytest.mark.parametrize("name", [*WITHOUT_ERRATA, MINISTRY])


def proposed(name: str) -> Ingested:
    data = (RULES / name / "raw.txt").read_bytes()
    raw = read_bytes("raw.txt", data)
    assert isinstance(raw, RawText)
    return ingest(Incoming(data, raw, Path("new")))


@EVERY
def test_with_the_committed_steps_the_committed_text_is_made(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "notice"
    folder.mkdir()
    shutil.copy(RULES / name / "notice.yaml", folder)
    raw = str(RULES / name / "raw.txt")
    assert cli.main(["ingest", raw, "-o", str(folder), "--force"]) == 0
    for file in ("raw.txt", "notice.yaml", "notice.txt"):
        assert (folder / file).read_bytes() == (RULES / name / file).read_bytes()


@EVERY
def test_the_steps_may_stand_elsewhere(name: str, tmp_path: Path) -> None:
    argv = ["ingest", str(RULES / name / "raw.txt"), "-o", str(tmp_path / "new")]
    assert cli.main([*argv, "--steps", str(RULES / name / "notice.yaml")]) == 0
    made = (tmp_path / "new/notice.txt").read_bytes()
    assert made == (RULES / name / "notice.txt").read_bytes()


@EVERY
def test_ingesting_a_committed_folder_again_changes_none_of_its_files(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "notice"
    shutil.copytree(RULES / name, folder)
    before = {it.name: it.read_bytes() for it in folder.iterdir()}
    assert cli.main(["ingest", str(folder / "raw.txt"), "-o", str(folder), "--force"]) == 0
    assert {name: (folder / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("name", WITHOUT_ERRATA)
def test_the_steps_it_proposes_itself_make_the_committed_text(name: str) -> None:
    made = proposed(name)
    assert made.files["notice.txt"] == (RULES / name / "notice.txt").read_bytes()


def test_for_the_ministry_it_proposes_all_but_the_errata_and_says_what_is_damaged() -> None:
    made = proposed(MINISTRY)
    committed = read_notice(RULES / MINISTRY / "notice.txt").value
    assert committed is not None
    errata = [it for it, _ in committed.declaration.steps if isinstance(it, Erratum)]
    text = made.files["notice.txt"].decode()
    assert text != committed.source.text
    assert not any(isinstance(it, Erratum) for it in made.steps)
    # The committed errata before the proposed steps: then the two agree to the byte.
    raw = (RULES / MINISTRY / "raw.txt").read_text("utf-8")
    mended, missed = normalise(raw, (*errata, *made.steps))
    assert (mended.text, missed) == (committed.source.text, ())
    damaged = [it.primary.span.text for it in made.findings]
    assert damaged == ["?", "?shù）䝙?shí）"]
    assert {it.code.id for it in made.findings} == {"P1001"}
    # Each of the two lies where the raw text has what the erratum is about.
    places = [it.related[0].span for it in made.findings]
    for place, erratum in zip(places, reversed(errata), strict=True):
        at = raw.index(erratum.find)
        assert at <= place.start < place.end <= at + len(erratum.find)


def test_what_is_damaged_stands_in_the_proposed_declaration_and_in_the_draft() -> None:
    files = proposed(MINISTRY).files
    assert "damage:" in files["notice.yaml"].decode()
    draft = files["rules.policy"].decode()
    assert draft.count("# 残损：") == 2
    assert "待填：贯彻" in draft  # the name of the cited document is damaged, and not written down


def test_the_parts_missing_from_the_shiyan_notice_are_found() -> None:
    made = proposed("hubei/shiyan/winter-2019")
    missing = [it.primary.span.text for it in made.findings if it.code.id == "P1003"]
    assert missing[:2] == ["一是要深入一线抓落实。", "二是要高度警醒抓落实。"]
    assert missing[2].endswith("和孤儿养育标准作如下调整")
    assert len(missing) == 3


@EVERY
def test_every_character_leads_back_to_the_raw_file(name: str) -> None:
    made = proposed(name)
    assert made.notice is not None
    map_ = json.loads(made.files["map.json"])
    offsets = offsets_of(map_["runs"])
    assert offsets == made.notice.offsets
    assert len(offsets) == map_["notice"]["characters"]
    assert len(map_["runs"]) < len(offsets)
    raw = made.files["raw.txt"].decode()
    text = made.files["notice.txt"].decode()
    for i, at in enumerate(offsets):
        if "\u3400" <= text[i] <= "\u9fff":
            assert text[i] == simplified().get(raw[at], raw[at])
        elif text[i].isalnum():
            assert text[i] == raw[at]


@EVERY
def test_what_is_proposed_is_declared_in_a_form_that_check_accepts(name: str) -> None:
    made = proposed(name)
    assert {it.code.id for it in made.findings} <= {"P1001", "P1002", "P1003"}
    assert made.notice is not None
    committed = read_notice(RULES / name / "notice.txt").value
    assert committed is not None
    kinds = {(it.kind, it.text) for it in made.notice.declaration.lines}
    assert kinds == {(it.kind, it.text) for it in committed.declaration.lines}
