"""What has its name is on the disk: a power cut at any moment leaves whole files, or none."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.batch.unfinished import folder_of
from tests.batch.homes import Doudi, flat, many, small_parts

_ROWS: Final = 40


@dataclass
class Disk:
    """What would be there after a power cut: of files their sizes, of folders the names in them."""

    sizes: dict[int, int] = field(default_factory=dict)
    names: dict[int, set[str]] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)

    def flushed(self, opened: int) -> None:
        about = os.fstat(opened)
        if stat.S_ISDIR(about.st_mode):
            self.names[about.st_ino] = set(os.listdir(opened))
        else:
            self.sizes[about.st_ino] = about.st_size

    def has(self, path: Path) -> bool:
        """Whether all of it is there, and of a folder whatever is in it."""
        about = path.stat()
        if not path.is_dir():
            return self.sizes.get(about.st_ino) == about.st_size
        inside = list(path.iterdir())
        names = self.names.get(about.st_ino)
        return names == {it.name for it in inside} and all(self.has(it) for it in inside)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found = Disk()
    rename = os.rename

    def renamed(old: Path, new: Path) -> None:
        assert found.has(Path(old)), f"{old} gets the name {new} before it is on the disk"
        found.renamed.append(Path(new).name)
        rename(old, new)

    monkeypatch.setattr(os, "fsync", found.flushed)
    monkeypatch.setattr(os, "rename", renamed)
    monkeypatch.setattr(os, "replace", renamed)
    return found


def test_nothing_gets_its_name_before_it_is_on_the_disk(doudi: Doudi, disk: Disk) -> None:
    homes = flat(doudi.place / "tables", many(2 * _ROWS), rows=_ROWS)
    out = doudi.place / "answers"
    with small_parts(_ROWS):
        assert doudi(homes, "-o", out, "--jobs", 1).code == 0
    parts = ["part-00000.parquet", "part-00000.parquet", "00000.json"]
    more = [it.replace("0.", "1.") for it in parts]
    assert disk.renamed == ["run.json", *parts, *more, "batch.json", "answers"]
    assert disk.has(out)
    assert out.name in disk.names[doudi.place.stat().st_ino]


def test_what_a_disk_says_when_it_is_to_keep_a_file_is_told(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other machines' disks do, which say that they are full no sooner."""
    homes = flat(doudi.place / "tables", many(_ROWS))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    out = doudi.place / "answers"
    ran = doudi(homes, "-o", out, "--jobs", 1)
    assert ran.code == 2
    assert f"cannot write `{out}`: the disk is full; nothing was kept" in ran.err
    assert not out.exists()


def test_where_folders_need_no_flushing_none_is_asked_for(
    doudi: Doudi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_files(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", only_files)
    homes = flat(doudi.place / "tables", many(_ROWS))
    assert doudi(homes, "-o", doudi.place / "answers", "--jobs", 1).code == 0
    assert not folder_of(doudi.place / "answers").exists()
