"""The tree ▶ its text, in the one layout that rule files have.

Promises: parsing the text gives the same tree, comments included; formatting that again gives the
same text; and `names` being a one-to-one table of the declared names, going to the other language
and back gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.printing.expressions import expression, is_or
from doudi.policy_dsl.printing.words import Words

_CLAUSE: Final = "  "
_CONDITION: Final = "   "
_ITEM: Final = "      "

# Followed by the name of an area or of a document, which have one spelling in both languages.
_UNTRANSLATED: Final = {"AREA", "DOCUMENT"}
_LISTS: Final = {
    "ABOVE", "BY", "LIFTS", "FUND", "HOLDER", "EXCEPTION_TO", "PREVAILS_OVER", "SPECIAL_TO",
    "EXCLUDES", "TAKES_HIGHER", "STACKS_WITH", "DISJOINT", "ACKNOWLEDGE", "ALLOWED_AT", "LEFT_TO",
    "ONLY_AT", "INTO",
}  # fmt: skip


def format_file(file: ast.File, lang: Lang, names: Mapping[str, str]) -> str:
    """`names` maps every declared name to its spelling in `lang`; {} leaves names alone."""
    words = Words(lang, names)
    lines: list[str] = []
    before: ast.Declaration | None = None
    for declaration in file.declarations:
        if before is not None and not _stand_together(before, declaration):
            lines.append("")
        lines.extend(_declaration(declaration, words))
        before = declaration
    if file.comments:
        if before is not None:
            lines.append("")
        lines.extend(_comments(file.comments, ""))
    return "".join(f"{line}\n" for line in lines)


def _stand_together(first: ast.Declaration, second: ast.Declaration) -> bool:
    """One-line declarations of the same kind, such as sentences of the ledger, need no gap."""
    return first.keyword == second.keyword and not (
        first.clauses
        or first.items
        or first.comments.below
        or second.clauses
        or second.items
        or second.comments.above
    )


def _declaration(declaration: ast.Declaration, words: Words) -> Iterator[str]:
    yield from _line(declaration.comments, "", _worded(declaration, words))
    for item in declaration.items:
        yield from _item(item, _CLAUSE, words)
    for clause in declaration.clauses:
        yield from _clause(clause, words)
    yield from _comments(declaration.comments.below, _CLAUSE)


def _clause(clause: ast.Clause, words: Words) -> Iterator[str]:
    if not clause.conditions:
        yield from _line(clause.comments, _CLAUSE, _worded(clause, words))
        return
    several = len(clause.conditions) > 1
    first, *others = clause.conditions
    begin = f"{words.keyword(clause.keyword)} {_condition(first, words, several=several)}"
    yield from _line(clause.comments, _CLAUSE, begin)
    yield from _items(first.items, words)
    for condition in others:
        text = f"{words.keyword('AND')} {_condition(condition, words, several=several)}"
        yield from _line(condition.comments, _CONDITION, text)
        yield from _items(condition.items, words)


def _condition(condition: ast.Condition, words: Words, *, several: bool) -> str:
    if condition.expr is None:
        return words.keyword(condition.list or "ANY")
    text = expression(condition.expr, words)
    return f"({text})" if several and is_or(condition.expr) else text


def _items(items: Iterable[ast.Item], words: Words) -> Iterator[str]:
    for item in items:
        yield from _item(item, _ITEM, words)


def _item(item: ast.Item, indent: str, words: Words) -> Iterator[str]:
    text = words.keyword("ETC") if item.arg is None else _arg(item.arg, words)
    yield from _line(item.comments, indent, f"- {text}")


def _worded(node: ast.Declaration | ast.Clause | ast.Part, words: Words) -> str:
    """A keyword and its arguments on one line."""
    if node.keyword in _UNTRANSLATED:
        words = Words(words.lang, {})
    texts = [_arg(it, words) for it in node.args]
    if node.keyword == "IN_FORCE" and len(node.args) == 1 + _has(node, "ASSUMED"):
        texts.insert(1, words.keyword("ONWARDS"))
    if node.keyword == "REPEALS" and node.args and isinstance(node.args[-1], ast.DateLiteral):
        texts.append(words.keyword("ONWARDS"))
    elif node.keyword == "REPEALS" or node.keyword in _LISTS:
        texts = [", ".join(texts)] if texts else []
    if node.keyword.startswith("BY_") and texts:
        texts.insert(0, words.keyword("ONLY_WITHIN"))
    return " ".join([words.keyword(node.keyword), *texts])


def _has(node: ast.Declaration | ast.Clause | ast.Part, keyword: str) -> bool:
    return any(isinstance(it, ast.Part) and it.keyword == keyword for it in node.args)


def _arg(arg: ast.Arg | ast.Part, words: Words) -> str:
    match arg:
        case ast.Part():
            return _worded(arg, words)
        case ast.Bilingual(zh, en):
            return words.bilingual(zh, en)
        case ast.String(text):
            return words.string(text)
        case ast.Unit(tokens):
            return words.unit(tokens)
        case ast.VersionLiteral(text) | ast.FileName(text) | ast.Address(text):
            return text
        case ast.Reference(document, address):
            return f"{document}/{address}"
        case _:
            return expression(arg, words)


def _line(comments: ast.Comments, indent: str, text: str) -> Iterator[str]:
    yield from _comments(comments.above, indent)
    behind = f"  {_comment(comments.behind)}" if comments.behind is not None else ""
    yield f"{indent}{text}{behind}"


def _comments(texts: Iterable[str | None], indent: str) -> Iterator[str]:
    for text in texts:
        yield "" if text is None else f"{indent}{_comment(text)}"


def _comment(text: str) -> str:
    return f"# {text}".rstrip() if not text.startswith("#") else f"#{text}"
