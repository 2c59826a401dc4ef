"""Bundle ▶ program: read whole and in memory, checked in every field, or refused with one sentence.

What comes out was written by `write`, byte for byte: a bundle that was touched, or
that another version of the format made, is never half understood.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from doudi.runtime.bundle.check import check
from doudi.runtime.bundle.decode import decode
from doudi.runtime.bundle.errors import BundleError
from doudi.runtime.bundle.format import FAMILY, FORMAT, MAX_BYTES, MAX_DEPTH, VERSION
from doudi.runtime.bundle.misfit import Misfit
from doudi.runtime.bundle.write import frame
from doudi.runtime.canonical import dumps, fingerprint
from doudi.runtime.causes import cause
from doudi.runtime.program.declarations import Program
from doudi.runtime.strict_json import Refused, check_depth, read_json, read_text

_NUMBERED = re.compile(re.escape(FAMILY) + r"([0-9]{1,9})")
_AGAIN_ZH = "请用 `doudi build` 重新生成，或重新取得原文件"
_AGAIN_EN = "build it again with `doudi build`, or fetch the original file again"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A program with the hash that decisions name it by."""

    program: Program
    hash: str


def load(path: Path | str) -> Loaded:
    """The bundle of a file."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        zh, en = cause(error)
        raise BundleError(
            f"规则包 `{path}` 打不开：{zh}", f"the bundle `{path}` cannot be opened: {en}"
        ) from None
    return read_bundle(data)


def read(data: bytes) -> Program:
    return read_bundle(data).program


def read_bundle(data: bytes) -> Loaded:
    """The program of these bytes; the very one that was read of them just before."""
    return _checked(bytes(data))


@lru_cache(2)  # a batch is handed the bytes of what its command has read, a comparison two
def _checked(data: bytes) -> Loaded:
    value = _json(data)
    if not isinstance(value, dict) or not isinstance(value.get("format"), str):
        raise BundleError(
            f"这不是规则包：缺少 `format`；{_AGAIN_ZH}",
            f"this is no bundle: it lacks `format`; {_AGAIN_EN}",
        )
    _check_format(value["format"])
    stated, content = value.get("hash"), value.get("program")
    if value.keys() != {"format", "hash", "program"} or not isinstance(stated, str):
        raise BundleError(
            f"规则包应当只有 `format`、`hash`、`program` 三项；{_AGAIN_ZH}",
            f"a bundle has `format`, `hash` and `program`, and nothing else; {_AGAIN_EN}",
        )
    body = _bytes(content)
    actual = fingerprint(body)
    if stated != actual:
        raise BundleError(
            f"规则包的内容与其 `hash` 不符，文件已被改动或损坏；{_AGAIN_ZH}",
            f"the bundle's content does not match its `hash`: it was changed or damaged; "
            f"{_AGAIN_EN}",
        )
    if frame(body) != data:
        _explain(data)
        raise BundleError(
            f"规则包不是规范写法（空格、换行、键的次序或转义不同），可能被编辑器重新保存过；{_AGAIN_ZH}",
            "the bundle is not in canonical form (blanks, order of keys or escapes differ), "
            f"perhaps an editor saved it again; {_AGAIN_EN}",
        )
    return Loaded(_program(content), actual)


def _json(data: bytes) -> object:
    try:
        text = read_text(data, MAX_BYTES)
        try:
            value: object = json.loads(text)  # the plain reader is the fast one
        except (ValueError, RecursionError):
            return read_json(text, MAX_DEPTH)  # this one says why
        check_depth(value, MAX_DEPTH)
    except Refused as refused:
        raise BundleError(
            f"规则包无法读取：{refused.zh}；{_AGAIN_ZH}",
            f"the bundle cannot be read: {refused.en}; {_AGAIN_EN}",
        ) from None
    return value


def _explain(data: bytes) -> None:
    """Bytes that are not canonical may hide a key given twice, which deserves its own words."""
    try:
        read_json(read_text(data, MAX_BYTES), MAX_DEPTH)
    except Refused as refused:
        raise BundleError(
            f"规则包无法读取：{refused.zh}；{_AGAIN_ZH}",
            f"the bundle cannot be read: {refused.en}; {_AGAIN_EN}",
        ) from None


def _check_format(stated: str) -> None:
    if stated == FORMAT:
        return
    if match := _NUMBERED.fullmatch(stated):
        number = match[1]
        if int(number) > VERSION:
            raise BundleError(
                f"规则包由较新的 doudi 生成（格式 {number}，本程序读格式 {VERSION}）；请升级 doudi",
                f"the bundle was made by a newer version of doudi (format {number}, this one "
                f"reads format {VERSION}); upgrade doudi",
            )
        raise BundleError(
            f"规则包的格式 {number} 已不再支持（本程序读格式 {VERSION}）；{_AGAIN_ZH}",
            f"the bundle has format {number}, which is no longer read (this one reads format "
            f"{VERSION}); {_AGAIN_EN}",
        )
    raise BundleError(
        f"这不是规则包：`format` 应为 `{FORMAT}`；{_AGAIN_ZH}",
        f"this is no bundle: `format` should be `{FORMAT}`; {_AGAIN_EN}",
    )


def _bytes(content: object) -> bytes:
    try:
        return dumps(content)
    except ValueError:  # NaN, or half a surrogate pair
        raise BundleError(
            f"规则包里有不成其为数的数，或残缺的字符；{_AGAIN_ZH}",
            f"the bundle holds a number that is none, or half a character; {_AGAIN_EN}",
        ) from None


def _program(content: object) -> Program:
    try:
        program = decode(content)
        check(program)
    except Misfit as misfit:
        place = f"program{misfit.path}"
        raise BundleError(
            f"规则包在 {place} 处{misfit.zh}；{_AGAIN_ZH}",
            f"the bundle at {place} {misfit.en}; {_AGAIN_EN}",
        ) from None
    return program
