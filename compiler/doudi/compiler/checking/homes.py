"""Where provisions stand: for every file the document its provisions belong to.

Takes the checked documents and the files; gives for each file its home. A document speaks
for its own file, and the one in `rules.policy` for the files beside it that have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from doudi.compiler.cache.keys import environment
from doudi.compiler.checking.vocabulary import Vocabulary, Word
from doudi.compiler.model.checked import Located
from doudi.compiler.model.interface import Frame, Interface, frame_of
from doudi.compiler.notices.notice import DECLARATION, RAW, Notice, read_notice
from doudi.compiler.ruleset.find import RuleFile
from doudi.compiler.ruleset.paths import inside
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.runtime.canonical import fingerprint
from doudi.runtime.program.declarations import Document, Force
from doudi.runtime.program.ids import AreaCode, DocumentId

MAIN_FILE: Final = "rules.policy"
_COUNTRY: Final = AreaCode("000000")


@dataclass(frozen=True)
class Text:
    """The notice of a document, read when a quote is to be verified."""

    path: Path

    @cached_property
    def content(self) -> tuple[bytes | None, ...]:
        """The notice and what stands beside it; None for what cannot be read."""
        return tuple(
            _bytes(it)
            for it in (self.path, self.path.with_name(DECLARATION), self.path.with_name(RAW))
        )

    @cached_property
    def key(self) -> bytes:
        return environment(*("-" if it is None else b"+" + it for it in self.content))

    @cached_property
    def hash(self) -> str:
        """What a bundle names the notice's text by."""
        return "" if self.content[0] is None else fingerprint(self.content[0])

    @cached_property
    def read(self) -> Found[Notice | None]:
        return read_notice(self.path)


@dataclass(frozen=True, slots=True)
class Home:
    """`sound`: what is found out here may be kept. A stand-in for a broken document is not."""

    document: DocumentId
    frame: Frame
    text: Text | None
    located: Located | None
    syntax: ast.Declaration
    sound: bool


def homes(
    vocabulary: Vocabulary, files: Iterable[RuleFile], root: Path
) -> Found[Mapping[PurePosixPath, Home]]:
    found: list[Finding] = []
    stated: dict[PurePosixPath, Home] = {}
    for word in vocabulary.words:
        if word.syntax.keyword == "DOCUMENT" and word.declared.file.path not in stated:
            home = _home(word, vocabulary.interface, root, found)
            if home is not None:
                stated[word.declared.file.path] = home
    given = dict(stated)
    for file in files:
        main = file.folder / MAIN_FILE
        if file.path not in given and main in stated:
            given[file.path] = stated[main]
    return Found(given, tuple(found))


def _home(word: Word, interface: Interface, root: Path, found: list[Finding]) -> Home | None:
    match word.syntax.args:
        case (ast.Name(text=name), *_):
            id_ = DocumentId(name)
        case _:
            return None
    text: Text | None = None
    sound = True
    checked = word.checked
    for clause in word.syntax.clauses:
        match clause:
            case ast.Clause(keyword="NOTICE", args=(ast.FileName(text=written, span=span),)):
                path = inside(root, word.declared.file.folder, written, span)
                found.extend(path.findings)
                text = None if path.value is None else Text(path.value)
                sound = text is not None  # which notice is meant is not known: quote nothing
            case _:
                pass
    if checked is not None and isinstance(checked.checked.value, Document):
        frame = frame_of(checked.checked.value, interface)
        return Home(id_, frame, text, checked, word.syntax, sound=sound)
    return Home(id_, _anything_goes(id_), text, checked, word.syntax, sound=False)


def _anything_goes(document: DocumentId) -> Frame:
    """Lets the provisions of a broken document be checked for what is wrong with themselves."""
    always = Force(date.min, None)
    return Frame(document, _COUNTRY, _COUNTRY, always, date(2000, 1, 1))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
