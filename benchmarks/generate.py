"""A rules folder as large as wanted: a shared vocabulary and documents of 100 provisions each.

    python benchmarks/generate.py 1000 /tmp/rules-1000

The provisions are of the kinds that the real notices have, in their proportions: grants of
multiples of a standard, open lists, facets, duties with due dates, recognitions, prohibitions.
Every quote stands in the document's notice and holds the provision's numbers, so that checking
does all of its work. The same arguments give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

PER_DOCUMENT = 100
PER_CHAPTER = 10
FACTS = 40
TERMS = 12
SCHEMES = 8

_CHAPTERS = "一二三四五六七八九十"
_AREA = ("000000", "全国")


def generate(number: int, folder: Path, seed: int = 7) -> Path:
    """Write a rules folder with so many provisions, and give it back."""
    random = Random(seed)
    _write(folder / "areas.yaml", _areas())
    _write(folder / "precedence.policy", _precedence())
    _write(folder / "vocabulary/vocabulary.policy", _vocabulary())
    _write(folder / "standards/living.yaml", _standard())
    for document in range(-(-number // PER_DOCUMENT)):
        count = min(PER_DOCUMENT, number - document * PER_DOCUMENT)
        rules, notice = _document(document, count, random)
        _write(folder / f"notices/d{document:04d}/rules.policy", rules)
        _write(folder / f"notices/d{document:04d}/notice.txt", notice)
    return folder


def _areas() -> str:
    code, name = _AREA
    return f'source: 生成的数据\nareas:\n  - {{code: "{code}", name: {name}}}\n'


def _precedence() -> str:
    return "优先次序 「生成的规则」\n  - 例外\n  - 明示\n  - 上位\n  - 特别\n  - 后法\n"


def _standard() -> str:
    return (
        "standard: living_standard\nrows:\n"
        '  - {areas: ["000000"], options: [urban], start: 2019-01-01, amount: 620, '
        "document: 生成的文件, source: 生成的数据}\n"
        '  - {areas: ["000000"], options: [rural], start: 2019-01-01, amount: 496, '
        "document: 生成的文件, source: 生成的数据}\n"
    )


def _vocabulary() -> str:
    parts = [
        "选项 户籍类别(hukou_kind)\n  - 城镇(urban)\n  - 农村(rural)\n",
        "选项 办理地点(place)\n  - 户籍地(hukou_place)\n  - 经常居住地(home_place)\n",
        "选项 资金来源(fund)\n  - 救助资金(relief_fund)\n  - 失业保险基金(unemployment_fund)\n",
        "选项 责任主体类别(holder)\n  - 县级民政部门(county_office)\n",
        "实体 地区(area)\n",
        "实体 家庭(household)\n",
        "实体 成员(member)\n  属于 家庭\n",
        "实体 发放批次(batch)\n",
        "机关 某省政府(issuing_office)\n  辖区 全国\n",
        "位阶等级 一般文件(plain_rank)\n",
        "事实 户别(hukou)\n  属于 家庭\n  类型 户籍类别\n",
        "事实 月收入(monthly_income)\n  属于 成员\n  类型 钱 元/月\n  可变\n",
        "事实 出院日期(discharge)\n  属于 成员\n  类型 日期型\n",
        "事实 批准日期(approved)\n  属于 批次\n  类型 日期型\n".replace("批次", "发放批次"),
        "事实 发放日期(paid_on)\n  属于 发放批次\n  类型 日期型\n",
        "事实 抽查户数(checked)\n  属于 发放批次\n  类型 整数\n",
        "事实 拟保户数(proposed)\n  属于 发放批次\n  类型 整数\n",
        "标准 生活标准(living_standard)\n  按 户籍类别\n  单位 元/人/月\n  数据 living.yaml\n",
    ]
    parts += [
        f"事实 情形{i}(circumstance_{i})\n  属于 成员\n  类型 是否\n"
        f'  询问 「是否属于第{i}种情形？」 "Does circumstance {i} hold?"\n'
        for i in range(FACTS)
    ]
    parts += [f"用语 身份{i}(status_{i})\n  属于 成员\n  类型 是否\n" for i in range(TERMS)]
    parts += [f"救助项目 补助{i}(grant_{i})\n  属于 成员\n  种类 现金\n" for i in range(SCHEMES)]
    return "\n".join(parts)


def _document(document: int, count: int, random: Random) -> tuple[str, str]:
    id_ = f"GD{2000 + document // 26:04d}{chr(65 + document % 26)}"
    head = (
        f"文件 {id_} 「关于做好第{document}批困难群众救助工作的通知」\n"
        "  发文机关 某省政府\n  位阶 一般文件\n  辖区 全国\n  印发 2019-02-04\n"
        "  施行 2019-02-04 起\n  版本 1.0.0\n  原文 notice.txt\n"
    )
    rules = [head]
    notice: list[str] = []
    for i in range(count):
        chapter, sentence = _CHAPTERS[i // PER_CHAPTER], i % PER_CHAPTER + 1
        if sentence == 1:
            notice.append(f"\n{chapter}、做好第{chapter}类救助\n")
        text, rule = _provision(f"{chapter}-{sentence}", random)
        notice.append(text)
        rules.append(rule)
    return "\n".join(rules), "".join(notice).lstrip("\n") + "\n"


def _provision(address: str, random: Random) -> tuple[str, str]:
    """The sentence of the notice, and the provision that cites it."""
    a, b, c = random.sample(range(FACTS), 3)
    term, scheme = random.randrange(TERMS), random.randrange(SCHEMES)
    times, days = random.randint(2, 9), random.randint(2, 30)
    match random.choices(range(7), weights=(30, 15, 20, 15, 10, 5, 5))[0]:
        case 0:
            text = f"对第{a}种情形中的各类人员，按生活标准{times}倍按月发放补助{scheme}"
            body = (
                f"  当 情形{a}\n   且 任一\n      - 情形{b}\n      - 身份{term}\n      - 等\n"
                f"  应当 给予 补助{scheme}\n  金额 生活标准(户别) × {times}\n"
                "  按月\n  止于 出院日期\n  不足月 按整月 推定 「文中未写」\n"
            )
        case 1:
            text = (
                f"对月收入低于{times}00元的人员，可给予不超过生活标准{days}倍的一次性补助{scheme}"
            )
            body = (
                f"  当 月收入 < {times}00元/月\n   且 (情形{a} 或 非 情形{b})\n"
                f"  可以 给予 补助{scheme}\n  金额 至多 生活标准(城镇) × {days}\n"
                "  一次性\n  地点 由 经常居住地\n"
            )
        case 2:
            text = f"补助{scheme}从救助资金中列支，由户籍地受理并于{days}个工作日内办结第{c}项"
            return text + "。", (
                f"条款 {address} 「第{c}项办理」\n  引自 {address} 「{text}」\n"
                f"  补充 补助{scheme}\n  当 情形{a}\n  资金 救助资金\n  地点 由 户籍地\n"
            )
        case 3:
            text = f"对第{a}批应在批准后{days}个工作日内足额发放到位"
            return text + "。", (
                f"条款 {address} 「限期发放」\n  引自 {address} 「{text}」\n"
                f"  对每名 发放批次\n  应当 完成 发放日期\n  期限 批准日期 + {days}个工作日\n"
                "  责任主体 县级民政部门\n"
            )
        case 4:
            text = f"须按不低于{days}%的比例对第{a}批入户抽查"
            return text + "。", (
                f"条款 {address} 「入户抽查」\n  引自 {address} 「{text}」\n"
                "  对每名 发放批次\n  当 拟保户数 > 0\n"
                f"  应当 满足 抽查户数 >= 拟保户数 × {days}%\n  责任主体 县级民政部门\n"
            )
        case 5:
            text = f"同时属于第{a}种和第{b}种情形的认定为第{term}类身份"
            body = f"  当 情形{a} 且 情形{b}\n  应当 认定 身份{term}\n"
        case _:
            text = f"已享受第{term}类身份待遇的不得再给予补助{scheme}和第{c}项"
            body = f"  当 身份{term}\n   且 非 情形{c}\n  不得 给予 补助{scheme}\n"
    head = f"条款 {address} 「{text[:12]}」\n  引自 {address} 「{text}」\n  对每名 成员\n"
    return text + "。", head + body


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
