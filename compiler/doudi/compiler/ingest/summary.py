"""What an ingest found, for people and for programs (`doudi-ingest/1`)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from doudi.compiler.ingest.draft import Waiting
from doudi.compiler.ingest.ingest import Incoming, Ingested
from doudi.compiler.ingest.metadata.head import Head, Said
from doudi.compiler.ingest.recognise.model import IN_CHINESE, KINDS, Kind
from doudi.compiler.notices.normalisation import DropLine, Step
from doudi.policy_dsl.diagnostics.model import Finding, Lang, Message

SCHEMA: Final = "doudi-ingest/1"
_IN_ENGLISH: Final[dict[Kind, str]] = {
    "norm": "norms",
    "amount": "amounts",
    "multiple": "multiples",
    "percentage": "percentages",
    "deadline": "deadlines",
    "group": "groups",
    "place": "places",
    "fund": "funds",
    "benefit": "benefits",
    "document": "documents",
}


def as_json(
    it: Incoming,
    made: Ingested,
    findings: Iterable[Finding],
    written: Iterable[str],
    kept: Iterable[str],
    lang: Lang,
) -> str:
    said = made.head
    whole = {
        "schema": SCHEMA,
        "lang": lang,
        "input": {
            "format": it.raw.format,
            "encoding": it.raw.encoding or None,
            "bytes": len(it.data),
            "sha256": hashlib.sha256(it.data).hexdigest(),
            "left_out": [each.in_(lang) for each in it.raw.left_out],
        },
        "folder": str(it.folder),
        "written": list(written),
        "kept": list(kept),
        "proposed": made.proposed,
        "steps": [_step(each) for each in made.steps],
        "document": made.document,
        "metadata": None if said is None else _metadata(said, made.ranks),
        "cites": [] if said is None else [each._asdict() for each in said.cites],
        "sections": [] if made.notice is None else _sections(made),
        "sentences": [_sentence(each) for each in made.sentences],
        "to_fill": list(made.to_fill),
        "findings": [_finding(each, lang) for each in findings],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_text(
    it: Incoming, made: Ingested, written: tuple[str, ...], kept: tuple[str, ...], lang: Lang
) -> str:
    return "".join(f"{each.in_(lang)}\n" for each in _told(it, made, written, kept))


def _told(
    it: Incoming, made: Ingested, written: tuple[str, ...], kept: tuple[str, ...]
) -> Iterator[Message]:
    files, same = ", ".join(written), ", ".join(kept)
    if written:
        yield Message(
            f"写入 {it.folder}：{files.replace(', ', '、')}", f"written to {it.folder}: {files}"
        )
    else:
        yield Message(f"{it.folder} 里的文件都没有变", f"nothing in {it.folder} has changed")
    if kept:
        yield Message(
            f"没有换掉：{same.replace(', ', '、')}（已有条款或登记）",
            f"not replaced: {same} (there is work in it)",
        )
    if it.raw.format == "text" and it.raw.encoding != "utf-8":
        yield Message(f"按 {it.raw.encoding} 读入", f"read as {it.raw.encoding}")
    yield from it.raw.left_out
    steps = len(made.steps)
    if made.proposed:
        yield Message(
            f"提议整理步骤 {steps} 步，见 notice.yaml，请逐条核对",
            f"{steps} steps are proposed in notice.yaml; look at each of them",
        )
    else:
        yield Message(f"按给定的 {steps} 个步骤整理", f"{steps} steps were taken as given")
    if made.head is not None:
        yield from _head(made.head)
    found = Counter(kind for each in made.sentences for kind in {r.kind for r in each.recognised})
    listed = [(kind, found[kind]) for kind in KINDS if found[kind]]
    zh = "、".join(f"{IN_CHINESE[kind]} {count} 句" for kind, count in listed)
    en = ", ".join(f"{_IN_ENGLISH[kind]} in {count}" for kind, count in listed)
    number = len(made.sentences)
    yield Message(
        f"正文 {number} 句" + (f"；认出 {zh}" if zh else ""),
        f"{number} sentences" + (f"; recognised: {en}" if en else ""),
    )
    if not kept:
        yield Message("每句都在 rules.policy 中待办", "each of them waits in rules.policy")
    if made.to_fill and not kept:
        yield Message(
            f"rules.policy 中有 {len(made.to_fill)} 处待填",
            f"{len(made.to_fill)} places in rules.policy are to be filled in (待填)",
        )


def _head(said: Head) -> Iterator[Message]:
    for zh, en, value in (
        ("标题", "title", said.title.value),
        ("文号", "number", said.number.value),
        ("发文机关", "issuer", said.issuer.value),
        ("印发", "issued", said.issued.isoformat() if said.issued else ""),
    ):
        yield Message(f"{zh}：{value or '没有找到'}", f"{en}: {value or 'not found'}")
    for it in said.cites:
        name = " ".join(filter(None, (it.title, it.number)))
        yield Message(f"引用：{name}", f"cites: {name} ({it.how})")


def _metadata(said: Head, ranks: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": _said(said.title),
        "number": _said(said.number),
        "issuer": _said(said.issuer),
        "area": said.speaks.area if said.issuer.value and said.speaks.area else None,
        "ranks": list(ranks),
        "issued": _day(said.issued),
        "published": _day(said.published),
        "in_force": _day(said.in_force),
    }


def _said(it: Said) -> dict[str, str] | None:
    return {"value": it.value, "where": it.where} if it.value else None


def _day(it: date | None) -> str | None:
    return None if it is None else it.isoformat()


def _step(it: Step) -> dict[str, str]:
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in type(it).__name__).lstrip("_")
    words = asdict(it)
    if isinstance(it, DropLine):
        words = {"line_kind": it.kind, "line": it.line}
    return {"step": name, **words}


def _sections(made: Ingested) -> list[dict[str, Any]]:
    if made.notice is None:
        return []
    return [
        {"address": it.address, "start": it.start, "end": it.end}
        for it in made.notice.outline.sections
    ]


def _sentence(it: Waiting) -> dict[str, Any]:
    return {
        "address": it.address,
        "text": it.text,
        "damaged": bool(it.damaged),
        "recognised": [
            {
                "kind": each.kind,
                "words": each.words,
                "start": each.start,
                "end": each.end,
                "sense": each.sense or None,
            }
            for each in it.recognised
        ],
    }


def _finding(it: Finding, lang: Lang) -> dict[str, Any]:
    span = it.primary.span
    line, column = span.source.position(span.start)
    return {
        "code": it.code.id,
        "file": span.source.name,
        "line": line,
        "column": column,
        "words": span.text,
        "message": it.headline.in_(lang),
        "help": None if it.help is None else it.help.in_(lang),
    }
