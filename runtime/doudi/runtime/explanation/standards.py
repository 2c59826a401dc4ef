"""Figures from the dated tables: which row it is, or which notice is missing."""

from __future__ import annotations

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, commas
from doudi.runtime.program.declarations import StandardRow
from doudi.runtime.trace import StandardUse


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
    """A notice's title in the marks that Chinese titles wear; a number alone wears none."""
    bare = not document or "《" in document or document.endswith("号")
    return document if bare else f"《{document}》"


def found_in(use: StandardUse) -> str:
    """The notice that a figure stands in; where it names none, wherever else it was found."""
    return titled(use.document) or use.source


def missing(use: StandardUse, names: Lexicon) -> str:
    """`《…通知》（2019-04-01）中十堰市城镇低保标准`: which notice would have said which figure."""
    kinds = "".join(lexicon.option(names, it) for it in use.options)
    where = lexicon.area(names, use.area)
    name = lexicon.standard(names, use.standard)
    if names.lang == "zh":
        what = f"{where}{kinds}{name}"
        return f"{titled(use.document)}（{use.on}）中{what}" if use.document else f"{use.on} {what}"
    what = f"{name} of {where}" + (f" ({kinds})" if kinds else "") + f" on {use.on}"
    return f"{what}, to be found in {titled(use.document)}" if use.document else what
