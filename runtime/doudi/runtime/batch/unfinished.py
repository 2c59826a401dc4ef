"""The folder beside the output that a run works in: one run at a time, and kept until it is whole.

    .OUT.doudi-batch/run.json     what the run is of: another one does not go on with it
                     finished/    a note for each finished part
                     scratch/     files that are being written
                     answers/     becomes OUT, by one rename

Nothing stands at OUT before that. The lock is the system's and ends with the process that holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from doudi.runtime.batch.disk import flush, put
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination
from doudi.runtime.batch.part_files import FileFormat
from doudi.runtime.canonical import Json, canonical

REPORT: Final = "batch.json"
_RUN: Final = "run.json"

# What a run is of, as it is told when two differ.
_ASPECTS: Final[Mapping[str, tuple[str, str]]] = {
    "sources": ("输入文件", "the input files"),
    "bundle": ("规则", "the rules"),
    "engine": ("doudi 或所用库的版本", "the version of doudi or of a library"),
    "as_of": ("`--as-of`", "`--as-of`"),
    "area": ("`--area`", "`--area`"),
    "area_facts": ("地区事实", "the facts of areas"),
    "schemes": ("`--scheme`", "`--scheme`"),
    "ignored": ("`--ignore`", "`--ignore`"),
    "names": ("`--names`", "`--names`"),
    "format": ("`--format`", "`--format`"),
    "input": ("输入文件", "the input files"),
    "parts": ("分块", "the parts that the work is cut into"),
}


# Locks that this process holds. A copy of it would hold them too, and for longer: it lets them go.
_HELD: Final[set[int]] = set()


@dataclass(frozen=True, slots=True)
class Unfinished:
    out: Path
    folder: Path
    to: Destination


def folder_of(out: Path) -> Path:
    return out.with_name(f".{out.name}.doudi-batch")


@contextmanager
def unfinished(
    out: Path, run: Mapping[str, Json], format_: FileFormat, *, resume: bool
) -> Iterator[Unfinished]:
    """New work, or with `resume` that which was begun; locked as long as somebody is at it.

    Raises BatchError where there is other work, and OSError where nothing can be written.
    """
    folder = folder_of(out)
    if resume:
        folder.mkdir(exist_ok=True)
    else:
        _make(folder, out)
    with _locked(folder, out):
        answers, finished, scratch = (folder / it for it in ("answers", "finished", "scratch"))
        shutil.rmtree(scratch, ignore_errors=True)
        for it in (answers, finished, scratch):
            it.mkdir(exist_ok=True)
        _belongs(folder / _RUN, run, scratch)
        try:
            yield Unfinished(out, folder, Destination(format_, answers, finished, scratch))
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def put_in_place(work: Unfinished, report: bytes) -> None:
    """The output is there, whole, or it is not."""
    put(report, work.to.answers / REPORT, work.to.scratch)
    for it in (*work.to.answers.iterdir(), work.to.answers):
        if it.is_dir():
            flush(it)
    if work.out.exists():
        raise already_there(work.out)
    work.to.answers.rename(work.out)
    flush(work.out.parent)
    shutil.rmtree(work.folder, ignore_errors=True)


def already_there(out: Path) -> BatchError:
    return BatchError(
        f"`{out}` 已经存在，不予覆盖；请另起名字，或先把它移走",
        f"`{out}` is there already and is not overwritten; choose another name, or move it away",
    )


def _make(folder: Path, out: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        with _locked(folder, out):
            pass
        raise BatchError(
            f"`{out}` 已开始而未完成；加 `--resume` 接着做，或删去 `{folder}` 重新开始",
            f"`{out}` was begun and is not finished; go on with `--resume`, or remove `{folder}` "
            "to begin anew",
        ) from None


@contextmanager
def _locked(folder: Path, out: Path) -> Iterator[None]:
    opened = os.open(folder, os.O_RDONLY)
    _HELD.add(opened)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _at_work(out) from None
        if not folder.exists():  # whoever held the lock has just finished
            raise _at_work(out)
        yield
    finally:
        _HELD.discard(opened)
        os.close(opened)


def _let_go() -> None:
    for it in _HELD:
        os.close(it)
    _HELD.clear()


os.register_at_fork(after_in_child=_let_go)


def _at_work(out: Path) -> BatchError:
    return BatchError(
        f"另有一个 doudi 正在写 `{out}`；请等它做完，或写到别处",
        f"another doudi is writing `{out}`; wait until it is done, or write elsewhere",
    )


def _belongs(file: Path, run: Mapping[str, Json], scratch: Path) -> None:
    """Notes what the run is of, or compares it with what was noted."""
    now = canonical(run)
    if not file.exists():
        put(now, file, scratch)
        return
    begun = file.read_bytes()
    if begun == now:
        return
    try:
        then = json.loads(begun)
    except ValueError:  # it is short all the same
        then = {}
    here = json.loads(now)
    differing = dict.fromkeys(said for key, said in _ASPECTS.items() if then.get(key) != here[key])
    raise BatchError(
        f"与已开始的不同：{'、'.join(zh for zh, _ in differing)}；"
        f"请照原样接着做，或删去 `{file.parent}` 重新开始",
        f"this is not what was begun: {', '.join(en for _, en in differing)} differ; go on with "
        f"what it was, or remove `{file.parent}` to begin anew",
    )
