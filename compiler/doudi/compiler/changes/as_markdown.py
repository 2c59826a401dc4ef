"""A report as Markdown, for review: a heading for each section, a table where old stands by new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doudi.compiler.changes import wording
from doudi.compiler.changes.outline import Item, outline
from doudi.compiler.changes.report import Report
from doudi.compiler.conflicts.as_markdown import inert, table
from doudi.policy_dsl.diagnostics.model import Lang


def as_markdown(report: Report, lang: Lang) -> str:
    found = outline(report, lang)
    parts = [f"# {found.title}", "\n".join(f"- {inert(it)}" for it in found.totals)]
    for section in found.sections:
        parts.append(f"## {section.title}")
        parts += [part for it in section.items for part in _item(it, lang)]
    return "\n\n".join(parts) + "\n"


def _item(it: Item, lang: Lang) -> Iterator[str]:
    """An item with what is in it; one that has old and new of its parts, as a table."""
    rows = [each for each in it.inner if each.old_new is not None]
    others = [each for each in it.inner if each.old_new is None]
    yield "\n".join((f"- {_beginning(it.text)}", *_nested(others, "  ")))
    if rows:
        head = ("", wording.OLD.in_(lang), wording.NEW.in_(lang), "")
        yield table([head, *(_row(each) for each in rows)])


def _beginning(text: str) -> str:
    """At the beginning of an item a plus sign would begin a list of its own."""
    return f"\\{inert(text)}" if text.startswith("+") else inert(text)


def _row(it: Item) -> Sequence[str]:
    old, new = it.old_new or ((), ())
    return (it.text, " / ".join(old), " / ".join(new), " / ".join(each.text for each in it.inner))


def _nested(items: Sequence[Item], indent: str) -> Iterator[str]:
    for it in items:
        yield f"{indent}- {inert(it.text)}"
        yield from _nested(it.inner, indent + "  ")
