"""What a command on many households begins with: their tables' names, rules, areas, schemes."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from doudi.runtime.actions.reading import Refused, data_of, refused, rules_of, scheme_of
from doudi.runtime.batch.area_facts import area_facts
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.facts.convert import Unfit, area_of
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import AreaCode, SchemeId

UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Given:
    """`area_facts`: the bytes of the file, which has been found to be right."""

    loaded: Loaded
    area: AreaCode | None
    area_facts: bytes
    schemes: tuple[SchemeId, ...]


def given(args: argparse.Namespace, lang: Lang) -> Given:
    loaded = rules_of(args, lang)
    program = loaded.program
    facts = facts_of_areas(args, program, lang)
    schemes = {scheme_of(it, program, lang) for it in args.scheme or ()}
    return Given(loaded, area_named(args, program, lang), facts, tuple(sorted(schemes)))


def facts_of_areas(args: argparse.Namespace, program: Program, lang: Lang) -> bytes:
    """The bytes of the file, which is right by the words of the program."""
    facts = b"" if args.area_facts is None else data_of(str(args.area_facts))
    try:
        area_facts(facts, program)
    except FactsError as error:
        head = choose(
            lang,
            f"地区事实 `{args.area_facts}` 有问题：",
            f"the facts of areas in `{args.area_facts}` cannot be used:",
        )
        lines = [f"  {it.in_(lang)}" for it in error.problems]
        raise Refused(UNREADABLE, [f"doudi: {head}", *lines]) from None
    return facts


@contextmanager
def population_refused(lang: Lang) -> Iterator[None]:
    """What is wrong with the tables, place by place."""
    try:
        yield
    except PopulationError as error:
        head = choose(lang, "家庭的表有问题：", "the tables of households cannot be used:")
        lines = [f"  {it.in_(lang)}" for it in error.problems]
        raise Refused(UNREADABLE, [f"doudi: {head}", *lines]) from None


def check_no_table(written: Path, tables: Iterable[Path], lang: Lang) -> None:
    """Refuses to write over what is read; the rest of a folder of tables is nobody's concern."""
    if not written.exists():
        return
    for it in tables:
        if any(written.samefile(table) for table in (it, *it.rglob("*")) if table.exists()):
            raise refused(
                choose(
                    lang,
                    f"`{written}` 正是所读的表；请写到别的文件",
                    f"`{written}` is a table that is read; write to another file",
                )
            )


def area_named(args: argparse.Namespace, program: Program, lang: Lang) -> AreaCode | None:
    if args.area is None:
        return None
    try:
        return AreaCode(area_of(args.area, vocabulary(program)))
    except Unfit as error:
        raise refused(f"--area: {choose(lang, error.zh, error.en)}") from None
