"""`doudi batch`: from tables of many households to a folder of answers, or one row explained.

Says what a person did wrong on stderr, how far it is where that is a terminal, and in the end what
came of it on stdout.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, get_args

from doudi.runtime.actions.population_files import check_no_table, given, population_refused
from doudi.runtime.actions.reading import Answer, answered, refused
from doudi.runtime.batch.errors import BatchError, BrokenOffError
from doudi.runtime.batch.part_files import FileFormat
from doudi.runtime.batch.run import Asked, Deciding, Progress, Watch, batch
from doudi.runtime.batch.summary import as_text
from doudi.runtime.batch.unfinished import REPORT, finished_parts, folder_of
from doudi.runtime.batch.workers import decide_parts
from doudi.runtime.canonical import canonical
from doudi.runtime.causes import cause
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.lasting import lasting
from doudi.runtime.command_line.stopping import interruptible, stop_if_told

if TYPE_CHECKING:
    from tqdm import tqdm

_FILES: Final[tuple[FileFormat, ...]] = get_args(FileFormat)


def run(args: argparse.Namespace) -> int:
    if args.explain_row is not None:
        return answered(lambda: _row(args, args.lang), args.output)
    return answered(lambda: _batch(args, args.lang), None)


def _batch(args: argparse.Namespace, lang: Lang) -> Answer:
    out = _out(args, lang)
    deciding = _deciding(args, lang)
    with lasting():
        found = given(args, lang)
    asked = Asked(
        out=out,
        as_of=args.as_of,
        area=found.area,
        area_facts=found.area_facts,
        schemes=found.schemes,
        ignore=frozenset(args.ignore),
        tongue=args.names,
        format=args.format or _FILES[0],
        resume=args.resume,
    )
    with _told(out, lang) as watch, population_refused(lang):
        report = batch(args.population, found.loaded, asked, deciding, watch)
    if args.json:
        return Answer(canonical(report) + b"\n")
    return Answer(as_text(report, found.loaded.program, lang).encode())


def _row(args: argparse.Namespace, lang: Lang) -> Answer:
    """Refuses what is only of use for many."""
    from doudi.runtime.actions.explained_row import explained_row  # noqa: PLC0415 - few ask for it

    unfit = [
        said
        for said, there in (
            (f"--format {args.format}", args.format in _FILES),
            ("--engine spark", args.engine == "spark"),
            ("--resume", args.resume),
            ("--json", args.json),
        )
        if there
    ]
    if unfit:
        raise refused(
            choose(
                lang,
                f"`{unfit[0]}` 不能与 `--explain-row` 同用",
                f"`{unfit[0]}` does not go with `--explain-row`",
            )
        )
    if args.output not in (None, Path("-")):
        check_no_table(args.output, args.population, lang)
    return explained_row(args, lang)


def _deciding(args: argparse.Namespace, lang: Lang) -> Deciding:
    """This machine's processes, or Spark's executors."""
    if args.engine == "spark":
        from doudi.runtime.spark import parts  # noqa: PLC0415 - few have Spark

        return partial(parts.decide_parts, master=args.master, cores=args.jobs)
    if args.master is not None:
        raise refused(
            choose(
                lang,
                "`--master` 只用于 `--engine spark`",
                "`--master` is for `--engine spark`",
            )
        )
    return partial(decide_parts, jobs=args.jobs or len(os.sched_getaffinity(0)))


def _out(args: argparse.Namespace, lang: Lang) -> Path:
    """Refuses what is only of use for a single row."""
    if args.format is not None and args.format not in _FILES:
        raise refused(
            choose(
                lang,
                f"格式 `{args.format}` 只用于 `--explain-row`；结果可以是 {'、'.join(_FILES)}",
                f"the format `{args.format}` is for `--explain-row`; answers are "
                f"{' or '.join(_FILES)}",
            )
        )
    if args.person:
        raise refused(
            choose(
                lang,
                "`--person` 只用于 `--explain-row`",
                "`--person` is for `--explain-row`",
            )
        )
    if args.output is None or args.output == Path("-"):
        raise refused(
            choose(
                lang,
                "结果是一个文件夹，请用 `-o 名字` 指明；只看一户用 `--explain-row N`",
                "the answers are a folder; name it with `-o NAME`, or explain one household with "
                "`--explain-row N`",
            )
        )
    out: Path = args.output
    return out


@contextmanager
def _told(out: Path, lang: Lang) -> Iterator[Watch]:
    """How far it is, and where it is broken off what is kept."""
    with closing(_Bar(lang)) as bar:

        def watch(now: Progress) -> None:
            stop_if_told()
            bar.show(now)

        try:
            with interruptible():
                yield watch
        except BatchError as error:
            bar.close()
            kept = _kept(out, bar.last, lang) if isinstance(error, BrokenOffError) else ""
            raise refused(error.in_(lang) + kept) from None
        except OSError as error:
            bar.close()
            raise refused(_unusable(error, out, lang) + _kept(out, bar.last, lang)) from None
        except KeyboardInterrupt:
            bar.close()
            raise KeyboardInterrupt(_kept(out, bar.last, lang)) from None


def _unusable(error: OSError, out: Path, lang: Lang) -> str:
    """Of the output where it is that, or nobody says what it is."""
    zh, en = cause(error)
    named = error.filename
    if named is None or str(folder_of(out)) in str(named):
        return choose(lang, f"写不了 `{out}`：{zh}", f"cannot write `{out}`: {en}")
    return choose(lang, f"读写不了 `{named}`：{zh}", f"cannot read or write `{named}`: {en}")


class _Bar:
    """Households, their rate and an estimate, on a terminal alone. `last`: how far it was."""

    def __init__(self, lang: Lang) -> None:
        self.last: Progress | None = None
        self._unit = choose(lang, "户", " households")
        self._drawn: tqdm[NoReturn] | None = None

    def show(self, now: Progress) -> None:
        self.last = now
        if self._drawn is None and on_terminal():
            self._drawn = self._begun(now)
        if self._drawn is not None:
            self._drawn.update(now.households_done - self._drawn.n)

    def _begun(self, now: Progress) -> tqdm[NoReturn]:
        from tqdm import tqdm  # noqa: PLC0415 - few look on

        tqdm.monitor_interval = 0  # no thread: this process is to stay alone
        return tqdm(
            total=now.households,
            initial=now.households_done,
            unit=self._unit,
            unit_scale=True,
            dynamic_ncols=True,
            leave=False,
            file=sys.stderr,
        )

    def close(self) -> None:
        if self._drawn is not None:
            self._drawn.close()


def on_terminal() -> bool:
    return sys.stderr.isatty()


def _kept(out: Path, now: Progress | None, lang: Lang) -> str:
    if (out / REPORT).exists():
        return choose(lang, f"；结果已完整写入 `{out}`", f"; the answers are in `{out}`, whole")
    folder = folder_of(out)
    done = finished_parts(folder)
    if not done:
        return choose(lang, "；什么也没有留下", "; nothing was kept")
    zh, en = "已做完的块", "finished parts are"
    if now is not None:
        zh = f"{now.parts} 块中已做完 {done} 块，"
        en = f"{done} of {now.parts} parts are finished and"
    return choose(
        lang,
        f"；{zh}存在 `{folder}`，加 `--resume` 接着做",
        f"; {en} kept in `{folder}`; go on with `--resume`",
    )
