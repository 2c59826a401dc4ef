"""`doudi cases`: boundary cases of every provision, drafted for review."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.compiler.case_generation.document import sections
from doudi.compiler.case_generation.find import find
from doudi.compiler.case_generation.writing import as_json, as_yaml
from doudi.compiler.command_line.compiling import USAGE, compiled, say, show_on_stderr
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.runtime.command_line.output import deliver
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program


def run(args: argparse.Namespace) -> int:
    compilation = compiled(args)
    if compilation is None:
        return USAGE
    if compilation.program is None:
        show_on_stderr(compilation.errors, args.lang)
        say(
            Message("规则有错误，没有生成案例", "the rules have errors; no case was generated"),
            args.lang,
        )
        return 1
    program = compilation.program
    if args.provision is not None and args.provision not in _known(program):
        say(_no_such_provision(args.provision, program), args.lang)
        return USAGE
    rules = index(program)
    found = tuple(sections(find(rules, args.provision), rules))
    text = as_json(found) if args.format == "json" else as_yaml(found)
    deliver(text.encode(), None if args.output in (None, "-") else Path(args.output))
    cases, missing = sum(len(it.cases) for it in found), sum(len(it.unshown) for it in found)
    say(
        Message(
            f"{cases} 个边界案例；{missing} 处没有案例能展示，原因写在文件里",
            f"{cases} boundary cases; {missing} points that no case shows, each named in the file",
        ),
        args.lang,
    )
    return 0


def _known(program: Program) -> tuple[str, ...]:
    return (*(it.id for it in program.provisions), *(it.id for it in program.terms))


def _no_such_provision(word: str, program: Program) -> Message:
    near = suggest(word, _known(program))
    zh, en = (f"；是不是 `{near}`？", f"; did you mean `{near}`?") if near else ("", "")
    return Message(f"没有条款 `{word}`{zh}", f"there is no provision `{word}`{en}")
