"""`doudi ask`: which questions are left, in order, or the interview that asks them."""

from __future__ import annotations

import argparse
from pathlib import Path

from doudi.runtime.actions import interview
from doudi.runtime.actions.interview_file import spare
from doudi.runtime.actions.interview_source import source_of
from doudi.runtime.actions.reading import FINDINGS, Answer, answered, refused
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.text import text
from doudi.runtime.inquiry.as_json import inquiry_json
from doudi.runtime.inquiry.in_words import inquiry_in_words
from doudi.runtime.inquiry.interview import decision_now, standing


def run(args: argparse.Namespace) -> int:
    if args.interview:
        return answered(lambda: interview.held(args, args.lang), None)
    return answered(lambda: _listed(args, args.lang), args.output)


def _listed(args: argparse.Namespace, lang: Lang) -> Answer:
    if args.facts_out is not None:
        raise refused(
            choose(
                lang,
                "--facts-out 写的是访谈所得，须与 --interview 同用",
                "--facts-out is for what an interview finds out, and needs --interview",
            )
        )
    spare([Path(args.facts)], args.output, "-o", lang)
    source = source_of(args, lang)
    this = source.interview
    inquiry = standing(this).inquiry
    decision = decision_now(this, inquiry, source.rules_hash)
    code = FINDINGS if decision.contradictions else 0
    if args.format == "json":
        return Answer(canonical(inquiry_json(inquiry, decision, this)) + b"\n", code)
    said = inquiry_in_words(inquiry, decision, this, lexicon(this.rules.program, lang))
    return Answer(text(said, color=args.color and args.output is None).encode(), code)
