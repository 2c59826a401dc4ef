"""The same notice as a web page, a Word document, a PDF or in GB18030 gives the same text."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import docx
import pytest

from doudi.compiler.ingest.ingest import Incoming, Ingested, ingest
from doudi.compiler.ingest.reading.model import RawText
from doudi.compiler.ingest.reading.read import read_bytes
from doudi.compiler.notices.notice import read_notice
from doudi.runtime import cli
from tests.ingest.made_files import html, pdf, pdf_of, word

RULES = Path(__file__).parents[2] / "rules"
NOTICE = RULES / "chongqing/go-2021-02/notice.txt"
PARAGRAPHS = NOTICE.read_text("utf-8").splitlines()
FORMATS: dict[str, Callable[[Sequence[str]], bytes]] = {"html": html, "docx": word, "pdf": pdf}


def taken_in(name: str, data: bytes, encoding: str | None = None) -> Ingested:
    raw = read_bytes(name, data, encoding)
    assert isinstance(raw, RawText), raw
    return ingest(Incoming(data, raw, Path("new")))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_of_its_own_gives_the_same_text(format_: str) -> None:
    data = FORMATS[format_](PARAGRAPHS)
    made = taken_in(f"notice.{format_}", data)
    assert made.files["notice.txt"].decode() == NOTICE.read_text("utf-8")
    assert made.findings == ()
    assert made.files[f"raw.{format_}"] == data


@pytest.mark.parametrize("format_", FORMATS)
def test_its_folder_passes_check_as_it_is_written(format_: str, tmp_path: Path) -> None:
    file = tmp_path / f"notice.{format_}"
    file.write_bytes(FORMATS[format_](PARAGRAPHS))
    assert cli.main(["ingest", str(file), "-o", str(tmp_path / "new")]) == 0
    read = read_notice(tmp_path / "new/notice.txt")
    assert read.findings == ()
    assert read.value is not None
    assert read.value.offsets is not None


@pytest.mark.parametrize(
    ("format_", "key"), [("html", "line"), ("docx", "paragraph"), ("pdf", "page")]
)
def test_each_stretch_of_the_text_says_where_in_the_file_it_stood(format_: str, key: str) -> None:
    made = taken_in(f"notice.{format_}", FORMATS[format_](PARAGRAPHS))
    map_ = json.loads(made.files["map.json"])
    raw = made.files["raw.txt"].decode()
    places = [place[key] for _, _, place in map_["parts"]]
    assert places == sorted(places)
    assert len(set(places)) > 1
    assert "".join(raw[start:end] for start, end, _ in map_["parts"]) == raw.replace("\n", "")


def test_a_notice_in_gb18030_is_read_and_both_are_kept(tmp_path: Path) -> None:
    data = NOTICE.read_text("utf-8").encode("gb18030")
    file = tmp_path / "notice.txt"
    file.write_bytes(data)
    assert cli.main(["ingest", str(file), "-o", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/notice.txt").read_bytes() == NOTICE.read_bytes()
    assert (tmp_path / "new/raw.gb18030.txt").read_bytes() == data
    assert (tmp_path / "new/raw.txt").read_text("utf-8") == NOTICE.read_text("utf-8")


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(b"\xef\xbb\xbf" + NOTICE.read_bytes())
    assert cli.main(["ingest", str(file), "-o", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/notice.txt").read_bytes() == NOTICE.read_bytes()
    assert read_notice(tmp_path / "new/notice.txt").findings == ()


def test_carriage_returns_are_a_declared_step() -> None:
    made = taken_in("notice.txt", NOTICE.read_bytes().replace(b"\n", b"\r\n"))
    assert made.files["notice.txt"] == NOTICE.read_bytes()
    assert "- line_ends" in made.files["notice.yaml"].decode()


def test_what_is_no_text_of_a_page_is_left_out_and_said() -> None:
    made = taken_in("notice.html", html(PARAGRAPHS))
    raw = made.files["raw.txt"].decode()
    assert not any(it in raw for it in ("不是正文", "政务公开", "版权所有", "color:red"))
    assert "script 1 处" in made.files["notice.yaml"].decode()


def test_words_outside_the_main_part_of_a_page_are_said_to_be_left_out() -> None:
    page = html(PARAGRAPHS).replace(b"</article>", "</article><p>联系我们</p>".encode())
    assert "联系我们" in taken_in("notice.html", page).files["notice.yaml"].decode()


def test_a_page_in_gbk_is_read() -> None:
    made = taken_in("notice.html", html(PARAGRAPHS, charset="gbk"))
    assert made.files["notice.txt"] == NOTICE.read_bytes()


def test_radicals_that_a_pdf_has_for_characters_are_put_back_as_a_declared_step() -> None:
    damaged = [it.replace("民", "⺠").replace("生", "⽣").replace("食", "⻝") for it in PARAGRAPHS]
    made = taken_in("notice.pdf", pdf(damaged))
    assert made.files["notice.txt"] == NOTICE.read_bytes()
    assert "- radicals" in made.files["notice.yaml"].decode()


def test_a_page_of_a_pdf_without_text_is_said_to_be_left_out() -> None:
    made = taken_in("notice.pdf", pdf_of([PARAGRAPHS[:3], [], PARAGRAPHS[3:]]))
    assert "第 2 页没有文字层" in made.files["notice.yaml"].decode()


def test_numbers_that_word_itself_puts_are_said_to_be_missing(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("救助范围", style="List Number")
    document.add_paragraph("应当纳入。")
    document.save(str(tmp_path / "notice.docx"))
    made = taken_in("notice.docx", (tmp_path / "notice.docx").read_bytes())
    assert [(it.code.id, it.primary.span.text) for it in made.findings] == [("P1005", "救助范围")]


def test_inserted_words_of_a_word_document_are_taken_and_deleted_ones_are_not() -> None:
    data = word(["应当甲纳入乙。"])
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for it in old.infolist():
            content = old.read(it)
            if it.filename == "word/document.xml":
                content = content.replace(
                    "<w:r><w:t>应当甲纳入乙。</w:t></w:r>".encode(),
                    "<w:r><w:t>应当</w:t></w:r>"
                    "<w:del><w:r><w:delText>甲</w:delText></w:r></w:del>"
                    "<w:ins><w:r><w:t>全部</w:t></w:r></w:ins>"
                    "<w:r><w:t>纳入。</w:t></w:r>".encode(),
                )
            new.writestr(it, content)
    raw = read_bytes("notice.docx", changed.getvalue())
    assert isinstance(raw, RawText)
    assert raw.text == "应当全部纳入。\n"


def test_rows_of_tables_are_lines_and_the_bars_between_cells_are_declared() -> None:
    page = "<html><table><tr><td>城市</td><td>620元</td></tr><tr><td>农村</td><td>496元</td></tr>"
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("城市", "620元"), ("农村", "496元")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    file = BytesIO()
    document.save(file)
    for name, data in (("a.html", page.encode()), ("a.docx", file.getvalue())):
        made = taken_in(name, data)
        assert made.files["notice.txt"].decode() == "城市｜620元\n农村｜496元\n"
        assert "各格之间加了｜" in made.files["notice.yaml"].decode()


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(NOTICE.read_bytes())))
    assert cli.main(["ingest", "-", "-o", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/notice.txt").read_bytes() == NOTICE.read_bytes()
