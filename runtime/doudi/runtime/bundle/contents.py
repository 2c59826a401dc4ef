"""What is in a bundle, as lines for people and as JSON with a version in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from doudi.runtime.bundle.format import FORMAT
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.canonical import Json
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.program.declarations import Document, Program, Text

SCHEMA: Final = "doudi-show/1"

_KINDS: Final = (
    ("documents", "文件"),
    ("provisions", "条款"),
    ("schemes", "救助项目"),
    ("standards", "标准"),
    ("facts", "事实"),
    ("terms", "用语"),
    ("entities", "实体"),
    ("choices", "选项表"),
    ("authorities", "机关"),
    ("ranks", "位阶等级"),
    ("areas", "地区"),
    ("axioms", "公理"),
    ("disjoints", "互斥"),
)


def as_json(loaded: Loaded) -> Mapping[str, Json]:
    """What `--format json` prints."""
    program = loaded.program
    provisions = Counter(it.document for it in program.provisions)
    return {
        "schema": SCHEMA,
        "format": FORMAT,
        "hash": loaded.hash,
        "counts": _counts(program),
        "documents": [
            {
                "id": it.id,
                "title": it.title,
                "number": it.number,
                "version": it.version,
                "meaning": it.meaning,
                "notice": it.notice,
                "in_force_from": it.force.start.isoformat(),
                "in_force_to": it.force.end.isoformat() if it.force.end else None,
                "provisions": provisions[it.id],
            }
            for it in program.documents
        ],
        "schemes": [{"id": it.id, **_names(it.name)} for it in program.schemes],
        "standards": [
            {"id": it.id, **_names(it.name), "rows": len(it.rows)} for it in program.standards
        ],
    }


def _counts(program: Program) -> dict[str, Json]:
    return {name: len(getattr(program, name)) for name, _ in _KINDS}


def _names(name: Text) -> dict[str, Json]:
    return {"zh": name.zh, "en": name.en}


def as_lines(loaded: Loaded, lang: Lang) -> Iterator[str]:
    program = loaded.program
    yield choose(lang, f"规则包 {loaded.hash}", f"bundle {loaded.hash}")
    counts = _counts(program)
    yield choose(
        lang,
        "，".join(f"{zh} {counts[name]}" for name, zh in _KINDS),
        ", ".join(f"{counts[name]} {name}" for name, _ in _KINDS),
    )
    provisions = Counter(it.document for it in program.provisions)
    yield from ("", choose(lang, "文件", "documents"))
    for document in program.documents:
        yield from _document_lines(document, provisions[document.id], lang)
    yield from ("", choose(lang, "救助项目", "schemes"))
    for scheme in program.schemes:
        yield f"  {_said(scheme.name, scheme.id, lang)}"
    yield from ("", choose(lang, "标准", "standards"))
    for standard in program.standards:
        known = sum(row.amount is not None for row in standard.rows)
        rows = len(standard.rows)
        yield f"  {_said(standard.name, standard.id, lang)}" + choose(
            lang, f"：{rows} 行，其中 {known} 行有数额", f": {rows} rows, {known} with a figure"
        )


def _document_lines(document: Document, provisions: int, lang: Lang) -> Iterator[str]:
    force = document.force
    until = force.end.isoformat() if force.end else choose(lang, "未定", "no stated end")
    number = f"{document.number}{choose(lang, '，', ', ')}" if document.number else ""
    yield f"  {document.id}  {document.version}  {document.title}"
    yield "      " + choose(
        lang,
        f"{number}{force.start} 至 {until} 施行，条款 {provisions}",
        f"{number}in force {force.start} to {until}, {provisions} provisions",
    )
    if document.meaning:
        yield "      " + choose(lang, f"含义 {document.meaning}", f"meaning {document.meaning}")


def _said(name: Text, id_: str, lang: Lang) -> str:
    return choose(lang, f"{name.zh}（{id_}）", f"{name.en or id_} ({name.zh})")
