"""`doudi ask --interview`: the best question, the answer, the file, and so on to the letter.

Nothing that was answered is lost: the file is written whole after every answer, before the next
question is asked, and an interview goes on from it wherever it was cut.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from doudi.runtime.actions.interview_file import SessionFile, session_file
from doudi.runtime.actions.interview_source import Source, source_of
from doudi.runtime.actions.interview_talk import Talk
from doudi.runtime.actions.reading import FINDINGS, Answer, Refused, refused
from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.command_line.output import deliver
from doudi.runtime.decision import Decision
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.contradictions import node
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.punctuation import semicolons
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Heading, Line, Mark, Node, Tone, Tree
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.written import facts_json
from doudi.runtime.inquiry.in_words import ask, how_to_answer, implied, put, why
from doudi.runtime.inquiry.interview import (
    Interview,
    Standing,
    answered,
    back,
    case_concluded,
    case_now,
    contradictions_now,
    decision_now,
    standing,
)
from doudi.runtime.inquiry.interview_line import Wish, heard, wish
from doudi.runtime.inquiry.missing import missing
from doudi.runtime.inquiry.model import Question
from doudi.runtime.inquiry.wording import said


def held(args: argparse.Namespace, lang: Lang) -> Answer:
    """The letter at the end; nothing where the interview was broken off."""
    if args.facts == "-":
        raise refused(
            choose(
                lang,
                "访谈从标准输入听回答，案情请写在文件里",
                "an interview hears its answers on standard input; put the facts into a file",
            )
        )
    source = source_of(args, lang)
    file = session_file(args, source, lang)
    names = lexicon.lexicon(source.interview.rules.program, lang)
    talk = Talk(names, args.color and sys.stderr.isatty())
    file.keep(source.interview)
    _greet(source, file, talk)
    try:
        interview, now = _converse(source.interview, file, talk)
    except KeyboardInterrupt:
        talk.pause()
        _broken_off(file, talk)
        raise
    if not now.waiting:
        _close(interview, now, talk)
    if args.facts_out is not None:
        _write_facts(interview, now, args.facts_out)
        talk.say("facts_in", file=args.facts_out)
    if now.waiting:
        _broken_off(file, talk)
        return Answer(b"")
    if args.facts_out is None:
        talk.say("facts_in_session", file=file.path)
        talk.command(f"{file.go_on} --facts-out {choose(lang, '案情.json', 'facts.json')}")
    decision = decision_now(interview, now.inquiry, source.rules_hash)
    code = FINDINGS if decision.contradictions else 0
    return Answer(_letter(decision, interview, args), code)


def _broken_off(file: SessionFile, talk: Talk) -> None:
    talk.say("broken_off", file=file.path)
    talk.command(file.go_on)


def _greet(source: Source, file: SessionFile, talk: Talk) -> None:
    lang, this = talk.names.lang, source.interview
    area = lexicon.area(talk.names, this.case.area)
    talk.show([Heading(1, said("interview", lang, area=area, date=this.as_of))])
    if source.rules_changed:
        talk.say("rules_changed")
    talk.say("wishes")
    talk.say("kept_in", file=file.path)
    talk.command(file.go_on)


def _converse(interview: Interview, file: SessionFile, talk: Talk) -> tuple[Interview, Standing]:
    """The interview as it ends, and how far it is; nothing waits where all was asked."""
    while True:
        now = standing(interview)
        following = (
            _answered(interview, now, talk) if now.waiting else _reconsidered(interview, talk)
        )
        if following is None:
            return interview, now
        try:
            file.keep(following)
        except (OSError, Refused):
            talk.say("not_kept", file=file.path)
            raise
        _contradicted(interview, following, talk)
        interview = following


def _answered(interview: Interview, now: Standing, talk: Talk) -> Interview | None:
    """After the next answer, or back before the last one; None where somebody wants to stop."""
    question = now.waiting[0]
    _put(question, interview, now, talk)
    while (line := talk.hear()) is not None:
        try:
            typed = heard(line, question.type, interview.rules)
            match typed:
                case Wish.QUIT:
                    return None
                case Wish.BACK if interview.answers:
                    return back(interview)
                case Wish.BACK:
                    talk.say("nothing_before")
                case Wish.WHY:
                    talk.show(why(question, talk.names))
                case Wish.HELP:
                    talk.say("wishes")
                    talk.show([how_to_answer(question, interview.rules, talk.names)])
                case _:
                    return answered(interview, question.cell, typed)
        except FactsError as error:
            lang = talk.names.lang
            wrong = (choose(lang, it.zh, it.en) for it in error.problems)
            talk.say("not_understood", why=semicolons(wrong, lang))
            talk.show([how_to_answer(question, interview.rules, talk.names)])
    return None


def _reconsidered(interview: Interview, talk: Talk) -> Interview | None:
    """Where all is asked: back before the last answer, or None to leave it at that."""
    talk.pause()
    if not interview.answers:
        talk.say("nothing")
        return None
    talk.say("all_asked")
    line = talk.hear()
    return back(interview) if line is not None and wish(line) is Wish.BACK else None


def _contradicted(before: Interview, after: Interview, talk: Talk) -> None:
    """Where the last answer contradicts what is known: what says so, and what can be done."""
    known = contradictions_now(before)
    new = [it for it in contradictions_now(after) if it not in known]
    if new:
        talk.pause()
        talk.say("contradiction")
        talk.show([Tree(tuple(node(it, talk.names) for it in new))])
        talk.say("one_may_go_back")


def _put(question: Question, interview: Interview, now: Standing, talk: Talk) -> None:
    lang = talk.names.lang
    done, left = len(interview.answers), len(now.waiting)
    talk.pause()
    talk.show(
        [
            Line(said("progress", lang, done=done, left=left), Tone.QUIET),
            *put(question, interview.case, interview.rules, talk.names),
        ]
    )


def _close(interview: Interview, now: Standing, talk: Talk) -> None:
    case = case_now(interview)
    vain = tuple(Node(ask(it, case, talk.names), Mark.UNKNOWN) for it in now.unanswered)
    if vain:
        talk.say("in_vain")
        talk.show([Tree(vain)])
    talk.show(missing(now.inquiry.missing, talk.names))
    talk.show(implied(now.inquiry.implied, interview.rules, talk.names))
    talk.pause()


def _write_facts(interview: Interview, now: Standing, to: Path) -> None:
    case = replace(case_concluded(interview, now.inquiry), as_of=interview.as_of)
    deliver(canonical(facts_json(case, interview.rules.program)) + b"\n", to)


def _letter(decision: Decision, interview: Interview, args: argparse.Namespace) -> bytes:
    program = interview.rules.program
    if args.format == "json":
        return canonical(decision_json(decision, program)) + b"\n"
    return text(explain(decision, program, "verdict", args.lang), color=args.color).encode()
