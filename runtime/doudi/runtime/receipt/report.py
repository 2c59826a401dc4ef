"""What became of receipts, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from doudi.runtime.canonical import Json
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.facts.convert import shown
from doudi.runtime.receipt.differences import Absent, Side
from doudi.runtime.receipt.verify import Result, Told, Verification

SCHEMA: Final = "doudi-verification/1"

_RESULTS: Final[Mapping[Result, tuple[str, str]]] = {
    "verified": ("核验通过", "verified"),
    "differs": ("与重算不符", "differs"),
    "refused": ("不予认可", "refused"),
    "unchecked": ("无法核验", "not checked"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt by the name that its reader gave it."""

    name: str
    verification: Verification


def as_lines(checked: Sequence[Checked], lang: Lang) -> Iterator[str]:
    for it in checked:
        yield from _lines(it, lang)
    if len(checked) > 1:
        yield _summary(checked, lang)


def as_json(checked: Sequence[Checked]) -> Json:
    counts = Counter(it.verification.result for it in checked)
    return {
        "schema": SCHEMA,
        "receipts": [{"receipt": it.name, **_json(it.verification)} for it in checked],
        "totals": {result: counts[result] for result in _RESULTS},
    }


def printable(text: str) -> str:
    """What strangers wrote, without signs that would move a terminal's cursor."""
    return "".join(it if it.isprintable() else "�" for it in text)


def _lines(checked: Checked, lang: Lang) -> Iterator[str]:
    found = checked.verification
    head = choose(lang, *_RESULTS[found.result])
    name = printable(checked.name)
    yield choose(lang, f"{name}：{head}", f"{name}: {head}")
    yield from (f"  {it.in_(lang)}" for it in found.problems)
    for told in found.differences:
        yield printable(f"  {choose(lang, told.zh, told.en)}  [{told.difference.place}]")
    more = found.count - len(found.differences)
    if more:
        yield choose(lang, f"  另有 {more} 处不同", f"  {more} more differences")
    yield from (f"  {it}" for it in _about(found, lang))


def _about(found: Verification, lang: Lang) -> Iterator[str]:
    if found.result == "verified":
        yield choose(lang, "重新决定，逐字节相同", "decided again, the same byte for byte")
    if found.contradictions:
        yield choose(
            lang,
            f"所据事实自相矛盾（{found.contradictions} 处，决定里已写明）：改正前不可依靠",
            f"contradictions among its facts: {found.contradictions}, named in the decision; "
            "do not rely on it until they are put right",
        )
    if found.result in ("verified", "differs"):
        yield choose(
            lang,
            f"评估日 {found.as_of}，规则包 {found.bundle_hash}",
            f"date {found.as_of}, bundle {found.bundle_hash}",
        )
        if found.engine != found.verifier:
            yield choose(
                lang,
                f"由 doudi {shown(found.engine)} 写成，由 doudi {found.verifier} 重算",
                f"made by doudi {shown(found.engine)}, decided again by doudi {found.verifier}",
            )
        yield _signer(found, lang)


def _signer(found: Verification, lang: Lang) -> str:
    if not found.signer:
        return choose(lang, "没有签名：出自何人，无从得知", "not signed: nobody stands behind it")
    if found.trusted:
        return choose(
            lang,
            f"由所信任的密钥签名，指纹 {found.signer}",
            f"signed by a trusted key, fingerprint {found.signer}",
        )
    return choose(
        lang,
        f"有签名，指纹 {found.signer}；是谁的密钥，用 `--trust` 核对",
        f"signed, fingerprint {found.signer}; whose key it is, `--trust` can tell",
    )


def _summary(checked: Sequence[Checked], lang: Lang) -> str:
    counts = Counter(it.verification.result for it in checked)
    said = [
        choose(lang, f"{zh} {counts[result]}", f"{counts[result]} {en}")
        for result, (zh, en) in _RESULTS.items()
        if counts[result]
    ]
    listed = choose(lang, "，", ", ").join(said)
    return choose(lang, f"共 {len(checked)} 份：{listed}", f"{len(checked)} receipts: {listed}")


def _json(found: Verification) -> dict[str, Json]:
    return {
        "result": found.result,
        "hash": found.hash or None,
        "bundle_hash": found.bundle_hash or None,
        "as_of": found.as_of or None,
        "engine": found.engine or None,
        "verifier": found.verifier,
        "signer": {"fingerprint": found.signer, "trusted": found.trusted} if found.signer else None,
        "pseudonyms": found.pseudonyms,
        "contradictions": found.contradictions,
        "problems": [{"path": it.path, "zh": it.zh, "en": it.en} for it in found.problems],
        "differences": {"count": found.count, "shown": [_told(it) for it in found.differences]},
    }


def _told(told: Told) -> Json:
    it = told.difference
    return {
        "path": it.place,
        **_side("was", it.was),
        **_side("now", it.now),
        "zh": told.zh,
        "en": told.en,
    }


def _side(name: str, side: Side) -> dict[str, Json]:
    """Left out where there is nothing."""
    return {} if isinstance(side, Absent) else {name: side}
