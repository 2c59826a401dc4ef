"""`doudi conflicts`: where two provisions clash, the household that shows it, and who prevails."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from doudi.compiler.command_line.compiling import (
    USAGE,
    compiled,
    every_processor,
    memory_of,
    say,
    show_on_stderr,
)
from doudi.compiler.command_line.progress import PROVING, progress
from doudi.compiler.conflicts.acknowledge import acknowledged
from doudi.compiler.conflicts.across import find_differences
from doudi.compiler.conflicts.as_json import as_json
from doudi.compiler.conflicts.as_markdown import as_markdown
from doudi.compiler.conflicts.as_text import COLUMNS, as_text
from doudi.compiler.conflicts.memory import ANSWERS
from doudi.compiler.conflicts.model import AreaDifference, Class, ConflictLedger, Kind, Matter
from doudi.compiler.conflicts.review import contradictory
from doudi.compiler.conflicts.search import find_conflicts
from doudi.compiler.conflicts.totals import settled
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.runtime.command_line.output import deliver
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import ProvisionId


def run(args: argparse.Namespace) -> int:
    wrong = _wrong_usage(args)
    if wrong is not None:
        say(wrong, args.lang)
        return USAGE
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    program = compilation.meant
    if program is None:
        show_on_stderr(compilation.errors, args.lang)
        say(
            Message(
                "规则有错误，冲突没有核对", "the rules have errors; no conflict was looked for"
            ),
            args.lang,
        )
        return 1
    if args.of is not None and not _meant(args.of, program):
        say(_unknown(args.of, program), args.lang)
        return USAGE
    answers = memory_of(compilation, ANSWERS)
    against = contradictory(program, compilation.knowledge, compilation.located, answers)
    if against:
        show_on_stderr(against, args.lang)
        say(
            Message(
                "公理、互斥自相矛盾，冲突没有核对",
                "what the rules assert contradicts itself; no conflict was looked for",
            ),
            args.lang,
        )
        return 1
    with progress(PROVING, args.lang) as report:
        found = find_conflicts(
            program,
            compilation.knowledge,
            Limits(run_s=args.time_limit),
            memory=memory_of(compilation),
            report=report,
            jobs=args.jobs or every_processor(),
            only=_named(args.of, program),
        )
    marked = acknowledged(found, (), (), compilation.located).ledger
    ledger = _chosen(marked, args, program)
    differences = None
    if args.across_areas:
        every = find_differences(program, compilation.knowledge)
        asked = _asked(args, program)
        differences = tuple(it for it in every if asked.about((*it.here, *it.there), it.matter))
    deliver(_drawn(args, ledger, differences, program).encode(), _output(args))
    return 0 if settled(ledger) else 1


def _wrong_usage(args: argparse.Namespace) -> Message | None:
    if args.jobs is not None and args.jobs < 1:
        return Message("--jobs 取 1 或更大的整数", "--jobs is 1 or more")
    if args.time_limit is not None and not args.time_limit > 0:
        return Message("--time-limit 取大于 0 的秒数", "--time-limit is more than 0 seconds")
    return None


def _drawn(
    args: argparse.Namespace,
    ledger: ConflictLedger,
    differences: tuple[AreaDifference, ...] | None,
    program: Program,
) -> str:
    rules = index(program)
    match args.format:
        case "json":
            return as_json(ledger, differences, rules)
        case "markdown":
            return as_markdown(ledger, differences, rules, args.lang)
        case _:
            watched = _output(args) is None and sys.stdout.isatty()
            columns = shutil.get_terminal_size((COLUMNS, 0)).columns if watched else COLUMNS
            return as_text(ledger, differences, rules, args.lang, columns)


def _output(args: argparse.Namespace) -> Path | None:
    return None if args.output in (None, "-") else Path(args.output)


def _chosen(ledger: ConflictLedger, args: argparse.Namespace, program: Program) -> ConflictLedger:
    """What was asked for. What is not decided could be of any class: it is left out by none."""
    asked = _asked(args, program)
    classes = frozenset(Class(it) for it in args.class_ or Class)
    return replace(
        ledger,
        conflicts=tuple(
            it
            for it in ledger.conflicts
            if it.class_ in classes and asked.about(it.provisions, it.matter)
        ),
        not_decided=tuple(it for it in ledger.not_decided if asked.about(it.provisions, it.matter)),
        not_analysed=tuple(it for it in ledger.not_analysed if asked.about((it.provision,), None)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """The kinds and the ids that were asked for; None: any."""

    kinds: frozenset[Kind] | None
    meant: frozenset[str] | None

    def about(self, provisions: Iterable[ProvisionId], matter: Matter | None) -> bool:
        """Where no matter is known, it could be of any kind."""
        if matter is not None and self.kinds is not None and matter.kind not in self.kinds:
            return False
        names = {it for each in provisions for it in (each, each.partition("/")[0])}
        if matter is not None:
            names.add(matter.about)
        return self.meant is None or not self.meant.isdisjoint(names)


def _asked(args: argparse.Namespace, program: Program) -> _Asked:
    return _Asked(
        frozenset(Kind(it) for it in args.kind) if args.kind else None,
        None if args.of is None else _meant(args.of, program),
    )


def _meant(word: str, program: Program) -> frozenset[str]:
    """Ids of the provisions, documents and schemes that are called so."""
    return frozenset(id_ for name, id_ in _called(program) if name == word)


def _named(word: str | None, program: Program) -> frozenset[str] | None:
    """The provisions without which nothing that is asked for can be found; None: there are none."""
    meant = frozenset[str]() if word is None else _meant(word, program)
    if not meant or meant & {str(it.id) for it in program.schemes}:
        return None
    return frozenset(it.id for it in program.provisions if meant & {it.id, it.document})


def _called(program: Program) -> Iterable[tuple[str, str]]:
    for provision in program.provisions:
        yield provision.id, provision.id
    for document in program.documents:
        for name in (document.id, document.title, document.number):
            if name:
                yield name, document.id
    for scheme in program.schemes:
        for name in (scheme.name.zh, scheme.name.en, scheme.id):
            if name:
                yield name, scheme.id


def _unknown(word: str, program: Program) -> Message:
    near = suggest(word, [name for name, _ in _called(program)])
    zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
    return Message(
        f"没有叫 `{word}` 的条款、文件或救助项目{zh}",
        f"no provision, document or scheme is called `{word}`{en}",
    )
