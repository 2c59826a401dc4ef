"""Everything that is said about names."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.interface import Entry, Kind
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Label, Message
from doudi.policy_dsl.source import Span

KIND_NAMES: Final = {
    Kind.ENTITY: Message("实体", "an entity"),
    Kind.CHOICE: Message("选项表", "a choice"),
    Kind.OPTION: Message("选项", "an option"),
    Kind.FACT: Message("事实", "a fact"),
    Kind.TERM: Message("用语", "a term"),
    Kind.SCHEME: Message("救助项目", "a scheme"),
    Kind.STANDARD: Message("标准", "a standard"),
    Kind.AUTHORITY: Message("机关", "an authority"),
    Kind.RANK: Message("位阶等级", "a rank"),
    Kind.DOCUMENT: Message("文件", "a document"),
}
_FIRST: Final = Message("先在这里声明", "first declared here")
_DECLARED: Final = Message("声明在这里", "declared here")


def declared_twice(word: str, again: Span, first: Span) -> Finding:
    return Finding(
        codes.NAME_DECLARED_TWICE,
        Message(f"名称 `{word}` 已经声明过", f"the name `{word}` is already declared"),
        Label(again, Message("又在这里声明", "declared again here")),
        (Label(first, _FIRST),),
        Message(
            "换一个名称；中文名和英文名各自只能用一次，选项的名称也算在内",
            "rename one of them; each Chinese and each English name is used once, options included",
        ),
    )


def malformed_english(word: str, span: Span) -> Finding:
    return Finding(
        codes.NAME_RESERVED,
        Message(f"英文名 `{word}` 写法不对", f"the English name `{word}` is not well formed"),
        Label(span),
        help=Message(
            "用小写英文字母开头，只含小写字母、数字和下划线，例如 `monthly_income`",
            "begin with a small letter and use small letters, digits and underscores, "
            "for example `monthly_income`",
        ),
    )


def chinese_missing(name: ast.Bilingual) -> Finding:
    return Finding(
        codes.NAME_RESERVED,
        Message(f"`{name.zh}` 不是中文名", f"`{name.zh}` is not a Chinese name"),
        Label(name.span),
        help=Message(
            "中文名里至少有一个汉字，例如 `年龄(age)`",
            "a Chinese name has at least one Chinese character, for example `age(年龄)`",
        ),
    )


def look_alike(word: str, again: Span, other: str, first: Span) -> Finding:
    return Finding(
        codes.NAMES_LOOK_ALIKE,
        Message(f"`{word}` 与 `{other}` 看上去一样", f"`{word}` looks the same as `{other}`"),
        Label(again),
        (Label(first, Message("另一个在这里", "the other one is here")),),
        Message(
            "两个名称要让人一眼分得清；检查有没有混入形近字或别种字母",
            "names must be told apart at a glance; look for characters of another script",
        ),
    )


def english_missing(name: ast.Bilingual) -> Finding:
    return Finding(
        codes.ENGLISH_NAME_MISSING,
        Message(f"`{name.zh}` 没有英文名", f"`{name.zh}` has no English name"),
        Label(name.span),
        help=Message(
            f"在后面加括号写上，例如 `{name.zh}(english_name)`",
            f"add one in brackets, for example `{name.zh}(english_name)`",
        ),
    )


def unknown_name(name: ast.Name, near: str | None) -> Finding:
    return Finding(
        codes.UNKNOWN_NAME,
        Message(f"`{name.text}` 没有声明", f"`{name.text}` is not declared"),
        Label(name.span),
        help=_did_you_mean(near)
        or Message("在 vocabulary 中声明它，或改用已有的名称", "declare it in the vocabulary"),
    )


def wrong_kind(name: ast.Name, entry: Entry, wanted: tuple[Kind, ...]) -> Finding:
    kind = KIND_NAMES[entry.kind]
    *others, last = (KIND_NAMES[it].zh for it in wanted)
    zh = f"{'、'.join(others)}或{last}" if others else last
    en = " or ".join(KIND_NAMES[it].en for it in wanted)
    return Finding(
        codes.WRONG_KIND_OF_NAME,
        Message(f"`{name.text}` 是{kind.zh}，这里要{zh}", f"`{name.text}` is {kind.en}, not {en}"),
        Label(name.span),
        (Label(entry.span, _DECLARED),),
    )


def no_such_option(name: ast.Name, choice: str, near: str | None, *, declared: bool) -> Finding:
    advice = Message(
        f"在选项表 `{choice}` 中加上它", f"add it to the options of the choice `{choice}`"
    )
    if not declared:
        advice = Message(
            f"先声明一个英文名为 `{choice}` 的选项表", "declare a choice with that English name"
        )
    return Finding(
        codes.UNKNOWN_NAME,
        Message(
            f"选项表 `{choice}` 中没有 `{name.text}`",
            f"the choice `{choice}` has no option `{name.text}`",
        ),
        Label(name.span),
        help=_did_you_mean(near) or advice,
    )


def unknown_area(name: ast.Name, near: str | None) -> Finding:
    return Finding(
        codes.UNKNOWN_AREA,
        Message(f"没有叫 `{name.text}` 的地区", f"there is no area called `{name.text}`"),
        Label(name.span),
        help=_did_you_mean(near)
        or Message(
            "用民政部行政区划的全称，例如 `凉州区`；全国写作 `全国`",
            "use the full official name, for example `凉州区`; the whole country is `全国`",
        ),
    )


def ambiguous_area(name: ast.Name, meant: tuple[str, ...]) -> Finding:
    zh, en = "、".join(f"`{it}`" for it in meant), ", ".join(f"`{it}`" for it in meant)
    return Finding(
        codes.AMBIGUOUS_AREA,
        Message(
            f"叫 `{name.text}` 的地区有 {len(meant)} 个",
            f"`{name.text}` is the name of {len(meant)} areas",
        ),
        Label(name.span),
        help=Message(f"在前面加上级地区：{zh}", f"write the area above it in front: {en}"),
    )


def unknown_document(word: str, span: Span, near: str | None) -> Finding:
    return Finding(
        codes.UNKNOWN_DOCUMENT,
        Message(f"没有叫 `{word}` 的文件", f"there is no document `{word}`"),
        Label(span),
        help=_did_you_mean(near)
        or Message(
            "没有编入规则的文件用它的文号或题名，写在引号里",
            "name a document that is not encoded by its number or title, in quotation marks",
        ),
    )


def unknown_provision(word: str, span: Span, near: str | None) -> Finding:
    return Finding(
        codes.UNKNOWN_PROVISION,
        Message(f"没有条款 `{word}`", f"there is no provision `{word}`"),
        Label(span),
        help=_did_you_mean(near)
        or Message(
            "引用要写成 `文件/条款`，两者都须存在", "write `DOCUMENT/ADDRESS` of a provision"
        ),
    )


def provision_twice(word: str, again: Span, first: Span) -> Finding:
    return Finding(
        codes.PROVISION_DECLARED_TWICE,
        Message(f"`{word}` 已经有一条", f"`{word}` is already declared"),
        Label(again, Message("又在这里写了一条", "declared again here")),
        (Label(first, _FIRST),),
        Message(
            "同一句话要写几个条款时，在地址后加小写字母区别，例如 `五(二)-2a`",
            "several provisions about one sentence are told apart by a letter: `五(二)-2a`",
        ),
    )


def circular(path: tuple[str, ...], at: Span, others: tuple[Span, ...]) -> Finding:
    steps = " → ".join(f"`{it}`" for it in path)
    return Finding(
        codes.CIRCULAR_ORDER,
        Message(f"上下关系绕了一圈：{steps}", f"the order goes round in a circle: {steps}"),
        Label(at),
        tuple(Label(it, Message("经过这里", "and through here")) for it in others),
        Message("去掉其中一个 `高于` 或 `属于`", "take out one `above` or `of`"),
    )


def no_document(head: Span) -> Finding:
    return Finding(
        codes.NO_DOCUMENT,
        Message("这里没有文件，条款不知出自何处", "there is no document for this to belong to"),
        Label(head),
        help=Message(
            "在本文件或同一文件夹的 rules.policy 中写一个 `文件`",
            "declare a `document` in this file or in the rules.policy beside it",
        ),
    )


def several_documents(again: Span, first: Span) -> Finding:
    return Finding(
        codes.SEVERAL_DOCUMENTS,
        Message("一个规则文件只能写一个 `文件`", "one rule file holds one `document`"),
        Label(again, Message("又一个", "another one")),
        (Label(first, Message("已经有一个", "there is one already")),),
        Message("另建一个文件夹放它", "put it in a folder of its own"),
    )


def about_itself(word: str, span: Span) -> Finding:
    return Finding(
        codes.WRONG_TARGET,
        Message(f"条款 `{word}` 指的是它自己", f"the provision `{word}` refers to itself"),
        Label(span),
        help=Message("写另一条款，或去掉这一句", "name another provision, or take this out"),
    )


def target_grants_nothing(word: str, span: Span, target: Span) -> Finding:
    return Finding(
        codes.WRONG_TARGET,
        Message(f"`{word}` 没有给予任何救助项目", f"`{word}` does not grant a scheme"),
        Label(span),
        (Label(target, Message("所指的条款", "the provision it refers to")),),
        Message(
            "`补充`、`取高于` 和 `叠加于` 要指一个写有 `给予` 的条款",
            "`facet_of`, `takes_higher` and `stacks_with` need a provision that says `grant`",
        ),
    )


def not_a_provision(word: str, span: Span) -> Finding:
    return Finding(
        codes.WRONG_TARGET,
        Message(f"`{word}` 不是条款", f"`{word}` is not a provision"),
        Label(span),
        help=Message("写成 `文件/条款`，例如 `CQ2021/五(二)-2`", "write `DOCUMENT/ADDRESS`"),
    )


def excludes_schemes(word: str, span: Span) -> Finding:
    return Finding(
        codes.WRONG_TARGET,
        Message(f"`排除` 要救助项目，`{word}` 是条款", f"`excludes` takes schemes, not `{word}`"),
        Label(span),
        help=Message("写救助项目的名称", "name the scheme"),
    )


def not_in_sight(name: ast.Name, entry: Entry, owner: str, subject: str) -> Finding:
    return Finding(
        codes.NOT_IN_SIGHT,
        Message(
            f"`{name.text}` 属于{owner}，从{subject}看不到",
            f"`{name.text}` belongs to `{owner}` and cannot be seen from `{subject}`",
        ),
        Label(name.span),
        (Label(entry.span, _DECLARED),),
        Message(
            f"只能看到{subject}自己、包含它的实体和地区的事实；"
            f"看它里面的要用 `计数`、`合计`、`存在` 或 `每个`",
            "only its own facts, those of what contains it and of the area are in sight; "
            "look inside with `count`, `sum`, `exists` or `every`",
        ),
    )


def not_inside(name: ast.Name, subject: str) -> Finding:
    return Finding(
        codes.NOT_IN_SIGHT,
        Message(
            f"{subject}里面和它的上级里面都没有 `{name.text}`",
            f"neither `{subject}` nor anything that contains it has `{name.text}` inside",
        ),
        Label(name.span),
        help=Message(
            f"在 `实体 {name.text}` 下写 `属于`，说明它在谁里面",
            f"say with `of` under `entity {name.text}` what it is inside",
        ),
    )


def _did_you_mean(near: str | None) -> Message | None:
    return None if near is None else Message(f"是不是 `{near}`？", f"did you mean `{near}`?")
