"""`doudi decide`: from a facts file to a decision on paper.

Reads facts and rules, decides, keeps what was asked for, and writes it in one
piece. What a person did wrong becomes lines on stderr and an exit code.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from doudi.runtime.actions.reading import (
    FINDINGS,
    Answer,
    answered,
    case_of,
    data_of,
    day_of,
    known,
    rules_of,
    scheme_of,
)
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.html import html
from doudi.runtime.explanation.markdown import markdown
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.program.declarations import Program


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _decided(args, args.lang), args.output)


def _decided(args: argparse.Namespace, lang: Lang) -> Answer:
    data = data_of(args.facts)
    loaded = rules_of(args, lang)
    case = case_of(data, args.facts, loaded.program, lang)
    on = day_of(args, case, lang)
    decision = decide(loaded.program, case, on, bundle_hash=loaded.hash)
    decision = _only(decision, loaded.program, args.scheme or (), args.person or (), lang)
    code = FINDINGS if decision.contradictions else 0
    return Answer(_written(decision, loaded.program, args, lang), code)


def _only(
    decision: Decision, program: Program, schemes: Sequence[str], people: Sequence[str], lang: Lang
) -> Decision:
    """What `--scheme` and `--person` ask for; a name that is not there is said, not ignored."""
    wanted = {scheme_of(it, program, lang) for it in schemes}
    subjects = [it.subject.id for it in decision.outcomes]
    subjects += [it.subject.id for it in decision.duties]
    chosen = {known(it, subjects, lang, ("编号", "id")) for it in people}
    return replace(
        decision,
        outcomes=tuple(
            it
            for it in decision.outcomes
            if (not wanted or it.scheme in wanted) and (not chosen or it.subject.id in chosen)
        ),
        duties=tuple(
            it for it in decision.duties if not wanted and (not chosen or it.subject.id in chosen)
        ),
    )


def _written(decision: Decision, program: Program, args: argparse.Namespace, lang: Lang) -> bytes:
    depth: Depth = args.depth
    match args.format:
        case "json":
            return canonical(decision_json(decision, program, depth)) + b"\n"
        case "markdown":
            return markdown(explain(decision, program, depth, lang)).encode()
        case "html":
            return html(explain(decision, program, depth, lang)).encode()
        case _:
            color = args.color and args.output is None
            return text(explain(decision, program, depth, lang), color=color).encode()
