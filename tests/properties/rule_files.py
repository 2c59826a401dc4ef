"""Rule files as trees, every construct of the grammar among them, for hypothesis to draw from."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy as Strategy

from doudi.policy_dsl import ast
from doudi.policy_dsl.keywords import BY_SPELLING, KEYWORDS, Role
from doudi.policy_dsl.parsing.characters import is_deceptive
from doudi.policy_dsl.source import Source, Span

HERE = Span(Source("", ""), 0, 0)  # spans are no part of what a tree says

_Arg: TypeAlias = ast.Arg | ast.Part
_Args: TypeAlias = Strategy[tuple[_Arg, ...]]

# Letters, digits, punctuation and blanks; the awkward ones of the language more often.
_TEXT = st.text(
    st.one_of(
        st.sampled_from('「」"\\#-，、（）且当 等'),
        st.characters(categories=("L", "N", "P", "S", "Zs")).filter(
            lambda it: not is_deceptive(it)
        ),
    ),
    max_size=12,
)
COMMENTS = _TEXT.map(str.strip)
_ZH = st.text(st.sampled_from("低保对象成员户籍月年人标准a1_"), min_size=1, max_size=5)
_EN = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)


def _is_name(word: str) -> bool:
    return word not in BY_SPELLING and not word[0].isdigit()


SPELLINGS = st.one_of(_ZH, _EN).filter(_is_name)
NAMES = st.builds(ast.Name, SPELLINGS, st.just(HERE))
_BILINGUAL = st.one_of(
    st.builds(ast.Bilingual, SPELLINGS, st.none(), st.just(HERE)),
    st.builds(ast.Bilingual, SPELLINGS, SPELLINGS, st.just(HERE)).filter(
        lambda it: it.en is None or it.en.isascii() or not it.zh.isascii()
    ),
)
_STRING = st.builds(ast.String, _TEXT, st.just(HERE))
_NUMBER = st.from_regex(r"[0-9]{1,8}(\.[0-9]{1,4})?", fullmatch=True).map(Decimal)
_DATE = st.builds(
    ast.DateLiteral, st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", fullmatch=True), st.just(HERE)
)
_DOCUMENT = st.from_regex(r"[A-Z]{2}[0-9]{4}[A-Z]?", fullmatch=True)
_ADDRESSES = st.from_regex(
    r"([一二三十]{1,2}|[0-9]{1,2}|〇|末|未核)(\([一二]\)|·[三四]是|▶[0-9])?(-[0-9]{1,2})?[a-z]?",
    fullmatch=True,
)
_ADDRESS = st.builds(ast.Address, _ADDRESSES, st.just(HERE))
_REFERENCE = st.builds(ast.Reference, _DOCUMENT, _ADDRESSES, st.just(HERE))
_VERSION = st.builds(
    ast.VersionLiteral, st.from_regex(r"[0-9]\.[0-9]{1,2}\.[0-9]", fullmatch=True), st.just(HERE)
)
_FILENAME = st.builds(
    ast.FileName, st.from_regex(r"[a-z][a-z0-9_-]{0,5}\.yaml", fullmatch=True), st.just(HERE)
)


def _words(*tokens: str) -> Strategy[ast.Word]:
    return st.builds(ast.Word, st.sampled_from(tokens), st.just(HERE))


def _units(*first: str) -> Strategy[ast.Unit]:
    rest = st.lists(st.sampled_from(("PERSON", "MONTH", "YEAR")), max_size=2)
    tokens = st.tuples(st.sampled_from(first), rest).map(lambda it: (it[0], *it[1]))
    return st.builds(ast.Unit, tokens, st.just(HERE))


_LEAVES: Strategy[ast.Expr] = st.one_of(
    NAMES,
    _words("YES", "NO", "AS_OF", "ISSUE_DATE", "PAYMENT_MONTH"),
    st.builds(ast.NumberLiteral, _NUMBER, st.just(HERE)),
    st.builds(ast.Percent, _NUMBER, st.just(HERE)),
    st.builds(ast.MoneyLiteral, _NUMBER, _units("YUAN", "TEN_THOUSAND"), st.just(HERE)),
    st.builds(
        ast.DurationLiteral,
        _NUMBER,
        st.sampled_from(("DAYS", "WORKING_DAYS", "WEEKS", "MONTHS", "YEAR", "HOURS")),
        st.just(HERE),
    ),
    st.builds(ast.Quantity, _NUMBER, st.just("PERSON"), st.just(HERE)),
    _DATE,
)
_FUNCTIONS = st.sampled_from([it.token for it in KEYWORDS if it.role is Role.FUNCTION])


def _larger(inner: Strategy[ast.Expr]) -> Strategy[ast.Expr]:
    one = st.lists(inner, min_size=1, max_size=3).map(tuple)
    two = st.lists(inner, min_size=2, max_size=3).map(tuple)
    here = st.just(HERE)
    function = st.builds(
        lambda token, args: ast.Call(ast.Name(token, HERE), token, args, HERE), _FUNCTIONS, one
    )
    return st.one_of(
        st.builds(ast.Not, inner, here),
        st.builds(ast.Negative, inner, here),
        st.builds(ast.And, two, here),
        st.builds(ast.Or, two, here),
        st.builds(ast.Any, one, st.booleans(), here),
        st.builds(ast.All, one, here),
        st.builds(
            ast.Compare, st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), inner, inner, here
        ),
        st.builds(ast.Binary, st.sampled_from(("+", "-", "*", "/")), inner, inner, here),
        st.builds(ast.In, inner, one, here),
        st.builds(ast.Within, inner, NAMES, here),
        st.builds(ast.Call, NAMES, st.none(), one, here),
        function,
        st.builds(
            ast.Aggregate,
            st.sampled_from(("COUNT", "SUM", "EXISTS", "EVERY")),
            NAMES,
            st.none() | inner,
            st.none() | inner,
            here,
        ),
    )


EXPRESSIONS: Strategy[ast.Expr] = st.recursive(_LEAVES, _larger, max_leaves=8)


def _some(*args: Strategy[_Arg]) -> _Args:
    return st.tuples(*args)


def _many(arg: Strategy[_Arg]) -> _Args:
    return st.lists(arg, min_size=1, max_size=3).map(tuple)


def _part(keyword: str, args: Strategy[tuple[ast.Arg, ...]]) -> Strategy[ast.Part]:
    return st.builds(ast.Part, st.just(keyword), args, span=st.just(HERE))


def _one_of(*choices: _Args) -> _Args:
    return st.one_of(*choices)


def _maybe(args: _Args, last: Strategy[_Arg]) -> _Args:
    return st.one_of(args, st.tuples(args, last).map(lambda it: (*it[0], it[1])))


_ASSUMED = _part("ASSUMED", st.tuples(_STRING))
_TO_DATE = _part("TO", st.tuples(_DATE))
_TO = _part("TO", st.tuples(EXPRESSIONS))
_NAME_LIST = _many(NAMES)


def _places(keyword: str) -> Strategy[ast.Part]:
    return _part(keyword, st.lists(NAMES, min_size=1, max_size=3).map(tuple))


_TARGETS = _many(st.one_of(NAMES, _REFERENCE))
_CITED = _some(st.one_of(NAMES, _STRING))
_ONE_OR_TWO_STRINGS = _maybe(_some(_STRING), _STRING)
_ACT = _some(
    st.one_of(
        _STRING,
        *(_part(it, st.tuples(NAMES)) for it in ("GRANT", "RECOGNISE", "COMPLETE")),
        _part("SATISFY", st.tuples(EXPRESSIONS)),
    )
)
_TYPE = _one_of(
    _some(_words("BOOLEAN", "RATIO", "DATE_TYPE", "MOMENT", "AREA_TYPE")),
    _some(_words("MONEY"), _units("YUAN", "PERSON")),
    _maybe(_some(_words("INTEGER")), _units("YUAN", "PERSON")),
    _some(NAMES),
)
_AMOUNT = _one_of(
    _some(EXPRESSIONS),
    _some(EXPRESSIONS, _TO),
    *(_some(_part(it, st.tuples(EXPRESSIONS))) for it in ("AT_MOST", "AT_LEAST")),
    _some(_part("LEFT_TO", st.tuples(_STRING))),
)
_IN_FORCE = _maybe(_maybe(_some(_DATE), _TO_DATE), _ASSUMED)
_NOTHING: _Args = st.just(())

_DOCUMENT_CLAUSES: dict[str, _Args] = {
    **dict.fromkeys(("ISSUER", "RANKED", "AREA"), _some(NAMES)),
    "NUMBER_OF": _some(_STRING),
    "ISSUED": _maybe(_some(_DATE), _ASSUMED),
    "IN_FORCE": _IN_FORCE,
    "VERSION": _some(_VERSION),
    **dict.fromkeys(("IMPLEMENTS", "INCORPORATES", "MENTIONS"), _CITED),
    "REPEALS": _maybe(_CITED, _DATE),
    "NOTICE": _some(_FILENAME),
    "SOURCE": _ONE_OR_TWO_STRINGS,
}
_PROVISION_CLAUSES: dict[str, _Args] = {
    "CITES": _some(_ADDRESS, _STRING),
    "SOURCE": _ONE_OR_TWO_STRINGS,
    **dict.fromkeys(("ASSUMES", "AMBIGUOUS", "NOT_EXECUTABLE", "PROCEDURE"), _some(_STRING)),
    **dict.fromkeys(("AREA", "FOR_EACH"), _some(NAMES)),
    "IN_FORCE": _IN_FORCE,
    **dict.fromkeys(("SHALL", "MAY", "ENCOURAGE", "SHALL_NOT", "CASE_BY_CASE"), _ACT),
    "DEFINE": _some(NAMES, _part("MEANS", st.tuples(EXPRESSIONS))),
    "FACET_OF": _some(st.one_of(NAMES, _REFERENCE)),
    "AMOUNT": _AMOUNT,
    "ROUNDING": _some(_words("HALF_UP", "ROUND_UP", "ROUND_DOWN"), _TO),
    **dict.fromkeys(("ONCE", "MONTHLY", "YEARLY"), _NOTHING),
    **dict.fromkeys(("FROM", "UNTIL", "DURING"), _some(EXPRESSIONS)),
    "PART_MONTH": _maybe(_some(_words("WHOLE", "BY_DAY", "NONE")), _ASSUMED),
    "PLACE": _some(st.sampled_from(("ALLOWED_AT", "LEFT_TO", "ONLY_AT")).flatmap(_places)),
    **dict.fromkeys(("LIFTS", "FUND", "HOLDER"), _NAME_LIST),
    "DUE": _maybe(_some(EXPRESSIONS), _ASSUMED),
    **dict.fromkeys(("EXCEPTION_TO", "PREVAILS_OVER", "SPECIAL_TO", "EXCLUDES"), _TARGETS),
    **dict.fromkeys(("TAKES_HIGHER", "STACKS_WITH", "REPEALS"), _TARGETS),
}
_COMMENTS = st.builds(
    ast.Comments, st.lists(COMMENTS, max_size=2).map(tuple), st.none() | COMMENTS
) | st.just(ast.Comments())


def _clauses(table: dict[str, _Args]) -> Strategy[tuple[ast.Clause, ...]]:
    def clause(keyword: str) -> Strategy[ast.Clause]:
        return st.builds(
            ast.Clause, st.just(keyword), table[keyword], comments=_COMMENTS, span=st.just(HERE)
        )

    return st.lists(st.sampled_from(sorted(table)).flatmap(clause), max_size=4).map(tuple)


def _items(arg: Strategy[ast.Arg] | Strategy[ast.Part]) -> Strategy[ast.Item]:
    return st.builds(ast.Item, arg, comments=_COMMENTS, span=st.just(HERE))


_ETC = st.builds(ast.Item, st.none(), comments=_COMMENTS, span=st.just(HERE))
_LISTED = st.lists(_items(EXPRESSIONS), min_size=1, max_size=3).map(tuple)


def _conditions(comments: Strategy[ast.Comments]) -> Strategy[ast.Condition]:
    here = st.just(HERE)
    open_list = st.tuples(_LISTED, _ETC).map(lambda it: (*it[0], it[1]))
    return st.one_of(
        st.builds(ast.Condition, EXPRESSIONS, comments=comments, span=here),
        st.builds(ast.Condition, st.none(), st.just("ALL"), _LISTED, comments=comments, span=here),
        st.builds(
            ast.Condition,
            st.none(),
            st.just("ANY"),
            st.one_of(_LISTED, open_list),
            comments=comments,
            span=here,
        ),
    )


def _conditional(keyword: str) -> Strategy[ast.Clause]:
    others = st.lists(_conditions(_COMMENTS), max_size=2)
    first = _conditions(st.just(ast.Comments()))  # its line is the clause's
    return st.builds(
        ast.Clause,
        st.just(keyword),
        conditions=st.tuples(first, others).map(lambda it: (it[0], *it[1])),
        comments=_COMMENTS,
        span=st.just(HERE),
    )


_PARAGRAPHS = st.lists(st.tuples(COMMENTS, st.booleans()), max_size=2).map(
    lambda lines: tuple(it for text, gap in lines for it in ((text, None) if gap else (text,)))
)
_OWN_COMMENTS = st.builds(
    ast.Comments, _PARAGRAPHS, st.none() | COMMENTS, st.lists(COMMENTS, max_size=2).map(tuple)
) | st.just(ast.Comments())


def _declaration(
    keyword: str,
    args: _Args,
    clauses: Strategy[tuple[ast.Clause, ...]] = st.just(()),  # noqa: B008 a strategy is a value
    items: Strategy[tuple[ast.Item, ...]] = st.just(()),  # noqa: B008 as above
) -> Strategy[ast.Declaration]:
    make: Callable[..., ast.Declaration] = ast.Declaration
    return st.builds(
        make, st.just(keyword), args, clauses, items, comments=_OWN_COMMENTS, span=st.just(HERE)
    )


_HEAD = _some(_BILINGUAL)
_PRINCIPLE = st.one_of(
    *(
        st.builds(
            ast.Part,
            st.just(it),
            st.sampled_from(((), (ast.Word("SAME_ISSUER", HERE),))),
            span=st.just(HERE),
        )
        for it in ("BY_EXCEPTION", "BY_DECLARATION", "BY_RANK", "BY_SPECIALTY", "BY_TIME")
    )
)
_WITH_CONDITIONS = st.tuples(
    _clauses(_PROVISION_CLAUSES), st.lists(_conditional("WHEN"), max_size=1)
).map(lambda it: (*it[1], *it[0]))
_FACT = {
    "OF": _some(NAMES),
    "TYPE": _TYPE,
    "RANGE": _some(EXPRESSIONS, _TO),
    "ASKS": _ONE_OR_TWO_STRINGS,
    "SENSITIVE": _NOTHING,
    "CHANGEABLE": _NOTHING,
    "SOURCE": _ONE_OR_TWO_STRINGS,
}
_TERM = {
    "OF": _some(NAMES),
    "TYPE": _TYPE,
    "LABEL": _ONE_OR_TWO_STRINGS,
    "MEANS": _some(EXPRESSIONS),
    "SOURCE": _ONE_OR_TWO_STRINGS,
}
_SCHEME = {
    "OF": _some(NAMES),
    "LABEL": _ONE_OR_TWO_STRINGS,
    "KIND": _some(_words("CASH", "IN_KIND", "SERVICE", "STATUS")),
}
_STANDARD = {
    "BY": _NAME_LIST,
    "UNIT": _some(_units("YUAN", "PERSON")),
    "DATA": _some(_FILENAME),
    "LABEL": _ONE_OR_TWO_STRINGS,
}
_CLASS = _words("DELEGATED", "DISCRETIONARY", "PROCEDURAL", "EXHORTATION", "DAMAGED", "OPEN")
_DOCUMENT_ID = st.builds(ast.Name, _DOCUMENT, st.just(HERE))

DECLARATIONS: Strategy[ast.Declaration] = st.one_of(
    _declaration("DOCUMENT", _some(_DOCUMENT_ID, _STRING), _clauses(_DOCUMENT_CLAUSES)),
    _declaration("AUTHORITY", _HEAD, _clauses({"AREA": _some(NAMES), "ABOVE": _NAME_LIST})),
    _declaration(
        "ENTITY", _HEAD, _clauses({"OF": _some(NAMES), "UNIT": _some(_units("YUAN", "PERSON"))})
    ),
    _declaration("CHOICE", _HEAD, items=st.lists(_items(_BILINGUAL), max_size=3).map(tuple)),
    _declaration("RANK", _HEAD, _clauses({"ABOVE": _NAME_LIST})),
    _declaration("FACT", _HEAD, _clauses(_FACT)),
    _declaration("TERM", _HEAD, _clauses(_TERM)),
    _declaration("SCHEME", _HEAD, _clauses(_SCHEME)),
    _declaration("STANDARD", _HEAD, _clauses(_STANDARD)),
    _declaration("PROVISION", _maybe(_some(_ADDRESS), _STRING), _WITH_CONDITIONS),
    _declaration("SENTENCE", _maybe(_some(_ADDRESS, _CLASS), _STRING)),
    _declaration(
        "PRECEDENCE",
        _one_of(_NOTHING, _some(_STRING)),
        items=st.lists(_items(_PRINCIPLE), max_size=3).map(tuple),
    ),
    _declaration("AXIOM", _some(_STRING), st.tuples(_conditional("WHEN"), _conditional("THEN"))),
    _declaration("DISJOINT", _NAME_LIST),
    _declaration(
        "ACKNOWLEDGE",
        _one_of(_some(_STRING), _many(_REFERENCE)),
        _clauses({"REASON": _some(_STRING)}),
    ),
    _declaration(
        "PARTITION",
        _some(_STRING),
        st.tuples(
            _conditional("WHEN"), _clauses({"FOR_EACH": _some(NAMES), "INTO": _many(_REFERENCE)})
        ).map(lambda it: (it[0], *it[1])),
    ),
)


def _ends_with_text(comments: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return comments[:-1] if comments and comments[-1] is None else comments


FILES: Strategy[ast.File] = st.builds(
    ast.File,
    st.lists(DECLARATIONS, max_size=3).map(tuple),
    _PARAGRAPHS.map(_ends_with_text),
)
