"""A raw file's text to all the files of its folder, and what is to be said about them.

Takes the text as read, the steps where somebody gave them (then nothing else is done to the text),
and the rules folder around; gives the files, findings, and what the summary says. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from doudi.compiler.ingest import errors
from doudi.compiler.ingest.damage import Damage, damage
from doudi.compiler.ingest.declared import declaration
from doudi.compiler.ingest.draft import Draft, Heading, Waiting, document_id, draft
from doudi.compiler.ingest.metadata.head import Head, head
from doudi.compiler.ingest.metadata.issuers import ranks_of_number
from doudi.compiler.ingest.metadata.parts import parts
from doudi.compiler.ingest.offsets import offsets_map
from doudi.compiler.ingest.propose.steps import propose
from doudi.compiler.ingest.reading.model import RawText
from doudi.compiler.ingest.recognise.sentence import recognise
from doudi.compiler.ingest.surroundings import Surroundings
from doudi.compiler.notices.declaration import Declaration, read_declaration
from doudi.compiler.notices.normalisation import DropLine, Step, normalise
from doudi.compiler.notices.notice import Notice, build_notice
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Source, Span

RAW = "raw.txt"
NOTICE = "notice.txt"
STEPS = "notice.yaml"
MAP = "map.json"
RULES = "rules.policy"

_CONTEXT = 8  # characters of the text on either side of a damaged place


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is taken in: the file, its text, and where it is to go."""

    data: bytes
    raw: RawText
    folder: Path
    given: Source | None = None
    document: str | None = None
    around: Surroundings = field(default_factory=Surroundings)


