"""What cannot be read is refused in one sentence with exit code 2, and nothing is written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from doudi.compiler.ingest.reading import read
from doudi.compiler.ingest.reading.model import RawText, Refused
from doudi.compiler.ingest.reading.read import read_bytes
from doudi.runtime import cli
from tests.ingest.made_files import html, pdf, pdf_of, word, zip_of

TEXT = "一、救助范围\n符合条件的困难群众应当纳入救助范围。\n" * 3
_BOMB = zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": b" " * 30_000_000})
_MANY = zip_of({"word/document.xml": b"<x/>"} | {f"word/{i}.xml": b"" for i in range(3000)})

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("a.txt", b"", "is empty"),
    "blanks alone": ("a.txt", " \n\u3000\n".encode(), "no words"),
    "a file of 50 MB": ("a.txt", b"\xe4\xb8\x80" * 17_000_000, "larger than 20 MB"),
    "more text than a notice has": ("a.txt", b"\xe4\xb8\x80" * 400_000, "1 MB of text"),
    "neither UTF-8 nor GB18030": (
        "a.txt",
        "一、总则".encode("gb18030") + b"\xff\xff" + "甲".encode("gb18030"),
        "byte 0xFF at offset 8",
    ),
    "UTF-8 with one byte damaged": (
        "a.txt",
        TEXT.encode()[:40] + b"\xff" + TEXT.encode()[41:],
        "byte 0xFF at offset 40",
    ),
    "NUL": ("a.txt", b"abc\0def", "offset 3"),
    "UTF-16": ("a.txt", TEXT.encode("utf-16"), "UTF-16"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
    "an old Word file": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "(.doc)"),
    "a DOCX that unpacks without end": ("a.docx", _BOMB, "was not opened"),
    "a DOCX of thousands of files": ("a.docx", _MANY, "was not opened"),
    "an archive that is no DOCX": ("a.docx", zip_of({"a.txt": b"x"}), "no sound DOCX"),
    "half of a DOCX": ("a.docx", word(["一、总则"])[:3000], "no sound DOCX"),
    "a DOCX whose document is no XML": (
        "a.docx",
        zip_of({"[Content_Types].xml": b"<x", "word/document.xml": b"<w"}),
        "no sound DOCX",
    ),
    "a PDF of pictures": ("a.pdf", pdf_of([[], []]), "no text layer"),
    "half of a PDF": ("a.pdf", pdf(["一、总则"])[:60], "no sound PDF"),
    "a PDF in name only": ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "no sound PDF"),
    "a page in Big5": ("a.html", html(["救助"]).replace(b"utf-8", b"big5"), "--encoding big5"),
    "a page of scripts": ("a.html", b"<html><script>1</script></html>", "no words"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_and_nothing_is_written(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data, said = REFUSED[what]
    (tmp_path / name).write_bytes(data)
    argv = ["ingest", str(tmp_path / name), "-o", str(tmp_path / "new"), "--lang", "en"]
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1
    assert [it.name for it in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_chinese_too(what: str) -> None:
    name, data, _ = REFUSED[what]
    found = read_bytes(name, data)
    assert isinstance(found, Refused)
    assert any("\u4e00" <= it <= "\u9fff" for it in found.why.zh)
    assert not found.why.zh.endswith("。")


def test_an_encoding_that_is_named_is_followed() -> None:
    found = read_bytes("a.txt", TEXT.encode("utf-16"), "utf-16")
    assert isinstance(found, RawText)
    assert found.text == TEXT


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "hex", "\0"])
def test_an_encoding_that_does_not_exist_is_said(encoding: str) -> None:
    found = read_bytes("a.txt", TEXT.encode(), encoding)
    assert isinstance(found, Refused)
    assert "encoding" in found.why.en


def test_a_file_that_is_not_in_the_encoding_named_is_refused_at_the_byte() -> None:
    found = read_bytes("a.txt", b"abc\xff", "ascii")
    assert isinstance(found, Refused)
    assert "offset 3" in found.why.en


@pytest.mark.parametrize(
    ("library", "name", "data"),
    [
        ("bs4", "a.html", html(["救助"])),
        ("docx", "a.docx", word(["救助"])),
        ("pypdf", "a.pdf", pdf(["救助"])),
    ],
)
def test_a_library_that_is_missing_is_named_with_the_extra_that_brings_it(
    library: str, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    found = read_bytes(name, data)
    assert isinstance(found, Refused)
    assert "pip install 'doudi[ingest]'" in found.why.en


def test_plain_text_needs_none_of_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("bs4", "docx", "pypdf"):
        monkeypatch.setitem(sys.modules, library, None)
    assert isinstance(read_bytes("a.txt", TEXT.encode()), RawText)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_said(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "there"
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    assert cli.main(["ingest", str(path), "-o", str(tmp_path / "new"), "--lang", "en"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_no_more_of_a_file_is_read_than_is_needed_to_refuse_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "LARGEST", 100)
    (tmp_path / "a.txt").write_bytes(b"a" * 1000)
    assert isinstance(read.read_file(tmp_path / "a.txt", None), Refused)
