"""Every code, in one list. A test ties each one to its pages and to an example that shows it.

The first two digits are the phase. A code is never reused; a retired one keeps its page.
A code's name says it in words, `unknown-name`; `doudi explain` takes it as well.
"""

from __future__ import annotations

from typing import Final

from doudi.policy_dsl.diagnostics.model import Code, Message, Severity


def _error(number: str, name: str, zh: str, en: str) -> Code:
    return Code(number, name, Message(zh, en))


def _warning(number: str, name: str, zh: str, en: str) -> Code:
    return Code(number, name, Message(zh, en), Severity.WARNING)


# P01 text and syntax (parsing)

UNEXPECTED_WORD: Final = _error(
    "P0101", "unexpected-word", "这里不能这样写", "a word that cannot stand here"
)
UNKNOWN_CHARACTER: Final = _error(
    "P0102", "unknown-character", "规则语言不用的字符", "a character the language does not use"
)
UNCLOSED_STRING: Final = _error(
    "P0103", "unclosed-string", "引号没有合上", "a text that is not closed"
)
UNKNOWN_DECLARATION: Final = _error(
    "P0104", "unknown-declaration", "行首不是声明", "a line in column 0 that begins no declaration"
)
CLAUSE_NOT_INDENTED: Final = _error(
    "P0105", "clause-not-indented", "子句没有缩进", "a clause that is not indented"
)
DECLARATION_INDENTED: Final = _error(
    "P0106", "declaration-indented", "声明前有空格", "a declaration that is indented"
)
INCOMPLETE_CLAUSE: Final = _error(
    "P0107", "incomplete-clause", "没有写完", "a clause that is not complete"
)
UNKNOWN_CLAUSE: Final = _error(
    "P0108", "unknown-clause", "没有这样的子句", "a clause that is not known"
)
CLAUSE_OUT_OF_PLACE: Final = _error(
    "P0109", "clause-out-of-place", "子句放错了声明", "a clause in the wrong declaration"
)
BAD_ADDRESS: Final = _error(
    "P0110", "bad-address", "条文地址写法不对", "an address that is not one"
)
STRAY_ITEM: Final = _error("P0111", "stray-item", "列表之外的 `-`", "a list item outside a list")
UNBALANCED_BRACKET: Final = _error(
    "P0112", "unbalanced-bracket", "括号不成对", "a bracket without its partner"
)
CHAINED_COMPARISON: Final = _error(
    "P0113", "chained-comparison", "连写的比较", "comparisons in a chain"
)
TOO_DEEP: Final = _error("P0114", "too-deep", "嵌套太深", "nested too deeply")
KEYWORD_AS_NAME: Final = _error(
    "P0115", "keyword-as-name", "保留字不能作名称", "a word of the language used as a name"
)
UNKNOWN_UNIT: Final = _error(
    "P0116", "unknown-unit", "数字后的单位不认识", "a number with an unknown unit"
)
NUMBER_TOO_LONG: Final = _error(
    "P0117", "number-too-long", "数字太长", "a number with too many digits"
)
DIRECTION_CONTROL: Final = _error(
    "P0118", "direction-control", "改变文字方向的字符", "a character that turns the text around"
)
INVISIBLE_CHARACTER: Final = _error(
    "P0119", "invisible-character", "看不见的字符", "a character that cannot be seen"
)
LOOK_ALIKE_CHARACTER: Final = _error(
    "P0120", "look-alike-character", "形近字符", "a character that looks like another"
)
NOT_UTF8: Final = _error("P0121", "not-utf8", "文件不是 UTF-8", "a file that is not UTF-8")
FILE_TOO_LARGE: Final = _error("P0122", "file-too-large", "文件太大", "a file that is too large")
FILE_UNREADABLE: Final = _error(
    "P0123", "file-unreadable", "文件读不了", "a file that cannot be read"
)
TOO_MANY_MISTAKES: Final = _error("P0124", "too-many-mistakes", "错误太多", "too many mistakes")
AND_OR_MIXED: Final = _error(
    "P0125", "and-or-mixed", "且与或混写而没有括号", "and and or mixed without brackets"
)


# P02 names (compiler/names)

