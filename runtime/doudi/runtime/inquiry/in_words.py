"""An inquiry for people: each question, how to answer it, why it is asked, what answers settle.

Takes an inquiry and the case it is about; gives blocks, which text and Markdown are drawn from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from doudi.runtime.decision import Decision, Need, Outcome, SchemeOutcome, Subject
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import clauses, lexicon, requests
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas, sentence
from doudi.runtime.explanation.tree import (
    Block,
    Explanation,
    Heading,
    Line,
    Mark,
    Node,
    Quote,
    Tone,
    Tree,
)
from doudi.runtime.explanation.wording import OUTCOME, OUTCOME_ORDER, say
from doudi.runtime.facts.model import Case
from doudi.runtime.inquiry import answer_forms, results
from doudi.runtime.inquiry.interview import Interview, case_now
from doudi.runtime.inquiry.missing import missing
from doudi.runtime.inquiry.model import Answer, Asked, Implied, Inquiry, Question
from doudi.runtime.inquiry.wording import said
from doudi.runtime.probing.cells import Cell, given_in, type_of
from doudi.runtime.program.ids import SchemeId

_FEW: Final = 6  # outcomes that are still read one by one


def inquiry_in_words(
    inquiry: Inquiry, decision: Decision, about: Interview, names: Lexicon
) -> Explanation:
    """`decision`: how what it is about stands now."""
    lang, rules, case = names.lang, about.rules, case_now(about)
    area = lexicon.area(names, case.area)
    blocks: list[Block] = [Heading(1, said("title", lang, area=area, date=about.as_of))]
    count = len(inquiry.questions)
    if not count:
        blocks += [Line(said("nothing", lang)), *settled(decision.outcomes, names)]
    else:
        blocks.append(Line(said("count_one" if count == 1 else "count", lang, count=count)))
    blocks += contradicted(decision.contradictions, names)
    for number, it in enumerate(inquiry.questions, 1):
        text = said("numbered", lang, number=number, text=ask(it, case, names))
        blocks += [Heading(2, text), how_to_answer(it, rules, names), *_note(it, names)]
        blocks += why(it, names)
    blocks += missing(inquiry.missing, names)
    blocks += implied(inquiry.implied, rules, names)
    return Explanation(lang, "verdict", tuple(blocks))


def settled(outcomes: Sequence[SchemeOutcome], names: Lexicon) -> Iterator[Block]:
    """Each in one line; how many of each kind where they are too many to be read."""
    lang = names.lang
    if len(outcomes) > _FEW:
        counted = Counter(it.outcome for it in outcomes)
        several = (
            said("of_a_kind", lang, outcome=OUTCOME[it][lang != "zh"], count=counted[it])
            for it in OUTCOME_ORDER
            if counted[it]
        )
        yield Line(sentence(commas(several, lang), lang), Tone.ANSWER)
        return
    for it in outcomes:
        who = lexicon.subject(names, it.subject.entity, it.subject.id)
        result = results.outcome_in_words(it, names)
        scheme = lexicon.scheme(names, it.scheme)
        text = say("section", lang, what=scheme, who=who, outcome=result)
        yield Line(sentence(text, lang), Tone.ANSWER)


def ask(question: Question, case: Case, names: Lexicon) -> str:
    """`父亲：哪一天出院？（出院日期，不详）`."""
    cell = question.cell
    known = given_in(case, cell)
    status = "absent" if known is None else known.status
    subject = Subject(cell.entity, cell.subject)
    return requests.in_words(Need("fact", cell.name, subject, status), names)


def put(question: Question, case: Case, rules: Index, names: Lexicon) -> Iterator[Block]:
    """The question, and how it may be answered."""
    yield Line(ask(question, case, names), Tone.ANSWER)
    yield how_to_answer(question, rules, names)
    yield from _note(question, names)


def how_to_answer(question: Question, rules: Index, names: Lexicon) -> Line:
    return Line(said("how", names.lang, how=answer_forms.how(question, rules, names)))


def why(question: Question, names: Lexicon) -> Iterator[Block]:
    """For which schemes and people, what each answer would settle, and the sentences behind it."""
    alike: dict[tuple[SchemeId, tuple[str, ...]], list[Asked]] = {}
    for it in question.asked:
        alike.setdefault((it.scheme, tuple(_answers(it, question, names))), []).append(it)
    yield Tree(
        tuple(
            Node(
                said("for", names.lang, list=_for(scheme, asked, names)),
                Mark.UNKNOWN,
                tuple(Node(it) for it in answers),
            )
            for (scheme, answers), asked in alike.items()
        )
    )
    yield from _sentences(question, names)


def implied(answers: Iterable[Implied], rules: Index, names: Lexicon) -> Iterator[Block]:
    """What need not be asked, and by what it follows."""
    nodes = tuple(Node(_follows(it, rules, names)) for it in answers)
    if nodes:
        yield Heading(2, said("implied", names.lang))
        yield Tree(nodes)


def _note(question: Question, names: Lexicon) -> Iterator[Block]:
    if question.sensitive:
        yield Line(said("sensitive", names.lang), Tone.QUIET)


def _for(scheme: SchemeId, asked: Iterable[Asked], names: Lexicon) -> str:
    """`确诊患者临时救助金（父亲，CQ2021 五(二)第2句）`."""
    asked = list(asked)
    who = (lexicon.subject(names, it.subject.entity, it.subject.id) for it in asked)
    ids = dict.fromkeys(id_ for it in asked for id_ in it.provisions)
    inside = commas((lexicon.listed(who, names.lang), lexicon.shorts(ids, names.lang)), names.lang)
    return aside(lexicon.scheme(names, scheme), inside, names.lang)


def _sentences(question: Question, names: Lexicon) -> Iterator[Block]:
    """Those behind it; an article without its text stands among them, and is no line of ours."""
    ids = dict.fromkeys(id_ for it in question.asked for id_ in it.provisions)
    for block in clauses.quotes(ids, names):
        yield Quote("", block.text) if isinstance(block, Line) else block


def _answers(asked: Asked, question: Question, names: Lexicon) -> Iterator[str]:
    """Answers that come to the same share a line."""
    alike: dict[str, list[str]] = {}
    for it in asked.answers:
        given = answer_forms.in_words(it, asked, question, names)
        alike.setdefault(_then(it, asked.scheme, names), []).append(given)
    for then, given_ in alike.items():
        answer = said("or", names.lang).join(given_)
        key = "if" if len(alike) > 1 else "any_answer"
        yield sentence(said(key, names.lang, answer=answer, then=then), names.lang)


def _then(answer: Answer, scheme: SchemeId, names: Lexicon) -> str:
    lang = names.lang
    result = results.in_words(answer.result, scheme, names)
    is_open = answer.result.outcome is Outcome.UNDETERMINED
    if answer.settles:
        return said("stays_open", lang) if is_open else result
    key = "more" if is_open else "then_more"
    return said(key, lang, result=result, count=answer.still)


def _follows(it: Implied, rules: Index, names: Lexicon) -> str:
    value = answer_forms.given_in_words(it.given, type_of(it.cell, rules), names)
    what = lexicon.about(
        lexicon.subject(names, it.cell.entity, it.cell.subject), _name(it.cell, names), names.lang
    )
    return said("implied_by", names.lang, what=what, value=value, why=it.statement)


def _name(cell: Cell, names: Lexicon) -> str:
    if cell.name in names.facts:
        return lexicon.fact(names, cell.name)
    return lexicon.term(names, cell.name)
