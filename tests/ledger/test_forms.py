"""The ledger as text, Markdown and JSON: aligned, whole, and the same numbers in each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doudi.compiler.command_line import schemas
from doudi.compiler.ledger.draw import Form, draw
from doudi.compiler.ledger.model import CLASSES, Ledger, counts
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.diagnostics.width import display_width
from tests.ledger.hostile_folder import hostile_folder
from tests.support.golden import check_golden
from tests.support.small_folder import GRANT, MONTHLY, small_folder

_RULES = Path(__file__).parents[2] / "rules"
_GOLDEN = Path(__file__).parent / "sample"


@pytest.fixture(scope="module")
def project() -> Ledger:
    return compile_rules(_RULES).ledger


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("small")
    delegated = "条文 二-1 委任 「区县政府：时限由其落实」\n"
    return compile_rules(small_folder(folder, f"{MONTHLY}\n{GRANT}\n{delegated}")).ledger


def printed(ledger: Ledger) -> Any:
    return json.loads(draw(ledger, "json", "zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md")])
def test_it_reads_as_reviewed(small: Ledger, form: Form, ending: str, lang: Lang) -> None:
    check_golden(_GOLDEN / f"small.{lang}.{ending}", draw(small, form, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_begin_under_one_another_however_wide_characters_are(
    project: Ledger, lang: Lang
) -> None:
    shown = draw(project, "text", lang)
    for document in project.documents:
        title = f"{document.document} {document.title}"
        table = shown.partition(f"{title}\n")[2].partition("\n\n")[0].splitlines()
        text = [it.text for it in document.sentences]
        begins = {
            display_width(line[: line.rindex(words[:8])])
            for line, words in zip(table[1:], text, strict=True)
        }
        assert len(begins) == 1


def test_the_json_keeps_its_schema(project: Ledger, small: Ledger) -> None:
    schema = json.loads(schemas.ledger())
    jsonschema.Draft202012Validator.check_schema(schema)
    for it in (project, small, Ledger(())):
        jsonschema.validate(printed(it), schema)


def test_the_json_is_the_same_in_either_language(small: Ledger) -> None:
    assert draw(small, "json", "zh") == draw(small, "json", "en")


def test_counts_add_up_to_the_sentences_and_percentages_to_100(project: Ledger) -> None:
    whole = printed(project)
    totals = [whole["totals"], *(it["totals"] for it in whole["documents"])]
    for it in totals:
        assert sum(each["count"] for each in it["classes"].values()) == it["sentences"]
        assert sum(each["percent"] for each in it["classes"].values()) == 100
    assert sum(it["sentences"] for it in totals[1:]) == totals[0]["sentences"]


def test_the_five_notices_are_there_and_every_sentence_of_their_outlines(project: Ledger) -> None:
    in_the_order_of_their_folders = ["CQ2021", "GS2017", "WW2021", "SY2019", "MCA2022"]
    assert [it.document for it in project.documents] == in_the_order_of_their_folders
    for document in project.documents:
        of_outline = {it.address for it in document.notice.outline.sentences if it.number > 0}
        assert of_outline <= {it.address for it in document.sentences}


def test_every_sentence_that_is_not_encoded_or_open_has_its_reason(project: Ledger) -> None:
    whole = printed(project)
    for it in (each for document in whole["documents"] for each in document["sentences"]):
        assert (it["class"] == "encoded") == bool(it["provisions"]) == (it["quoted_percent"] > 0)
        assert it["class"] in ("encoded", "open") or it["reason"]
        assert (it["to"] is not None) == (it["class"] == "delegated")


def test_a_provision_is_named_with_the_place_of_its_text(small: Ledger) -> None:
    (document,) = printed(small)["documents"]
    lines = [it["line"] for it in document["provisions"]]
    assert {it["file"] for it in document["provisions"]} == {"notice/rules.policy"}
    assert lines == sorted(lines)
    assert [it.text.splitlines()[0][:7] for it in small.documents[0].rules] == [
        "条款 一-1 ",
        "条款 一-2 ",
    ]


def test_the_markdown_has_every_sentence_whole(project: Ledger) -> None:
    shown = draw(project, "markdown", "zh")
    rows = [line for line in shown.splitlines() if re.match(r"\| [^ ]+-\d", line)]
    assert len(rows) == len(list(project.sentences))
    plain = shown.replace("\\", "")
    assert [it.address for it in project.sentences if it.text not in plain] == []


def test_nothing_a_person_wrote_acts_in_markdown(tmp_path: Path) -> None:
    ledger = compile_rules(hostile_folder(tmp_path)).ledger
    shown = draw(ledger, "markdown", "en")
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in shown.splitlines() if line[:1] == "|"]
    assert set(cells) == {10, 6}  # of the totals, of the sentences
    assert re.findall(r"(?<!\\)[<`*\[\]]", shown) == []


def test_totals_have_a_row_for_all_only_where_there_are_several(
    project: Ledger, small: Ledger
) -> None:
    assert "\n| all | " in draw(project, "markdown", "en")
    assert "\n| all | " not in draw(small, "markdown", "en")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_the_same_rules_give_the_same_bytes(form: Form, tmp_path: Path) -> None:
    folders = (tmp_path / "one", tmp_path / "another")
    one, other = (
        draw(compile_rules(small_folder(it, f"{MONTHLY}\n{GRANT}")).ledger, form, "zh")
        for it in folders
    )
    assert one == other


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_ledger_of_nothing_can_be_shown(form: Form) -> None:
    assert draw(Ledger(()), form, "en")


def test_no_class_is_left_out_of_the_totals(small: Ledger) -> None:
    classes = printed(small)["totals"]["classes"]
    assert list(classes) == list(CLASSES)
    assert {it: each["count"] for it, each in classes.items()} == counts(small.sentences)