NAME_DECLARED_TWICE: Final = _error(
    "P0201", "name-declared-twice", "名称重复声明", "a name is declared twice"
)
NAME_RESERVED: Final = _error(
    "P0202", "name-reserved", "名称不能这样取", "a name that may not be taken"
)
NAMES_LOOK_ALIKE: Final = _error(
    "P0203", "names-look-alike", "两个名称看上去一样", "two names that look the same"
)
ENGLISH_NAME_MISSING: Final = _error(
    "P0204", "english-name-missing", "缺少英文名", "the English name is missing"
)
UNKNOWN_NAME: Final = _error("P0205", "unknown-name", "名称未声明", "a name nobody declares")
WRONG_KIND_OF_NAME: Final = _error(
    "P0206", "wrong-kind-of-name", "名称用错了地方", "a name of the wrong kind"
)
UNKNOWN_AREA: Final = _error("P0207", "unknown-area", "没有这个地区", "an area that is not there")
AMBIGUOUS_AREA: Final = _error(
    "P0208", "ambiguous-area", "地区重名", "an area name with several meanings"
)
UNKNOWN_DOCUMENT: Final = _error(
    "P0209", "unknown-document", "没有这个文件", "a document nobody declares"
)
UNKNOWN_PROVISION: Final = _error(
    "P0210", "unknown-provision", "没有这一条款", "a provision that is not there"
)
PROVISION_DECLARED_TWICE: Final = _error(
    "P0211", "provision-declared-twice", "条款重复", "a provision is declared twice"
)
CIRCULAR_ORDER: Final = _error(
    "P0212", "circular-order", "上下关系绕圈", "an order that goes round in a circle"
)
NO_DOCUMENT: Final = _error(
    "P0213", "no-document", "条款不在任何文件中", "a provision that stands in no document"
)
SEVERAL_DOCUMENTS: Final = _error(
    "P0214", "several-documents", "一个规则文件写了几个文件", "several documents in one rule file"
)
WRONG_TARGET: Final = _error(
    "P0215", "wrong-target", "所指条款不合用", "a reference to a provision that does not fit"
)
NOT_IN_SIGHT: Final = _error(
    "P0216", "not-in-sight", "从这里看不到该事实", "a fact that cannot be seen from here"
)
SEVERAL_PRECEDENCES: Final = _error(
    "P0217", "several-precedences", "优先次序写了几个", "several orders of precedence"
)


# P03 types, units and dates (compiler/types)

TYPE_MISMATCH: Final = _error("P0301", "type-mismatch", "类型不符", "types do not match")
UNIT_MISMATCH: Final = _error("P0302", "unit-mismatch", "单位不符", "units do not match")
NO_SUCH_DATE: Final = _error("P0303", "no-such-date", "没有这一天", "a day that does not exist")
DATE_ARITHMETIC: Final = _error(
    "P0304", "date-arithmetic", "日期不能这样算", "dates cannot be reckoned like this"
)
FRACTIONAL_DURATION: Final = _error(
    "P0305", "fractional-duration", "时长不是整数", "a length of time that is not whole"
)
WRONG_ARGUMENTS: Final = _error(
    "P0306", "wrong-arguments", "参数个数不对", "the wrong number of arguments"
)
FOREIGN_OPTION: Final = _error(
    "P0307", "foreign-option", "选项属于别的选项表", "an option of another choice"
)
NOT_AN_AMOUNT: Final = _error("P0308", "not-an-amount", "金额不是钱", "an amount that is not money")
AMOUNT_AND_PERIOD: Final = _error(
    "P0309", "amount-and-period", "金额与发放周期不合", "amount and period do not fit"
)
CLAUSE_REPEATED: Final = _error("P0310", "clause-repeated", "子句重复", "a clause said twice")
CLAUSE_MISSING: Final = _error("P0311", "clause-missing", "缺少子句", "a clause is missing")
CLAUSES_CLASH: Final = _error(
    "P0312", "clauses-clash", "子句不能同用", "clauses that do not go together"
)
ENTITY_MISMATCH: Final = _error(
    "P0313", "entity-mismatch", "对象不符", "about another kind of subject"
)
BACKWARDS: Final = _error("P0314", "backwards", "起止颠倒", "an end that comes before its start")
OUTSIDE_DOCUMENT: Final = _error(
    "P0315", "outside-document", "超出文件的施行期", "in force when its document is not"
)
OUTSIDE_AUTHORITY: Final = _error(
    "P0316", "outside-authority", "超出机关的辖区", "an area the authority has no say over"
)
FORCE_BEFORE_ISSUE: Final = _warning(
    "P0317", "force-before-issue", "施行早于印发", "in force before it was issued"
)
NOT_KNOWN_HERE: Final = _error(
    "P0318", "not-known-here", "此处没有这个日期", "a date that means nothing here"
)
DIVISION_BY_ZERO: Final = _error("P0319", "division-by-zero", "除数为零", "division by zero")


