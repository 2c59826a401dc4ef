"""`versions.lock`: for every released version of a document, what it meant.

One line each, sorted, so that two people's releases merge like any text:

    CQ2021 1.0.0 sha256:5f1d…

Takes and gives text and values; reading and writing files is left to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NewType, TypeAlias

from doudi.compiler.versions import errors
from doudi.compiler.versions.meaning import Meaning
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span

FILE_NAME: Final = "versions.lock"
_HEAD: Final = (
    "# 各文件已发布版本的含义，由 `doudi lock` 登记。\n"
    "# What each released version of a document means, recorded by `doudi lock`.\n"
)
_LINE: Final = re.compile(
    r"(?P<document>[A-Z]+[0-9]{4}[A-Z]?) (?P<version>(?=[0-9.]{1,40} )[0-9]+(?:\.[0-9]+)+) "
    r"(?P<hash>sha256:[0-9a-f]{64})"
)

Release: TypeAlias = tuple[str, str]  # document, version
Hash = NewType("Hash", str)


@dataclass(frozen=True, slots=True)
class Recorded:
    hash: Hash
    span: Span


@dataclass(frozen=True, slots=True)
class Lock:
    releases: Mapping[Release, Recorded]


EMPTY: Final = Lock({})


def read_lock(source: Source) -> Found[Lock]:
    releases: dict[Release, Recorded] = {}
    found: list[Finding] = []
    start = 0
    for line in source.text.split("\n"):
        text = line.rstrip("\r")
        span = Span(source, start, start + len(text))
        start += len(line) + 1
        if not text.strip() or text.startswith("#"):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            found.append(errors.no_release(span))
            continue
        release = match["document"], match["version"]
        recorded = Recorded(Hash(match["hash"]), span)
        first = releases.setdefault(release, recorded)
        if first.hash != recorded.hash:
            found.append(errors.recorded_twice(release, first.span, span))
    return Found(Lock(releases), tuple(found))


def write_lock(lock: Lock, new: tuple[Meaning, ...]) -> str:
    """The lock with the releases it lacks. One that is recorded is never changed."""
    hashes = {release: recorded.hash for release, recorded in lock.releases.items()}
    for meaning in new:
        hashes.setdefault((meaning.document, meaning.version), Hash(meaning.hash))
    lines = [
        f"{document} {version} {hashes[document, version]}\n"
        for document, version in sorted(
            hashes, key=lambda release: (release[0], _numbers(release[1]))
        )
    ]
    return _HEAD + "".join(lines)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(it) for it in version.split("."))
