"""`doudi diff --population`: what a new version of the rules does to many households."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from doudi.compiler.changes.comparison import compare
from doudi.compiler.command_line.compiling import USAGE
from doudi.compiler.command_line.either_side import either_side
from doudi.compiler.command_line.progress import progress
from doudi.compiler.impact.as_json import as_json
from doudi.compiler.impact.as_text import COLUMNS, as_text
from doudi.compiler.impact.report import Impact
from doudi.compiler.impact.run import Asked, impact
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.runtime.actions.population_files import (
    area_named,
    check_no_table,
    facts_of_areas,
    population_refused,
)
from doudi.runtime.actions.reading import Answer, Refused, answered, refused, scheme_of
from doudi.runtime.batch.side_by_side import DiedError
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.command_line.language import choose

_DIED: Final = Message(
    "一个工作进程中途没了，可能是内存不足；请用较小的 `--jobs` 再来",
    "a worker process died, perhaps for lack of memory; begin again with a smaller `--jobs`",
)
_SIDES: Final[tuple[Literal["old", "new"], ...]] = ("old", "new")
_WIDEST: Final = 160
_DIFFERENT: Final = 1
_DECIDING: Final = Message("决定", "deciding")


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _impact(args, args.lang), args.output and Path(args.output))


def _impact(args: argparse.Namespace, lang: Lang) -> Answer:
    _check_usage(args, lang)
    _check_places(args, lang)
    drawn = _drawn(args)
    both = either_side(args)
    if both is None:
        raise Refused(USAGE, [])
    asked = _asked(args, both, lang)
    with progress(_DECIDING, lang) as watched, population_refused(lang):
        try:
            found = impact(*both, asked, watched)
        except DiedError:
            raise refused(_DIED.in_(lang)) from None
    return Answer(drawn(found).encode(), 0 if found.same else _DIFFERENT)


def _check_usage(args: argparse.Namespace, lang: Lang) -> None:
    unfit = [
        said
        for said, there in (
            ("--cases", args.cases),
            ("--receipts", args.receipts),
            ("--time-limit", args.time_limit is not None),
            ("--format markdown", args.format == "markdown"),
        )
        if there
    ]
    if unfit:
        raise refused(
            choose(
                lang,
                f"`{unfit[0]}` 不与 `--population` 同用；请分两次运行",
                f"`{unfit[0]}` does not go with `--population`; run the two apart",
            )
        )


def _check_places(args: argparse.Namespace, lang: Lang) -> None:
    """What could not be written in the end is said at once."""
    cells: Path | None = args.cells
    output = None if args.output in (None, "-") else Path(args.output)
    for path in (cells, output):
        if path is not None and not path.absolute().parent.is_dir():
            raise refused(
                choose(
                    lang,
                    f"写不了 `{path}`：没有这个文件夹",
                    f"cannot write `{path}`: there is no such folder",
                )
            )
    if output is not None:
        check_no_table(output, args.population, lang)
    if cells is None:
        return
    if os.path.lexists(cells):
        raise refused(
            choose(
                lang,
                f"`{cells}` 已经存在，不覆盖；请另起名字，或先删去",
                f"`{cells}` is there already and is not replaced; choose another name or delete it",
            )
        )
    for it in args.population:  # it would be read as a table the next time
        if it.is_dir() and cells.resolve().is_relative_to(it.resolve()):
            raise refused(
                choose(
                    lang,
                    f"`{cells}` 在所读的文件夹 `{it}` 之内；请写到它外面",
                    f"`{cells}` lies within `{it}`, which is read; write outside of it",
                )
            )
    if output is not None and output.resolve() == cells.resolve():
        raise refused(
            choose(
                lang,
                f"`--output` 和 `--cells` 都要写 `{cells}`；请用两个名字",
                f"`--output` and `--cells` would both write `{cells}`; give them two names",
            )
        )


def _asked(args: argparse.Namespace, both: tuple[Loaded, Loaded], lang: Lang) -> Asked:
    old, new = (it.program for it in both)
    comparison = compare(old, new)
    facts = b""
    for side in _SIDES:  # each side reads them by its own words
        facts = facts_of_areas(args, comparison.readable(side), lang)
    known = {it.id for it in new.schemes}
    either = replace(new, schemes=(*new.schemes, *(it for it in old.schemes if it.id not in known)))
    return Asked(
        tuple(args.population),
        args.as_of,
        area_named(args, new, lang),
        facts,
        tuple(sorted({scheme_of(it, either, lang) for it in args.scheme})),
        frozenset(args.ignore),
        args.cells,
        args.jobs or len(os.sched_getaffinity(0)),
    )


def _drawn(args: argparse.Namespace) -> Callable[[Impact], str]:
    """Chosen before anything is decided: what a format needs may not be installed."""
    lang: Lang = args.lang
    match args.format:
        case "json":
            return as_json
        case "html":
            from doudi.compiler.impact.page import page  # noqa: PLC0415 - plots are slow to load

            return lambda found: page(found, lang)
        case _:
            watched = args.output in (None, "-") and sys.stdout.isatty()
            columns = shutil.get_terminal_size((COLUMNS, 0)).columns if watched else COLUMNS
            return lambda found: as_text(found, lang, min(columns, _WIDEST))
