"""YAML as the project's data files use it: lists, named entries and plain words, with places.

Takes a source; gives a tree whose every node knows its span. What data has no need of is a
finding: anchors and aliases (they can explode), tags, a key said twice, more than one
document, nesting without end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from doudi.compiler.data import errors
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span

if TYPE_CHECKING:
    import yaml

DEEPEST: Final = 32
MOST: Final = 200  # mistakes reported in one file


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text; `plain` when it stood without quotation marks."""

    text: str
    plain: bool
    span: Span = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    span: Span = field(repr=False, compare=False)


Node: TypeAlias = Scalar | Sequence | Mapping


class _Mark(Protocol):
    """What pyyaml's marks have in common, whichever of its readers made them."""

    @property
    def index(self) -> int: ...


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is not read yet."""

    start: int
    mapping: bool
    items: list[Node] = field(default_factory=list)
    skip_value: bool = False


def read_yaml(source: Source) -> Found[Node | None]:
    """The one document of the source; None where there is none that can be read."""
    import yaml  # noqa: PLC0415 - only where a data file is read

    found: list[Finding] = []
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    try:
        # The C library's reader where PyYAML has it: the same events, ten times faster.
        for event in yaml.parse(source.text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if len(found) >= MOST:
                return Found(None, tuple(found))
            found += _refused(source, event)
            node: Node | None = None
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        found.append(errors.second_document(_span(source, event)))
                        break
                case yaml.ScalarEvent():
                    node = Scalar(event.value, plain=not event.style, span=_span(source, event))
                case yaml.AliasEvent():
                    node = Scalar("", plain=True, span=_span(source, event))
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    if len(stack) == DEEPEST:
                        found.append(errors.too_deep(_span(source, event), DEEPEST))
                        return Found(None, tuple(found))
                    start = _offset(event.start_mark)
                    stack.append(_Open(start, mapping=isinstance(event, yaml.MappingStartEvent)))
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    node = _close(source, stack.pop(), _offset(event.end_mark), found)
            if node is not None:
                if stack:
                    stack[-1].items.append(node)
                else:
                    root = node
    except yaml.YAMLError as error:
        found.append(errors.not_yaml(*_broken(source, error)))
        return Found(None, tuple(found))
    except (ValueError, OverflowError):  # an escape such as "\\UFFFFFFFF" that is no character
        found.append(errors.not_yaml(Span(source, 0, 0), ""))
        return Found(None, tuple(found))
    return Found(root, tuple(found))


def _refused(source: Source, event: yaml.Event) -> tuple[Finding, ...]:
    import yaml  # noqa: PLC0415 - only where a data file is read

    if isinstance(event, yaml.AliasEvent):
        return (errors.alias(_span(source, event), f"*{event.anchor}"),)
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        return (errors.alias(_span(source, event), f"&{event.anchor}"),)
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        return (errors.tag(_span(source, event), str(tag)),)
    return ()


def _close(source: Source, it: _Open, end: int, found: list[Finding]) -> Node:
    # A block's end mark stands at the next token, behind blanks that belong to nobody.
    end = it.items[-1].span.end if it.items else end
    span = Span(source, it.start, end)
    if not it.mapping:
        return Sequence(tuple(it.items), span)
    entries: list[tuple[Scalar, Node]] = []
    first: dict[str, Scalar] = {}
    for key, value in zip(it.items[::2], it.items[1::2], strict=True):
        if len(found) >= MOST:
            break
        if not isinstance(key, Scalar):
            found.append(errors.key_is_no_word(key.span))
        elif key.text in first:
            found.append(errors.duplicate_key(key.span, key.text, first[key.text].span))
        else:
            first[key.text] = key
            entries.append((key, value))
    return Mapping(tuple(entries), span)


def _span(source: Source, event: yaml.Event) -> Span:
    start, end = _offset(event.start_mark), _offset(event.end_mark)
    return Span(source, start, max(start, min(end, len(source.text))))


def _offset(mark: _Mark | None) -> int:
    return 0 if mark is None else mark.index


def _broken(source: Source, error: yaml.YAMLError) -> tuple[Span, str]:
    import yaml  # noqa: PLC0415 - only where a data file is read

    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        at = min(_offset(error.problem_mark), len(source.text))
        return Span(source, at, min(at + 1, len(source.text))), str(error.problem or "")
    if isinstance(error, yaml.reader.ReaderError):
        at = min(int(error.position), len(source.text))
        return Span(source, at, min(at + 1, len(source.text))), str(error.reason)
    return Span(source, 0, 0), ""
