"""Bytes ▶ receipt: read whole and exactly as it was written, or refused with the reason.

The hash is looked at before anything is understood, so that a changed byte costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn, cast

from doudi.runtime.canonical import Json, canonical, fingerprint
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.convert import Unfit, day_of
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.receipt.contents import Asked
from doudi.runtime.receipt.errors import ReceiptError, refused, unchecked
from doudi.runtime.receipt.format import FAMILY, HASH, MAX_BYTES, MAX_DEPTH, SCHEMA, VERSION
from doudi.runtime.receipt.signature import ALGORITHM, Signature
from doudi.runtime.strict_json import Refused, read_json, read_text

_HEAD: Final = re.compile(rb'\{"hash":"(sha256:[0-9a-f]{64})","receipt":')
_TAIL: Final = re.compile(
    rb',"schema":"doudi-receipt/1"'
    rb'(?:,"signature":\{"algorithm":"ed25519","public_key":"([0-9a-f]{64})",'
    rb'"value":"([0-9a-f]{128})"\})?\}\n\Z'
)
_LONGEST_TAIL: Final = 400
_NUMBERED: Final = re.compile(re.escape(FAMILY) + r"([0-9]{1,9})")

_MEMBERS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "engine": str,
    "bundle_hash": str,
    "bundle": (dict, type(None)),
    "sources": list,
    "facts_hash": str,
    "facts": dict,
    "pseudonyms": bool,
    "as_of": str,
    "selection": dict,
    "decision": dict,
    "trace_hash": str,
}


@dataclass(frozen=True, slots=True, eq=False)
class Receipt:
    """`body`: the canonical bytes of `contents`; `hash` is theirs."""

    hash: str
    signature: Signature | None
    body: bytes
    contents: Mapping[str, Json]
    asked: Asked

    @property
    def bundle_hash(self) -> str:
        return str(self.contents["bundle_hash"])


def read_receipt(data: bytes) -> Receipt:
    """Raises ReceiptError. Whether the signature is right is for `signature` to say."""
    if len(data) > MAX_BYTES:
        size = f"{MAX_BYTES // 1_000_000} MB"
        raise unchecked(f"文件超过 {size}，不予读取", f"the file is larger than {size}")
    head = _HEAD.match(data)
    tail = _TAIL.search(data, max(0, len(data) - _LONGEST_TAIL))
    if head is None or tail is None:
        _explain(data)
    stated, body = head[1].decode(), data[head.end() : tail.start()]
    if fingerprint(body) != stated:
        raise _changed()
    contents = _contents(body)
    signature = None
    if tail[1] is not None:
        signature = Signature(tail[1].decode(), tail[2].decode())
    return Receipt(stated, signature, body, contents, _asked(contents))


def _contents(body: bytes) -> Mapping[str, Json]:
    try:
        value = read_json(read_text(body, MAX_BYTES), MAX_DEPTH)
    except Refused as error:
        raise unchecked(error.zh, error.en, "receipt") from None
    members = cast("Json", value)
    if not isinstance(members, dict):
        raise refused("应为一个对象", "should be one object", "receipt")
    if canonical(members) != body:
        raise _not_canonical()
    for name in sorted(_MEMBERS.keys() | members.keys()):
        if name not in members:
            raise refused(f"缺少 `{name}`", f"lacks `{name}`", "receipt")
        if name not in _MEMBERS:
            raise refused("凭证里没有这一项", "is no member of a receipt", name)
        if not isinstance(members[name], _MEMBERS[name]):
            raise refused("不是应有的样子", "is not what belongs there", name)
    for name in ("bundle_hash", "facts_hash", "trace_hash"):
        if not HASH.fullmatch(str(members[name])):
            raise refused("不是哈希", "is no hash", name)
    return members


def _asked(contents: Mapping[str, Json]) -> Asked:
    try:
        as_of = day_of(contents["as_of"])
    except Unfit as unfit:
        raise refused(unfit.zh, unfit.en, "as_of") from None
    asked = contents["selection"]
    if not isinstance(asked, dict) or asked.keys() != {"schemes", "subjects"}:
        raise _no_selection()
    schemes, subjects = (_texts(asked[name]) for name in ("schemes", "subjects"))
    selection = Selection(tuple(SchemeId(it) for it in schemes), subjects)
    return Asked(as_of, contents["pseudonyms"] is True, str(contents["engine"]), selection)


def _texts(value: Json) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(it, str) for it in value):
        return tuple(str(it) for it in value)
    raise _no_selection()


def _no_selection() -> ReceiptError:
    return refused(
        "应为 `schemes` 和 `subjects` 两个编号列表",
        "should be two lists of ids, `schemes` and `subjects`",
        "selection",
    )


def _explain(data: bytes) -> NoReturn:
    """Bytes that do not even begin and end as a receipt does."""
    try:
        value = read_json(read_text(data, MAX_BYTES), MAX_DEPTH)
    except Refused as error:
        raise unchecked(error.zh, error.en) from None
    if not isinstance(value, dict) or not isinstance(value.get("schema"), str):
        raise unchecked("这不是凭证：缺少 `schema`", "this is no receipt: it lacks `schema`")
    _check_schema(value["schema"])
    if not {"hash", "receipt"} <= value.keys() <= {"hash", "receipt", "schema", "signature"}:
        raise refused(
            "凭证应当只有 `hash`、`receipt`、`schema` 和可有可无的 `signature`",
            "a receipt has `hash`, `receipt`, `schema`, perhaps `signature`, and nothing else",
        )
    if fingerprint(canonical(value["receipt"])) != value["hash"]:
        raise _changed()
    if "signature" in value:
        _check_signature(value["signature"])
    raise _not_canonical()


def _check_schema(stated: str) -> None:
    if stated == SCHEMA:
        return
    match = _NUMBERED.fullmatch(stated)
    if match and int(match[1]) > VERSION:
        raise unchecked(
            f"凭证由较新的 doudi 写成（格式 {match[1]}，本程序读格式 {VERSION}）；请升级 doudi",
            f"made by a newer doudi (format {match[1]}, this one reads format {VERSION}); "
            "update doudi",
            "schema",
        )
    raise unchecked(f"应为 `{SCHEMA}`", f"should be `{SCHEMA}`", "schema")


def _check_signature(value: object) -> None:
    fits = (
        isinstance(value, dict)
        and value.keys() == {"algorithm", "public_key", "value"}
        and value["algorithm"] == ALGORITHM
        and re.fullmatch("[0-9a-f]{64}", str(value["public_key"]))
        and re.fullmatch("[0-9a-f]{128}", str(value["value"]))
    )
    if not fits:
        raise refused(
            f"不是 {ALGORITHM} 签名应有的样子",
            f"is not what a signature by {ALGORITHM} looks like",
            "signature",
        )


def _changed() -> ReceiptError:
    return refused(
        "内容与其哈希不符：凭证已被改动或损坏",
        "the content does not match its hash: the receipt was changed or damaged",
        "hash",
    )


def _not_canonical() -> ReceiptError:
    return refused(
        "不是规范写法（空格、换行、键的次序、数或转义不同），可能被编辑器重新保存过",
        "not in canonical form (blanks, order of keys, numbers or escapes differ); perhaps an "
        "editor saved it again",
    )
