"""A cache that is not as it was written counts as no cache, and nobody is bothered with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from doudi.compiler.cache.store import DECLARATIONS, KEPT, Entry, load_parts, load_summaries, save

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    save(tmp_path / "cache", {KEY: Entry("summary", "part")}, ())
    return tmp_path / "cache"


def test_what_was_saved_is_loaded(cache: Path) -> None:
    assert load_summaries(cache) == {KEY: "summary"}
    assert load_parts(cache, [KEY, OTHER]) == {KEY: "part"}


def test_the_folder_keeps_itself_out_of_version_control(cache: Path) -> None:
    assert (cache / ".gitignore").read_text("utf-8") == "*\n"


def test_there_need_not_be_one(tmp_path: Path) -> None:
    assert load_summaries(tmp_path / "nowhere") == {}


def test_a_row_with_another_text_counts_as_absent(cache: Path) -> None:
    with sqlite3.connect(cache / DECLARATIONS) as connection:
        connection.execute("UPDATE summaries SET text = 'something else'")
    assert load_summaries(cache) == {}
    assert load_parts(cache, [KEY]) == {KEY: "part"}


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" * 99])
def test_a_foreign_file_is_no_cache_and_is_replaced(cache: Path, content: bytes) -> None:
    (cache / DECLARATIONS).write_bytes(content)
    assert load_summaries(cache) == {}
    save(cache, {OTHER: Entry("new", "")}, ())
    assert load_summaries(cache) == {OTHER: "new"}


@pytest.mark.parametrize("at", [20, 100, 700, 4100, 8200])
def test_a_damaged_byte_loses_entries_and_never_changes_one(cache: Path, at: int) -> None:
    data = bytearray((cache / DECLARATIONS).read_bytes())
    at = min(at, len(data) - 1)
    data[at] ^= 0xFF
    (cache / DECLARATIONS).write_bytes(data)
    assert load_summaries(cache).items() <= {(KEY, "summary")}
    save(cache, {OTHER: Entry("new", "")}, ())
    assert load_summaries(cache).items() <= {(KEY, "summary"), (OTHER, "new")}


def test_a_cache_of_another_format_is_replaced(cache: Path) -> None:
    with sqlite3.connect(cache / DECLARATIONS) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert load_summaries(cache) == {}
    save(cache, {OTHER: Entry("new", "")}, ())
    assert load_summaries(cache) == {OTHER: "new"}


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine", "utf-8")
    save(tmp_path / "cache", {KEY: Entry("summary", "part")}, ())
    assert (tmp_path / "cache").read_text("utf-8") == "mine"


def test_what_has_long_not_been_used_is_dropped(cache: Path) -> None:
    many = {bytes([it]) * 32: Entry("old", "") for it in range(KEPT + 2)}
    save(cache, many, ())
    save(cache, {}, [KEY])
    assert load_summaries(cache) == {KEY: "summary"}
