"""An impact as one HTML page that a policy maker reads: drawings, and beside each its table.

No network, no font, no script, the same bytes every time. The page's policy admits its own style
by its hash and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from doudi.compiler.changes.answers_in_words import sides_of
from doudi.compiler.changes.declared import Kind
from doudi.compiler.changes.in_words import Side
from doudi.compiler.impact import report, wording
from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.effects import EFFECTS, Effect
from doudi.compiler.impact.in_words import cause_name, cause_note, number, scheme_name
from doudi.compiler.impact.outline import Outline, Row, Sheet, outline, seen_effects
from doudi.compiler.impact.plots import Panel, Series, bars
from doudi.compiler.impact.report import Impact
from doudi.compiler.impact.tally import FATES, Fate
from doudi.compiler.impact.told import EVERY
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.runtime import explanation
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.punctuation import pair, sentence
from doudi.runtime.population.layout import HOUSEHOLD

_STYLES: Final = (
    Path(explanation.__file__).with_name("page.css"),
    Path(__file__).with_name("page.css"),
)
_TAG: Final = {"zh": "zh-Hans", "en": "en"}
_MOST_BARS: Final = 12
_RIGHT: Final = (Effect.GAINED, Effect.MORE)
_LEFT: Final = (Effect.LOST, Effect.LESS)
_BESIDE: Final = tuple(it for it in EFFECTS if it not in (*_RIGHT, *_LEFT))


def page(impact: Impact, lang: Lang) -> str:
    found = outline(impact, lang)
    style = "\n".join(it.read_text("utf-8") for it in _STYLES)
    hash_ = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hash_}'; base-uri 'none'; form-action 'none'"
    drawn = _drawings(impact, lang)
    sheets = {it.about: it for it in found.sheets}
    order = ("schemes", "causes", "money", "areas", "people", "outcomes")
    sections = "".join(
        _section(sheets[about], drawn.get(about, ""), lang) for about in order if about in sheets
    )
    return f"""<!doctype html>
