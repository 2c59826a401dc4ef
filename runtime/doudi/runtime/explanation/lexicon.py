"""The names that a program gives its things, in the reader's language.

Takes a program and a language; gives look-ups by id. In English a thing is called by its
name in full, where the rules give one; without English, by its id with blanks for underscores.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from string import ascii_lowercase
from typing import Final

from doudi.runtime.explanation.punctuation import pair
from doudi.runtime.explanation.remembered import ByIdentity, ByKey, Content, Granted, Within
from doudi.runtime.explanation.tree import Block, Lang
from doudi.runtime.facts.kept import kept
from doudi.runtime.program.declarations import (
    Area,
    Document,
    Entity,
    Fact,
    Program,
    Provision,
    Scheme,
    Standard,
    Term,
    Text,
)
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import Type
from doudi.runtime.trace import Step, SubjectKey

_KEPT: Final = 16_384  # addresses and ids
_UNCHECKED: Final = "未核"  # an address of ours where the regulation's article is not known

AREA: Final = "area"  # the entity whose subjects are areas


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The names, and what was said with them before.

    `phrases`, `types`, `within`: what expressions are called, of what type they are, and what they
    have in them. `titles`, `behind`, `granted`: what provisions are called, the sentences behind
    them, and what they take for granted. `contents`: what steps say. `steps`, `subjects`: which
    content a step has, and what its people are called; each letter has its own, see `of_a_letter`.
    """

    lang: Lang
    entities: Mapping[str, Entity]
    facts: Mapping[str, Fact]
    terms: Mapping[str, Term]
    schemes: Mapping[str, Scheme]
    standards: Mapping[str, Standard]
    documents: Mapping[str, Document]
    provisions: Mapping[str, Provision]
    areas: Mapping[str, Area]
    options: Mapping[str, Text]
    precedence: tuple[str, ...]
    phrases: ByIdentity[Expr, str] = field(default_factory=ByIdentity)
    types: ByIdentity[Expr, Type] = field(default_factory=ByIdentity)
    within: ByIdentity[Expr, Within] = field(default_factory=ByIdentity)
    titles: ByKey[ProvisionId, str] = field(default_factory=ByKey)
    behind: ByKey[tuple[ProvisionId, bool], tuple[Block, ...]] = field(default_factory=ByKey)
    granted: ByKey[tuple[tuple[ProvisionId, ...], bool], Granted] = field(default_factory=ByKey)
    contents: ByKey[Hashable, Content] = field(default_factory=ByKey)
    steps: ByIdentity[Step, Content] = field(default_factory=ByIdentity)
    subjects: ByKey[SubjectKey, str] = field(default_factory=ByKey)


def lexicon(program: Program, lang: Lang) -> Lexicon:
    """The same one for the same program, as long as few others come between."""
    return _CHINESE(program) if lang == "zh" else _ENGLISH(program)


def of_a_letter(program: Program, lang: Lang) -> Lexicon:
    """The same names; what is said of the steps of one trace goes with its letter."""
    names = lexicon(program, lang)
    return replace(names, steps=ByIdentity(), subjects=ByKey())


def _lexicon(program: Program, lang: Lang) -> Lexicon:
    return Lexicon(
        lang,
        {it.id: it for it in program.entities},
        {it.id: it for it in program.facts},
        {it.id: it for it in program.terms},
        {it.id: it for it in program.schemes},
        {it.id: it for it in program.standards},
        {it.id: it for it in program.documents},
        {it.id: it for it in program.provisions},
        {it.code: it for it in program.areas},
        {id_: text for choice in program.choices for id_, text in choice.options},
        tuple(it.name for it in program.precedence),
    )


_CHINESE: Final = kept(partial(_lexicon, lang="zh"))
_ENGLISH: Final = kept(partial(_lexicon, lang="en"))


def entity(names: Lexicon, id_: str) -> str:
    found = names.entities.get(id_)
    return _name(names, found.name if found else None, id_)


def fact(names: Lexicon, id_: str) -> str:
    found = names.facts.get(id_)
    return _name(names, found.name if found else None, id_)


def term(names: Lexicon, id_: str) -> str:
    return _called(names, names.terms.get(id_), id_)


def scheme(names: Lexicon, id_: str) -> str:
    return _called(names, names.schemes.get(id_), id_)


def standard(names: Lexicon, id_: str) -> str:
    return _called(names, names.standards.get(id_), id_)


def option(names: Lexicon, id_: str) -> str:
    return _name(names, names.options.get(id_), id_)


def plural(noun: str) -> str:
    """Of an English name."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def options(names: Lexicon, ids: Iterable[str]) -> str:
    return listed([option(names, it) for it in ids], names.lang)


def either(names: Lexicon, ids: Iterable[str]) -> str:
    """Options of which one will do."""
    texts = dict.fromkeys(option(names, it) for it in ids)
    return ("或" if names.lang == "zh" else " or ").join(texts)


def area(names: Lexicon, code: str) -> str:
    """An area under its own name, with its parent's before it as an address has it."""
    found = names.areas.get(code)
    if found is None:
        return code
    parent = names.areas.get(found.parent) if found.parent else None
    above = f"{parent.name}" if parent is not None and parent.parent is not None else ""
    return found.name if found.name.startswith(above) else f"{above}{found.name}"


