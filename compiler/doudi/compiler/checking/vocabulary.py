"""Everything but provisions: the vocabulary and the documents' heads.

Takes the pieces; gives the interface that every provision is checked against, and the
checked declarations. All of it is done anew in every run: it is little, and every provision
depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from doudi.compiler.checking.consequences import without_consequences
from doudi.compiler.checking.errors import internal, several_precedences
from doudi.compiler.checking.pieces import Declared
from doudi.compiler.checking.stand_ins import stand_in
from doudi.compiler.model.areas import Areas
from doudi.compiler.model.checked import Checked, Located
from doudi.compiler.model.interface import Interface
from doudi.compiler.names.collect import collect
from doudi.compiler.types.elaborate import elaborate
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.parse import parse_declaration, parse_tail
from doudi.policy_dsl.source import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A declaration of the vocabulary; `checked` is None where its text does not parse."""

    declared: Declared
    syntax: ast.Declaration
    checked: Located | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    interface: Interface
    words: tuple[Word, ...]

    @property
    def located(self) -> tuple[Located, ...]:
        return tuple(it.checked for it in self.words if it.checked is not None)


def check_vocabulary(pieces: Iterable[Declared], areas: Areas) -> Found[Vocabulary]:
    found: list[Finding] = []
    parsed: list[tuple[Declared, ast.Declaration]] = []
    broken: list[tuple[Declared, ast.Declaration]] = []
    reading: dict[int, tuple[Finding, ...]] = {}
    for it in pieces:
        before = len(found)
        syntax = _parse(it, found)
        if syntax is not None:
            parsed.append((it, syntax))
            reading[id(syntax)] = tuple(found[before:])
        elif (saved := stand_in(it)) is not None:
            broken.append((it, saved))
    collected = collect([syntax for _, syntax in (*parsed, *broken)], areas)
    found.extend(_not_about(broken, collected.findings))
    words = [
        _check(it, syntax, collected.value, reading[id(syntax)], found) for it, syntax in parsed
    ]
    words.extend(Word(it, syntax, None) for it, syntax in broken)
    found.extend(_precedences(words))
    return Found(Vocabulary(collected.value, tuple(words)), tuple(found))


def _precedences(words: Iterable[Word]) -> Iterator[Finding]:
    """Who prevails is said once: of two orders neither could be followed."""
    stated = [it for it in words if it.declared.keyword == "PRECEDENCE"]
    for again in stated[1:]:
        yield several_precedences(_head(again), _head(stated[0]))


def _head(word: Word) -> Span:
    span = word.syntax.span
    end = span.source.text.find("\n", span.start, span.end)
    return Span(span.source, span.start, span.end if end == -1 else end)


def _parse(it: Declared, found: list[Finding]) -> ast.Declaration | None:
    if it.piece.head is None:
        found.extend(parse_tail(it.file.source, it.piece).findings)
        return None
    try:
        parsed = parse_declaration(it.file.source, it.piece)
    except ModuleNotFoundError:
        raise  # an extra is missing: the command says which
    except Exception as error:  # noqa: BLE001 - a failure of ours hides no other finding
        found.append(internal(it, error))
        return None
    found.extend(parsed.findings)
    return parsed.value


def _check(
    it: Declared,
    syntax: ast.Declaration,
    interface: Interface,
    of_reading: Sequence[Finding],
    found: list[Finding],
) -> Word:
    try:
        checked: Found[Checked] = elaborate(syntax, interface, None)
    except ModuleNotFoundError:
        raise  # an extra is missing: the command says which
    except Exception as error:  # noqa: BLE001 - as above
        found.append(internal(it, error))
        return Word(it, syntax, None)
    found.extend(without_consequences(of_reading, checked.findings))
    return Word(it, syntax, Located(checked.value, it.file.source, syntax.span.start))


def _not_about(
    broken: Iterable[tuple[Declared, ast.Declaration]], findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """A head that was saved is not to be blamed for what could not be read behind it."""
    saved = [syntax.span for _, syntax in broken]
    return tuple(
        it
        for it in findings
        if not any(
            span.source is it.primary.span.source and span.start <= it.primary.span.start < span.end
            for span in saved
        )
    )
