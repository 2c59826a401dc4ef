"""A condition in words, in both languages."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Text

_KNOWN: WeakKeyDictionary[Index, tuple[Lexicon, Lexicon]] = WeakKeyDictionary()


def in_words(expr: ir.Expr, rules: Index) -> Text:
    if rules not in _KNOWN:
        _KNOWN[rules] = lexicon(rules.program, "zh"), lexicon(rules.program, "en")
    zh, en = _KNOWN[rules]
    return Text(phrase(expr, zh), phrase(expr, en))
