"""`doudi decide`: from a facts file to a decision on paper.

Reads facts and rules, decides, keeps what was asked for, and writes it in one
piece. What a person did wrong becomes lines on stderr and an exit code. Of the forms
that a decision can have, the one that is asked for is loaded.
"""

from __future__ import annotations

import argparse
import sys

from doudi.runtime.actions.reading import (
    FINDINGS,
    Answer,
    answered,
    case_of,
    data_of,
    day_of,
    rules_of,
    selection_of,
)
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.selection import selected
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.program.declarations import Program


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _decided(args, args.lang), args.output)


def _decided(args: argparse.Namespace, lang: Lang) -> Answer:
    data = data_of(args.facts)
    loaded = rules_of(args, lang)
    case = case_of(data, args, loaded.program, lang)
    on = day_of(args, case, lang)
    decision = decide(loaded.program, case, on, bundle_hash=loaded.hash)
    decision = selected(decision, selection_of(args, decision, loaded.program, lang))
    code = FINDINGS if decision.contradictions else 0
    return Answer(written(decision, loaded.program, args, lang), code)


def written(decision: Decision, program: Program, args: argparse.Namespace, lang: Lang) -> bytes:
    depth: Depth = args.depth
    match args.format:
        case "json":
            from doudi.runtime.explanation.decision_json import decision_json  # noqa: PLC0415 - as the head says

            return canonical(decision_json(decision, program, depth)) + b"\n"
        case "markdown":
            from doudi.runtime.explanation.markdown import markdown  # noqa: PLC0415 - as the head says

            return markdown(explain(decision, program, depth, lang)).encode()
        case "html":
            from doudi.runtime.explanation.html import html  # noqa: PLC0415 - as the head says

            return html(explain(decision, program, depth, lang)).encode()
        case "mermaid":
            return _drawn(decision, program, depth, lang)
        case _:
            from doudi.runtime.explanation.text import text  # noqa: PLC0415 - as the head says

            color = args.color and args.output is None
            return text(explain(decision, program, depth, lang), color=color).encode()


def _drawn(decision: Decision, program: Program, depth: Depth, lang: Lang) -> bytes:
    from doudi.runtime.explanation.mermaid import mermaid, too_large  # noqa: PLC0415 - as the head says

    chart = mermaid(decision, program, depth, lang)
    if too_large(chart):
        said = choose(
            lang,
            "图较大，网页里的 Mermaid 默认不画；可用 `--scheme` 或 `--person` 缩小范围",
            "the chart is larger than Mermaid draws by default; narrow it with `--scheme` or "
            "`--person`",
        )
        sys.stderr.write(f"doudi: {said}\n")
    return chart.encode()
