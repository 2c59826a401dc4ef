"""Figures from the dated tables: which row it is, or which notice is missing."""

from __future__ import annotations

import re
from typing import Final

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.declarations import StandardRow
from doudi.runtime.trace import StandardUse

_TITLE: Final = re.compile("(.*关于.*?的(?:通知|意见|办法|规定|方案))(（.*）)?")


def row_of(use: StandardUse, names: Lexicon) -> StandardRow | None:
    """The row of the table behind a use: the facts of the use name it, the program holds it."""
    standard = names.standards.get(use.standard)
    for row in standard.rows if standard else ():
        same = row.area == use.area and tuple(row.options) == use.options
        if same and row.start <= use.on and (row.end is None or use.on <= row.end):
            return row
    return None


def figure(use: StandardUse, names: Lexicon) -> str:
    """`低保标准（城镇，重庆市，2020-09-01起）`."""
    zh = names.lang == "zh"
    row = row_of(use, names)
    since = [f"{row.start}起" if zh else f"since {row.start}"] if row else [str(use.on)]
    kinds = [lexicon.option(names, it) for it in use.options]
    inside = commas([*kinds, lexicon.area(names, use.area), *since], names.lang)
    return aside(lexicon.standard(names, use.standard), inside, names.lang)


def titled(document: str) -> str:
    """A notice's title in the marks that Chinese titles wear; what is no title wears none."""
    found = _TITLE.fullmatch(document)
    return f"《{found[1]}》{found[2] or ''}" if found else document


def found_in(use: StandardUse) -> str:
    """The notice that a figure stands in; where it names none, wherever else it was found."""
    return titled(use.document) or use.source


def missing(use: StandardUse, names: Lexicon) -> str:
    """`低保标准（城镇，湖北省十堰市，2019-04-01），应见《…通知》`."""
    kinds = [lexicon.option(names, it) for it in use.options]
    inside = commas([*kinds, lexicon.area(names, use.area), str(use.on)], names.lang)
    what = aside(lexicon.standard(names, use.standard), inside, names.lang)
    if not use.document:
        return what
    return say("to_be_found_in", names.lang, what=what, document=titled(use.document))
