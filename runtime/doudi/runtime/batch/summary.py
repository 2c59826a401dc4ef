"""A batch's report for a person: a table of outcomes, and what would settle what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from doudi.runtime.batch.report import Report
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.columns import width, wrap
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.explanation.wording import OUTCOME, OUTCOME_ORDER
from doudi.runtime.program.declarations import Program

_GAP: Final = "  "
_COLUMNS: Final = 80
_MOST_MISSING: Final = 10


def as_text(report: Report, program: Program, lang: Lang) -> str:
    return "".join(f"{line}\n" for line in _lines(report, lexicon.lexicon(program, lang)))


def _lines(report: Report, names: Lexicon) -> Iterator[str]:
    lang = names.lang
    yield _counted(report, names)
    yield from _epochs(report, names)
    spoken = [it for it in report["results"] if set(it["outcomes"]) - {"not_covered"}]
    shown = [it for it in OUTCOME_ORDER if any(it in its["outcomes"] for its in spoken)]
    if spoken:
        head = [choose(lang, "救助项目", "scheme"), *(OUTCOME[it][lang == "en"] for it in shown)]
        rows = [
            [
                lexicon.scheme(names, its["scheme"]),
                *(_number(its["outcomes"].get(it, 0)) for it in shown),
            ]
            for its in spoken
        ]
        yield ""
        yield from _table([head, *rows])
    silent = [lexicon.scheme(names, it["scheme"]) for it in report["results"] if it not in spoken]
    yield from _listed(choose(lang, "规则未涉及", "not covered by any rule"), silent, lang)
    yield from _listed(
        choose(lang, "没有给出对象，未作决定", "not decided, for want of those whom they are for"),
        [lexicon.scheme(names, it) for it in report["without_subjects"]],
        lang,
    )
    yield from _missing(report, names)


def _counted(report: Report, names: Lexicon) -> str:
    many = [
        choose(
            names.lang,
            f"{lexicon.entity(names, it['id'])} {_number(it['read'])}",
            f"{_number(it['read'])} {_named(it['id'], it['read'], names)}",
        )
        for it in report["kinds"]
    ]
    said = lexicon.listed(many, names.lang)
    return choose(names.lang, f"已决定：{said}", f"decided: {said}")


def _named(kind: str, many: int, names: Lexicon) -> str:
    name = lexicon.entity(names, kind)
    return name if many == 1 else lexicon.plural(name)


def _epochs(report: Report, names: Lexicon) -> Iterator[str]:
    """Where and when, if that is soon said."""
    said = [
        aside(
            f"{lexicon.area(names, it['area'])} {it['as_of']}",
            _number(it["households"]),
            names.lang,
        )
        for it in report["epochs"]
    ]
    heading = choose(names.lang, "地区与评估日", "areas and dates")
    if len(said) <= _MOST_MISSING:
        yield from _listed(heading, said, names.lang)
    else:
        more = choose(names.lang, f"共 {len(said)} 种", f"{len(said)} of them")
        yield pair(heading, more, names.lang)


def _missing(report: Report, names: Lexicon) -> Iterator[str]:
    """What most of the undetermined answers wait for."""
    found = report["missing"]
    if not found:
        return
    yield ""
    yield choose(
        names.lang,
        "待定的首先缺这些（后为缺它的结果数）：",
        "what is undetermined lacks these first (with how many answers lack it):",
    )
    rows = [
        [_GAP + _name(it["name"], it["kind"], names), _number(it["cells"])]
        for it in found[:_MOST_MISSING]
    ]
    yield from _table(rows)
    if len(found) > _MOST_MISSING:
        rest = len(found) - _MOST_MISSING
        yield _GAP + choose(
            names.lang, f"另有 {rest} 项，见 batch.json", f"and {rest} more, in batch.json"
        )


def _name(name: str, kind: str, names: Lexicon) -> str:
    lang = names.lang
    match kind:
        case "fact":
            return lexicon.fact(names, name)
        case "term":
            return lexicon.term(names, name)
        case "standard":
            said = lexicon.standard(names, name)
            return choose(lang, f"标准：{said}", f"the standard {said}")
        case "kind":
            said = lexicon.entity(names, name)
            return choose(lang, f"名单：{said}", f"the list of {lexicon.plural(said)}")
        case _:
            return choose(lang, "工作日历", "the calendar of working days")


def _listed(heading: str, texts: Sequence[str], lang: Lang) -> Iterator[str]:
    if texts:
        yield from wrap(pair(heading, lexicon.listed(texts, lang), lang), _COLUMNS, rest=_GAP)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column from the left, numbers from the right; Chinese is two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        padded = [first + " " * (widths[0] - width(first))]
        padded += [" " * (wide - width(it)) + it for it, wide in zip(rest, widths[1:], strict=True)]
        yield _GAP.join(padded)


def _number(many: int) -> str:
    return f"{many:,}"
