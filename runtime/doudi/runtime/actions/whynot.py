"""`doudi whynot`: one scheme for one person or household: why it is so, and what would help.

An answer is exit code 0 whatever it says; 1 where the facts contradict each other.
"""

from __future__ import annotations

import argparse
from datetime import date

from doudi.runtime.actions.reading import (
    FINDINGS,
    Answer,
    answered,
    case_of,
    data_of,
    day_of,
    known,
    refused,
    rules_of,
    scheme_of,
)
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation import lexicon as names_of
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.explanation.markdown import markdown
from doudi.runtime.explanation.text import text
from doudi.runtime.facts.model import Case
from doudi.runtime.probing.probe import Probe
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.trace import SubjectKey
from doudi.runtime.whynot.as_json import whynot_json
from doudi.runtime.whynot.letter import letter
from doudi.runtime.whynot.model import WhyNot
from doudi.runtime.whynot.why_not import why_not


def run(args: argparse.Namespace) -> int:
    return answered(lambda: _answer(args, args.lang), args.output)


def _answer(args: argparse.Namespace, lang: Lang) -> Answer:
    data = data_of(args.facts)
    loaded = rules_of(args, lang)
    case = case_of(data, args, loaded.program, lang)
    on = day_of(args, case, lang)
    scheme = scheme_of(args.scheme, loaded.program, lang)
    rules = index(loaded.program)
    names = lexicon(loaded.program, lang)
    subject = _subject(args.person, scheme, _subjects(scheme, case, on, rules), names)
    found = why_not(Probe(rules, case, on, scheme, subject), args.at_least, loaded.hash)
    code = FINDINGS if found.decision.contradictions else 0
    return Answer(_written(found, rules, names, args), code)


def _subjects(scheme: SchemeId, case: Case, on: date, rules: Index) -> list[SubjectKey]:
    """Everybody in the case whom the scheme could be for."""
    nodes = start(rules, case, on).nodes.get(rules.schemes[scheme].entity, ())
    return [it.key for it in nodes]


def _subject(
    person: str | None, scheme: SchemeId, subjects: list[SubjectKey], names: Lexicon
) -> SubjectKey:
    """The one that is asked about; where there are several, one has to be named."""
    lang = names.lang
    what = names_of.scheme(names, scheme)
    kind = names_of.entity(names, names.schemes[scheme].entity)
    by_id = {key[1]: key for key in subjects}
    if not by_id:
        raise refused(
            choose(
                lang,
                f"案情里没有{kind}，{what}是给{kind}的",
                f"the case has no {kind}, and {what} is for one",
            )
        )
    if person is not None:
        return by_id[known(person, by_id, lang, (f"{kind}编号", f"{kind} with the id"))]
    if len(by_id) > 1:
        ids = "、".join(by_id) if lang == "zh" else ", ".join(by_id)
        raise refused(
            choose(
                lang,
                f"{what}按{kind}分别判断，请用 `--person 编号` 指明是谁：{ids}",
                f"{what} is decided for each {kind}; say whom with `--person ID`: {ids}",
            )
        )
    return subjects[0]


def _written(found: WhyNot, rules: Index, names: Lexicon, args: argparse.Namespace) -> bytes:
    match args.format:
        case "json":
            return canonical(whynot_json(found, rules, args.most)) + b"\n"
        case "markdown":
            return markdown(letter(found, names, args.most)).encode()
        case _:
            color = args.color and args.output is None
            return text(letter(found, names, args.most), color=color).encode()