# P04 quotes and notices (compiler/notices)
UNKNOWN_ADDRESS: Final = _error("P0401", "unknown-address", "没有这个条文地址", "no such address")
QUOTE_NOT_FOUND: Final = _error(
    "P0402", "quote-not-found", "引文不在原文中", "quote does not stand in the notice"
)
QUOTE_ELSEWHERE: Final = _error(
    "P0403", "quote-elsewhere", "引文在别处", "quote stands at another address"
)
UNSUPPORTED_NUMBER: Final = _error(
    "P0404", "unsupported-number", "数字没有依据", "number stands in neither quote nor source"
)
NOTICE_DIFFERS: Final = _error(
    "P0405",
    "notice-differs",
    "清洁文本与声明的整理步骤不符",
    "notice.txt is not what the declared steps make of raw.txt",
)
STEP_WITHOUT_EFFECT: Final = _error(
    "P0406", "step-without-effect", "整理步骤落空", "normalisation step finds nothing"
)
NOT_IN_NOTICE: Final = _error(
    "P0407", "not-in-notice", "声明的文字不在原文中", "declared text does not stand in the notice"
)
QUOTE_WITHOUT_NOTICE: Final = _error(
    "P0408", "quote-without-notice", "没有原文可核对", "quote without a notice to check it against"
)
EMPTY_QUOTE: Final = _error("P0409", "empty-quote", "引文没有内容", "quote without words")
REPEATED_ADDRESS: Final = _error(
    "P0410", "repeated-address", "原文有两处同一地址", "address stands twice in the notice"
)


# P05 the graph (compiler/graph)

TERM_CYCLE: Final = _error("P0501", "term-cycle", "用语绕圈定义", "a term is defined by itself")
PRECEDENCE_CYCLE: Final = _error(
    "P0502", "precedence-cycle", "优先关系绕圈", "precedence goes round in a circle"
)

# P06 versions (compiler/versions)

MEANING_CHANGED: Final = _error(
    "P0601", "meaning-changed", "含义变了而版本未变", "meaning changed under an unchanged version"
)
VERSION_NOT_LOCKED: Final = _warning(
    "P0602", "version-not-locked", "版本尚未登记", "version is not recorded yet"
)
LOCK_UNREADABLE: Final = _error(
    "P0603", "lock-unreadable", "版本登记簿无法读取", "the lock file cannot be read"
)

# P07 standards, areas, calendar and other data (compiler/data, compiler/tables)
NOT_YAML: Final = _error("P0701", "not-yaml", "不是合格的 YAML", "not well-formed YAML")
REFUSED_YAML: Final = _error(
    "P0702", "refused-yaml", "数据文件不用的 YAML 写法", "YAML that data files do without"
)
DUPLICATE_KEY: Final = _error("P0703", "duplicate-key", "重复的键", "key said twice")
UNKNOWN_KEY: Final = _error("P0704", "unknown-key", "不认识的键", "unknown key")
MISSING_KEY: Final = _error("P0705", "missing-key", "缺少键", "missing key")
WRONG_SHAPE: Final = _error("P0706", "wrong-shape", "形式不对", "wrong kind of value")
NO_SUCH_DAY: Final = _error("P0707", "no-such-day", "没有这一天", "no such day")
BAD_AMOUNT: Final = _error("P0708", "bad-amount", "金额写法不对", "not an amount")
NO_SUCH_AREA: Final = _error("P0709", "no-such-area", "没有这个行政区划代码", "no such area code")
BROKEN_AREA_TABLE: Final = _error(
    "P0710", "broken-area-table", "行政区划表有误", "area table does not hold together"
)
UNKNOWN_STANDARD_OPTION: Final = _error(
    "P0711", "unknown-standard-option", "标准没有这个类别", "option the standard does not go by"
)
OVERLAPPING_ROWS: Final = _error(
    "P0712", "overlapping-rows", "标准的期间重叠", "two amounts for one day"
)
HOLE_IN_STANDARD: Final = _warning(
    "P0713", "hole-in-standard", "标准的期间有空档", "days without an amount"
)
ENDS_BEFORE_START: Final = _error("P0714", "ends-before-start", "结束早于开始", "end before start")
BROKEN_CALENDAR: Final = _error(
    "P0715", "broken-calendar", "日历表有误", "calendar table does not hold together"
)

PATH_LEADS_OUT: Final = _error(
    "P0790", "path-leads-out", "路径指到规则目录之外", "a path leads out of the rules folder"
)

# P08 the ledger (compiler/ledger)

ENCODED_AND_CLAIMED: Final = _error(
    "P0801",
    "encoded-and-claimed",
    "既有条款又另作登记",
    "a sentence that a provision quotes and the ledger says otherwise",
)
CLAIMED_TWICE: Final = _error(
    "P0802", "claimed-twice", "登记了两次", "a sentence that stands in the ledger twice"
)
CLAIM_WITHOUT_REASON: Final = _error(
    "P0803", "claim-without-reason", "登记没有理由", "a ledger entry without its reason"
)

# P09 cases (compiler/cases)

