"""All that is recognised in one sentence, each kind by itself, in the order of the sentence."""

from __future__ import annotations

from doudi.compiler.ingest.metadata.citations import CITED
from doudi.compiler.ingest.metadata.parts import numbers
from doudi.compiler.ingest.recognise.figures import figures
from doudi.compiler.ingest.recognise.model import KINDS, Kind, Recognised
from doudi.compiler.ingest.recognise.words import words


def recognise(sentence: str) -> tuple[Recognised, ...]:
    cited = [Recognised("document", it.group(), *it.span()) for it in CITED.finditer(sentence)]
    bare = [
        Recognised("document", sentence[start:end], start, end)
        for start, end in numbers(sentence)
        if not any(each.start <= start < each.end for each in cited)
    ]
    found = [*words(sentence), *figures(sentence), *cited, *bare]
    # What stands in a document's title is not said by the sentence.
    said = [
        it
        for it in found
        if it.kind == "document"
        or not any(each.start <= it.start < each.end for each in (*cited, *bare))
    ]
    return tuple(sorted(said, key=lambda it: (KINDS.index(it.kind), it.start, it.end)))


def by_kind(found: tuple[Recognised, ...]) -> dict[Kind, tuple[str, ...]]:
    """Each kind's words, each once."""
    return {
        kind: tuple(dict.fromkeys(it.words for it in found if it.kind == kind))
        for kind in KINDS
        if any(it.kind == kind for it in found)
    }
