"""The syntax tree: what a person wrote, the same for both surfaces.

A declaration is a keyword, its arguments and its clauses; a clause is a keyword
and its arguments; which arguments a clause takes is fixed by the grammar alone.
Keywords are named by token (`keywords.KEYWORDS`), never by spelling. Spans and the
mark `damaged` are left out of equality, so two trees are equal exactly when they
say the same with the same comments.

What the arguments of a clause are, where its keyword alone does not say it
(`A?` may be missing, `A…` one or more, `[K …]` a Part with keyword K):

    DOCUMENT Name String        PROVISION Address String?    SENTENCE Address Word String?
    AUTHORITY ENTITY CHOICE RANK FACT TERM SCHEME STANDARD   Bilingual
    PRECEDENCE String?          AXIOM String                 DISJOINT Name…
    ACKNOWLEDGE String | Reference…                         PARTITION String
    CHOICE: items hold Bilingual      PRECEDENCE: items hold [BY_… Word(SAME_ISSUER)?]

    TYPE        Word | Word(MONEY) Unit | Word(INTEGER) Unit? | Name
    RANGE       Expr [TO Expr]        ROUNDING  Word(HALF_UP ROUND_UP ROUND_DOWN) [TO Expr]
    IN_FORCE    DateLiteral [TO DateLiteral]? [ASSUMED String]?         (起 leaves no trace)
    ISSUED      DateLiteral [ASSUMED String]?
    REPEALS     in a document: (Name | String) DateLiteral?; in a provision: (Name | Reference)…
    IMPLEMENTS INCORPORATES MENTIONS   Name | String
    SHALL MAY ENCOURAGE SHALL_NOT CASE_BY_CASE
                [GRANT Name] | [RECOGNISE Name] | [SATISFY Expr] | [COMPLETE Name] | String
    DEFINE      Name [MEANS Expr]     FACET_OF  Name | Reference
    AMOUNT      Expr | Expr [TO Expr] | [AT_MOST Expr] | [AT_LEAST Expr] | [LEFT_TO String]
    PART_MONTH  Word(WHOLE BY_DAY NONE) [ASSUMED String]?
    PLACE       [ALLOWED_AT Name…] | [LEFT_TO Name…] | [ONLY_AT Name…]
    DUE         Expr [ASSUMED String]?
    EXCEPTION_TO PREVAILS_OVER SPECIAL_TO EXCLUDES TAKES_HIGHER STACKS_WITH (Name | Reference)…
    INTO        Reference…

The English words of a Name, Call or Bilingual are as written, but a function's Name is its token.
A clause WHEN or THEN has no arguments but conditions. The comments of the line that such a
clause begins with are the clause's, so those of its first condition are empty.
"""

from doudi.policy_dsl.ast.declarations import (
    Clause,
    Comments,
    Condition,
    Declaration,
    File,
    Item,
    Part,
)
from doudi.policy_dsl.ast.expressions import (
    Address,
    Aggregate,
    All,
    And,
    Any,
    Arg,
    Bilingual,
    Binary,
    Call,
    Compare,
    DateLiteral,
    DurationLiteral,
    Expr,
    FileName,
    In,
    MoneyLiteral,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Or,
    Percent,
    Quantity,
    Reference,
    String,
    Unit,
    VersionLiteral,
    Within,
    Word,
)

__all__ = [
    "Address",
    "Aggregate",
    "All",
    "And",
    "Any",
    "Arg",
    "Bilingual",
    "Binary",
    "Call",
    "Clause",
    "Comments",
    "Compare",
    "Condition",
    "DateLiteral",
    "Declaration",
    "DurationLiteral",
    "Expr",
    "File",
    "FileName",
    "In",
    "Item",
    "MoneyLiteral",
    "Name",
    "Negative",
    "Not",
    "NumberLiteral",
    "Or",
    "Part",
    "Percent",
    "Quantity",
    "Reference",
    "String",
    "Unit",
    "VersionLiteral",
    "Within",
    "Word",
]