def question(names: Lexicon, id_: str) -> str:
    found = names.facts.get(id_)
    if found is None:
        return ""
    zh, en = found.question.zh, found.question.en
    return zh if names.lang == "zh" else en or zh


def subject(names: Lexicon, entity_id: str, id_: str) -> str:
    """`成员 p1`; a lone household is `该家庭`; an id that is a name stands alone."""
    key = (entity_id, id_)
    known = names.subjects.get(key)
    return names.subjects.keep(key, _subject(names, entity_id, id_)) if known is None else known


def _subject(names: Lexicon, entity_id: str, id_: str) -> str:
    if entity_id == AREA:
        return area(names, id_)
    kind = entity(names, entity_id)
    if not id_.isascii():
        return id_
    if id_ in ("", entity_id):
        return f"该{kind}" if names.lang == "zh" else f"the {kind}"
    return f"{kind} {id_}"


def before_word(who: str, lang: Lang) -> str:
    """Set off by a blank where a Latin id would touch the Chinese word after it."""
    return f"{who} " if lang == "zh" and who[-1:].isascii() else who


def before_name(who: str, lang: Lang) -> str:
    """Set off by a blank, so that one sees where a name ends; `该家庭` needs none."""
    return f"{who} " if lang == "zh" and not who.startswith("该") else who


def about(who: str, text: str, lang: Lang) -> str:
    """`成员 p1：几周岁？`."""
    return pair(who, text, lang) if who else text


def clause(names: Lexicon, id_: ProvisionId) -> str:
    """A provision as a letter cites it: document by title and number, then the address."""
    document_id, _, address = id_.partition("/")
    return cited(names, document_id, address)


@lru_cache(_KEPT)
def short(id_: ProvisionId, lang: Lang) -> str:
    """`CQ2021 五(二)第2句`, where the letter names the document elsewhere."""
    document_id, _, address = id_.partition("/")
    return joined(document_id, place(address, lang))


def cited(names: Lexicon, document_id: str, address: str) -> str:
    document = names.documents.get(document_id)
    if document is None:
        return f"{document_id}/{address}"
    number = f"（{document.number}）" if document.number else ""
    where = place(address, names.lang)
    gap = "" if names.lang == "zh" or where.startswith(" ") else " "
    return f"《{document.title}》{number}{gap}{where}"


@lru_cache(_KEPT)
def place(address: str, lang: Lang = "zh") -> str:
    """`五(二)-2` as 五(二)第2句; an article `9-1` as 第9条第1句, `47a` as 第47条.

    In English `五(二) sentence 2`, `art. 9 sentence 1`, `art. 47`.
    """
    section, _, sentence = address.rstrip(ascii_lowercase).partition("-")
    zh = lang == "zh"
    if section.startswith(_UNCHECKED):
        return "（条次未核）" if zh else " (article not checked)"
    article = f"第{section}条" if zh else f"art. {section}"
    head = article if section.isdigit() else section
    if not sentence:
        return head
    return f"{head}第{sentence}句" if zh else f"{head} sentence {sentence}"


def joined(document_id: str, where: str) -> str:
    """`CQ2021 五(二)第2句`; a bracket stands close to the id."""
    return document_id + where if where.startswith(("（", " ")) else f"{document_id} {where}"


def shorts(ids: Iterable[ProvisionId], lang: Lang) -> str:
    """`CQ2021 五(二)第2句、五(三)第1句；MZ2021 第4条`."""
    known: dict[str, list[str]] = {}
    for it in ids:
        document_id, _, address = it.partition("/")
        known.setdefault(document_id, []).append(place(address, lang))
    between = "、" if lang == "zh" else ", "
    texts = [joined(key, between.join(dict.fromkeys(places))) for key, places in known.items()]
    return ("；" if lang == "zh" else "; ").join(texts)


def listed(texts: Iterable[str], lang: Lang) -> str:
    """Each once, in order, joined as a sentence joins them."""
    once = list(dict.fromkeys(texts))
    if lang == "zh":
        return "、".join(once)
    return once[0] if len(once) == 1 else ", ".join(once[:-1]) + " and " + once[-1] if once else ""


def clauses(names: Lexicon, ids: Iterable[ProvisionId]) -> str:
    """Several provisions, each document's title written once."""
    known: dict[str, list[str]] = {}
    for it in ids:
        document_id, _, address = it.partition("/")
        known.setdefault(document_id, []).append(address)
    texts: list[str] = []
    for document_id, addresses in known.items():
        first = ProvisionId(f"{document_id}/{addresses[0]}")
        rest = [place(it, names.lang) for it in addresses[1:]]
        between = "、" if names.lang == "zh" else ", "
        texts.append(between.join(dict.fromkeys([clause(names, first), *rest])))
    return "；".join(texts) if names.lang == "zh" else "; ".join(texts)


def _called(names: Lexicon, it: Term | Scheme | Standard | None, id_: str) -> str:
    """In Chinese by the short name, which is the notices' own; in English that is an author's."""
    if it is None:
        return id_
    return _name(names, it.name if names.lang == "zh" or not it.label.en else it.label, id_)


def _name(names: Lexicon, text: Text | None, id_: str) -> str:
    if text is None:
        return id_
    return text.zh if names.lang == "zh" else (text.en or id_).replace("_", " ")
