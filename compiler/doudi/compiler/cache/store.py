"""A folder's memory of declarations that were clean, keyed by their content.

Takes a folder; gives for each key a summary (read in every run) and a part (read when
a program is built), both as text. Nothing read here is ever executed or trusted: each
row carries its own checksum, and a row, a table or a whole file that is not as this
module wrote it counts as absent. Every failure to read or write is silent, because a
cache may only ever save time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

FORMAT: Final = 1
DECLARATIONS: Final = "declarations.sqlite"
# Rows of former texts are kept for going back and forth, until they are this many times more.
KEPT: Final = 4

_TABLES: Final = (
    "CREATE TABLE summaries (key BLOB PRIMARY KEY, text TEXT, sum BLOB) WITHOUT ROWID",
    "CREATE TABLE parts (key BLOB PRIMARY KEY, text TEXT, sum BLOB) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one declaration: little for every run, the rest for a build."""

    summary: str
    part: str


def load_summaries(folder: Path, name: str = DECLARATIONS) -> dict[bytes, str]:
    """`name`: of the file in the folder; each kind of memory has its own."""
    return _load(folder / name, "SELECT key, text, sum FROM summaries")


def load_parts(folder: Path, keys: Collection[bytes]) -> dict[bytes, str]:
    """The parts of these keys, as far as they are there."""
    wanted = frozenset(keys)
    parts = _load(folder / DECLARATIONS, "SELECT key, text, sum FROM parts")
    return {key: text for key, text in parts.items() if key in wanted}


def save(
    folder: Path,
    new: Mapping[bytes, Entry],
    used: Collection[bytes],
    name: str = DECLARATIONS,
) -> None:
    """Add what is new; drop what has long not been used."""
    with suppress(sqlite3.Error, OSError):
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        _usable_or_gone(folder / name)
        with _connection(folder / name) as connection, connection:
            _prepare(connection)
            _insert(connection, "summaries", ((key, it.summary) for key, it in new.items()))
            _insert(connection, "parts", ((key, it.part) for key, it in new.items()))
            _drop_unused(connection, frozenset(used) | new.keys())


def _load(file: Path, query: str) -> dict[bytes, str]:
    rows: dict[bytes, str] = {}
    with suppress(sqlite3.Error, OSError, UnicodeError):
        if file.is_file():
            with _connection(file) as connection:
                if _format(connection) != FORMAT:
                    return {}
                rows.update(
                    (key, text)
                    for key, text, checksum in connection.execute(query)
                    if isinstance(key, bytes)
                    and isinstance(text, str)
                    and checksum == _checksum(key, text)
                )
    return rows


def _usable_or_gone(file: Path) -> None:
    """Remove a file that is no cache of this format: it would never be read again."""
    if not file.exists():
        return
    try:
        with _connection(file) as connection:
            healthy = _format(connection) in {0, FORMAT} and (
                connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            )
    except sqlite3.OperationalError as error:
        # Another run is writing: its cache is as good as ours.
        if "locked" in str(error):
            raise
        healthy = False
    except sqlite3.DatabaseError:
        healthy = False
    if not healthy:
        file.unlink()


@contextmanager
def _connection(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=1.0)) as connection:
        # A cache that a power cut spoils is rebuilt; waiting for the disk gains nothing.
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _prepare(connection: sqlite3.Connection) -> None:
    if _format(connection) == 0:
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {FORMAT}")


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[bytes, str]]) -> None:
    connection.executemany(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)",  # noqa: S608 - a name of ours
        ((key, text, _checksum(key, text)) for key, text in rows),
    )


def _drop_unused(connection: sqlite3.Connection, used: frozenset[bytes]) -> None:
    (stored,) = connection.execute("SELECT count(*) FROM summaries").fetchone()
    if stored <= KEPT * max(len(used), 1):
        return
    keys = [key for (key,) in connection.execute("SELECT key FROM summaries") if key not in used]
    for table in ("summaries", "parts"):
        connection.executemany(
            f"DELETE FROM {table} WHERE key = ?",  # noqa: S608 - a name of ours
            ((key,) for key in keys),
        )


def _checksum(key: bytes, text: str) -> bytes:
    return blake2b(key + text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