@dataclass(frozen=True, slots=True)
class Ingested:
    """`files` is empty where the steps that were given cannot be read."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...] = ()
    proposed: bool = True
    head: Head | None = None
    ranks: tuple[str, ...] = ()
    document: str = ""
    notice: Notice | None = None
    sentences: tuple[Waiting, ...] = ()
    to_fill: tuple[str, ...] = ()


def ingest(it: Incoming) -> Ingested:
    raw = Source(str(it.folder / RAW), it.raw.text)
    if it.given is not None:
        read = read_declaration(it.given)
        if read.findings:
            return Ingested({}, read.findings)
        return _built(it, raw, it.given, read.value)
    declared = _declared(it, raw)
    return _built(it, raw, declared, read_declaration(declared).value)


def original_name(raw: RawText) -> str:
    """What the file is kept as: raw.txt is always the text as read, in UTF-8."""
    if raw.format != "text":
        return f"raw.{raw.format}"
    return RAW if raw.encoding == "utf-8" else f"raw.{raw.encoding}.txt"


def _declared(it: Incoming, raw: Source) -> Source:
    """A `notice.yaml` that is proposed, damage included."""
    proposal = propose(raw.text)
    made, _ = normalise(raw.text, proposal.steps)
    found = parts(made.text)
    said = head(made.text, found, proposal.dropped, it.around.level_of)
    name = str(it.folder / STEPS)
    first = _yaml(it, said, proposal.steps, found.lines, found.closing, ())
    notice = build_notice(Source(NOTICE, made.text), Source(name, first)).value
    hurt = [
        (_in_context(made.text, each), f"{each.why.zh}；待核对")
        for each in damage(made.text, notice.outline, _captcha(proposal.steps))
    ]
    unique = tuple((words, why) for words, why in dict(hurt).items() if words.strip())
    return Source(
        name, _yaml(it, said, proposal.steps, found.lines, found.closing, unique) if hurt else first
    )


def _yaml(
    it: Incoming,
    said: Head,
    steps: tuple[Step, ...],
    lines: Iterable[tuple[str, str]],
    closing: str | None,
    hurt: Iterable[tuple[str, str]],
) -> str:
    comments = ["由 doudi ingest 起草：raw.txt 如何成为 notice.txt，每一步都要核对。"]
    comments += [each.zh for each in it.raw.left_out]
    metadata = {
        "issuer": said.issuer.value,
        "issued": said.issued.isoformat() if said.issued else "",
        "number": said.number.value,
        "published": said.published.isoformat() if said.published else "",
        "note": f"原件中没有找到：{'、'.join(said.missing)}；不补写" if said.missing else "",
    }
    return declaration(comments, metadata, steps, lines, closing, hurt)


def _in_context(text: str, it: Damage) -> str:
    """The damaged words with enough around them to be found, on one line."""
    start = max(text.rfind("\n", 0, it.start) + 1, it.start - _CONTEXT)
    end = text.find("\n", it.end)
    return text[start : min(len(text) if end < 0 else end, it.end + _CONTEXT)]


def _built(it: Incoming, raw: Source, declared: Source, known: Declaration) -> Ingested:
    steps = tuple(step for step, _ in known.steps)
    made, _ = normalise(raw.text, steps)
    text = Source(str(it.folder / NOTICE), made.text)
    built = build_notice(text, declared, raw)
    notice = built.value
    found = list(built.findings)
    said = _said(text.text, known, it.around)
    hurt = tuple(
        each
        for each in damage(text.text, notice.outline, _captcha(steps))
        if it.given is None or not _is_declared(each, text.text, known)
    )
    found += [
        errors.damaged(
            Span(text, each.start, each.end), each, notice.raw_span(each.start, each.end)
        )
        for each in hurt
    ]
    found += [errors.numbering_lost(Span(raw, *each)) for each in it.raw.numbered]
    ranks = _ranks(said, text, found)
    sentences = tuple(_sentences(notice, hurt))
    document = it.document or document_id(said)
    heading = Heading(said, ranks, document, tuple((each.start, each.end) for each in hurt))
    made_draft = draft(heading, sentences, it.around)
    return Ingested(
        _files(it, text.text, notice, declared, made_draft),
        tuple(found),
        steps,
        it.given is None,
        said,
        ranks,
        document,
        notice,
        sentences,
        made_draft.to_fill,
    )


def _said(text: str, known: Declaration, around: Surroundings) -> Head:
    """By the lines as they are declared, whoever declared them."""
    found = parts(text)._replace(lines=tuple((line.kind, line.text) for line in known.lines))
    dropped = [(step.kind, step.line) for step, _ in known.steps if isinstance(step, DropLine)]
    return head(text, found, dropped, around.level_of)


def _ranks(said: Head, text: Source, found: list[Finding]) -> tuple[str, ...]:
    """What the issuer allows, unless the number says otherwise."""
    by_number = ranks_of_number(said.number.value)
    if not by_number or not said.speaks.ranks:
        return said.speaks.ranks
    both = tuple(it for it in said.speaks.ranks if it in by_number)
    if not both:
        at = max(0, text.text.find(said.number.value))
        end = at + len(said.number.value) if said.number.value in text.text else at
        span = Span(text, at, end)
        found.append(
            errors.rank_does_not_fit(
                span, said.number.value, said.issuer.value, by_number, by_number=True
            )
        )
    return both


def _captcha(steps: Iterable[Step]) -> list[str]:
    return [it.line for it in steps if isinstance(it, DropLine) and it.kind == "captcha"]


def _is_declared(it: Damage, text: str, known: Declaration) -> bool:
    places = ((text.find(each.text), len(each.text)) for each in known.damage)
    return any(at >= 0 and at < it.end and it.start < at + length for at, length in places)


def _sentences(notice: Notice, hurt: Iterable[Damage]) -> Iterator[Waiting]:
    text = notice.source.text
    places = tuple(hurt)
    for it in notice.outline.sentences:
        if it.number == 0:
            continue
        words = text[it.start : it.end]
        damaged = tuple(
            f"“{text[each.start : each.end]}”：{each.why.zh}"
            for each in places
            if each.start < it.end and it.start < each.end
        )
        declared = tuple(
            f"“{each.text}”：{each.reason}"
            for each in notice.declaration.damage
            if each.text in words and not damaged
        )
        yield Waiting(it.address, words, recognise(words), (*damaged, *declared))


def _files(
    it: Incoming, text: str, notice: Notice, declared: Source, made: Draft
) -> dict[str, bytes]:
    original = original_name(it.raw)
    offsets = notice.offsets if notice.offsets is not None else ()
    files = {original: it.data}
    files.setdefault(RAW, it.raw.text.encode())
    files[STEPS] = declared.text.encode()
    files[NOTICE] = text.encode()
    files[MAP] = offsets_map(text, offsets, it.raw, it.data, original).encode()
    files[RULES] = made.text.encode()
    return files
