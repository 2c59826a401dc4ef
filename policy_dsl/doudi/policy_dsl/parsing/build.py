"""Grammar alternatives → nodes of the tree, called by lark while it parses.

Each method is named after what the grammar writes behind `->` (or after the rule) and takes the
children that lark has gathered: nodes already built, and tokens. Nothing here looks deeper than
one level, so no depth of input can exhaust the stack.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias, cast

from lark import Token

from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.build_expressions import ExpressionBuilder

_Child: TypeAlias = Token | ast.Arg | ast.Part | ast.Clause | ast.Condition | ast.Item


class Builder(ExpressionBuilder):
    """What lark is given as its transformer. `source` is set before each parse."""

    def declaration(self, children: list[_Child]) -> ast.Declaration:
        rest = children[1:]
        return ast.Declaration(
            _keyword(children),
            tuple(cast(ast.Arg, it) for it in rest if not isinstance(it, ast.Clause | ast.Item)),
            tuple(it for it in rest if isinstance(it, ast.Clause)),
            tuple(it for it in rest if isinstance(it, ast.Item)),
            span=self.over(children),
        )

    def clause(self, children: list[_Child]) -> ast.Clause:
        args = cast(list[ast.Arg | ast.Part], children[1:])
        return ast.Clause(_keyword(children), tuple(args), span=self.over(children))

    def conditional(self, children: list[_Child]) -> ast.Clause:
        conditions = cast(list[ast.Condition], children[1:])
        return ast.Clause(
            _keyword(children), conditions=tuple(conditions), span=self.over(children)
        )

    def part(self, children: list[_Child]) -> ast.Part:
        args = cast(list[ast.Arg], children[1:])
        return ast.Part(_keyword(children), tuple(args), span=self.over(children))

    def item(self, children: list[_Child]) -> ast.Item:
        arg = None if isinstance(children[1], Token) else children[1]
        return ast.Item(cast(ast.Arg | ast.Part | None, arg), span=self.over(children))

    def condition(self, children: list[ast.Expr]) -> ast.Condition:
        return ast.Condition(children[0], span=self.over(children))

    def listed(self, children: list[_Child]) -> ast.Condition:
        items = cast(list[ast.Item], children[1:])
        return ast.Condition(None, _keyword(children), tuple(items), span=self.over(children))

    def bilingual(self, children: list[Token]) -> ast.Bilingual:
        """`年龄(age)`, and in an English file `age(年龄)`."""
        zh: str = children[0].value
        en = children[2].value if len(children) > 1 else None
        if en is not None and zh.isascii() and not en.isascii():
            zh, en = en, zh
        return ast.Bilingual(zh, en, self.over(children))

    def string(self, children: list[Token]) -> ast.String:
        token = children[0]
        text: str = token.value[1:-1]
        if token.value[0] == '"' and "\\" in text:
            text = _ESCAPED.sub(r"\1", text)
        return ast.String(text, self.at(token))

    def version(self, children: list[Token]) -> ast.VersionLiteral:
        return ast.VersionLiteral(children[0].value, self.at(children[0]))

    def filename(self, children: list[Token]) -> ast.FileName:
        return ast.FileName(children[0].value, self.at(children[0]))

    def address(self, children: list[Token]) -> ast.Address:
        return ast.Address(_half_width(children[0].value), self.at(children[0]))

    def reference(self, children: list[Token]) -> ast.Reference:
        document, _, address = _half_width(children[0].value).partition("/")
        return ast.Reference(document, address, self.at(children[0]))


_ESCAPED: Final = re.compile(r"\\(.)")
_HALF_WIDTH: Final = str.maketrans("（）－／・•→", "()-/··▶")


def _half_width(address: str) -> str:
    return address.translate(_HALF_WIDTH)


def _keyword(children: list[_Child]) -> str:
    return cast(Token, children[0]).type
