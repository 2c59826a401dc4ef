"""The one keyword table: every reserved word in both spellings.

The grammar, the formatter and editors read it; nothing else may spell a keyword.
A word is reserved in both languages at once, so that a file can be turned from
one surface to the other without renaming anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    DECLARATION = "declaration"  # begins a declaration, in column 0
    CLAUSE = "clause"  # begins a clause inside a declaration
    QUALIFIER = "qualifier"  # begins a part of a clause
    WORD = "word"  # a word of an expression or a fixed choice
    UNIT = "unit"  # follows a number
    FUNCTION = "function"  # is called with arguments


@dataclass(frozen=True, slots=True)
class Keyword:
    token: str
    zh: str
    en: str
    role: Role


def _rows(role: Role, table: str) -> tuple[Keyword, ...]:
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(Keyword(token, zh, en, role) for token, zh, en in rows)


KEYWORDS: Final[tuple[Keyword, ...]] = (
    *_rows(
        Role.DECLARATION,
        """
        DOCUMENT        文件      document
        AUTHORITY       机关      authority
        ENTITY          实体      entity
        CHOICE          选项      choice
        FACT            事实      fact
        TERM            用语      term
        SCHEME          救助项目  scheme
        STANDARD        标准      standard
        PROVISION       条款      provision
        SENTENCE        条文      sentence
        RANK            位阶等级  rank_level
        PRECEDENCE      优先次序  precedence
        AXIOM           公理      axiom
        DISJOINT        互斥      disjoint
        ACKNOWLEDGE     确认      acknowledge
        PARTITION       划分      partition
        """,
    ),
    *_rows(
        Role.CLAUSE,
        """
        ISSUER          发文机关  issuer
        NUMBER_OF       文号      number
        RANKED          位阶      rank
        AREA            辖区      jurisdiction
        ISSUED          印发      issued
        IN_FORCE        施行      in_force
        VERSION         版本      version
        IMPLEMENTS      贯彻      implements
        INCORPORATES    按照      incorporates
        MENTIONS        提及      mentions
        REPEALS         废止      repeals
        NOTICE          原文      notice
        OF              属于      of
        TYPE            类型      type
        RANGE           范围      range
        ASKS            询问      asks
        SENSITIVE       敏感      sensitive
        CHANGEABLE      可变      changeable
        MEANS           指        means
        LABEL           名称      label
        KIND            种类      kind
        BY              按        by
        UNIT            单位      unit
        DATA            数据      data
        ABOVE           高于      above
        CITES           引自      cites
        SOURCE          出处      source
        ASSUMES         假定      assumes
        AMBIGUOUS       疑义      ambiguous
        FOR_EACH        对每名    for_each
        WHEN            当        when
        SHALL           应当      shall
        MAY             可以      may
        ENCOURAGE       鼓励      encourage
        SHALL_NOT       不得      shall_not
        CASE_BY_CASE    一事一议  case_by_case
        DEFINE          定义      define
        FACET_OF        补充      facet_of
        NOT_EXECUTABLE  不执行    not_executable
        AMOUNT          金额      amount
        ROUNDING        舍入      rounding
        ONCE            一次性    once
        MONTHLY         按月      monthly
        YEARLY          按年      yearly
        FROM            起于      from
        UNTIL           止于      until
        DURING          期间      during
        PART_MONTH      不足月    part_month
        PLACE           地点      handled_at
        LIFTS           取消限制  lifts
        FUND            资金      paid_from
        DUE             期限      due
        PROCEDURE       程序      procedure
        HOLDER          责任主体  responsible
        EXCEPTION_TO    例外于    exception_to
        PREVAILS_OVER   优先于    prevails_over
        SPECIAL_TO      特别于    special_to
        EXCLUDES        排除      excludes
        TAKES_HIGHER    取高于    takes_higher
        STACKS_WITH     叠加于    stacks_with
        THEN            则        then
        REASON          理由      reason
        INTO            分为      into
        """,
    ),
    *_rows(
        Role.QUALIFIER,
        """
        TO              至        to
        ONWARDS         起        onwards
        ASSUMED         推定      assumed
        ONLY_WITHIN     限        only_within
        GRANT           给予      grant
        RECOGNISE       认定      recognise
        SATISFY         满足      satisfy
        COMPLETE        完成      complete
        AT_MOST         至多      at_most
        AT_LEAST        至少      at_least
        LEFT_TO         由        left_to
        HALF_UP         四舍五入  half_up
        ROUND_UP        进位      round_up
        ROUND_DOWN      舍去      round_down
        WHOLE           按整月    whole_month
        BY_DAY          按日      by_day
        NONE            不计      none
        ALLOWED_AT      可在      allowed_at
        ONLY_AT         限于      only_at
        """,
    ),
    *_rows(
        Role.WORD,
        """
        AND             且        and
        OR              或        or
        NOT             非        not
        ANY             任一      any
        ALL             全部      all
        ETC             等        etc
        IN              为其一    in
        WITHIN          位于      within
        YES             是        yes
        NO              否        no
        BOOLEAN         是否      boolean
        INTEGER         整数      integer
        RATIO           比例      ratio
        MONEY           钱        money
        DATE_TYPE       日期型    date
        MOMENT          时刻型    moment
        AREA_TYPE       地区型    region
        COUNT           计数      count
        SUM             合计      sum
        EXISTS          存在      exists
        EVERY           每个      every
        CASH            现金      cash
        IN_KIND         实物      in_kind
        SERVICE         服务      service
        STATUS          身份      status
        BY_EXCEPTION    例外      exception
        BY_DECLARATION  明示      declared
        BY_RANK         上位      higher
        BY_SPECIALTY    特别      special
        BY_TIME         后法      later
        SAME_ISSUER     同一机关  same_issuer
        DELEGATED       委任      delegated
        DISCRETIONARY   酌定      discretionary
        PROCEDURAL      程序性    procedural
        EXHORTATION     宣示      exhortation
        DAMAGED         残损      damaged
        OPEN            待办      open
        AS_OF           评估日    as_of
        ISSUE_DATE      印发日    issue_date
        PAYMENT_MONTH   发放月    payment_month
        """,
    ),
    *_rows(
        Role.UNIT,
        """
        YUAN            元        yuan
        TEN_THOUSAND    万元      wan_yuan
        PERSON          人        person
        MONTH           月        month
        YEAR            年        year
        DAYS            日        days
        WORKING_DAYS    个工作日  working_days
        WEEKS           周        weeks
        MONTHS          个月      months
        HOURS           小时      hours
        """,
    ),
    *_rows(
        Role.FUNCTION,
        """
        SHORTFALL       补差      shortfall
        EITHER          两可      either
        MAX             取大      max
        MIN             取小      min
        PER_MONTH       月均      per_month
        YEAR_OF         年份      year_of
        MONTH_OF        月份      month_of
        DATE_OF         年月日    date_of
        MONTH_START     月初      month_start
        MONTH_END       月末      month_end
        QUARTER_END     季末      quarter_end
        YEAR_END        年末      year_end
        SPRING_FESTIVAL 春节      spring_festival
        AGE_ON          周岁      age_on
        MONTHS_BETWEEN  相隔月数  months_between
        """,
    ),
)

BY_TOKEN: Final = {it.token: it for it in KEYWORDS}
BY_SPELLING: Final = {spelling: it for it in KEYWORDS for spelling in (it.zh, it.en)}