<html lang="{_TAG[lang]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_text(found.title)}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{_text(found.title)}</h1>
{_top(found, lang)}{_tiles(impact, lang)}</header>
<main>
{sections}{_meanings(impact, lang)}</main>
<footer>
{_paragraphs(found.facts, "", lang)}</footer>
</body>
</html>
"""


def _text(words: str) -> str:
    """No character of what somebody wrote acts, in the page or on its direction."""
    return escape(visible(words))


def _paragraphs(texts: Iterable[str], tone: str, lang: Lang) -> str:
    """Sentences; what is a list of facts is none."""
    kind = f' class="{tone}"' if tone else ""
    return "".join(
        f"<p{kind}>{_text(sentence(it, lang) if tone else it)}</p>\n" for it in texts if it
    )


def _top(found: Outline, lang: Lang) -> str:
    warning = _paragraphs((found.warning,), "warning", lang)
    return warning + _paragraphs(found.lead, "lead", lang)


def _tiles(it: Impact, lang: Lang) -> str:
    """How many households fare how; with the share of all, to a tenth of a percent."""
    fates = report.fates_by(it.tally, lambda _, entity: entity)[HOUSEHOLD]
    items = "".join(
        f'<li class="{fate}"><b>{number(fates[fate])}</b>'
        f"<span>{wording.FATE[fate].in_(lang)} {_share(fates[fate], it)}</span></li>\n"
        for fate in FATES
    )
    return f'<ul class="tiles">\n{items}</ul>\n'


def _share(many: int, it: Impact) -> str:
    whole = it.population.households
    tenths = (2 * 1000 * many + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def _section(sheet: Sheet, drawing: str, lang: Lang) -> str:
    note = _paragraphs((sheet.note,), "quiet", lang)
    return (
        f'<section id="{sheet.about}">\n<h2>{_text(sheet.title)}</h2>\n'
        f'{drawing}<div class="wide">\n{_table(sheet)}</div>\n{note}</section>\n'
    )


def _table(sheet: Sheet) -> str:
    heads = "".join(f'<th scope="col">{_text(it)}</th>' for it in sheet.head)
    body = "".join(_row(it) for it in sheet.rows)
    foot = f"<tfoot>\n{_row(sheet.total)}</tfoot>\n" if sheet.total else ""
    return (
        f'<table class="counts">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n{foot}</table>\n"
    )


def _row(row: Row) -> str:
    note = f"<small>{_text(row.note)}</small>" if row.note else ""
    cells = "".join(f"<td>{_text(it)}</td>" for it in row.cells)
    return f'<tr><th scope="row">{_text(row.name)}{note}</th>{cells}</tr>\n'


def _meanings(it: Impact, lang: Lang) -> str:
    seen = seen_effects(it)
    if not seen:
        return ""
    items = "".join(
        f"<dt>{_text(wording.EFFECT[effect].in_(lang))}</dt>"
        f"<dd>{_text(wording.EFFECT_MEANS[effect].in_(lang))}</dd>\n"
        for effect in seen
    )
    title = wording.MEANINGS.in_(lang)
    return f"<section>\n<h2>{title}</h2>\n<dl>\n{items}</dl>\n</section>\n"


def _drawings(it: Impact, lang: Lang) -> Mapping[str, str]:
    """By the sheet that says the same in numbers; nothing is drawn where there is nothing."""
    sides = sides_of(it.comparison, lang)
    by_scheme = report.effects_by(it.tally, lambda line: line.about)
    by_cause = report.effects_by(it.tally, lambda line: line.cause)
    schemes = [(scheme_name(about, sides), by_scheme[about]) for about in report.schemes(it.tally)]
    causes = [(_label(cause, sides), by_cause[cause]) for cause in report.causes(it.tally)]
    found = {
        "schemes": _effects_drawn("schemes", schemes, lang),
        "causes": _effects_drawn("causes", causes, lang),
        "money": _money_drawn(it, sides),
        "areas": _areas_drawn(it, sides),
    }
    return {about: drawing for about, drawing in found.items() if drawing}


def _label(cause: Cause, sides: tuple[Side, Side]) -> str:
    """A clause alone is told with its title; several would be too much beside a bar."""
    (first, *more), *others = cause.alternatives
    alone = not more and not others and first.kind is Kind.PROVISION
    name = cause_name(cause, sides)
    return f"{name} {cause_note(cause, sides)}".rstrip() if alone else name


def _effects_drawn(name: str, counted: Sequence[tuple[str, Counter[Effect]]], lang: Lang) -> str:
    if not counted:
        return ""
    shown = [*counted[:_MOST_BARS]]
    rest = counted[_MOST_BARS:]
    if rest:
        label = wording.REST.in_(lang).format(len(rest))
        shown.append((label, sum((effects for _, effects in rest), Counter())))

    def series(effects: Iterable[Effect]) -> tuple[Series, ...]:
        return tuple(
            Series(wording.EFFECT[it].in_(lang), it.value, numbers)
            for it in effects
            if any(numbers := tuple(found[it] for _, found in shown))
        )

    panels = [
        Panel(wording.BETTER_WORSE.in_(lang), series(_RIGHT), series(_LEFT)),
        Panel(wording.BESIDES.in_(lang), series(_BESIDE)),
    ]
    return _figure(name, [label for label, _ in shown], panels, lang)


def _money_drawn(it: Impact, sides: tuple[Side, Side]) -> str:
    lang = sides[0].lang
    abouts = report.schemes(it.tally)
    sums = {about: report.money_given(it.tally, about) for about in abouts}
    differences = {
        (about, every): money.new_fen - money.old_fen
        for about, its in sums.items()
        for every, money in its.items()
    }
    shown = [about for about in abouts if any(differences.get((about, it)) for it in EVERY)]
    panels = []
    for every in EVERY:
        fen = tuple(differences.get((about, every), 0) for about in shown)
        if any(fen):
            more = tuple(max(number, 0) for number in fen)
            less = tuple(max(-number, 0) for number in fen)
            title = pair(wording.YUAN.in_(lang), wording.EVERY[every].in_(lang), lang)
            panels.append(
                Panel(
                    title,
                    (Series(wording.EFFECT[Effect.MORE].in_(lang), "gained", more),),
                    (Series(wording.EFFECT[Effect.LESS].in_(lang), "lost", less),),
                    scale=100,
                )
            )
    return _figure("money", [scheme_name(about, sides) for about in shown], panels, lang)


def _areas_drawn(it: Impact, sides: tuple[Side, Side]) -> str:
    lang = sides[0].lang
    found = report.fates_by(it.tally, lambda area, entity: (area, entity))
    areas = list(dict.fromkeys(area for area, _ in sorted(it.tally.epochs)))
    if len(areas) < 2:  # noqa: PLR2004 - one is not told apart from any other
        return ""

    def series(fates: Iterable[Fate]) -> tuple[Series, ...]:
        return tuple(
            Series(
                wording.FATE[fate].in_(lang),
                fate.value,
                tuple(found[area, HOUSEHOLD][fate] for area in areas),
            )
            for fate in fates
        )

    panels = [
        Panel(
            wording.BETTER_WORSE.in_(lang),
            series((Fate.BETTER,)),
            series((Fate.WORSE,)),
        ),
        Panel(wording.BESIDES.in_(lang), series((Fate.BOTH, Fate.OTHER))),
    ]
    return _figure("areas", [lexicon.area(sides[1].names, area) for area in areas], panels, lang)


def _figure(name: str, labels: Sequence[str], panels: Sequence[Panel], lang: Lang) -> str:
    """Panels in which nothing is to be seen are left out."""
    seen = [panel for panel in panels if any(any(it.numbers) for it in (*panel.right, *panel.left))]
    if not seen or not labels:
        return ""
    told = {
        it.tone: it.name for panel in seen for it in (*panel.right, *panel.left) if any(it.numbers)
    }
    key = "".join(
        f'<li><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{tone}" width="1" '
        f'height="1"/></svg>{_text(label)}</li>\n'
        for tone, label in told.items()
    )
    return (
        f'<figure class="drawn" aria-label="{wording.DRAWN.in_(lang)}">\n'
        f'<div class="wide">{bars(name, labels, seen)}</div>\n'
        f'<figcaption><ul class="key">\n{key}</ul></figcaption>\n'
        "</figure>\n"
    )
