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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from doudi.runtime.batch.disk import flush, put
from doudi.runtime.batch.errors import BatchError
from doudi.runtime.batch.part import Destination
from doudi.runtime.batch.part_files import FileFormat
from doudi.runtime.canonical import Json, canonical
from doudi.runtime.command_line.stopping import stop_if_told, undisturbed

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

    What is left without a finished part is gone, and is taken for new where a run was killed.
    Raises BatchError where there is other work, and OSError where nothing can be written.
    """
    folder = folder_of(out)
    with ExitStack() as held:
        with undisturbed():
            folder.mkdir(exist_ok=True)
            held.enter_context(_locked(folder, out))
            held.push(partial(_leave, folder))
        stop_if_told()
        answers, finished, scratch = (folder / it for it in ("answers", "finished", "scratch"))
        begun = bool(finished_parts(folder))
        if begun and not resume:
            raise _begun(out, folder)
        for it in (scratch,) if begun else (answers, finished, scratch):
            shutil.rmtree(it, ignore_errors=True)
        for it in (answers, finished, scratch):
            it.mkdir(exist_ok=True)
        if begun:
            _check_same(folder / _RUN, run)
        else:
            put(canonical(run), folder / _RUN, scratch)
        yield Unfinished(out, folder, Destination(format_, answers, finished, scratch))


def _leave(folder: Path, error: type[BaseException] | None, *_: object) -> None:
    """What is finished is kept; where nothing is, nothing is."""
    shutil.rmtree(folder / "scratch", ignore_errors=True)
    if error is not None and not finished_parts(folder):
        shutil.rmtree(folder, ignore_errors=True)


def finished_parts(folder: Path) -> int:
    """How many there are in a folder of unfinished work, be it gone."""
    try:
        return len(list((folder / "finished").iterdir()))
    except OSError:
        return 0


def put_in_place(work: Unfinished, report: bytes) -> None:
    """The output is there, whole, or it is not; whoever is told to stop meanwhile, is too late."""
    with undisturbed():
        _put_in_place(work, report)


def _put_in_place(work: Unfinished, report: bytes) -> None:
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


def _begun(out: Path, folder: Path) -> BatchError:
    return BatchError(
        f"`{out}` 已开始而未完成；加 `--resume` 接着做，或删去 `{folder}` 重新开始",
        f"`{out}` was begun and is not finished; go on with `--resume`, or remove `{folder}` "
        "to begin anew",
    )


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


def _check_same(file: Path, run: Mapping[str, Json]) -> None:
    """Compares what the run is of with what was noted."""
    try:
        then = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):  # it is short all the same
        then = {}
    now = json.loads(canonical(run))
    differing = dict.fromkeys(said for key, said in _ASPECTS.items() if then.get(key) != now[key])
    if not differing:
        return
    raise BatchError(
        f"与已开始的不同：{'、'.join(zh for zh, _ in differing)}；"
        f"请照原样接着做，或删去 `{file.parent}` 重新开始",
        f"this is not what was begun: {', '.join(en for _, en in differing)} differ; go on with "
        f"what it was, or remove `{file.parent}` to begin anew",
    )
