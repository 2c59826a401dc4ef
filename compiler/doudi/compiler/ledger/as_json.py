"""The ledger for programs: `doudi-ledger/1`, the same in either language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from doudi.compiler.ledger.model import DocumentLedger, Ledger, Sentence, counts
from doudi.compiler.ledger.shares import shares

SCHEMA: Final = "doudi-ledger/1"


def as_json(ledger: Ledger) -> str:
    whole = {
        "schema": SCHEMA,
        "documents": [_document(it) for it in ledger.documents],
        "totals": _totals(ledger.sentences),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _document(it: DocumentLedger) -> dict[str, Any]:
    return {
        "id": it.document,
        "title": it.title,
        "number": it.number or None,
        "headings": it.headings,
        "sentences": [_sentence(each) for each in it.sentences],
        "provisions": [
            {"id": rule.id, "title": rule.title, "file": rule.file, "line": rule.line}
            for rule in it.rules
        ],
        "totals": _totals(it.sentences),
    }


def _sentence(it: Sentence) -> dict[str, Any]:
    return {
        "address": it.address,
        "text": it.text,
        "class": it.sentence_class,
        "provisions": list(it.provisions),
        "quoted_percent": it.share,
        "reason": it.reason or None,
        "to": it.addressee or None,
    }


def _totals(sentences: Iterable[Sentence]) -> dict[str, Any]:
    counted = counts(sentences)
    percent = shares(tuple(counted.values()))
    return {
        "sentences": sum(counted.values()),
        "classes": {
            name: {"count": count, "percent": part}
            for (name, count), part in zip(counted.items(), percent, strict=True)
        },
    }
