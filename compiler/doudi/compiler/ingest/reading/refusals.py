"""Why a file is not read, each in one sentence."""

from __future__ import annotations

from typing import Final

from doudi.compiler.ingest.reading.model import Refused
from doudi.policy_dsl.diagnostics.model import Message

_MEGABYTE: Final = 1_000_000


def _refused(zh: str, en: str) -> Refused:
    return Refused(Message(zh, en))


def empty(name: str) -> Refused:
    return _refused(f"`{name}` 是空的", f"`{name}` is empty")


def too_large(name: str, limit: int) -> Refused:
    size = limit // _MEGABYTE
    return _refused(
        f"`{name}` 超过 {size} MB，不像一份通知；请只给通知本身",
        f"`{name}` is larger than {size} MB and hardly a notice; give the notice alone",
    )


def too_much_text(name: str, limit: int) -> Refused:
    return _refused(
        f"`{name}` 的文字超过 {limit // _MEGABYTE} MB，不像一份通知",
        f"`{name}` holds more than {limit // _MEGABYTE} MB of text and is hardly a notice",
    )


def not_a_file(name: str) -> Refused:
    return _refused(f"`{name}` 不是普通文件", f"`{name}` is not a regular file")


def undecodable(name: str, offset: int, byte: int) -> Refused:
    return _refused(
        f"`{name}` 既不是 UTF-8 也不是 GB18030：第 {offset} 个字节（从 0 数起）0x{byte:02X} "
        "读不出字；请用 --encoding 写明编码",
        f"`{name}` is neither UTF-8 nor GB18030: byte 0x{byte:02X} at offset {offset} (from 0) "
        "begins no character; name the encoding with --encoding",
    )


def damaged_utf8(name: str, offset: int, byte: int) -> Refused:
    return _refused(
        f"`{name}` 是 UTF-8，但第 {offset} 个字节（从 0 数起）0x{byte:02X} 坏了；请重新取得原件",
        f"`{name}` is UTF-8, and byte 0x{byte:02X} at offset {offset} (from 0) is damaged; "
        "get the file anew",
    )


def not_in_encoding(name: str, encoding: str, offset: int) -> Refused:
    return _refused(
        f"`{name}` 不是 {encoding}：第 {offset} 个字节（从 0 数起）读不出字",
        f"`{name}` is not {encoding}: what stands at offset {offset} is no character of it",
    )


def unknown_encoding(encoding: str) -> Refused:
    return _refused(
        f"没有 `{encoding}` 这种编码；例如 utf-8、gb18030、big5",
        f"there is no encoding `{encoding}`; for example utf-8, gb18030, big5",
    )


def declared_encoding(name: str, encoding: str) -> Refused:
    return _refused(
        f"网页 `{name}` 自称是 {encoding}；确认后加上 --encoding {encoding}",
        f"the page `{name}` says it is {encoding}; if it is, add --encoding {encoding}",
    )


def no_text_format(name: str, what: Message) -> Refused:
    return _refused(
        f"`{name}` 是{what.zh}；能读的是纯文本、HTML、DOCX 和有文字层的 PDF",
        f"`{name}` is {what.en}; what can be read is plain text, HTML, DOCX, and PDF with text",
    )


def no_character(name: str, offset: int) -> Refused:
    return _refused(
        f"`{name}` 不是文本：第 {offset} 个字节（从 0 数起）是 NUL",
        f"`{name}` is no text: the byte at offset {offset} (from 0) is NUL",
    )


def broken(name: str, format_: str) -> Refused:
    return _refused(
        f"`{name}` 不是完好的 {format_} 文件，读不出内容",
        f"`{name}` is no sound {format_} file; nothing can be read from it",
    )


def bomb(name: str) -> Refused:
    return _refused(
        f"`{name}` 解压后大得不像一份通知，没有打开（可能是压缩炸弹）",
        f"`{name}` would unpack to far more than a notice and was not opened (a zip bomb?)",
    )


def locked(name: str) -> Refused:
    return _refused(
        f"`{name}` 设了密码；请给没有密码的文件",
        f"`{name}` is locked with a password; give one without",
    )


def no_text_layer(name: str) -> Refused:
    return _refused(
        f"PDF `{name}` 没有文字层，是扫描件；请先做文字识别并校对，再给识别出的文本",
        f"the PDF `{name}` has no text layer: it is a scan; recognise and proofread it first, "
        "and give the text",
    )


def no_words(name: str) -> Refused:
    return _refused(f"`{name}` 里没有文字", f"there are no words in `{name}`")


def missing_library(name: str, library: str) -> Refused:
    return _refused(
        f"读 `{name}` 需要 `{library}`，尚未安装；请运行 pip install 'doudi[ingest]'",
        f"reading `{name}` needs `{library}`, which is not installed; run: "
        "pip install 'doudi[ingest]'",
    )