CASES_UNREADABLE: Final = _error(
    "P0901", "cases-unreadable", "案例文件无法读取", "a cases file cannot be read"
)
CASE_MALFORMED: Final = _error(
    "P0902", "case-malformed", "案例写法不对", "a case is not written as it should be"
)
CASE_UNKNOWN_NAME: Final = _error(
    "P0903",
    "case-unknown-name",
    "案例中的名称未声明",
    "a case names something that is not declared",
)
CASE_FACTS: Final = _error(
    "P0904", "case-facts", "案例的事实不成立", "the facts of a case do not hold together"
)
CASE_FAILED: Final = _error(
    "P0905", "case-failed", "案例结果与预期不符", "a case does not come out as expected"
)
INTERNAL: Final = _error("P0999", "internal-error", "doudi 内部出错", "doudi itself failed")

# P10 ingest (compiler/ingest)

DAMAGED_CHARACTERS: Final = _warning(
    "P1001", "damaged-characters", "字符残损", "characters that are damaged"
)
UNPAIRED_BRACKET: Final = _warning(
    "P1002",
    "unpaired-bracket",
    "括号或引号没有配对",
    "a bracket or quotation mark without its other half",
)
PART_MISSING: Final = _warning(
    "P1003", "part-missing", "原件缺内容", "a part of the notice is missing"
)
RANK_DOES_NOT_FIT: Final = _warning(
    "P1004", "rank-does-not-fit", "位阶与发文机关不合", "a rank that does not fit the issuer"
)
NUMBERING_LOST: Final = _warning(
    "P1005", "numbering-lost", "自动编号没有取到", "automatic numbers that are not in the text"
)

# P11 conflicts (compiler/conflicts)

OPEN_CONFLICT: Final = _warning(
    "P1101", "open-conflict", "相抵触而分不出先后", "a conflict in which none prevails"
)
CONFLICT_NOT_DECIDED: Final = _warning(
    "P1102", "conflict-not-decided", "没有得出结论", "a conflict that was not decided"
)
NOT_ANALYSED: Final = _warning(
    "P1103", "not-analysed", "没有参加冲突核对", "a provision that is not looked at"
)
ACKNOWLEDGEMENT_WITHOUT_FINDING: Final = _warning(
    "P1104", "acknowledgement-without-finding", "确认的事项已不在", "its finding is not there"
)
ACKNOWLEDGEMENT_WITHOUT_ID: Final = _warning(
    "P1105", "acknowledgement-without-id", "确认没有写编号", "acknowledged without an id"
)
CONTRADICTORY_KNOWLEDGE: Final = _error(
    "P1106", "contradictory-knowledge", "公理自相矛盾", "axioms against one another"
)

# P111 and P112: what is wrong with provisions beside their conflicts (compiler/conflicts/defects)

NEVER_TRUE: Final = _warning(
    "P1110", "never-true", "条件永远不成立", "a condition that nobody ever meets"
)
ALWAYS_TRUE: Final = _warning(
    "P1111", "always-true", "条件总是成立", "a condition that everybody meets"
)
NEVER_DECISIVE: Final = _warning(
    "P1112", "never-decisive", "条款从不起作用", "a provision that changes nothing"
)
IMPLIED: Final = _warning(
    "P1113", "implied", "已包含在另一条款之中", "a provision that another one contains"
)
DUPLICATE: Final = _warning(
    "P1114", "duplicate", "两个条款说的是同一件事", "provisions that say the same thing"
)
PARTITION_GAP: Final = _error(
    "P1115", "partition-gap", "划分有遗漏", "a partition that leaves somebody out"
)
PARTITION_OVERLAP: Final = _error(
    "P1116", "partition-overlap", "划分有重叠", "a partition that takes somebody in twice"
)
DEAD_REFERENCE: Final = _error(
    "P1117",
    "dead-reference",
    "所指的从不同时施行",
    "a reference to what is never in force beside it",
)
TOOTHLESS_EXCLUSION: Final = _warning(
    "P1118", "toothless-exclusion", "排除不到任何人", "an exclusion that excludes nobody"
)
UNUSED: Final = _warning("P1119", "unused", "声明了而没有用到", "declared and never used")
PERMISSION_IN_PROHIBITION: Final = _warning(
    "P1120",
    "permission-in-prohibition",
    "允许的全被禁止",
    "a permission that a prohibition takes away",
)
ENDS_BEFORE_IT_BEGINS: Final = _error(
    "P1121", "ends-before-it-begins", "还没开始就已结束", "over before it begins"
)

# Keep last: everything above, in the order of its number.
ALL: Final[tuple[Code, ...]] = tuple(
    sorted((it for it in globals().values() if isinstance(it, Code)), key=lambda code: code.id)
)
